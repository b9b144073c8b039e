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

static void add_slab(chunk_pool *pool)
{
    chunk_slab *slab = malloc(sizeof *slab + (size_t)SLAB_CHUNKS * SMALL_CHUNK_BYTES);
    if (!slab)
        return;
    slab->next = pool->slabs;
    pool->slabs = slab;
    pool->n_fresh = SLAB_CHUNKS;
}

/* Returns a chunk that was never used, or NULL. Its page is not touched before it is needed. */
static chunk *take_fresh(chunk_pool *pool)
{
    if (pool->n_fresh == 0)
        add_slab(pool);
    if (pool->n_fresh == 0)
        return NULL;
    size_t i = SLAB_CHUNKS - pool->n_fresh--;
    return (chunk *)(void *)(pool->slabs->bytes + i * SMALL_CHUNK_BYTES);
}

static chunk *take_small(chunk_pool *pool)
{
    mtx_lock(&pool->lock);
    chunk *c = pool->unused;
    if (c)
        pool->unused = c->next;
    else
        c = take_fresh(pool);
    pool->n_taken += c != NULL;
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
    const unsigned whole = (KEY_SYMBOLS - 1) * SYMBOL_BITS; /* the bits of whole symbols */
    unsigned shared_bits = leading_zeros(before ^ key) & whole;
    unsigned following_bits = 64 - shared_bits - (trailing_zeros(key) & whole);

    *to = (unsigned char)(shared_bits << 2 | (following_bits >> 2 & 15));
    store64_big(to + 1, key << shared_bits);
    to += 1 + (following_bits + SYMBOL_BITS) / 8;
    if (LIKELY((payload & KIND_MASK) == kind))
        return pack_varint(to, (payload >> KIND_BITS) + 1);
    *to++ = 0;
    return pack_varint(to, payload);
}

/* Packs n routes, which the last chunk has room for; before is as for pack_route. */
static void pack_routes(run *r, const prefix_key *keys, const uint32_t *payloads, size_t n,
                        prefix_key before)
{
    unsigned char *to = r->last->end;
    const uint32_t kind = r->kind;

    for (size_t i = 0; i < n; i++) {
        to = pack_route(to, kind, before, keys[i], payloads[i]);
        before = keys[i];
    }
    r->n_bytes += (size_t)(to - r->last->end);
    r->last->end = to;
    r->last_key = before;
    r->n_routes += n;
}

/* Returns how many routes the last chunk certainly has room for. */
static size_t count_room(const run *r)
{
    const unsigned char *limit = r->last ? chunk_limit(r, r->last) : NULL;

    return r->last && r->last->end <= limit ? (size_t)(limit - r->last->end) / ROUTE_BYTES_MAX + 1
                                            : 0;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes)
{
    if (r->n_routes == 0 && routes->n > 0)
        r->kind = routes->payloads[0] & KIND_MASK;
    for (size_t i = 0, n; i < routes->n; i += n) {
        size_t n_room = count_room(r), n_behind_sample = r->n_routes % SAMPLE_ROUTES;
        prefix_key before = n_room > 0 ? r->last_key : 0;
        if (n_room == 0 && add_chunk(r, pool))
            return RC_ERROR_MEMORY;
        if (n_behind_sample == 0 && add_sample(r, routes->keys[i]))
            return RC_ERROR_MEMORY;
        n = lesser(lesser(count_room(r), SAMPLE_ROUTES - n_behind_sample), routes->n - i);
        pack_routes(r, routes->keys + i, routes->payloads + i, n, before);
    }
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
    *payload = (above - 1) << KIND_BITS | kind;
    return UNLIKELY(above == 0) ? unpack_varint(at, payload) : at;
}

static void advance(run_cursor *c)
{
    if (UNLIKELY(c->at == c->end)) {
        if (c->source.first)
            next_chunk(c);
        if (!c->source.first) {
            c->key = KEY_END;
            return;
        }
    }
    c->at = unpack_route(c->at, c->source.kind, &c->key, &c->payload);
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

/* Moves the routes of the chunk that are below bound. */
static void move_from_chunk(run_cursor *c, prefix_key bound, batch *routes)
{
    prefix_key *keys = routes->keys, key = c->key;
    uint32_t *payloads = routes->payloads, payload = c->payload;
    const uint32_t kind = c->source.kind;
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
