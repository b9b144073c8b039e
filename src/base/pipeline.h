/* Runs blocks of work on several threads and keeps their order.
 *
 *     take (in order, one at a time) -> work (many at once) -> give (in order, one at a time)
 *
 * A block is in a slot from take to give. A worker gives the block whose turn it is, if that is
 * ready, before it takes a new one, and does not wait for its own block's turn while a slot is
 * free. So the slots bound the memory, however slow either end is, and the output never depends on
 * the number of workers. */
#ifndef BASE_PIPELINE_H
#define BASE_PIPELINE_H

#include <stdbool.h>

typedef enum pipeline_step {
    PIPELINE_STOP,   /* drops the blocks already taken */
    PIPELINE_FINISH, /* gives the blocks already taken and takes no more */
    PIPELINE_GO_ON
} pipeline_step;

enum { PIPELINE_SLOTS_MAX = 128 };

typedef struct pipeline {
    void *context;
    bool (*take)(void *context, void *slot); /* fills the slot; false: there are no more blocks */
    void (*work)(void *context, void *slot);
    pipeline_step (*give)(void *context, void *slot);
    bool (*is_last)(
        const void *context); /* no more blocks will be taken: one alone needs no threads,
                                 which cost more than little work; NULL: cannot tell */
    void *const *slots;
    unsigned n_slots;   /* 1..PIPELINE_SLOTS_MAX */
    unsigned n_workers; /* 1..RC_THREADS_MAX; 1 starts no thread and uses only the first slot */
} pipeline;

/* Returns when take has returned false and all blocks have been given, or when give has ended the
 * work. Where the system refuses threads, fewer do the work. */
void rc_pipeline_run(const pipeline *p);

#endif
