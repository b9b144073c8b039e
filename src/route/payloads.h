/* What a route carries in 32 bits, its payload: a cost or, where rows have dates, the number of a
 * cost with its day.
 *
 * Payloads are good for one set of lists, those of one carrier.  Any number of threads may add and
 * read at the same time. */
#ifndef ROUTE_PAYLOADS_H
#define ROUTE_PAYLOADS_H

#include "route/cost_set.h"
#include "route/dated_costs.h"

#include <stdbool.h>

typedef struct payloads {
    cost_set *costs;               /* owned */
    const cost_pages *plain_costs; /* those of costs */
    dated_costs dates;
    bool has_dates;
} payloads;

/* RC_OK or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_payloads_init(payloads *p, bool has_dates);
void rc_payloads_free(payloads *p);

/* Returns the payload of a cost of the set and a day, which is 0 where rows have no dates.  RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
static inline rc_code payload_add(payloads *p, cost_ref cost, rc_date day, uint32_t *payload)
{
    *payload = cost;
    return p->has_dates ? rc_dated_costs_add(&p->dates, day, cost, payload) : RC_OK;
}

static inline cost_ref payload_cost(const payloads *p, uint32_t payload)
{
    return p->has_dates ? rc_dated_costs_cost(&p->dates, payload) : payload;
}

/* The day from which the route holds; 0 where rows have no dates. */
static inline rc_date payload_day(const payloads *p, uint32_t payload)
{
    return p->has_dates ? rc_dated_costs_day(&p->dates, payload) : 0;
}

#endif
