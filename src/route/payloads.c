/* What a route carries in 32 bits: see payloads.h. */
#include "route/payloads.h"

rc_code rc_payloads_init(payloads *p, bool has_dates)
{
    *p = (payloads){.costs = rc_cost_set_new(COST_REF_IDS_MAX), .has_dates = has_dates};
    if (!p->costs)
        return RC_ERROR_MEMORY;
    p->plain_costs = rc_cost_set_plain(p->costs);
    if (has_dates && rc_dated_costs_init(&p->dates)) {
        rc_cost_set_free(p->costs);
        return RC_ERROR_MEMORY;
    }
    return RC_OK;
}

void rc_payloads_free(payloads *p)
{
    if (p->has_dates)
        rc_dated_costs_free(&p->dates);
    rc_cost_set_free(p->costs);
    *p = (payloads){0};
}
