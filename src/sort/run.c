/* Sorted runs of routes, packed: see run.h. */
#include "sort/run.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum {
    SLAB_CHUNKS = 64,
    CHUNK_PADDING = 8, /* bytes behind the routes, so that a route is read by whole words */
    KIND_BITS = 4,
    KIND_MASK = (1 << KIND_BITS) - 1
};

struct chunk {
    chunk *next;
    unsigned char *end; /* of the routes */
    unsigned char bytes[];
};

typedef struct chunk_slab {
    struct chunk_slab *next;
    _Alignas(16) unsigned char bytes[];
} chunk_slab;

rc_code rc_chunk_pool_init(chunk_pool *pool)
{
    *pool = (chunk_pool){0};
    return mtx_init(&pool->lock, mtx_plain) == thrd_success ? RC_OK : RC_ERROR_MEMORY;
}

void rc_chunk_pool_free(chunk_pool *pool)
{
    for (chunk_slab *slab = pool->slabs, *next; slab; slab = next) {
        next = slab->next;
        free(slab);
    }
    mtx_destroy(&pool->lock);
}

/* Adds the chunks of a new slab to the unused ones, the lowest first. */
static void add_slab(chunk_pool *pool)
{
    chunk_slab *slab = malloc(sizeof *slab + (size_t)SLAB_CHUNKS * SMALL_CHUNK_BYTES);
    if (!slab)
        return;
    slab->next = pool->slabs;
    pool->slabs = slab;
    for (size_t i = SLAB_CHUNKS; i-- > 0;) {
        chunk *c = (chunk *)(void *)(slab->bytes + i * SMALL_CHUNK_BYTES);
        c->next = pool->unused;
        pool->unused = c;
    }
}

static chunk *take_small(chunk_pool *pool)
{
    mtx_lock(&pool->lock);
    if (!pool->unused)
        add_slab(pool);
    chunk *c = pool->unused;
    if (c) {
        pool->unused = c->next;
        pool->n_taken++;
    }
    mtx_unlock(&pool->lock);
    return c;
}

static void give_back(chunk_pool *pool, chunk *c, size_t chunk_bytes)
{
    if (chunk_bytes > 0) {
        free(c);
        return;
    }
    mtx_lock(&pool->lock);
    c->next = pool->unused;
    pool->unused = c;
    pool->n_taken--;
    mtx_unlock(&pool->lock);
}

static rc_code add_chunk(run *r, chunk_pool *pool)
{
    chunk *c = r->chunk_bytes > 0 ? malloc(r->chunk_bytes) : take_small(pool);
    if (!c)
        return RC_ERROR_MEMORY;
    c->next = NULL;
    c->end = c->bytes;
    if (r->last)
        r->last->next = c;
    else
        r->first = c;
    r->last = c;
    return RC_OK;
}

static unsigned char *chunk_limit(const run *r, chunk *c)
{
    size_t n_bytes = r->chunk_bytes > 0 ? r->chunk_bytes : SMALL_CHUNK_BYTES;
    return (unsigned char *)c + n_bytes - CHUNK_PADDING - ROUTE_BYTES_MAX;
}

static rc_code add_sample(run *r, prefix_key key)
{
    prefix_key *samples =
        rc_array_grow(r->samples, &r->samples_capacity, r->n_samples + 1, sizeof *samples);
    if (!samples)
        return RC_ERROR_MEMORY;
    r->samples = samples;
    r->samples[r->n_samples++] = key;
    return RC_OK;
}

static HOT_INLINE unsigned char *pack_varint(unsigned char *to, uint32_t n)
{
    for (; UNLIKELY(n > 127); n >>= 7)
        *to++ = (unsigned char)(n | 128);
    *to++ = (unsigned char)n;
    return to;
}

/* Packs one route; before is the key before it in its chunk, 0 if there is none. */
static HOT_INLINE unsigned char *pack_route(unsigned char *to, uint32_t kind, prefix_key before,
                                            prefix_key key, uint32_t payload)
{
    unsigned n_shared = before ? key_shared(before, key) : 0;
    unsigned n_following = key_length(key) - n_shared;

    *to++ = (unsigned char)(n_shared << 4 | (n_following & 15));
    store64_big(to, key << SYMBOL_BITS * n_shared); /* n_shared is at most 15 */
    to += (n_following + 1) / 2;
    if (LIKELY((payload & KIND_MASK) == kind))
        return pack_varint(to, (payload >> KIND_BITS) + 1);
    *to++ = 0;
    return pack_varint(to, payload);
}

rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes)
{
    if (routes->n == 0)
        return RC_OK;

    if (r->n_routes == 0)
        r->kind = routes->payloads[0] & KIND_MASK;
    unsigned char *to = r->last ? r->last->end : NULL;
    unsigned char *limit = r->last ? chunk_limit(r, r->last) : NULL;
    unsigned char *from = to;

    for (size_t i = 0; i < routes->n; i++) {
        prefix_key before = r->last_key;
        if (!to || to > limit) {
            if (to) {
                r->last->end = to;
                r->n_bytes += (size_t)(to - from);
            }
            if (add_chunk(r, pool))
                return RC_ERROR_MEMORY;
            from = to = r->last->bytes;
            limit = chunk_limit(r, r->last);
            before = 0;
        }
        if (r->n_routes % SAMPLE_ROUTES == 0 && add_sample(r, routes->keys[i]))
            return RC_ERROR_MEMORY;
        to = pack_route(to, r->kind, before, routes->keys[i], routes->payloads[i]);
        r->last_key = routes->keys[i];
        r->n_routes++;
    }
    r->last->end = to;
    r->n_bytes += (size_t)(to - from);
    return RC_OK;
}

void rc_run_free(run *r, chunk_pool *pool)
{
    for (chunk *c = r->first, *next; c; c = next) {
        next = c->next;
        give_back(pool, c, r->chunk_bytes);
    }
    free(r->samples);
    *r = (run){0};
}

/* Makes the first chunk the one that is read. */
static void start_chunk(run_cursor *c)
{
    chunk *first = c->source.first;
    c->at = first ? first->bytes : NULL;
    c->end = first ? first->end : NULL;
}

static void next_chunk(run_cursor *c)
{
    chunk *read = c->source.first;
    c->source.first = read->next;
    give_back(c->pool, read, c->source.chunk_bytes);
    start_chunk(c);
}

static HOT_INLINE const unsigned char *unpack_varint(const unsigned char *at, uint32_t *n)
{
    uint32_t low = *at & 127;
    for (unsigned shift = 7; UNLIKELY(*at++ & 128); shift += 7)
        low |= (uint32_t)(*at & 127) << shift;
    *n = low;
    return at;
}

/* Unpacks the next route of the chunk. */
static HOT_INLINE void unpack_route(run_cursor *c)
{
    const unsigned char *at = c->at;
    unsigned n_shared = *at >> 4, n_following = *at & 15;
    if (n_following == 0)
        n_following = 16;
    prefix_key following = load64_big(at + 1) & key_mask(n_following);

    c->key = (c->key & key_mask(n_shared)) | following >> SYMBOL_BITS * n_shared;
    at += 1 + (n_following + 1) / 2;
    uint32_t above;
    at = unpack_varint(at, &above);
    c->payload = (above - 1) << KIND_BITS | c->source.kind;
    if (UNLIKELY(above == 0))
        at = unpack_varint(at, &c->payload);
    c->at = at;
}

static HOT_INLINE void advance(run_cursor *c)
{
    if (UNLIKELY(c->at == c->end)) {
        if (c->source.first)
            next_chunk(c);
        if (!c->source.first) {
            c->key = KEY_END;
            return;
        }
    }
    unpack_route(c);
}

void rc_run_cursor_open(run_cursor *c, run *source, chunk_pool *pool)
{
    *c = (run_cursor){.source = *source, .pool = pool};
    *source = (run){0};
    free(c->source.samples);
    c->source.samples = NULL;
    start_chunk(c);
    advance(c);
}

void rc_run_cursor_close(run_cursor *c)
{
    rc_run_free(&c->source, c->pool);
    c->key = KEY_END;
}

void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *routes)
{
    size_t n = routes->n;

    while (c->key < bound && n < BATCH_ROUTES) {
        routes->keys[n] = c->key;
        routes->payloads[n++] = c->payload;
        advance(c);
    }
    routes->n = n;
}
