/* Walks two tables side by side: see price_walk.h.
 *
 * The walk reads the tables' tries of cheapest offers. These leave out prefixes that change no
 * answer of their table. Such a prefix has the same price as the shorter one, so leaving it out
 * changes neither what differs nor by how much. */
#include "compare/price_walk.h"

#include <stdlib.h>

/* The exponent of what is no price: no cost has it. */
#define NO_PRICE_EXPONENT INT16_MAX

/* Fills a place of a cache with the price that an offer makes. */
static void fill_cache(const price_walk *w, unsigned side, uint32_t offer, price *cached)
{
    *cached = (price){.offer = TRIE_NO_VALUE, .value = {0, NO_PRICE_EXPONENT}};
    if (!table_is_offer(w->tables[side], offer))
        return;
    cached->offer = offer;
    rc_cost_parse(table_spelling(w->tables[side], offer), &cached->value); /* it is a cost */
}

rc_code rc_price_walk_open(price_walk *w, const rc_table *old_table, const rc_table *new_table)
{
    *w = (price_walk){.tables = {old_table, new_table}};
    rc_code code = rc_trie_union_init(&w->tries, PRICE_SIDES, UNION_VALUES);

    for (unsigned side = 0; side < PRICE_SIDES && code == RC_OK; side++) {
        w->tries.sources[side].trie = &w->tables[side]->trie;
        w->caches[side] = malloc(PRICE_CACHE * sizeof *w->caches[side]);
        if (!w->caches[side])
            code = RC_ERROR_MEMORY;
        for (unsigned i = 0; i < PRICE_CACHE && code == RC_OK; i++)
            fill_cache(w, side, TRIE_NO_VALUE, &w->caches[side][i]);
        fill_cache(w, side, TRIE_NO_VALUE, &w->prices[0][side]);
    }
    if (code != RC_OK)
        rc_price_walk_free(w);
    return code;
}

void rc_price_walk_free(price_walk *w)
{
    rc_trie_union_free(&w->tries);
    for (unsigned side = 0; side < PRICE_SIDES; side++)
        free(w->caches[side]);
    *w = (price_walk){0};
}

void rc_price_walk_begin(price_walk *w, bool with_plus)
{
    rc_trie_union_begin(&w->tries, with_plus);
}

/* Enters the prices of the current prefix. Returns true if one differs from the level above. Most
 * prefixes change one side or the other in no order that a processor could foretell, so there
 * are no branches. */
static bool enter_prices(price_walk *w)
{
    unsigned level = w->tries.level;
    const uint32_t *offers = union_values(&w->tries, level);
    unsigned differs = 0;

    for (unsigned side = 0; side < PRICE_SIDES; side++) {
        price *own = &w->prices[level][side];
        const price *shorter = &w->prices[level - 1][side];
        price *cached = &w->caches[side][offers[side] % PRICE_CACHE];
        if (UNLIKELY(cached->offer != offers[side]))
            fill_cache(w, side, offers[side], cached);
        *own = *cached;
        differs |= (own->value.digits != shorter->value.digits) |
                   (own->value.exponent != shorter->value.exponent);
    }
    return differs;
}

bool rc_price_walk_next(price_walk *w)
{
    while (rc_trie_union_next(&w->tries))
        if (enter_prices(w))
            return true;
    return false;
}

price_change rc_price_walk_change(const price_walk *w)
{
    const price *prices = price_walk_prices(w);
    bool was = prices[PRICE_OLD].offer != TRIE_NO_VALUE;
    bool is = prices[PRICE_NEW].offer != TRIE_NO_VALUE;

    if (!was || !is)
        return was == is ? PRICE_SAME : is ? PRICE_IS_NEW : PRICE_IS_GONE;
    int order = cost_compare(prices[PRICE_NEW].value, prices[PRICE_OLD].value);
    return order == 0 ? PRICE_SAME : order > 0 ? PRICE_IS_DEARER : PRICE_IS_CHEAPER;
}
