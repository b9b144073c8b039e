/* Makes the trie of a carrier of its runs: see make_trie.h. */
#include "load/make_trie.h"

#include "base/portable.h"
#include "trie/writer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS_KEPT = 256 };

/* What a slice in work needs. */
typedef struct work_slot {
    trie_piece *piece;                   /* NULL: not yet made */
    uint32_t met_payloads[NUMBERS_KEPT]; /* some that were met, by their digits */
    uint32_t met_values[NUMBERS_KEPT];   /* of these */
} work_slot;

typedef struct making {
    const payloads *payloads;
    const route_values *values; /* where routes carry texts; else NULL */
    uint32_t n_values;
    trie_writer *writer;
    uint64_t n_prefixes;
    work_slot *slots; /* by the places of slices */
} making;

/* Returns the value of the trie that a payload comes to. */
static uint32_t find_value(const making *m, uint32_t payload)
{
    const payloads *p = m->payloads;

    if (m->values)
        return m->values->of_bundles[rc_bundles_place(payload)];
    return rc_cost_set_number(p->costs,
                              p->has_bundles ? rc_bundles_get(&p->bundles, payload).cost : payload);
}

/* Replaces the payloads of routes by their values; few payloads come often. */
static void find_values(const making *m, work_slot *slot, const batch *routes)
{
    for (size_t k = 0; k < routes->n; k++) {
        uint32_t payload = routes->payloads[k];
        unsigned i = payload >> COST_REF_DIGITS_SHIFT & (NUMBERS_KEPT - 1);
        if (UNLIKELY(slot->met_payloads[i] != payload)) {
            slot->met_payloads[i] = payload;
            slot->met_values[i] = find_value(m, payload);
        }
        routes->payloads[k] = slot->met_values[i];
    }
}

static rc_code open_slot(work_slot *slot, uint32_t n_values)
{
    if (slot->piece)
        return RC_OK;
    memset(slot->met_payloads, UCHAR_MAX, sizeof slot->met_payloads); /* no payload is all ones */
    slot->piece = rc_trie_piece_new(n_values);
    return slot->piece ? RC_OK : RC_ERROR_MEMORY;
}

/* Writes the piece of a slice. */
static rc_code write_piece(void *context, slice *s)
{
    const making *m = context;
    work_slot *slot = &m->slots[s->place];

    if (open_slot(slot, m->n_values))
        return RC_ERROR_MEMORY;
    find_values(m, slot, s->routes);
    return rc_trie_piece_write(slot->piece, &(trie_stretch){.from = s->from,
                                                            .until = s->until,
                                                            .keys = s->routes->keys,
                                                            .values = s->routes->payloads,
                                                            .n = s->routes->n});
}

static rc_code add_piece(void *context, slice *s)
{
    making *m = context;

    m->n_prefixes += s->routes->n;
    return rc_trie_writer_add_piece(m->writer, m->slots[s->place].piece);
}

rc_code rc_make_trie(run_store *store, const payloads *p, const route_values *values,
                     uint32_t n_values, trie *t, uint64_t *n_prefixes)
{
    if (n_values > TRIE_VALUES_MAX)
        return RC_ERROR_LIMIT;
    making m = {.payloads = p,
                .values = values,
                .n_values = n_values,
                .writer = rc_trie_writer_new(n_values, TRIE_BYTES_MAX),
                .slots = calloc(store->n_batches, sizeof *m.slots)};
    rc_code code = m.writer && m.slots ? RC_OK : RC_ERROR_MEMORY;

    if (code == RC_OK) /* so much will be needed, and small steps would leave gaps in the heap */
        code = rc_trie_writer_reserve(m.writer, (store->big_bytes + store->young_bytes) / 8);
    if (code == RC_OK)
        code = rc_run_store_drain(store, write_piece, add_piece, &m);
    for (unsigned i = 0; i < store->n_batches && m.slots; i++)
        rc_trie_piece_free(m.slots[i].piece);
    free(m.slots);
    if (code == RC_OK)
        code = rc_trie_writer_finish(m.writer, t);
    rc_trie_writer_free(m.writer);
    *n_prefixes = m.n_prefixes;
    return code;
}
