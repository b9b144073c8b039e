/* Finds the cheapest carriers of a group of numbers, and spells out what is appended then. */
#ifndef TABLE_RANKING_H
#define TABLE_RANKING_H

#include "answer/tails.h"

/* Of number i, n[i] offers, the cheapest first: those from i * n_ranked on. */
typedef struct ranked_offer {
    uint32_t offer;
    unsigned prefix_length; /* if prefixes are wanted */
} ranked_offer;

typedef struct ranking {
    ranked_offer *offers; /* TRIE_GROUP * n_ranked, owned */
    unsigned n[TRIE_GROUP];
} ranking;

/* Makes room for tails that are ranked.  0, or 1 without memory. */
int rc_ranking_init(ranking *r, const answer_tails *tails);
void rc_ranking_free(ranking *r);

/* Finds the offers for n_keys <= TRIE_GROUP numbers, as rc_trie_find_group takes them. */
void rc_ranking_find(ranking *r, const answer_tails *tails, const prefix_key *keys, size_t n_keys);

/* Writes the tail of number i, which is routed; returns its length, up to length_max. */
size_t rc_ranking_spell(const ranking *r, const answer_tails *tails, size_t i, prefix_key key,
                        char *to);

#endif
