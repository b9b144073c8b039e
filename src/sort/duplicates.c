/* Decides which of several routes with one prefix stays: see duplicates.h. */
#include "sort/duplicates.h"

#include "base/array.h"
#include "sort/words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define NO_ROUTE UINT32_MAX
#define MARK     (UINT32_C(1) << 31)

typedef struct ledger_route {
    prefix_key key; /* once it is certain that the route stays */
    uint64_t line;
    uint32_t payload; /* what the payload would be without a ledger */
    uint32_t twin;    /* the earlier route whose duplicate this is; itself if it stays; NO_ROUTE */
} ledger_route;

/* Returns the payload as it would be without a ledger, without its mark. */
static uint32_t payload_of(const duplicates *d, uint32_t payload)
{
    return (d->policy == RC_DUPLICATES_ERROR ? d->ledger[payload].payload : payload) & ~MARK;
}

static cost_ref cost_of(const duplicates *d, uint32_t payload)
{
    uint32_t plain = payload_of(d, payload);
    return d->bundles ? rc_bundles_get(d->bundles, plain).cost : plain;
}

static rc_date day_of(const duplicates *d, uint32_t payload)
{
    return d->bundles ? rc_bundles_get(d->bundles, payload_of(d, payload)).day : 0;
}

static uint32_t choose_route(void *context, uint32_t earlier, uint32_t later)
{
    duplicates *d = context;
    rc_date earlier_day = day_of(d, earlier), later_day = day_of(d, later);

    if (earlier_day != later_day)
        return earlier_day < later_day ? later : earlier;
    switch (d->policy) {
    case RC_DUPLICATES_FIRST:
        return earlier;
    case RC_DUPLICATES_LAST:
        return later;
    case RC_DUPLICATES_ERROR:
        d->ledger[later].twin = earlier;
        return earlier;
    case RC_DUPLICATES_CHEAPEST:
        break;
    }
    if (earlier == later)
        return earlier;
    return rc_cost_set_compare(d->costs, cost_of(d, later), cost_of(d, earlier)) < 0 ? later
                                                                                     : earlier;
}

static bool is_marked(const duplicates *d, uint32_t payload)
{
    uint32_t bits = d->policy == RC_DUPLICATES_ERROR ? d->ledger[payload].payload : payload;
    return (bits & MARK) != 0;
}

/* As choose_route, and keeps the marks. */
static uint32_t choose_and_mark(void *context, uint32_t earlier, uint32_t later)
{
    duplicates *d = context;
    uint32_t bare = d->policy == RC_DUPLICATES_ERROR ? 0 : MARK; /* the ledger has the marks */
    uint32_t chosen = choose_route(d, earlier & ~bare, later & ~bare);
    bool is_same_day = day_of(d, earlier) == day_of(d, later);
    bool disagree = chosen == (later & ~bare) ? is_marked(d, later) : is_marked(d, earlier);

    if (is_same_day)
        disagree = is_marked(d, earlier) || is_marked(d, later) ||
                   rc_cost_set_compare(d->costs, cost_of(d, earlier), cost_of(d, later)) != 0;
    if (d->policy != RC_DUPLICATES_ERROR)
        return disagree ? chosen | MARK : chosen;
    if (disagree)
        d->ledger[chosen].payload |= MARK;
    return chosen;
}

/* Returns true if comparing the payloads of the batch compares the costs. */
static bool is_least_cheapest(const batch *routes, batch_differences differing)
{
    return routes->n > 0 && (differing.payloads & COST_REF_KIND_MASK) == 0 &&
           !cost_ref_is_listed(routes->payloads[0]);
}

/* Sorts a batch under a policy that looks at nothing but costs. */
static void sort_cheapest(duplicates *d, batch *routes)
{
    batch_differences differing = rc_batch_differ(routes);
    bool takes_least = is_least_cheapest(routes, differing);

    if (takes_least && rc_words_sort_least(routes, differing))
        return;
    rc_batch_sort(routes);
    if (takes_least)
        rc_batch_unite_least(routes);
    else
        rc_batch_unite(routes, choose_route, d);
}

void rc_duplicates_sort(duplicates *d, batch *routes)
{
    if (!d->compares && d->policy == RC_DUPLICATES_CHEAPEST && !d->bundles) {
        sort_cheapest(d, routes);
        return;
    }
    rc_batch_sort(routes);
    rc_batch_unite(routes, d->compares ? choose_and_mark : choose_route, d);
}

rc_code rc_duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n)
{
    if (n > UINT32_MAX - d->n_routes)
        return RC_ERROR_LIMIT;
    ledger_route *ledger = rc_array_grow(d->ledger, &d->capacity, d->n_routes + n, sizeof *ledger);
    if (!ledger)
        return RC_ERROR_MEMORY;
    d->ledger = ledger;
    for (size_t i = 0; i < n; i++) {
        d->ledger[d->n_routes] =
            (ledger_route){.line = lines[i], .payload = payloads[i], .twin = NO_ROUTE};
        payloads[i] = (uint32_t)d->n_routes++;
    }
    return RC_OK;
}

size_t rc_duplicates_finish(const duplicates *d, batch *routes)
{
    size_t n_marked = 0;

    for (size_t i = 0; i < routes->n; i++) {
        uint32_t payload = routes->payloads[i];
        if (d->policy == RC_DUPLICATES_ERROR) {
            d->ledger[payload].key = routes->keys[i];
            d->ledger[payload].twin = payload;
        }
        if (d->compares)
            n_marked += is_marked(d, payload);
        routes->payloads[i] = payload_of(d, payload);
    }
    return n_marked;
}

/* A route's twin may have a twin itself, which is always an earlier route. Routes are visited in
 * order, so the twin of a twin is already the first route of all. */
void rc_duplicates_find_faults(duplicates *d)
{
    d->n_faults = 0;
    for (size_t i = 0; i < d->n_routes; i++) {
        ledger_route *route = &d->ledger[i];
        if (route->twin == NO_ROUTE || route->twin == i)
            continue;
        const ledger_route *twin = &d->ledger[route->twin];
        if (twin->twin == NO_ROUTE)
            continue; /* a route of a later day has replaced them */
        route->twin = twin->twin;
        twin = &d->ledger[route->twin];
        if (twin->twin != route->twin)
            continue;
        if (d->n_faults < RC_FAULTS_SHOWN)
            d->faults[d->n_faults] = (duplicate_fault){twin->key, route->line, twin->line};
        d->n_faults++;
    }
}

void rc_duplicates_free(duplicates *d)
{
    free(d->ledger);
    d->ledger = NULL;
}
