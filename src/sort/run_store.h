/* Holds the routes read so far as sorted runs, in the order in which they came: a few big runs,
 * then young ones, which are merged into a big one when there are many.
 *
 * Where prefixes often repeat, that merge takes in the big runs too, so that memory follows the
 * number of distinct prefixes. Where they do not, it merges the young runs only: no route is
 * merged more than twice. */
#ifndef SORT_RUN_STORE_H
#define SORT_RUN_STORE_H

#include "sort/merge.h"

#include <stdbool.h>

typedef struct run_store {
    chunk_pool pool;
    run *runs;
    size_t n_big, n_runs, capacity; /* the first n_big runs are big */
    size_t big_bytes, young_bytes;
    bool has_repetitions;  /* the last merge removed many routes as duplicates */
    batch *const *batches; /* room for merging; not owned */
    unsigned n_batches, n_workers;
    duplicates *duplicates; /* decides which routes stay; not owned */
} run_store;

/* Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_run_store_init(run_store *s, batch *const *batches, unsigned n_batches,
                          unsigned n_workers, duplicates *policy);
void rc_run_store_free(run_store *s);

/* Moves a young run into the store, behind those already there. Returns RC_OK or RC_ERROR_MEMORY;
 * then the caller still owns the run. */
rc_code rc_run_store_add(run_store *s, run *young);

/* Returns true if the young runs should be merged before more are added. */
bool rc_run_store_is_full(const run_store *s);

/* Merges the young runs. Returns RC_OK or RC_ERROR_MEMORY; then the store can only be freed. */
rc_code rc_run_store_merge(run_store *s);

/* Merges all runs. Calls work with each slice of the routes, on any thread, and then give, in the
 * order of the slices. In a slice, payloads are replaced by references of costs. The store is empty
 * afterwards. Returns RC_OK, RC_ERROR_MEMORY, or the first code of a slice that is not RC_OK. */
rc_code rc_run_store_drain(run_store *s, rc_code (*work)(void *context, slice *s),
                           rc_code (*give)(void *context, slice *s), void *context);

#endif
