/* A carrier whose lists have been read: see carrier.h. */
#include "table/carrier.h"

#include <stdlib.h>
#include <string.h>

rc_code carrier_init(carrier_routes *c, rc_text name)
{
    *c = (carrier_routes){.name_length = name.length};
    c->name = malloc(name.length + 1);
    c->costs = cost_set_new(COST_REF_IDS_MAX);
    if (!c->name || !c->costs) {
        carrier_free(c);
        return RC_ERROR_MEMORY;
    }
    if (name.length > 0)
        memcpy(c->name, name.bytes, name.length);
    return RC_OK;
}

void carrier_free(carrier_routes *c)
{
    free(c->name);
    free(c->refs);
    cost_set_free(c->costs);
    trie_free(&c->trie);
    *c = (carrier_routes){0};
}

rc_code carrier_number_costs(carrier_routes *c)
{
    c->refs = cost_set_number_all(c->costs, &c->n_costs);
    if (!c->refs)
        return RC_ERROR_MEMORY;
    return c->n_costs > TRIE_COSTS_MAX ? RC_ERROR_LIMIT : RC_OK;
}
