/* Merges sorted runs into one sequence without duplicates.
 *
 * The key range is cut into slices of no more than a batch of rows each.  For a slice,
 * every run adds its rows to a batch, run after run, and the batch is sorted: the time
 * per row does not depend on the number of runs, and slices are sorted on all threads. */
#ifndef SORT_MERGE_H
#define SORT_MERGE_H

#include "sort/duplicates.h"
#include "sort/run.h"

enum {
    MERGE_RUNS_MAX = 120 /* with more, the slices would not be sure to fit a batch */
};

typedef struct merge {
    run *runs;     /* the earlier rows first; all are used up, also by a failure */
    size_t n_runs; /* 1..MERGE_RUNS_MAX */
    chunk_pool *pool;
    batch *const *batches; /* room for the slices on their way */
    unsigned n_batches, n_workers;
    duplicates *duplicates;                            /* decides which rows stay; not owned */
    rc_code (*give)(void *context, const batch *rows); /* takes each slice's rows, in order */
    void *give_context;
} merge;

/* RC_OK, RC_ERROR_MEMORY, or what give returned other than RC_OK. */
rc_code rc_merge_runs(const merge *m);

#endif
