/* Pairs of a cost and the day from which it holds: see dated_costs.h. */
#include "route/dated_costs.h"

enum {
    PAYLOAD_SHIFT = 4, /* all payloads have the kind 0, so that runs pack them well (sort/run.h) */
    PAIRS_MAX = 1 << (32 - PAYLOAD_SHIFT - 1)
};

rc_code rc_dated_costs_init(dated_costs *costs)
{
    return rc_cost_list_init(&costs->pairs, PAIRS_MAX);
}

void rc_dated_costs_free(dated_costs *costs)
{
    rc_cost_list_free(&costs->pairs);
}

rc_code rc_dated_costs_add(dated_costs *costs, rc_date day, cost_ref cost, uint32_t *payload)
{
    uint64_t pair = (uint64_t)day << 32 | cost;
    uint32_t id = rc_cost_list_find(&costs->pairs, pair, 0);
    rc_code code = RC_OK;
    char bytes[sizeof pair];

    if (id == COST_ID_NONE) {
        store64(bytes, pair);
        code = rc_cost_list_add(&costs->pairs, (rc_text){bytes, sizeof bytes},
                                (cost_value){.digits = pair}, &id);
    }
    *payload = id << PAYLOAD_SHIFT;
    return code;
}

static uint64_t pair_of(const dated_costs *costs, uint32_t payload)
{
    return rc_cost_list_value(&costs->pairs, payload >> PAYLOAD_SHIFT).digits;
}

rc_date rc_dated_costs_day(const dated_costs *costs, uint32_t payload)
{
    return (rc_date)(pair_of(costs, payload) >> 32);
}

cost_ref rc_dated_costs_cost(const dated_costs *costs, uint32_t payload)
{
    return (cost_ref)pair_of(costs, payload);
}
