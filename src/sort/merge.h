/* Merges sorted runs into one sequence without duplicates.
 *
 * The range of keys is cut into slices of at most a batch of routes. Each slice is read from all
 * runs into a batch, the routes of the earlier run first, and the batch is sorted. The time per
 * route does not depend on the number of runs, and all threads read and sort slices. */
#ifndef SORT_MERGE_H
#define SORT_MERGE_H

#include "sort/duplicates.h"
#include "sort/run.h"

enum {
    MERGE_RUNS_MAX = 120 /* with more runs, a slice could outgrow a batch */
};

/* A slice: all routes of the merge from a key up to another, sorted, without duplicates. */
typedef struct slice {
    batch *routes;
    prefix_key from, until; /* from <= key < until */
    unsigned place;         /* below n_batches; slices in work at a time have different places */
    rc_code code;           /* that work has returned */
} slice;

typedef struct merge {
    run *runs;     /* the earlier routes first; all are used up, even on failure */
    size_t n_runs; /* 1..MERGE_RUNS_MAX */
    chunk_pool *pool;
    batch *const *batches; /* one for each slice that is in work at a time */
    unsigned n_batches, n_workers;
    duplicates *duplicates;                   /* decides which routes stay; not owned */
    rc_code (*work)(void *context, slice *s); /* is called with each slice, on any thread */
    rc_code (*give)(void *context, slice *s); /* is called with each slice afterwards, in order */
    void *context;
} merge;

/* Returns RC_OK, RC_ERROR_MEMORY, or the first code of a slice that is not RC_OK: from work, or
 * else from give. */
rc_code rc_merge_runs(const merge *m);

#endif
