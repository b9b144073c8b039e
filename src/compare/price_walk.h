/* Walks two tables side by side over the prefixes at which a price changes. */
#ifndef COMPARE_PRICE_WALK_H
#define COMPARE_PRICE_WALK_H

#include "route/cost.h"
#include "table/table.h"
#include "trie/union.h"

enum {
    PRICE_OLD,
    PRICE_NEW,
    PRICE_SIDES,
    PRICE_CACHE = 1024 /* offers of a side whose values are remembered; a power of 2 */
};

/* What a number costs in one of the tables. */
typedef struct price {
    uint32_t offer; /* TRIE_NO_VALUE: there is no price */
    cost_value value;
} price;

/* What has become of a price. */
typedef enum price_change {
    PRICE_SAME,
    PRICE_IS_NEW,
    PRICE_IS_GONE,
    PRICE_IS_DEARER,
    PRICE_IS_CHEAPER,
    PRICE_CHANGES
} price_change;

typedef struct price_walk {
    const rc_table *tables[PRICE_SIDES];
    trie_union tries;
    price prices[UNION_LEVELS_MAX][PRICE_SIDES]; /* of the levels of tries */
    price *caches[PRICE_SIDES];                  /* PRICE_CACHE each; at an offer's lowest bits */
} price_walk;

/* Opens a walk. RC_OK or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_price_walk_open(price_walk *w, const rc_table *old_table, const rc_table *new_table);
void rc_price_walk_free(price_walk *w);

/* Begins with the prefixes with a '+', or those without. */
void rc_price_walk_begin(price_walk *w, bool with_plus);

/* Moves on, in ascending order of the keys, to the next prefix that differs in its old or new price
 * from the longest shorter prefix of either table. Returns false behind the last. */
bool rc_price_walk_next(price_walk *w);

/* The current prefix, its prices (old, new), and how they compare. */
static inline prefix_key price_walk_key(const price_walk *w)
{
    return w->tries.key;
}

static inline const price *price_walk_prices(const price_walk *w)
{
    return w->prices[w->tries.level];
}

price_change rc_price_walk_change(const price_walk *w);

#endif
