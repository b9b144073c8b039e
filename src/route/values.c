/* Numbers what routes carry: see values.h. */
#include "route/values.h"

#include <stdlib.h>

/* A bundle to be sorted. */
typedef struct sorted_bundle {
    uint32_t cost, rank; /* by which it is sorted */
    uint32_t place;
} sorted_bundle;

static int compare_bundles(const void *a, const void *b)
{
    const sorted_bundle *x = a, *y = b;

    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Returns all bundles, sorted, in an array that the caller frees; NULL without memory. */
static sorted_bundle *sort_bundles(const bundles *all, const cost_set *costs,
                                   const uint32_t *group_ranks)
{
    uint32_t n = rc_bundles_size(all);
    sorted_bundle *sorted = malloc((n + (size_t)1) * sizeof *sorted);

    for (uint32_t i = 0; i < n && sorted; i++) {
        bundle b = rc_bundles_get(all, rc_bundles_payload(i));
        sorted[i] = (sorted_bundle){rc_cost_set_number(costs, b.cost), group_ranks[b.texts], i};
    }
    if (sorted)
        qsort(sorted, n, sizeof *sorted, compare_bundles);
    return sorted;
}

rc_code rc_values_number(route_values *v, const bundles *all, const cost_set *costs,
                         const uint32_t *group_ranks)
{
    uint32_t n = rc_bundles_size(all);
    sorted_bundle *sorted = sort_bundles(all, costs, group_ranks);

    *v = (route_values){.values = malloc((n + (size_t)1) * sizeof *v->values),
                        .of_bundles = malloc((n + (size_t)1) * sizeof *v->of_bundles)};
    if (!sorted || !v->values || !v->of_bundles) {
        free(sorted);
        rc_values_free(v);
        return RC_ERROR_MEMORY;
    }
    for (uint32_t i = 0; i < n; i++) {
        bundle b = rc_bundles_get(all, rc_bundles_payload(sorted[i].place));
        if (i == 0 || compare_bundles(&sorted[i - 1], &sorted[i]) != 0)
            v->values[v->n++] = (route_value){b.cost, b.texts};
        v->of_bundles[sorted[i].place] = v->n - 1;
    }
    free(sorted);
    return RC_OK;
}

void rc_values_free(route_values *v)
{
    free(v->values);
    free(v->of_bundles);
    *v = (route_values){.n = 0};
}
