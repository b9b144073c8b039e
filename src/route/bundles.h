/* Bundles: what a route carries where a cost alone does not say it, each once, numbered in 32 bits.
 *
 * Any number of threads may add and read at the same time. */
#ifndef ROUTE_BUNDLES_H
#define ROUTE_BUNDLES_H

#include "route/cost_ref.h"
#include "route/spelling_list.h"

typedef struct bundle {
    rc_date day; /* from which the route holds; 0 for none */
    cost_ref cost;
    uint32_t texts; /* the number of the carried texts (carried_set.h); 0 for none */
} bundle;

typedef struct bundles {
    spelling_list items; /* an item's spelling is its words: cost and day, then the texts */
} bundles;

/* Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_bundles_init(bundles *all);
void rc_bundles_free(bundles *all);

/* Adds a bundle, unless it is there, and sets *payload to its number, whose bit 31 is 0. Returns
 * RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_bundles_add(bundles *all, bundle b, uint32_t *payload);

/* Returns a bundle by its number. */
bundle rc_bundles_get(const bundles *all, uint32_t payload);

/* Returns how many bundles there are; no thread adds. */
uint32_t rc_bundles_size(const bundles *all);

/* Returns the place of a bundle, below the size, by its number; and the number of a place. */
uint32_t rc_bundles_place(uint32_t payload);
uint32_t rc_bundles_payload(uint32_t place);

#endif
