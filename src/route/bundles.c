/* Costs with days and carried texts, each combination once: see bundles.h. */
#include "route/bundles.h"

#include "base/portable.h"

enum {
    PAYLOAD_SHIFT = 4, /* all payloads have the kind 0, so that runs pack them well (sort/run.h) */
    BUNDLES_MAX = 1 << (32 - PAYLOAD_SHIFT - 1)
};

rc_code rc_bundles_init(bundles *all)
{
    return rc_spelling_list_init(&all->items, BUNDLES_MAX);
}

void rc_bundles_free(bundles *all)
{
    rc_spelling_list_free(&all->items);
}

uint32_t rc_bundles_place(uint32_t payload)
{
    return payload >> PAYLOAD_SHIFT;
}

uint32_t rc_bundles_payload(uint32_t place)
{
    return place << PAYLOAD_SHIFT;
}

rc_code rc_bundles_add(bundles *all, bundle b, uint32_t *payload)
{
    uint64_t pair = (uint64_t)b.day << 32 | b.cost;
    uint32_t id = rc_spelling_list_find(&all->items, pair, b.texts);
    rc_code code = RC_OK;
    char bytes[SPELLING_WORD_BYTES];

    if (id == SPELLING_NONE) {
        store64(bytes, pair);
        store64(bytes + 8, b.texts);
        code = rc_spelling_list_add(&all->items, (rc_text){bytes, sizeof bytes},
                                    (cost_value){.digits = 0}, &id);
    }
    *payload = rc_bundles_payload(id);
    return code;
}

bundle rc_bundles_get(const bundles *all, uint32_t payload)
{
    uint64_t words[2];

    rc_spelling_list_words(&all->items, rc_bundles_place(payload), words);
    return (bundle){(rc_date)(words[0] >> 32), (cost_ref)words[0], (uint32_t)words[1]};
}

uint32_t rc_bundles_size(const bundles *all)
{
    return rc_spelling_list_size(&all->items);
}
