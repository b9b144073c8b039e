/* The threads that turn the rows of a list into sorted runs, and the memory that each needs.
 *
 *     block -> routes -> sorted batch -> run      on all threads, a block each
 *     runs -> store                               in the order of the blocks */
#ifndef LOAD_WORKERS_H
#define LOAD_WORKERS_H

#include "load/gathering.h"

enum { SLOTS_MAX = RC_LOAD_THREADS_MAX + 1 };

/* What a block needs on its way to runs: 1.2 MiB. */
typedef struct load_slot {
    deck_block block;
    batch rows;
    uint64_t *lines; /* of the rows, under RC_DUPLICATES_ERROR only */
    run *runs;       /* one or a few; many where ranges stand for many routes */
    size_t n_runs, runs_capacity;
} load_slot;

typedef struct workers {
    unsigned n, n_slots;
    load_slot slots[SLOTS_MAX];
    batch *batches[SLOTS_MAX]; /* those of the slots, which merging uses, too */
} workers;

/* Makes as many workers as the options ask for, at most RC_LOAD_THREADS_MAX; under
 * RC_DUPLICATES_ERROR one, as the ledger is written in order.  The workers are all zero or freed
 * before.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_workers_init(workers *w, const rc_load_options *options);
void rc_workers_free(workers *w);

/* Reads a list to its end into the routes of a carrier, merging runs whenever there are enough.
 * Sets l->error if the reading ends early. */
void rc_workers_read(workers *w, list_reader *l, gathering *g);

#endif
