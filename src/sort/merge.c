/* Merges sorted runs: see merge.h. */
#include "sort/merge.h"

#include "base/pipeline.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct merging {
    const merge *m;
    run_cursor *cursors;
    prefix_key *samples; /* of all runs, sorted */
    size_t n_samples, next_sample;
    prefix_key bound; /* at which the slice taken last ends */
    bool has_ended;   /* the last slice has been gathered */
    rc_code code;
} merging;

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

/* Returns the key at which the next slice ends.
 *
 * A run with k samples in a slice has at most (k + 1) * SAMPLE_ROUTES routes there. A slice holds
 * the n_wanted samples counted here, and those equal to its first key that were counted before:
 * at most one a run, since no run has a key twice. So a slice has at most
 * (n_wanted + 2 * n_runs) * SAMPLE_ROUTES routes, which fit a batch. n_wanted is not below n_runs,
 * so bounds always rise. */
static prefix_key next_bound(merging *s)
{
    size_t n_wanted = BATCH_ROUTES / SAMPLE_ROUTES - 2 * s->m->n_runs;

    _Static_assert(3 * MERGE_RUNS_MAX <= BATCH_ROUTES / SAMPLE_ROUTES, "slices must fit a batch");
    s->next_sample += n_wanted;
    return s->next_sample < s->n_samples ? s->samples[s->next_sample] : KEY_END;
}

static bool take_slice(void *context, void *slot)
{
    merging *s = context;
    slice *taken = slot;

    if (s->has_ended)
        return 0;
    taken->from = s->bound;
    taken->until = s->bound = next_bound(s);
    taken->routes->n = 0;
    for (size_t i = 0; i < s->m->n_runs; i++) {
        rc_run_cursor_move(&s->cursors[i], s->bound, taken->routes);
        assert(s->cursors[i].key >= s->bound);
    }
    s->has_ended = s->bound == KEY_END;
    return 1;
}

static bool is_last_slice(const void *context)
{
    const merging *s = context;
    return s->has_ended;
}

static void work_on_slice(void *context, void *slot)
{
    const merging *s = context;
    slice *taken = slot;

    rc_duplicates_sort(s->m->duplicates, taken->routes);
    taken->code = s->m->work(s->m->context, taken);
}

static pipeline_step give_slice(void *context, void *slot)
{
    merging *s = context;
    slice *ready = slot;

    s->code = ready->code ? ready->code : s->m->give(s->m->context, ready);
    return s->code == RC_OK ? PIPELINE_GO_ON : PIPELINE_STOP;
}

/* Gathers the samples of all runs. */
static rc_code gather_samples(merging *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->m->n_runs; i++)
        n += s->m->runs[i].n_samples;
    s->samples = malloc((n + 1) * sizeof *s->samples);
    prefix_key *spare = malloc((n + 1) * sizeof *spare);
    if (!s->samples || !spare) {
        free(spare);
        return RC_ERROR_MEMORY;
    }
    for (size_t i = 0; i < s->m->n_runs; i++) {
        const run *r = &s->m->runs[i];
        if (r->n_samples > 0)
            memcpy(s->samples + s->n_samples, r->samples, r->n_samples * sizeof *s->samples);
        s->n_samples += r->n_samples;
    }
    prefix_key *sorted = sort_keys(s->samples, spare, s->n_samples);
    free(sorted == spare ? s->samples : spare);
    s->samples = sorted;
    return RC_OK;
}

rc_code rc_merge_runs(const merge *m)
{
    merging s = {.m = m, .code = RC_ERROR_MEMORY};
    slice slices[PIPELINE_SLOTS_MAX];
    void *slots[PIPELINE_SLOTS_MAX];

    s.cursors = calloc(m->n_runs, sizeof *s.cursors);
    if (!s.cursors || gather_samples(&s))
        goto done;
    for (size_t i = 0; i < m->n_runs; i++)
        rc_run_cursor_open(&s.cursors[i], &m->runs[i], m->pool);
    for (unsigned i = 0; i < m->n_batches; i++) {
        slices[i] = (slice){.routes = m->batches[i], .place = i};
        slots[i] = &slices[i];
    }
    s.code = RC_OK;
    rc_pipeline_run(&(pipeline){.context = &s,
                                .take = take_slice,
                                .work = work_on_slice,
                                .give = give_slice,
                                .is_last = is_last_slice,
                                .slots = slots,
                                .n_slots = m->n_batches,
                                .n_workers = m->n_workers});
    for (size_t i = 0; i < m->n_runs; i++)
        rc_run_cursor_close(&s.cursors[i]);
done:
    for (size_t i = 0; i < m->n_runs; i++)
        rc_run_free(&m->runs[i], m->pool);
    free(s.samples);
    free(s.cursors);
    return s.code;
}
