/* Numbers the offers of a table's carriers: see offers.h.
 *
 * All costs of all carriers are compared here, exactly, and once: whoever looks for the cheapest
 * of several offers takes the lowest number. */
#include "table/offers.h"

#include <stdlib.h>

typedef struct offer {
    cost_value value;
    uint32_t carrier;
    uint32_t cost; /* its number among the carrier's */
} offer;

static int compare_offers(const void *a, const void *b)
{
    const offer *x = a, *y = b;
    int order = cost_compare(x->value, y->value);

    if (order == 0)
        order = (x->carrier > y->carrier) - (x->carrier < y->carrier);
    return order ? order : (x->cost > y->cost) - (x->cost < y->cost);
}

static rc_code count_offers(rc_table *t, const carrier_routes *carriers, size_t n_carriers)
{
    uint64_t n = 0;

    for (size_t i = 0; i < n_carriers && n <= TRIE_VALUES_MAX; i++)
        n += carriers[i].spellings.n;
    if (n > TRIE_VALUES_MAX || n_carriers > UINT32_MAX)
        return RC_ERROR_LIMIT;
    t->n_offers = (uint32_t)n;
    t->n_carriers = (uint32_t)n_carriers;
    return RC_OK;
}

/* All offers, sorted; the caller frees them.  NULL without memory. */
static offer *sort_offers(const rc_table *t, const carrier_routes *carriers)
{
    offer *offers = malloc((t->n_offers + (size_t)1) * sizeof *offers);
    size_t n = 0;

    if (!offers)
        return NULL;
    for (uint32_t i = 0; i < t->n_carriers; i++) {
        const carrier_routes *c = &carriers[i];
        for (uint32_t cost = 0; cost < c->spellings.n; cost++, n++) {
            offers[n] = (offer){.carrier = i, .cost = cost};
            rc_cost_parse(text_list_get(&c->spellings, cost), &offers[n].value); /* it is a cost */
        }
    }
    qsort(offers, n, sizeof *offers, compare_offers);
    return offers;
}

/* Fills in which carrier has which offers. */
static rc_code order_offers(rc_table *t, const carrier_routes *carriers)
{
    uint32_t n_costs = 0;
    offer *offers = sort_offers(t, carriers);

    t->offer_carriers = malloc((t->n_offers + (size_t)1) * sizeof *t->offer_carriers);
    t->cost_offers = malloc((t->n_offers + (size_t)1) * sizeof *t->cost_offers);
    t->first_costs = malloc(t->n_carriers * sizeof *t->first_costs);
    if (!offers || !t->offer_carriers || !t->cost_offers || !t->first_costs) {
        free(offers);
        return RC_ERROR_MEMORY;
    }
    for (uint32_t i = 0; i < t->n_carriers; n_costs += (uint32_t)carriers[i++].spellings.n)
        t->first_costs[i] = n_costs;
    for (uint32_t i = 0; i < t->n_offers; i++) {
        const offer *o = &offers[i];
        t->offer_carriers[i] = o->carrier;
        t->cost_offers[t->first_costs[o->carrier] + o->cost] = i;
        rc_text_list_add(&t->spellings, text_list_get(&carriers[o->carrier].spellings, o->cost));
        rc_text_list_end(&t->spellings);
    }
    free(offers);
    return RC_OK;
}

rc_code rc_offers_number(rc_table *t, carrier_routes *carriers, size_t n_carriers)
{
    rc_code code = count_offers(t, carriers, n_carriers);

    if (code == RC_OK && n_carriers > 1)
        code = order_offers(t, carriers);
    if (code == RC_OK && n_carriers == 1) {
        t->spellings = carriers->spellings;
        carriers->spellings = (text_list){0};
    }
    return code == RC_OK && t->spellings.no_memory ? RC_ERROR_MEMORY : code;
}
