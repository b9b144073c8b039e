/* The routes read so far, as sorted runs: one old and long, and young ones that are merged
 * into it whenever they take more memory than it does. So every route is merged a few times
 * only, and repeated prefixes do not pile up. */
#ifndef TABLE_RUN_STORE_H
#define TABLE_RUN_STORE_H

#include "table/merge.h"

typedef struct run_store {
    chunk_pool pool;
    run *runs; /* runs[0] is the old one, the others in the order in which they came */
    size_t n_runs, capacity;
    size_t young_bytes;
    batch *const *batches; /* room for merging; not owned */
    unsigned n_batches;
    duplicates *duplicates; /* decides which rows stay; not owned */
} run_store;

/* 0, or 1 without memory. */
int run_store_init(run_store *s, batch *const *batches, unsigned n_batches, duplicates *policy);
void run_store_free(run_store *s);

/* Takes a young run over, which is later than all that are there.  RC_OK or RC_ERROR_MEMORY,
 * then the run stays the caller's. */
rc_code run_store_add(run_store *s, run *young);

/* Whether the young runs should be merged before more are added. */
int run_store_is_full(const run_store *s);

/* Merges the young runs into the old one.  After a failure the store can only be freed. */
rc_code run_store_merge(run_store *s);

/* Merges all runs and hands the rows to give, sorted and without duplicates. The store is
 * empty afterwards. */
rc_code run_store_drain(run_store *s, rc_code (*give)(void *context, const batch *rows),
                        void *context);

#endif
