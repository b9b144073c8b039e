/* The routes read so far, as sorted runs in the order in which they came: a few big ones, then
 * young ones, which are merged into a big one when they are many.
 *
 * Where prefixes are often repeated, all runs are merged then, so that repetitions do not pile
 * up: memory follows the number of distinct prefixes.  Where they are not, nothing would be
 * won, and the young runs are merged among themselves: no route is merged more than twice. */
#ifndef SORT_RUN_STORE_H
#define SORT_RUN_STORE_H

#include "sort/merge.h"

typedef struct run_store {
    chunk_pool pool;
    run *runs;
    size_t n_big, n_runs, capacity; /* the first n_big runs are big */
    size_t big_bytes, young_bytes;
    int has_repetitions;   /* the last merge made much less of its rows */
    batch *const *batches; /* room for merging; not owned */
    unsigned n_batches, n_workers;
    duplicates *duplicates; /* decides which rows stay; not owned */
} run_store;

/* 0, or 1 without memory. */
int rc_run_store_init(run_store *s, batch *const *batches, unsigned n_batches, unsigned n_workers,
                      duplicates *policy);
void rc_run_store_free(run_store *s);

/* Takes a young run over, which is later than all that are there.  RC_OK or RC_ERROR_MEMORY,
 * then the run stays the caller's. */
rc_code rc_run_store_add(run_store *s, run *young);

/* Whether the young runs should be merged before more are added. */
int rc_run_store_is_full(const run_store *s);

/* Merges the young runs.  After a failure the store can only be freed. */
rc_code rc_run_store_merge(run_store *s);

/* Merges all runs and hands the rows to give, sorted and without duplicates. The store is
 * empty afterwards. */
rc_code rc_run_store_drain(run_store *s, rc_code (*give)(void *context, const batch *rows),
                           void *context);

#endif
