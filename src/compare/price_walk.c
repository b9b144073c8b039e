/* Walks two tables side by side: see price_walk.h.
 *
 * The walk reads the tables' tries of cheapest offers. These leave out prefixes that change no
 * answer of their table. Such a prefix has the same price as the shorter one, so leaving it out
 * changes neither what differs nor by how much. */
#include "compare/price_walk.h"

#include <stdlib.h>

rc_code rc_price_walk_open(price_walk *w, const rc_table *old_table, const rc_table *new_table)
{
    *w = (price_walk){.tables = {old_table, new_table}};
    rc_code code = rc_trie_union_init(&w->tries, PRICE_SIDES, false);

    for (unsigned side = 0; side < PRICE_SIDES && code == RC_OK; side++) {
        w->tries.sources[side].trie = &w->tables[side]->trie;
        w->caches[side] = malloc(PRICE_CACHE * sizeof *w->caches[side]);
        if (!w->caches[side])
            code = RC_ERROR_MEMORY;
        for (unsigned i = 0; i < PRICE_CACHE && code == RC_OK; i++)
            w->caches[side][i].offer = TRIE_NO_VALUE;
        w->prices[0][side].offer = TRIE_NO_VALUE;
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

/* The price that an offer makes. */
static price find_price(price_walk *w, unsigned side, uint32_t offer)
{
    price *cached = &w->caches[side][offer % PRICE_CACHE];

    if (offer == TRIE_NO_VALUE)
        return (price){.offer = TRIE_NO_VALUE};
    if (cached->offer != offer) {
        rc_cost_parse(table_spelling(w->tables[side], offer), &cached->value); /* it is a cost */
        cached->offer = offer;
    }
    return *cached;
}

static bool is_same(const price *a, const price *b)
{
    if (a->offer == TRIE_NO_VALUE || b->offer == TRIE_NO_VALUE)
        return a->offer == b->offer;
    return cost_compare(a->value, b->value) == 0;
}

/* Enters the prices of the current prefix. Returns true if one differs from the level above. */
static bool enter_prices(price_walk *w)
{
    unsigned level = w->tries.level;
    const uint32_t *offers = union_values(&w->tries, level);
    const uint32_t *above = union_values(&w->tries, level - 1);
    bool differs = false;

    for (unsigned side = 0; side < PRICE_SIDES; side++) {
        price *own = &w->prices[level][side], *shorter = &w->prices[level - 1][side];
        if (offers[side] == above[side]) {
            *own = *shorter;
            continue;
        }
        *own = find_price(w, side, offers[side]);
        differs |= !is_same(own, shorter);
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
