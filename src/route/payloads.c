/* What a route carries in 32 bits: see payloads.h. */
#include "route/payloads.h"

rc_code rc_payloads_init(payloads *p, bool has_dates, unsigned n_texts)
{
    *p = (payloads){.costs = rc_cost_set_new(COST_REF_IDS_MAX)};
    if (!p->costs)
        return RC_ERROR_MEMORY;
    p->plain_costs = rc_cost_set_plain(p->costs);
    if (has_dates || n_texts > 0)
        p->has_bundles = rc_bundles_init(&p->bundles) == RC_OK;
    if (n_texts > 0)
        p->has_texts = rc_carried_set_init(&p->texts, n_texts) == RC_OK;
    if (p->has_bundles == (has_dates || n_texts > 0) && p->has_texts == (n_texts > 0))
        return RC_OK;
    rc_payloads_free(p);
    return RC_ERROR_MEMORY;
}

void rc_payloads_free(payloads *p)
{
    if (p->has_bundles)
        rc_bundles_free(&p->bundles);
    if (p->has_texts)
        rc_carried_set_free(&p->texts);
    rc_cost_set_free(p->costs);
    *p = (payloads){0};
}
