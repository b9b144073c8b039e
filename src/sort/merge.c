/* Merges sorted runs: see merge.h. */
#include "sort/merge.h"

#include "base/pipeline.h"
#include "sort/run_cursor.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A slice in work. */
typedef struct slot {
    slice slice;
    const run_place *places; /* of each run: from which the slice is read */
    run_cursor *cursors;     /* of each run */
    prefix_key read_until;   /* where the cursors are */
} slot;

typedef struct merging {
    const merge *m;
    prefix_key *bounds; /* at which slices end, but for the last */
    size_t n_bounds;
    run_place *places; /* of each run for each slice */
    size_t n_taken;    /* slices */
    rc_code code;
} merging;

/* ---- Bounds of slices ---- */

enum { SAMPLE_WINDOW_BITS = 11, SAMPLE_STARTS = 1 << SAMPLE_WINDOW_BITS };

/* Moves keys to their places by the bits from shift up. */
static void sort_by_window(const prefix_key *from, prefix_key *to, size_t n, unsigned shift)
{
    size_t starts[SAMPLE_STARTS] = {0}, start = 0;

    for (size_t i = 0; i < n; i++)
        starts[from[i] >> shift & (SAMPLE_STARTS - 1)]++;
    for (size_t i = 0; i < SAMPLE_STARTS; i++) {
        size_t n_here = starts[i];
        starts[i] = start;
        start += n_here;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[from[i] >> shift & (SAMPLE_STARTS - 1)]++] = from[i];
}

/* Sorts keys; spare has room for as many. Returns where they are: in keys or in spare. */
static prefix_key *sort_keys(prefix_key *keys, prefix_key *spare, size_t n)
{
    prefix_key differing = 0;

    for (size_t i = 1; i < n; i++)
        differing |= keys[i] ^ keys[0];
    for (unsigned shift = 0; shift < 64; shift += SAMPLE_WINDOW_BITS) {
        if ((differing >> shift & (SAMPLE_STARTS - 1)) == 0)
            continue;
        sort_by_window(keys, spare, n, shift);
        prefix_key *sorted = spare;
        spare = keys;
        keys = sorted;
    }
    return keys;
}

/* Copies the samples of all runs. Returns their number. */
static size_t gather_samples(const merge *m, prefix_key *samples)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_runs; i++) {
        const run *r = &m->runs[i];
        if (r->n_samples > 0)
            memcpy(samples + n, r->samples, r->n_samples * sizeof *samples);
        n += r->n_samples;
    }
    return n;
}

/* Leaves those samples at which slices end. Returns their number.
 *
 * A run with k samples in a slice has at most (k + 1) * SAMPLE_ROUTES routes there. A slice holds
 * the n_wanted samples counted here, and those equal to its first key that were counted before:
 * at most one a run, since no run has a key twice. So a slice has at most
 * (n_wanted + 2 * n_runs) * SAMPLE_ROUTES routes, which fit a batch. n_wanted is not below n_runs,
 * so bounds always rise. */
static size_t leave_bounds(prefix_key *samples, size_t n_samples, size_t n_runs)
{
    size_t n_wanted = BATCH_ROUTES / SAMPLE_ROUTES - 2 * n_runs, n = 0;

    _Static_assert(3 * MERGE_RUNS_MAX <= BATCH_ROUTES / SAMPLE_ROUTES, "slices must fit a batch");
    for (size_t i = n_wanted; i < n_samples; i += n_wanted)
        samples[n++] = samples[i];
    return n;
}

/* Chooses the bounds of slices. */
static rc_code choose_bounds(merging *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->m->n_runs; i++)
        n += s->m->runs[i].n_samples;
    prefix_key *samples = malloc((n + 1) * sizeof *samples);
    prefix_key *spare = malloc((n + 1) * sizeof *spare);
    if (!samples || !spare) {
        free(samples);
        free(spare);
        return RC_ERROR_MEMORY;
    }
    n = gather_samples(s->m, samples);
    s->bounds = sort_keys(samples, spare, n);
    free(s->bounds == spare ? samples : spare);
    s->n_bounds = leave_bounds(s->bounds, n, s->m->n_runs);
    prefix_key *shrunk = realloc(s->bounds, (s->n_bounds + 1) * sizeof *s->bounds);
    s->bounds = shrunk ? shrunk : s->bounds;
    return RC_OK;
}

/* ---- Merging slices ---- */

static bool is_last_slice(const void *context)
{
    const merging *s = context;
    return s->n_taken > s->n_bounds;
}

static bool take_slice(void *context, void *free_slot)
{
    merging *s = context;
    slot *t = free_slot;

    if (is_last_slice(s))
        return 0;
    t->slice.from = s->n_taken > 0 ? s->bounds[s->n_taken - 1] : 0;
    t->slice.until = s->n_taken < s->n_bounds ? s->bounds[s->n_taken] : KEY_END;
    t->places = s->places + s->n_taken++ * s->m->n_runs;
    return 1;
}

/* Reads the routes of a slice, the earlier run first. Cursors go on where they are if the slice
 * before was read by the same ones. */
static void read_slice(const merge *m, slot *t)
{
    const slice *s = &t->slice;

    s->routes->n = 0;
    for (size_t i = 0; i < m->n_runs; i++) {
        if (t->read_until != s->from)
            rc_run_cursor_open(&t->cursors[i], &m->runs[i], &t->places[i], s->from);
        rc_run_cursor_move(&t->cursors[i], s->until, s->routes);
        assert(t->cursors[i].key >= s->until);
    }
    t->read_until = s->until;
}

static void work_on_slice(void *context, void *taken)
{
    const merging *s = context;
    slot *t = taken;

    read_slice(s->m, t);
    rc_duplicates_sort(s->m->duplicates, t->slice.routes);
    t->slice.code = s->m->work(s->m->context, &t->slice);
}

/* Gives a slice. Those before have been read to their end, so that nobody needs the chunks before
 * its start. */
static pipeline_step give_slice(void *context, void *ready)
{
    merging *s = context;
    slot *t = ready;

    for (size_t i = 0; i < s->m->n_runs; i++)
        rc_run_drop_before(&s->m->runs[i], s->m->pool, t->places[i].source);
    s->code = t->slice.code ? t->slice.code : s->m->give(s->m->context, &t->slice);
    return s->code == RC_OK ? PIPELINE_GO_ON : PIPELINE_STOP;
}

/* Finds where slices begin in the runs, which need no samples afterwards. */
static rc_code find_places(merging *s)
{
    const size_t n_runs = s->m->n_runs;

    s->places = malloc((s->n_bounds + 1) * (n_runs + 1) * sizeof *s->places);
    if (!s->places)
        return RC_ERROR_MEMORY;
    for (size_t i = 0; i < n_runs; i++) {
        rc_run_find_places(&s->m->runs[i], s->bounds, s->n_bounds, s->places + i, n_runs);
        rc_run_drop_samples(&s->m->runs[i]);
    }
    return RC_OK;
}

static void merge_slices(merging *s, run_cursor *cursors)
{
    const merge *m = s->m;
    slot slots[PIPELINE_SLOTS_MAX];
    void *slot_places[PIPELINE_SLOTS_MAX];

    for (unsigned i = 0; i < m->n_batches; i++) {
        slots[i] = (slot){.slice = {.routes = m->batches[i], .place = i},
                          .cursors = cursors + i * m->n_runs,
                          .read_until = KEY_END};
        slot_places[i] = &slots[i];
    }
    rc_pipeline_run(&(pipeline){.context = s,
                                .take = take_slice,
                                .work = work_on_slice,
                                .give = give_slice,
                                .is_last = is_last_slice,
                                .slots = slot_places,
                                .n_slots = m->n_batches,
                                .n_workers = m->n_workers});
}

rc_code rc_merge_runs(const merge *m)
{
    merging s = {.m = m};
    run_cursor *cursors = malloc((m->n_batches * m->n_runs + 1) * sizeof *cursors);

    s.code = cursors ? choose_bounds(&s) : RC_ERROR_MEMORY;
    if (s.code == RC_OK)
        s.code = find_places(&s);
    if (s.code == RC_OK)
        merge_slices(&s, cursors);
    for (size_t i = 0; i < m->n_runs; i++)
        rc_run_free(&m->runs[i], m->pool);
    free(s.places);
    free(s.bounds);
    free(cursors);
    return s.code;
}
