/* A carrier whose lists have been read: see carrier.h. */
#include "table/carrier.h"

#include <stdlib.h>
#include <string.h>

rc_code carrier_init(carrier_routes *c, rc_text name)
{
    *c = (carrier_routes){.name_length = name.length};
    c->name = malloc(name.length + 1);
    if (!c->name)
        return RC_ERROR_MEMORY;
    if (name.length > 0)
        memcpy(c->name, name.bytes, name.length);
    return RC_OK;
}

void carrier_free(carrier_routes *c)
{
    free(c->name);
    text_list_free(&c->spellings);
    trie_free(&c->trie);
    *c = (carrier_routes){0};
}

rc_code carrier_take_costs(carrier_routes *c, const cost_set *costs, const cost_ref *refs,
                           uint32_t n)
{
    char spelling[RC_COST_LENGTH_MAX];

    for (uint32_t i = 0; i < n; i++) {
        text_list_add(&c->spellings, (rc_text){spelling, cost_set_spell(costs, refs[i], spelling)});
        text_list_end(&c->spellings);
    }
    return c->spellings.no_memory ? RC_ERROR_MEMORY : RC_OK;
}
