/* Finds the cheapest carriers of each number of a group: see ranking.h.
 *
 * For the cheapest carrier alone, one walk of the table's trie is enough. For more, the whole
 * group walks each carrier's trie in turn, and each offer found is sorted into the number's
 * cheapest so far: few ranks without branches, many by insertion. Offer numbers ascend with the
 * cost, and of equal costs the earlier carrier has the lower number, so comparing offer numbers is
 * all it takes. The same walks find the lengths of the matched prefixes; only for the cheapest of
 * several carriers they take walks of their own. */
#include "table/ranking.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW_RANKS_MAX = 8,

    /* A word of 31 bits has the number of an offer and, below, the length of its prefix less 1. */
    WORD_LENGTH_BITS = 4,
    WORD_OFFERS_MAX = 1 << (31 - WORD_LENGTH_BITS), /* of a table whose offers fit into words */
    WORD_NONE = INT32_MAX                           /* no offer: behind all others */
};

rc_code rc_ranking_init(ranking *r, const rc_table *table, size_t n_ranked, bool wants_prefixes)
{
    *r = (ranking){.table = table, .n_ranked = n_ranked, .wants_prefixes = wants_prefixes};
    r->offers = calloc(n_ranked, TRIE_GROUP * sizeof *r->offers);
    return r->offers ? RC_OK : RC_ERROR_MEMORY;
}

void rc_ranking_free(ranking *r)
{
    free(r->offers);
    r->offers = NULL;
}

void rc_ranking_insert(ranking *r, size_t i, ranked_offer offer)
{
    const size_t n_ranked = r->n_ranked;
    ranked_offer *offers = r->offers + i * n_ranked;
    size_t at = r->n[i];

    if (at == n_ranked && offers[at - 1].offer < offer.offer)
        return;
    if (at == n_ranked)
        at--; /* the dearest falls out */
    else
        r->n[i]++;
    for (; at > 0 && offers[at - 1].offer > offer.offer; at--)
        offers[at] = offers[at - 1];
    offers[at] = offer;
}

/* Finds a carrier's value for each number, or the table's for its only carrier, and the lengths of
 * the prefixes if they are wanted. */
static void find_values(const ranking *r, const trie *t, const prefix_key *keys, size_t n_keys,
                        uint32_t *values, unsigned *lengths)
{
    if (r->wants_prefixes)
        rc_trie_find_group_lengths(t, keys, n_keys, values, lengths);
    else
        rc_trie_find_group(t, keys, n_keys, values);
}

static void find_cheapest(ranking *r, const prefix_key *keys, size_t n_keys)
{
    uint32_t offers[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP] = {0};

    if (r->table->n_carriers == 1)
        find_values(r, &r->table->trie, keys, n_keys, offers, lengths);
    else
        rc_trie_find_group(&r->table->trie, keys, n_keys, offers);
    for (size_t i = 0; i < n_keys; i++) {
        r->n[i] = table_is_offer(r->table, offers[i]);
        r->offers[i] = (ranked_offer){.offer = offers[i], .prefix_length = lengths[i]};
    }
}

/* ---- Few ranks ---- */

_Static_assert(KEY_SYMBOLS <= 1 << WORD_LENGTH_BITS, "the length of a prefix must fit");

/* Returns the word for a carrier's value, without a branch. */
static HOT_INLINE int32_t offer_word(const uint32_t *offers, uint32_t value, unsigned length)
{
    uint32_t none = 0u - (value == TRIE_NO_VALUE), offer = offers[value & ~none];
    uint32_t word = offer << WORD_LENGTH_BITS | ((length - 1) & (KEY_SYMBOLS - 1));

    none |= 0u - (offer == TRIE_NO_VALUE); /* blocked */
    return (int32_t)((word | none) & WORD_NONE);
}

/* Sorts each number's word into its sorted ones, and drops the last. Where a word belongs is
 * unpredictable, so it is compared with all of them, by vector instructions. */
static void sort_in(int32_t (*sorted)[TRIE_GROUP], size_t n_ranked, int32_t *words)
{
    for (size_t rank = 0; rank < n_ranked; rank++)
        for (size_t i = 0; i < TRIE_GROUP; i++) {
            int32_t held = sorted[rank][i], word = words[i];
            sorted[rank][i] = word < held ? word : held;
            words[i] = word < held ? held : word;
        }
}

/* Sets the offers of all numbers from their sorted words. */
static void take_sorted(ranking *r, int32_t (*sorted)[TRIE_GROUP], size_t n_keys)
{
    ranked_offer *o = r->offers;

    for (size_t i = 0; i < n_keys; i++) {
        r->n[i] = 0;
        for (size_t rank = 0; rank < r->n_ranked; rank++, o++) {
            uint32_t word = (uint32_t)sorted[rank][i];
            *o = (ranked_offer){word >> WORD_LENGTH_BITS, word % KEY_SYMBOLS + 1};
            r->n[i] += word != WORD_NONE;
        }
    }
}

static void find_few_ranks(ranking *r, const prefix_key *keys, size_t n_keys)
{
    int32_t sorted[FEW_RANKS_MAX][TRIE_GROUP], words[TRIE_GROUP];
    uint32_t values[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP] = {0};

    for (size_t i = 0; i < TRIE_GROUP; i++)
        words[i] = WORD_NONE;
    for (size_t rank = 0; rank < r->n_ranked; rank++)
        memcpy(sorted[rank], words, sizeof words);
    for (uint32_t carrier = 0; carrier < r->table->n_carriers; carrier++) {
        const uint32_t *offers = table_carrier_offers(r->table, carrier);
        find_values(r, table_carrier_trie(r->table, carrier), keys, n_keys, values, lengths);
        for (size_t i = 0; i < n_keys; i++)
            words[i] = offer_word(offers, values[i], lengths[i]);
        sort_in(sorted, r->n_ranked, words);
    }
    take_sorted(r, sorted, n_keys);
}

/* ---- Many ranks ---- */

static void find_many_ranks(ranking *r, const prefix_key *keys, size_t n_keys)
{
    const rc_table *t = r->table;
    uint32_t values[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP] = {0};

    memset(r->n, 0, sizeof r->n);
    for (uint32_t carrier = 0; carrier < t->n_carriers; carrier++) {
        const uint32_t *offers = table_carrier_offers(t, carrier);
        find_values(r, table_carrier_trie(t, carrier), keys, n_keys, values, lengths);
        for (size_t i = 0; i < n_keys; i++) {
            uint32_t offer = values[i];
            if (offer != TRIE_NO_VALUE)
                offer = offers[offer];
            if (table_is_offer(t, offer))
                rc_ranking_insert(r, i,
                                  (ranked_offer){.offer = offer, .prefix_length = lengths[i]});
        }
    }
}

/* Gathers a carrier's offers among the cheapest, one a number. Returns how many. */
static size_t gather_offers(const ranking *r, uint32_t carrier, size_t n_keys,
                            ranked_offer *gathered[TRIE_GROUP])
{
    size_t n = 0;

    for (size_t i = 0; i < n_keys; i++)
        if (r->n[i] > 0 && table_offer_carrier(r->table, r->offers[i].offer) == carrier)
            gathered[n++] = &r->offers[i];
    return n;
}

/* Finds the lengths of the prefixes of the cheapest offers, carrier by carrier: the table's trie of
 * several carriers has other prefixes than theirs. */
static void find_lengths(ranking *r, const prefix_key *keys, size_t n_keys)
{
    ranked_offer *gathered[TRIE_GROUP];
    prefix_key asked[TRIE_GROUP];
    uint32_t values[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP];

    for (uint32_t carrier = 0; carrier < r->table->n_carriers; carrier++) {
        size_t n = gather_offers(r, carrier, n_keys, gathered);
        for (size_t i = 0; i < n; i++)
            asked[i] = keys[gathered[i] - r->offers];
        if (n > 0)
            rc_trie_find_group_lengths(table_carrier_trie(r->table, carrier), asked, n, values,
                                       lengths);
        for (size_t i = 0; i < n; i++)
            gathered[i]->prefix_length = lengths[i];
    }
}

void rc_ranking_find(ranking *r, const prefix_key *keys, size_t n_keys)
{
    if (r->n_ranked == 1)
        find_cheapest(r, keys, n_keys);
    else if (r->n_ranked <= FEW_RANKS_MAX && r->table->offers.n < WORD_OFFERS_MAX)
        find_few_ranks(r, keys, n_keys);
    else
        find_many_ranks(r, keys, n_keys);
    if (r->wants_prefixes && r->n_ranked == 1 && r->table->n_carriers > 1)
        find_lengths(r, keys, n_keys);
}
