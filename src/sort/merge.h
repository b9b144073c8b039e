/* Merges sorted runs into one sequence without duplicates.
 *
 * The range of keys is cut into slices of at most a batch of routes. For each slice, every run
 * adds its routes to a batch, the earlier run first, and the batch is sorted. The time per route
 * does not depend on the number of runs, and all threads sort slices. */
#ifndef SORT_MERGE_H
#define SORT_MERGE_H

#include "sort/duplicates.h"
#include "sort/run.h"

enum {
    MERGE_RUNS_MAX = 120 /* with more runs, a slice could outgrow a batch */
};

typedef struct merge {
    run *runs;     /* the earlier routes first; all are used up, even on failure */
    size_t n_runs; /* 1..MERGE_RUNS_MAX */
    chunk_pool *pool;
    batch *const *batches; /* one for each slice that is in work at a time */
    unsigned n_batches, n_workers;
    duplicates *duplicates;                        /* decides which routes stay; not owned */
    rc_code (*give)(void *context, batch *routes); /* is called with each slice, in order */
    void *give_context;
} merge;

/* Returns RC_OK, RC_ERROR_MEMORY, or the code that give returned if that is not RC_OK. */
rc_code rc_merge_runs(const merge *m);

#endif
