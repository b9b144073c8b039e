/* Finds the cheapest carriers of each number of a group. */
#ifndef TABLE_RANKING_H
#define TABLE_RANKING_H

#include "table/table.h"

#include <stdbool.h>

typedef struct ranked_offer {
    uint32_t offer;
    unsigned prefix_length; /* symbols of the matched prefix, if prefixes are wanted */
} ranked_offer;

/* Number i has n[i] <= n_ranked offers, the cheapest first, from offers[i * n_ranked] on. */
typedef struct ranking {
    const rc_table *table;
    size_t n_ranked;
    bool wants_prefixes;
    ranked_offer *offers; /* TRIE_GROUP * n_ranked; owned */
    unsigned n[TRIE_GROUP];
} ranking;

/* Makes room for up to n_ranked offers a number, with the lengths of the matched prefixes if
 * wants_prefixes. n_ranked is at most the number of carriers, which the table keeps. Returns RC_OK
 * or RC_ERROR_MEMORY. */
rc_code rc_ranking_init(ranking *r, const rc_table *table, size_t n_ranked, bool wants_prefixes);
void rc_ranking_free(ranking *r);

/* Inserts an offer among those of number i, if it is one of the n_ranked cheapest. */
void rc_ranking_insert(ranking *r, size_t i, ranked_offer offer);

/* Finds the offers for n_keys <= TRIE_GROUP numbers; keys are as for rc_trie_find_group. */
void rc_ranking_find(ranking *r, const prefix_key *keys, size_t n_keys);

#endif
