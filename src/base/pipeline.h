/* Runs blocks of work on several threads and keeps their order.
 *
 *     take (in order, one at a time) -> work (many at once) -> give (in order, one at a time)
 *
 * A block lives in a slot from take to give.  A worker gives what is ready before it takes
 * what is new, and never waits for its own block's turn while a slot is free.  So memory is
 * bounded by the slots, however slow either end is, and what is given never depends on the
 * number of workers. */
#ifndef BASE_PIPELINE_H
#define BASE_PIPELINE_H

typedef enum pipeline_step {
    PIPELINE_STOP,   /* blocks already taken are dropped */
    PIPELINE_FINISH, /* blocks already taken are given, no more are taken */
    PIPELINE_GO_ON
} pipeline_step;

enum { PIPELINE_SLOTS_MAX = 128 };

typedef struct pipeline {
    void *context;
    int (*take)(void *context, void *slot); /* 1: the slot is filled; 0: no more blocks */
    void (*work)(void *context, void *slot);
    pipeline_step (*give)(void *context, void *slot);
    void *const *slots;
    unsigned n_slots;   /* 1..PIPELINE_SLOTS_MAX */
    unsigned n_workers; /* 1..RC_THREADS_MAX; 1 uses no thread and the first slot alone */
} pipeline;

/* Returns when take has returned 0 and all blocks are given, or when give has ended it.
 * Where the system refuses threads, fewer do the work. */
void rc_pipeline_run(const pipeline *p);

#endif
