/* Finds the cheapest carrier for every prefix of any carrier: see cheapest.h.
 *
 * A number's longest prefix of all carriers together decides what each carrier offers for it
 * (trie/union.h). So one trie from these prefixes to the cheapest offers answers for all carriers.
 * For example
 *
 *     red     44 0.02, 4420 0.05        blue    442 0.03, 4420 0.04
 *     all     44 red 0.02, 442 (red 0.02 still), 4420 blue 0.04
 *
 * 442 is left out, since the next shorter prefix in the trie gives the same answer. Where a blocked
 * route leaves no offer, the trie has the value after the last offer.
 *
 * Large tries are cut into slices, ranges of keys with about as many routes each. Threads walk a
 * slice each and put down what they find; one after the other the slices are written, or compared
 * with the trie that a compiled table brings. */
#include "table/cheapest.h"

#include "base/pipeline.h"
#include "trie/cursor.h"
#include "trie/union.h"
#include "trie/writer.h"

#include <stdlib.h>

enum {
    WORKERS_MAX = 8,
    FOUND_MAX = 1 << 16,         /* routes that a slice puts down; the rest is found when written */
    SLICE_BYTES = 3 * FOUND_MAX, /* of tries */
    SLICES_MAX = 1024
};

/* A range of keys. */
typedef struct slice {
    trie_union tries;
    uint32_t n_offers;     /* of the table */
    prefix_key first, end; /* the range: first, up to but without end */
    prefix_key *keys;      /* what was found: n_found of n_max */
    uint32_t *cheapest;
    size_t n_found, n_max;
} slice;

typedef struct joining {
    prefix_key *bounds; /* n_slices + 1 */
    size_t n_slices, n_taken;
    slice slices[WORKERS_MAX + 1];
    unsigned n_slots;
    trie_writer *writer; /* NULL: what is found is compared with that of the cursor */
    trie_cursor *expected;
    rc_code code;
} joining;

/* ---- Slices ---- */

static rc_code init_slice(slice *s, const offer_list *o, const carrier_routes *carriers,
                          size_t n_carriers, size_t n_max)
{
    s->n_max = n_max;
    s->n_offers = o->n;
    s->keys = malloc((n_max + 1) * sizeof *s->keys);
    s->cheapest = malloc((n_max + 1) * sizeof *s->cheapest);
    if (!s->keys || !s->cheapest || rc_trie_union_init(&s->tries, n_carriers, UNION_LEAST))
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < n_carriers; i++)
        s->tries.sources[i] = (union_source){&carriers[i].trie, offers_of_carrier(o, i)};
    return RC_OK;
}

static void free_slice(slice *s)
{
    rc_trie_union_free(&s->tries);
    free(s->keys);
    free(s->cheapest);
}

/* Moves to the next prefix of the slice whose cheapest offer is not that of the next shorter one.
 * The least offer is the cheapest; n_offers stands for none. Returns false at the end. */
static bool find_next(slice *s, uint32_t *cheapest)
{
    trie_union *u = &s->tries;

    while (u->next_key < s->end && rc_trie_union_next(u)) {
        uint32_t least = union_least(u, u->level);
        *cheapest = least < s->n_offers ? least : s->n_offers;
        if (u->key >= s->first && least != union_least(u, u->level - 1))
            return true;
    }
    return false;
}

/* ---- The steps of the pipeline ---- */

static bool take_slice(void *context, void *slot)
{
    joining *j = context;
    slice *s = slot;

    if (j->n_taken == j->n_slices)
        return false;
    s->first = j->bounds[j->n_taken++];
    s->end = j->bounds[j->n_taken];
    return true;
}

static void walk_slice(void *context, void *slot)
{
    slice *s = slot;

    (void)context;
    s->n_found = 0;
    rc_trie_union_begin_from(&s->tries, s->first);
    while (s->n_found < s->n_max && find_next(s, &s->cheapest[s->n_found]))
        s->keys[s->n_found++] = s->tries.key;
}

/* Writes a route, or compares it with the next one that is expected. */
static rc_code put(joining *j, prefix_key key, uint32_t cheapest)
{
    if (j->writer)
        return rc_trie_writer_add(j->writer, key, cheapest);
    if (j->expected->key != key || j->expected->value != cheapest)
        return RC_ERROR_TABLE;
    rc_trie_cursor_advance(j->expected);
    return RC_OK;
}

static pipeline_step put_slice(void *context, void *slot)
{
    joining *j = context;
    slice *s = slot;
    uint32_t cheapest;

    for (size_t i = 0; i < s->n_found && j->code == RC_OK; i++)
        j->code = put(j, s->keys[i], s->cheapest[i]);
    while (s->n_found == s->n_max && j->code == RC_OK && find_next(s, &cheapest))
        j->code = put(j, s->tries.key, cheapest);
    return j->code == RC_OK ? PIPELINE_GO_ON : PIPELINE_STOP;
}

/* ---- Cutting ---- */

/* Puts keys of a trie into bounds, evenly spread and ascending. Returns how many, at most n_max, an
 * even number. */
static size_t sample_keys(const trie *t, prefix_key *bounds, size_t n_max)
{
    size_t n = 0;
    uint64_t stride = 1, n_until_next = 1;
    trie_cursor c;

    for (rc_trie_cursor_open(&c, t); c.key != KEY_END; rc_trie_cursor_advance(&c)) {
        if (--n_until_next > 0)
            continue;
        if (n == n_max) { /* keep every other one */
            for (size_t i = 0; i < n / 2; i++)
                bounds[i] = bounds[2 * i + 1];
            n /= 2;
            stride *= 2;
        }
        bounds[n++] = c.key;
        n_until_next = stride;
    }
    return n;
}

/* Cuts the keys into slices: one if a thread works alone, else by the routes of the largest trie.
 */
static rc_code cut_slices(joining *j, const carrier_routes *carriers, size_t n_carriers,
                          unsigned n_threads)
{
    const trie *largest = &carriers[0].trie;
    size_t n_bytes = 0, n;

    for (size_t i = 0; i < n_carriers; i++) {
        n_bytes += carriers[i].trie.n_bytes;
        if (carriers[i].trie.n_bytes > largest->n_bytes)
            largest = &carriers[i].trie;
    }
    n = n_threads > 1 ? n_bytes / SLICE_BYTES : 0;
    n = n < SLICES_MAX ? n : SLICES_MAX;
    j->bounds = malloc((n + 2) * sizeof *j->bounds);
    if (!j->bounds)
        return RC_ERROR_MEMORY;
    j->bounds[0] = 0;
    j->n_slices = 1 + (n > 1 ? sample_keys(largest, j->bounds + 1, n & ~(size_t)1) : 0);
    j->bounds[j->n_slices] = KEY_END;
    return RC_OK;
}

static rc_code init_joining(joining *j, const offer_list *o, const carrier_routes *carriers,
                            size_t n_carriers, unsigned n_threads)
{
    rc_code code = cut_slices(j, carriers, n_carriers, n_threads);
    unsigned n_workers = n_threads < WORKERS_MAX ? n_threads : WORKERS_MAX;

    j->n_slots = j->n_slices > 1 ? n_workers + 1 : 1;
    for (unsigned i = 0; i < j->n_slots && code == RC_OK; i++)
        code = init_slice(&j->slices[i], o, carriers, n_carriers, j->n_slots > 1 ? FOUND_MAX : 0);
    return code;
}

/* Finds all routes and puts them. */
static rc_code join(joining *j, const offer_list *o, const carrier_routes *carriers,
                    size_t n_carriers, unsigned n_threads)
{
    void *slots[WORKERS_MAX + 1];

    j->code = init_joining(j, o, carriers, n_carriers, n_threads);
    for (unsigned i = 0; i < j->n_slots; i++)
        slots[i] = &j->slices[i];
    if (j->code == RC_OK)
        rc_pipeline_run(&(pipeline){.context = j,
                                    .take = take_slice,
                                    .work = walk_slice,
                                    .give = put_slice,
                                    .slots = slots,
                                    .n_slots = j->n_slots,
                                    .n_workers = j->n_slots > 1 ? j->n_slots - 1 : 1});
    for (unsigned i = 0; i < j->n_slots; i++)
        free_slice(&j->slices[i]);
    free(j->bounds);
    return j->code;
}

rc_code rc_cheapest_write(const offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                          unsigned n_threads, trie *cheapest)
{
    joining j = {.writer = rc_trie_writer_new(offers_values(o), TRIE_BYTES_MAX)};

    if (!j.writer)
        return RC_ERROR_MEMORY;
    rc_code code = join(&j, o, carriers, n_carriers, n_threads);
    if (code == RC_OK)
        code = rc_trie_writer_finish(j.writer, cheapest);
    rc_trie_writer_free(j.writer);
    return code;
}

rc_code rc_cheapest_check(const offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                          unsigned n_threads, const trie *cheapest)
{
    trie_cursor expected;
    joining j = {.expected = &expected};

    rc_trie_cursor_open(&expected, cheapest);
    rc_code code = join(&j, o, carriers, n_carriers, n_threads);
    return code == RC_OK && expected.key != KEY_END ? RC_ERROR_TABLE : code;
}
