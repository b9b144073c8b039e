/* What a route carries in 32 bits, its payload: a cost or, where rows have dates or carried texts,
 * the number of a bundle.
 *
 * Payloads are good for one set of lists, those of one carrier.  Any number of threads may add and
 * read at the same time. */
#ifndef ROUTE_PAYLOADS_H
#define ROUTE_PAYLOADS_H

#include "route/bundles.h"
#include "route/carried_set.h"
#include "route/cost_set.h"

#include <stdbool.h>

typedef struct payloads {
    cost_set *costs;               /* owned */
    const cost_pages *plain_costs; /* those of costs */
    bool has_bundles, has_texts;   /* payloads number bundles; bundles have texts */
    bundles bundles;
    carried_set texts;
} payloads;

/* n_texts: of a route. RC_OK or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_payloads_init(payloads *p, bool has_dates, unsigned n_texts);
void rc_payloads_free(payloads *p);

/* Returns the payload of a cost of the set, a day and a group of texts; both are 0 where rows have
 * none. A blocked route has no texts.  RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
static inline rc_code payload_add(payloads *p, cost_ref cost, rc_date day, uint32_t texts,
                                  uint32_t *payload)
{
    *payload = cost;
    if (!p->has_bundles)
        return RC_OK;
    return rc_bundles_add(&p->bundles, (bundle){day, cost, cost == COST_REF_BLOCKED ? 0 : texts},
                          payload);
}

#endif
