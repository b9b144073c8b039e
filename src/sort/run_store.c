/* The routes read so far, as sorted runs: see run_store.h. */
#include "sort/run_store.h"

#include "base/array.h"
#include "base/pipeline.h"

#include <stdlib.h>
#include <string.h>

enum {
    YOUNG_BYTES_MIN = 8 << 20, /* young runs may take as much as the big ones, within these */
    YOUNG_BYTES_MAX = 16 << 20,
    BIG_RUNS_MAX = 8,
    YOUNG_RUNS_MAX = MERGE_RUNS_MAX - BIG_RUNS_MAX,

    /* A big run has a fixed number of chunks, so that they are few, and larger than anything else
     * that is freed meanwhile. (Some C libraries return a block to the system at once only if it
     * is larger than any freed before.) */
    CHUNKS_OF_BIG = 16,
    CHUNK_BYTES_MIN = 256 << 10,
    CHUNK_BYTES_MAX = 32 << 20,
    PACKED_CHUNK_BYTES = 64 << 10 /* of slices that are packed */
};

rc_code rc_run_store_init(run_store *s, batch *const *batches, unsigned n_batches,
                          unsigned n_workers, duplicates *policy)
{
    *s = (run_store){.batches = batches,
                     .n_batches = n_batches,
                     .n_workers = n_workers,
                     .duplicates = policy,
                     .has_repetitions = true}; /* until the first merge has shown it */
    if (rc_chunk_pool_init(&s->pool))
        return RC_ERROR_MEMORY;
    s->capacity = MERGE_RUNS_MAX;
    s->runs = calloc(s->capacity, sizeof *s->runs);
    if (!s->runs) {
        rc_chunk_pool_free(&s->pool);
        return RC_ERROR_MEMORY;
    }
    return RC_OK;
}

void rc_run_store_free(run_store *s)
{
    for (size_t i = 0; i < s->n_runs; i++)
        rc_run_free(&s->runs[i], &s->pool);
    free(s->runs);
    s->runs = NULL;
    s->n_runs = 0;
    rc_chunk_pool_free(&s->pool);
}

rc_code rc_run_store_add(run_store *s, run *young)
{
    run *runs = rc_array_grow(s->runs, &s->capacity, s->n_runs + 1, sizeof *runs);
    if (!runs)
        return RC_ERROR_MEMORY;
    s->runs = runs;
    s->young_bytes += young->n_bytes;
    s->runs[s->n_runs++] = *young;
    *young = (run){0};
    return RC_OK;
}

bool rc_run_store_is_full(const run_store *s)
{
    size_t budget = s->has_repetitions ? s->big_bytes : YOUNG_BYTES_MAX;

    if (budget < YOUNG_BYTES_MIN)
        budget = YOUNG_BYTES_MIN;
    if (budget > YOUNG_BYTES_MAX)
        budget = YOUNG_BYTES_MAX;
    return s->young_bytes >= budget || s->n_runs - s->n_big >= YOUNG_RUNS_MAX;
}

/* Merges n_runs runs from the one at first on. */
static rc_code merge_range(run_store *s, size_t first, size_t n_runs,
                           rc_code (*work)(void *context, slice *s),
                           rc_code (*give)(void *context, slice *s), void *context)
{
    return rc_merge_runs(&(merge){.runs = s->runs + first,
                                  .n_runs = n_runs,
                                  .pool = &s->pool,
                                  .batches = s->batches,
                                  .n_batches = s->n_batches,
                                  .n_workers = s->n_workers,
                                  .duplicates = s->duplicates,
                                  .work = work,
                                  .give = give,
                                  .context = context});
}

/* A merge into a big run. Slices are packed at once, and their bytes copied in order. */
typedef struct appending {
    run big;
    run packed[PIPELINE_SLOTS_MAX]; /* slices in work, by their places */
    chunk_pool *pool;
} appending;

static rc_code pack_slice(void *context, slice *s)
{
    appending *a = context;
    run *packed = &a->packed[s->place];

    packed->chunk_bytes = PACKED_CHUNK_BYTES;
    packed->form = a->big.form;
    packed->has_form = true;
    rc_run_clear(packed, a->pool);
    return rc_run_append(packed, a->pool, s->routes);
}

static rc_code append_slice(void *context, slice *s)
{
    appending *a = context;
    return rc_run_append_run(&a->big, a->pool, &a->packed[s->place]);
}

static size_t choose_chunk_bytes(size_t n_bytes)
{
    size_t part = n_bytes / CHUNKS_OF_BIG;
    return part < CHUNK_BYTES_MIN   ? CHUNK_BYTES_MIN
           : part > CHUNK_BYTES_MAX ? CHUNK_BYTES_MAX
                                    : part;
}

static void count_bytes(run_store *s)
{
    s->big_bytes = s->young_bytes = 0;
    for (size_t i = 0; i < s->n_runs; i++)
        *(i < s->n_big ? &s->big_bytes : &s->young_bytes) += s->runs[i].n_bytes;
}

/* Returns the form for what n_merged runs, from the one at first on, become. */
static payload_form choose_form(const run_store *s, size_t first, size_t n_merged)
{
    const run *runs = s->runs + first;
    payload_counts counts = {.kind = n_merged > 0 ? runs[0].form.kind : 0};

    for (size_t i = 0; i < n_merged; i++)
        rc_payload_form_count_packed(&counts, runs[i].form, runs[i].n_routes);
    return rc_payload_form_choose(&counts);
}

/* Merges the runs from the one at first on, as many as can be at once, into a big one. */
static rc_code merge_from(run_store *s, size_t first)
{
    size_t n_merged = s->n_runs - first < MERGE_RUNS_MAX ? s->n_runs - first : MERGE_RUNS_MAX;
    size_t n_bytes = 0;
    uint64_t n_routes = 0;

    for (size_t i = first; i < first + n_merged; i++) {
        n_bytes += s->runs[i].n_bytes;
        n_routes += s->runs[i].n_routes;
    }
    appending a = {.big = {.chunk_bytes = choose_chunk_bytes(n_bytes),
                           .form = choose_form(s, first, n_merged),
                           .has_form = true},
                   .pool = &s->pool};
    rc_code code = merge_range(s, first, n_merged, pack_slice, append_slice, &a);
    for (unsigned i = 0; i < s->n_batches; i++)
        rc_run_free(&a.packed[i], &s->pool);
    if (code) {
        rc_run_free(&a.big, &s->pool);
        return code;
    }
    s->has_repetitions = a.big.n_routes < n_routes - n_routes / 8;
    s->runs[first] = a.big;
    s->n_runs -= n_merged - 1;
    memmove(s->runs + first + 1, s->runs + first + n_merged,
            (s->n_runs - first - 1) * sizeof *s->runs);
    s->n_big = first + 1;
    count_bytes(s);
    return RC_OK;
}

rc_code rc_run_store_merge(run_store *s)
{
    bool is_deep = s->has_repetitions || s->n_big == BIG_RUNS_MAX;
    return merge_from(s, is_deep ? 0 : s->n_big);
}

typedef struct draining {
    duplicates *duplicates;
    size_t n_marked[PIPELINE_SLOTS_MAX]; /* of the slices in work, by their places */
    rc_code (*work)(void *context, slice *s);
    rc_code (*give)(void *context, slice *s);
    void *context;
} draining;

static rc_code finish_slice(void *context, slice *s)
{
    draining *d = context;

    d->n_marked[s->place] = rc_duplicates_finish(d->duplicates, s->routes);
    return d->work(d->context, s);
}

static rc_code give_finished(void *context, slice *s)
{
    const draining *d = context;

    d->duplicates->n_disagreeing += d->n_marked[s->place];
    return d->give(d->context, s);
}

rc_code rc_run_store_drain(run_store *s, rc_code (*work)(void *context, slice *s),
                           rc_code (*give)(void *context, slice *s), void *context)
{
    draining d = {.duplicates = s->duplicates, .work = work, .give = give, .context = context};
    rc_code code = RC_OK;

    while (code == RC_OK && s->n_runs > MERGE_RUNS_MAX)
        code = merge_from(s, 0);
    return code ? code : merge_range(s, 0, s->n_runs, finish_slice, give_finished, &d);
}
