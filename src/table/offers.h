/* Numbers the offers of a table. An offer is a cost of a carrier, with what is carried: a value of
 * its trie.
 *
 * The offers of several carriers are numbered in the order of their costs, of equal costs the
 * earlier carrier's first. So of two offers the one with the lower number is the cheaper, and no
 * cost is compared when a number is priced. The offers of one carrier are its costs.
 *
 * A blocked route offers nothing. Its value in a carrier's trie is above the numbers of the
 * carrier's costs, and in the trie of the cheapest offers it is n: a match of it hides shorter
 * prefixes. So what a table's trie finds is an offer if and only if it is below n. */
#ifndef TABLE_OFFERS_H
#define TABLE_OFFERS_H

#include "table/carrier.h"

typedef struct offer_list {
    uint32_t n;
    text_list spellings; /* of the costs; of one carrier with blocked routes, "" at n */
    bool has_blocked;    /* a carrier has blocked routes */

    /* Of several carriers only, else NULL. */
    uint32_t *carriers;    /* n: the carrier of each offer */
    uint32_t *of_costs;    /* the offer of each cost, carrier after carrier; TRIE_NO_VALUE of what
                              is blocked */
    uint32_t *values;      /* n: the value of each offer in its carrier's trie; NULL, too, where no
                              carrier's routes carry anything */
    uint32_t *first_costs; /* n_carriers + 1: where a carrier's costs begin in of_costs; the end */
} offer_list;

/* Numbers the offers of n_carriers >= 1 carriers; *o is all zero. The spellings of a single carrier
 * move to *o. Returns RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT; then *o can only be freed. */
rc_code rc_offers_number(offer_list *o, carrier_routes *carriers, size_t n_carriers);
void rc_offers_free(offer_list *o);

/* Returns the number of values that the trie of the cheapest offers can have. */
static inline uint32_t offers_values(const offer_list *o)
{
    return o->n + (o->has_blocked ? 1 : 0);
}

/* Returns the offers of all costs of a carrier, by the costs' numbers; NULL: the same numbers. */
static inline const uint32_t *offers_of_carrier(const offer_list *o, size_t carrier)
{
    return o->of_costs ? o->of_costs + o->first_costs[carrier] : NULL;
}

#endif
