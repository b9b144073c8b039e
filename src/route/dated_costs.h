/* Pairs of a cost and the day from which it holds, each pair once, numbered in 32 bits: what a
 * route carries where lists have dates. Any number of threads may add and read at the same time. */
#ifndef ROUTE_DATED_COSTS_H
#define ROUTE_DATED_COSTS_H

#include "route/cost_list.h"
#include "route/cost_ref.h"

typedef struct dated_costs {
    cost_list pairs; /* a pair's spelling is its 8 bytes: the cost's reference, then the day */
} dated_costs;

/* Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_dated_costs_init(dated_costs *costs);
void rc_dated_costs_free(dated_costs *costs);

/* Adds a pair, unless it is there, and sets *payload to its number, whose bit 31 is 0. Returns
 * RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_dated_costs_add(dated_costs *costs, rc_date day, cost_ref cost, uint32_t *payload);

/* Return the day and the cost of a pair, by its number. */
rc_date rc_dated_costs_day(const dated_costs *costs, uint32_t payload);
cost_ref rc_dated_costs_cost(const dated_costs *costs, uint32_t payload);

#endif
