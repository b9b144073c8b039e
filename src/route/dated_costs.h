/* Costs with the day from which they hold, in 32 bits, as routes carry them where lists have dates.
 *
 * Each pair of a day and a cost is kept once and has a number.  Any number of threads may add and
 * read at the same time. */
#ifndef ROUTE_DATED_COSTS_H
#define ROUTE_DATED_COSTS_H

#include "route/cost_list.h"
#include "route/cost_ref.h"

typedef struct dated_costs {
    cost_list pairs; /* a pair's spelling is its 8 bytes: the cost's reference, then the day */
} dated_costs;

/* Returns 0, or 1 without memory. */
int rc_dated_costs_init(dated_costs *costs);
void rc_dated_costs_free(dated_costs *costs);

/* Adds a pair, or finds it; bit 31 of its number is 0.  RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT.
 */
rc_code rc_dated_costs_add(dated_costs *costs, rc_date day, cost_ref cost, uint32_t *payload);

rc_date rc_dated_costs_day(const dated_costs *costs, uint32_t payload);
cost_ref rc_dated_costs_cost(const dated_costs *costs, uint32_t payload);

#endif
