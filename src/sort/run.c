/* Sorted runs of routes, packed: see run.h. */
#include "sort/run.h"

#include "base/array.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK_PADDING = 8 /* bytes behind the routes, so that a route is read by whole words */
};

/* ---- Chunks and samples ---- */

static rc_code add_chunk(run *r, chunk_pool *pool)
{
    chunk *c = rc_chunk_take(pool, r->chunk_bytes);
    if (!c)
        return RC_ERROR_MEMORY;
    c->next = NULL;
    c->first_sample = r->n_samples;
    c->end = c->bytes;
    if (r->last)
        r->last->next = c;
    else
        r->first = c;
    r->last = c;
    return RC_OK;
}

/* Returns the bytes that the last chunk has room for. */
static size_t room_bytes(const run *r)
{
    size_t n_bytes = r->chunk_bytes > 0 ? r->chunk_bytes : SMALL_CHUNK_BYTES;

    return r->last ? n_bytes - CHUNK_PADDING - (size_t)(r->last->end - (unsigned char *)r->last)
                   : 0;
}

/* Makes room for n samples more. */
static rc_code reserve_samples(run *r, size_t n)
{
    prefix_key *samples =
        rc_array_grow(r->samples, &r->samples_capacity, r->n_samples + n, sizeof *samples);
    if (!samples)
        return RC_ERROR_MEMORY;
    r->samples = samples;
    uint32_t *places =
        rc_array_grow(r->sample_places, &r->places_capacity, r->n_samples + n, sizeof *places);
    if (!places)
        return RC_ERROR_MEMORY;
    r->sample_places = places;
    return RC_OK;
}

/* Makes a route of the last chunk a sample, for which there is room. */
static void add_sample(run *r, prefix_key key, size_t place)
{
    r->sample_places[r->n_samples] = (uint32_t)place;
    r->samples[r->n_samples++] = key;
}

/* ---- Packing ---- */

/* Returns the form for a batch's payloads. */
static payload_form find_form(const batch *routes)
{
    payload_counts counts = {.kind = routes->payloads[0] & ((1u << PAYLOAD_KIND_BITS) - 1)};

    rc_payload_form_count(&counts, routes->payloads, routes->n);
    return rc_payload_form_choose(&counts);
}

/* Returns the bits of a key behind those shared with the key before, up to its last symbol. */
static HOT_INLINE unsigned count_following(prefix_key before, prefix_key key, unsigned *shared_bits)
{
    const unsigned whole = (KEY_SYMBOLS - 1) * SYMBOL_BITS; /* the bits of whole symbols */

    *shared_bits = leading_zeros(before ^ key) & whole;
    return 64 - *shared_bits - (trailing_zeros(key) & whole);
}

/* Returns how many of n routes a group in the last chunk has room for. */
static size_t count_fitting(const run *r, const prefix_key *keys, const uint32_t *payloads,
                            size_t n)
{
    size_t room = room_bytes(r), n_bytes = GROUP_HEAD_BYTES;
    prefix_key before = r->last_key;
    unsigned shared_bits;

    for (size_t i = 0; i < n; i++) {
        n_bytes += 1 + (count_following(before, keys[i], &shared_bits) + r->form.n_bits + 4) / 8;
        n_bytes += payload_pack(r->form, payloads[i]) == 0 ? PAYLOAD_WHOLE_BYTES : 0;
        if (n_bytes > room)
            return i;
        before = keys[i];
    }
    return n;
}

/* Packs the symbols that follow, and a packed payload of n_bits. Returns the place behind them. */
static HOT_INLINE unsigned char *pack_body(unsigned char *to, uint64_t symbols,
                                           unsigned following_bits, uint32_t packed,
                                           unsigned n_bits)
{
    uint64_t bits = (uint64_t)packed << 1 << (63 - n_bits); /* the highest first */
    unsigned whole_bits = following_bits & ~7u;             /* of whole bytes of symbols */

    if (LIKELY(following_bits + n_bits < 64)) {
        store64_big(to, symbols | bits >> following_bits);
    } else {
        store64_big(to, symbols);
        symbols = symbols << whole_bits / 2 << whole_bits / 2;
        store64_big(to + whole_bits / 8, symbols | bits >> (following_bits & 4));
    }
    return to + (following_bits + n_bits + 4) / 8;
}

/* Packs a group of n routes, which the last chunk has room for. */
static void pack_group(run *r, const prefix_key *keys, const uint32_t *payloads, size_t n)
{
    unsigned char *heads = r->last->end + GROUP_HEAD_BYTES, *to = heads + n;
    prefix_key before = r->last_key;
    const payload_form form = r->form;
    uint32_t packed_payloads[SAMPLE_ROUTES];

    for (size_t i = 0; i < n; i++) /* apart from the rest: several at once, without a branch */
        packed_payloads[i] = payload_pack(form, payloads[i]);
    r->last->end[0] = (unsigned char)(n - 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t packed = packed_payloads[i];
        unsigned shared_bits, following_bits = count_following(before, keys[i], &shared_bits);

        heads[i] = (unsigned char)(shared_bits << 2 | (following_bits / SYMBOL_BITS - 1));
        to = pack_body(to, keys[i] << shared_bits, following_bits, packed, form.n_bits);
        if (UNLIKELY(packed == 0)) {
            store_bytes(to, payloads[i], PAYLOAD_WHOLE_BYTES);
            to += PAYLOAD_WHOLE_BYTES;
        }
        before = keys[i];
    }
    r->n_bytes += (size_t)(to - r->last->end);
    r->last->end = to;
    r->last_key = before;
    r->n_routes += n;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes)
{
    if (!r->has_form && routes->n > 0)
        r->form = find_form(routes);
    r->has_form |= routes->n > 0;
    for (size_t i = 0, n; i < routes->n; i += n) {
        if ((room_bytes(r) < ROUTE_BYTES_MAX && add_chunk(r, pool)) || reserve_samples(r, 1))
            return RC_ERROR_MEMORY;
        n = lesser(SAMPLE_ROUTES, routes->n - i);
        if (room_bytes(r) < n * ROUTE_BYTES_MAX)
            n = count_fitting(r, routes->keys + i, routes->payloads + i, n);
        add_sample(r, routes->keys[i], (size_t)(r->last->end - r->last->bytes));
        pack_group(r, routes->keys + i, routes->payloads + i, n);
    }
    return RC_OK;
}

/* ---- Copying ---- */

/* Samples of a chunk, each with the routes up to the next. */
typedef struct sample_range {
    const run *of;
    const chunk *in;
    size_t first, end;
} sample_range;

/* Returns where the routes of a sample begin; behind the last, where they end. */
static size_t sample_place(const sample_range *s, size_t i)
{
    return i < s->end ? s->of->sample_places[i] : (size_t)(s->in->end - s->in->bytes);
}

/* Returns the end of the samples from the first on whose routes the run's last chunk has room for.
 */
static size_t find_fitting(const run *r, const sample_range *s)
{
    size_t n_room = room_bytes(r), start = sample_place(s, s->first), end = s->end;

    while (end > s->first && sample_place(s, end) - start > n_room)
        end--;
    return end;
}

/* Copies the samples up to end, and their routes, for which there is room. */
static rc_code copy_samples(run *r, const sample_range *s, size_t end)
{
    size_t start = sample_place(s, s->first), n_bytes = sample_place(s, end) - start;
    size_t place = (size_t)(r->last->end - r->last->bytes);

    if (reserve_samples(r, end - s->first))
        return RC_ERROR_MEMORY;
    for (size_t i = s->first; i < end; i++)
        add_sample(r, s->of->samples[i], place + s->of->sample_places[i] - start);
    memcpy(r->last->end, s->in->bytes + start, n_bytes);
    r->last->end += n_bytes;
    r->n_bytes += n_bytes;
    return RC_OK;
}

static rc_code copy_chunk(run *r, chunk_pool *pool, const run *other, const chunk *c)
{
    sample_range s = {other, c, c->first_sample,
                      c->next ? c->next->first_sample : other->n_samples};
    rc_code code = RC_OK;

    while (s.first < s.end && code == RC_OK) {
        size_t end = find_fitting(r, &s);
        code = end > s.first ? copy_samples(r, &s, end) : add_chunk(r, pool);
        s.first = end;
    }
    return code;
}

rc_code rc_run_append_run(run *r, chunk_pool *pool, const run *other)
{
    rc_code code = RC_OK;

    assert(r->chunk_bytes >= sizeof(chunk) + CHUNK_PADDING + SAMPLE_ROUTES * ROUTE_BYTES_MAX);
    for (const chunk *c = other->first; c && code == RC_OK; c = c->next)
        code = copy_chunk(r, pool, other, c);
    r->n_routes += other->n_routes;
    if (other->n_routes > 0)
        r->last_key = other->last_key;
    return code;
}

/* ---- Giving back ---- */

void rc_run_drop_before(run *r, chunk_pool *pool, const chunk *kept)
{
    while (r->first != kept) {
        chunk *read = r->first;
        r->first = read->next;
        rc_chunk_give_back(pool, read, r->chunk_bytes);
    }
}

void rc_run_clear(run *r, chunk_pool *pool)
{
    chunk *kept = r->first;

    while (kept && kept->next) {
        chunk *next = kept->next;
        kept->next = next->next;
        rc_chunk_give_back(pool, next, r->chunk_bytes);
    }
    if (kept) {
        kept->end = kept->bytes;
        kept->first_sample = 0;
    }
    r->last = kept;
    r->n_routes = r->n_bytes = r->n_samples = 0;
    r->last_key = 0;
}

void rc_run_drop_samples(run *r)
{
    free(r->samples);
    free(r->sample_places);
    r->samples = NULL;
    r->sample_places = NULL;
    r->n_samples = 0;
}

void rc_run_free(run *r, chunk_pool *pool)
{
    rc_run_drop_before(r, pool, NULL);
    rc_run_drop_samples(r);
    *r = (run){0};
}
