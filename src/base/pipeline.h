/* Runs blocks of work on several threads and keeps their order.
 *
 *     take (in order, one at a time) -> work (many at once) -> give (in order, one at a time)
 *
 * Every worker owns one slot: it takes a block into it, works on it, waits for its turn
 * and gives it away.  So memory is bounded by the slots, however slow either end is, and
 * what is given never depends on the number of workers. */
#ifndef BASE_PIPELINE_H
#define BASE_PIPELINE_H

typedef enum pipeline_step {
    PIPELINE_STOP,   /* blocks already taken are dropped */
    PIPELINE_FINISH, /* blocks already taken are given, no more are taken */
    PIPELINE_GO_ON
} pipeline_step;

typedef struct pipeline {
    void *context;
    int (*take)(void *context, void *slot); /* 1: the slot is filled; 0: no more blocks */
    void (*work)(void *context, void *slot);
    pipeline_step (*give)(void *context, void *slot);
    void *const *slots; /* one a worker */
    unsigned n_slots;   /* 1..RC_THREADS_MAX; 1 uses no thread */
} pipeline;

/* Returns when take has returned 0 and all blocks are given, or when give has ended it.
 * Where the system refuses threads, the caller's alone does the work. */
void pipeline_run(const pipeline *p);

#endif
