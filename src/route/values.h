/* Numbers what the routes of a carrier carry: the values of its trie.
 *
 * Where bundles have days or carried texts, a value is a cost with its texts. Values ascend by the
 * number of the cost, then by the texts; that of blocked routes is the last. So they are always the
 * same, whichever thread came first. */
#ifndef ROUTE_VALUES_H
#define ROUTE_VALUES_H

#include "route/bundles.h"
#include "route/cost_set.h"

typedef struct route_value {
    cost_ref cost;
    uint32_t texts; /* group of a carried_set */
} route_value;

typedef struct route_values {
    route_value *values; /* n; owned */
    uint32_t n;
    uint32_t *of_bundles; /* by their places; owned */
} route_values;

/* Numbers the values of all bundles; costs have been numbered. group_ranks: the order of the
 * groups. RC_OK, or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_values_number(route_values *v, const bundles *all, const cost_set *costs,
                         const uint32_t *group_ranks);
void rc_values_free(route_values *v);

#endif
