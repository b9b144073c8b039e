/* A sealed table: tries, and what their values mean. Read-only; threads may share it. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "route/dialled.h"
#include "table/offers.h"

struct rc_table {
    trie trie; /* from prefixes to the cheapest offers, or to what is none: see table_is_offer */
    offer_list offers;
    uint32_t n_carriers;
    text_list names;       /* of the carriers */
    carried *carried;      /* n_carriers: what their routes carry; NULL: nothing */
    trie *tries;           /* n_carriers: from prefixes to costs. NULL: one carrier, or not kept */
    unsigned char *pluses; /* n_carriers: see rc_table_plus. NULL: one carrier */
    bool plus_optional;
    idd_list idd;                  /* '+' takes their place in numbers */
    char idd_text[IDD_TEXT_BYTES]; /* the same as rc_table_idd returns it */
};

/* Makes the table of n_carriers >= 1 carriers and takes over what they hold; keeps the carriers of
 * several if keep_carriers. *t is all zero but for plus_optional, idd and, if it is known, the trie
 * of several carriers, which is checked if they are kept. Works on n_threads >= 1 threads. Returns
 * RC_OK, RC_ERROR_MEMORY, RC_ERROR_LIMIT, or RC_ERROR_TABLE if the trie is wrong; then *t can only
 * be freed. */
rc_code rc_table_fill(rc_table *t, carrier_routes *carriers, size_t n_carriers, bool keep_carriers,
                      unsigned n_threads);

/* Returns the memory held, in bytes. */
size_t rc_table_size(const rc_table *t);

/* Returns true if what a trie of the table finds is an offer; else nothing matches, or a blocked
 * route. */
static inline bool table_is_offer(const rc_table *t, uint32_t found)
{
    return found < t->offers.n;
}

/* Returns the spelling of the offer's cost. */
static inline rc_text table_spelling(const rc_table *t, uint32_t offer)
{
    return text_list_get(&t->offers.spellings, offer);
}

/* Returns the carrier of an offer. */
static inline uint32_t table_offer_carrier(const rc_table *t, uint32_t offer)
{
    return t->offers.carriers ? t->offers.carriers[offer] : 0;
}

/* Returns what the carrier of an offer carries, and sets *value to the offer's; the table carries
 * something. */
static inline const carried *table_offer_carried(const rc_table *t, uint32_t offer, uint32_t *value)
{
    *value = t->offers.values ? t->offers.values[offer] : offer;
    return &t->carried[table_offer_carrier(t, offer)];
}

/* Returns the offers of all costs of a carrier, by the costs' numbers; NULL: the same numbers. */
static inline const uint32_t *table_carrier_offers(const rc_table *t, size_t carrier)
{
    return offers_of_carrier(&t->offers, carrier);
}

/* Returns the offer of a carrier's cost; of a blocked route what is no offer. */
static inline uint32_t table_offer(const rc_table *t, size_t carrier, uint32_t cost)
{
    const uint32_t *offers = table_carrier_offers(t, carrier);
    return offers ? offers[cost] : cost;
}

/* Returns the spelling of a carrier's cost, which is empty if it is blocked. */
static inline rc_text table_cost(const rc_table *t, size_t carrier, uint32_t cost)
{
    uint32_t offer = table_offer(t, carrier, cost);
    return table_is_offer(t, offer) ? table_spelling(t, offer) : (rc_text){"", 0};
}

/* Returns the number of a carrier's costs, what is blocked among them. */
static inline uint32_t table_costs(const rc_table *t, uint32_t carrier)
{
    const offer_list *o = &t->offers;
    return o->first_costs ? o->first_costs[carrier + 1] - o->first_costs[carrier]
                          : (uint32_t)o->spellings.n;
}

/* Returns the trie from a carrier's prefixes to its costs; the table keeps its carriers. */
static inline const trie *table_carrier_trie(const rc_table *t, size_t carrier)
{
    return t->tries ? &t->tries[carrier] : &t->trie;
}

/* Returns the key by which to look up a number, given its first symbols. */
static inline prefix_key table_key(const rc_table *t, prefix_key key)
{
    return t->plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

#endif
