/* A sealed table: tries and what their numbers stand for.  Read-only, shared freely. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/text_list.h"
#include "table/carrier.h"
#include "trie/trie.h"

/* An offer is a cost of a carrier.  Offers are numbered; those of several carriers in the order
 * of their costs, of equal costs the earlier carrier's first: of any two for a number, the one
 * with the lower number is the cheaper. */
struct rc_table {
    trie trie; /* from prefixes to the cheapest offers */
    uint32_t n_offers;
    text_list spellings; /* of the offers' costs */
    uint32_t n_carriers;
    text_list names; /* of the carriers */

    /* Of several carriers only, else NULL. */
    uint32_t *offer_carriers; /* n_offers: whose each offer is */
    uint32_t *cost_offers;    /* n_offers: the offers of all costs, carrier after carrier */
    uint32_t *first_costs;    /* n_carriers: where each one's begin in cost_offers */
    trie *tries;              /* n_carriers: from prefixes to costs; NULL if they are not kept */
    unsigned char *pluses;    /* n_carriers: as rc_table_plus tells */

    int plus_optional;
};

/* Makes the table of carriers, whose tries and names it may take.  The table is all zero but for
 * the last field and, if it is known, the trie of several carriers; after a failure it is to
 * be freed.  RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_table_fill(rc_table *t, carrier_routes *carriers, size_t n_carriers, int keep_carriers);

/* Memory held, in bytes. */
size_t rc_table_size(const rc_table *t);

static inline rc_text table_spelling(const rc_table *t, uint32_t offer)
{
    return text_list_get(&t->spellings, offer);
}

/* Whose an offer is. */
static inline uint32_t table_offer_carrier(const rc_table *t, uint32_t offer)
{
    return t->offer_carriers ? t->offer_carriers[offer] : 0;
}

/* The offer that a carrier's cost makes, given what the carrier's trie has found. */
static inline uint32_t table_offer(const rc_table *t, size_t carrier, uint32_t cost)
{
    return t->cost_offers ? t->cost_offers[t->first_costs[carrier] + cost] : cost;
}

/* The offers that all of a carrier's costs make; NULL: the costs' own numbers. */
static inline const uint32_t *table_carrier_offers(const rc_table *t, size_t carrier)
{
    return t->cost_offers ? t->cost_offers + t->first_costs[carrier] : NULL;
}

/* How many costs a carrier has. */
static inline uint32_t table_costs(const rc_table *t, uint32_t carrier)
{
    if (t->n_carriers == 1)
        return t->n_offers;
    return (carrier + 1 < t->n_carriers ? t->first_costs[carrier + 1] : t->n_offers) -
           t->first_costs[carrier];
}

/* A carrier's trie, of a table that keeps its carriers. */
static inline const trie *table_carrier_trie(const rc_table *t, size_t carrier)
{
    return t->tries ? &t->tries[carrier] : &t->trie;
}

/* The key to look a number up by: the first symbols of text that is a number. */
static inline prefix_key table_key(const rc_table *t, prefix_key key)
{
    return t->plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

#endif
