/* Reads a run: see run_cursor.h. */
#include "sort/run_cursor.h"

static HOT_INLINE const unsigned char *unpack_varint(const unsigned char *at, uint32_t *n)
{
    uint32_t low = *at & 127;
    for (unsigned shift = 7; UNLIKELY(*at++ & 128); shift += 7)
        low |= (uint32_t)(*at & 127) << shift;
    *n = low;
    return at;
}

/* Unpacks the route at a place of a chunk, behind the one that key and payload are of. Returns the
 * place behind it. */
static HOT_INLINE const unsigned char *unpack_route(const unsigned char *at, uint32_t kind,
                                                    prefix_key *key, uint32_t *payload)
{
    const unsigned whole = (KEY_SYMBOLS - 1) * SYMBOL_BITS;
    unsigned shared_bits = (unsigned)*at >> 4 << 2,
             n_more = (*at - 1u) & 15; /* that follow the first */
    prefix_key following = load64_big(at + 1) & UINT64_MAX << (whole - SYMBOL_BITS * n_more);
    uint32_t above;

    *key = (*key & ~(UINT64_MAX >> shared_bits)) | following >> shared_bits;
    at = unpack_varint(at + 2 + n_more / 2, &above);
    *payload = (above - 1) << RUN_KIND_BITS | kind;
    return UNLIKELY(above == 0) ? unpack_varint(at, payload) : at;
}

/* Unpacks the next route, behind the one that the cursor is at. */
static void advance(run_cursor *c)
{
    if (UNLIKELY(c->at == c->end)) {
        if (!c->source->next) {
            c->key = KEY_END;
            return;
        }
        c->source = c->source->next;
        c->at = c->source->bytes;
        c->end = c->source->end;
    }
    c->at = unpack_route(c->at, c->kind, &c->key, &c->payload);
}

void rc_run_find_places(const run *r, const prefix_key *bounds, size_t n_bounds, run_place *places,
                        size_t stride)
{
    const chunk *source = r->first;
    size_t sample = 0;

    for (size_t i = 0; i <= n_bounds; i++, places += stride) {
        while (i > 0 && sample + 1 < r->n_samples && r->samples[sample + 1] <= bounds[i - 1])
            sample++;
        while (source && source->next && source->next->first_sample <= sample)
            source = source->next;
        *places = r->n_samples > 0 ? (run_place){source, source->bytes + r->sample_places[sample],
                                                 r->samples[sample]}
                                   : (run_place){0};
    }
}

void rc_run_cursor_open(run_cursor *c, const run *r, const run_place *place, prefix_key from)
{
    *c = (run_cursor){.key = KEY_END, .kind = r->kind};
    if (!place->source)
        return;
    c->source = place->source;
    c->at = place->at;
    c->end = c->source->end;
    advance(c);
    c->key = place->key; /* what it shares with the key before was not known */
    while (c->key < from)
        advance(c);
}

/* Moves the routes of the chunk that are below bound. */
static void move_from_chunk(run_cursor *c, prefix_key bound, batch *routes)
{
    prefix_key *keys = routes->keys, key = c->key;
    uint32_t *payloads = routes->payloads, payload = c->payload;
    const uint32_t kind = c->kind;
    const unsigned char *at = c->at, *end = c->end;
    size_t n = routes->n;

    while (key < bound && n < BATCH_ROUTES && at != end) {
        keys[n] = key;
        payloads[n++] = payload;
        at = unpack_route(at, kind, &key, &payload);
    }
    c->at = at;
    c->key = key;
    c->payload = payload;
    routes->n = n;
}

void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *routes)
{
    while (c->key < bound && routes->n < BATCH_ROUTES) {
        move_from_chunk(c, bound, routes);
        if (c->key < bound && routes->n < BATCH_ROUTES) {
            routes->keys[routes->n] = c->key;
            routes->payloads[routes->n++] = c->payload;
            advance(c);
        }
    }
}
