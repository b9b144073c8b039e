/* Numbers the offers of a table: see offers.h. */
#include "table/offers.h"

#include <stdlib.h>

/* An offer to be sorted. */
typedef struct offer {
    cost_value value;
    uint32_t carrier;
    uint32_t cost; /* the carrier's number for it */
} offer;

static int compare_offers(const void *a, const void *b)
{
    const offer *x = a, *y = b;
    int order = cost_compare(x->value, y->value);

    if (order == 0)
        order = (x->carrier > y->carrier) - (x->carrier < y->carrier);
    return order ? order : (x->cost > y->cost) - (x->cost < y->cost);
}

/* Returns the number of a carrier's costs without what is blocked, which stands behind them. */
static uint32_t count_costs(const carrier_routes *c)
{
    size_t n = c->spellings.n;

    while (n > 0 && text_list_get(&c->spellings, n - 1).length == 0)
        n--;
    return (uint32_t)n;
}

static rc_code count_offers(offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                            uint32_t *n_values)
{
    uint64_t n = 0, n_all = 0;

    for (size_t i = 0; i < n_carriers && n_all <= TRIE_VALUES_MAX; i++) {
        n += count_costs(&carriers[i]);
        n_all += carriers[i].spellings.n;
    }
    if (n_all > TRIE_VALUES_MAX || n_carriers >= UINT32_MAX)
        return RC_ERROR_LIMIT;
    o->n = (uint32_t)n;
    o->has_blocked = n < n_all;
    *n_values = (uint32_t)n_all;
    return RC_OK;
}

/* Returns n offers, sorted, which the caller frees, or NULL without memory. */
static offer *sort_offers(size_t n, const carrier_routes *carriers, uint32_t n_carriers)
{
    offer *sorted = malloc((n + 1) * sizeof *sorted), *o = sorted;

    if (!sorted)
        return NULL;
    for (uint32_t i = 0; i < n_carriers; i++) {
        uint32_t n_costs = count_costs(&carriers[i]);
        for (uint32_t cost = 0; cost < n_costs; cost++, o++) {
            *o = (offer){.carrier = i, .cost = cost};
            rc_cost_parse(text_list_get(&carriers[i].spellings, cost),
                          &o->value); /* it is a cost */
        }
    }
    qsort(sorted, n, sizeof *sorted, compare_offers);
    return sorted;
}

static bool is_anything_carried(const carrier_routes *carriers, uint32_t n_carriers)
{
    for (uint32_t i = 0; i < n_carriers; i++)
        if (carriers[i].carried.n_texts > 0)
            return true;
    return false;
}

/* Sets spellings and the arrays. */
static rc_code order_offers(offer_list *o, const carrier_routes *carriers, uint32_t n_carriers,
                            uint32_t n_values)
{
    uint32_t n_costs = 0;
    offer *sorted = sort_offers(o->n, carriers, n_carriers);

    o->carriers = malloc((o->n + (size_t)1) * sizeof *o->carriers);
    if (is_anything_carried(carriers, n_carriers))
        o->values = malloc((o->n + (size_t)1) * sizeof *o->values);
    o->of_costs = malloc((n_values + (size_t)1) * sizeof *o->of_costs);
    o->first_costs = malloc((n_carriers + (size_t)1) * sizeof *o->first_costs);
    if (!sorted || !o->carriers || !o->of_costs || !o->first_costs ||
        (!o->values && is_anything_carried(carriers, n_carriers))) {
        free(sorted);
        return RC_ERROR_MEMORY;
    }
    for (uint32_t i = 0; i < n_carriers; n_costs += (uint32_t)carriers[i++].spellings.n)
        o->first_costs[i] = n_costs;
    o->first_costs[n_carriers] = n_costs;
    for (uint32_t i = 0; i < n_values; i++)
        o->of_costs[i] = TRIE_NO_VALUE;
    for (uint32_t i = 0; i < o->n; i++) {
        const offer *s = &sorted[i];
        o->carriers[i] = s->carrier;
        if (o->values)
            o->values[i] = s->cost;
        o->of_costs[o->first_costs[s->carrier] + s->cost] = i;
        rc_text_list_add(&o->spellings, text_list_get(&carriers[s->carrier].spellings, s->cost));
        rc_text_list_end(&o->spellings);
    }
    free(sorted);
    return RC_OK;
}

rc_code rc_offers_number(offer_list *o, carrier_routes *carriers, size_t n_carriers)
{
    uint32_t n_values = 0;
    rc_code code = count_offers(o, carriers, n_carriers, &n_values);

    if (code == RC_OK && n_carriers > 1)
        code = order_offers(o, carriers, (uint32_t)n_carriers, n_values);
    if (code == RC_OK && n_carriers == 1) {
        o->spellings = carriers->spellings;
        carriers->spellings = (text_list){0};
    }
    rc_text_list_shrink(&o->spellings);
    return code == RC_OK && o->spellings.no_memory ? RC_ERROR_MEMORY : code;
}

void rc_offers_free(offer_list *o)
{
    free(o->carriers);
    free(o->values);
    free(o->of_costs);
    free(o->first_costs);
    rc_text_list_free(&o->spellings);
    *o = (offer_list){0};
}
