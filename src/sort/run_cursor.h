/* Reads a run from any of its samples on. Threads may read a run at once. */
#ifndef SORT_RUN_CURSOR_H
#define SORT_RUN_CURSOR_H

#include "sort/run.h"

/* Where a run can be read from: one of its samples. */
typedef struct run_place {
    const chunk *source; /* NULL in an empty run */
    const unsigned char *at;
    prefix_key key;
} run_place;

/* Sets n_bounds + 1 places, each stride behind the one before: the first sample, and for each bound
 * the last sample that is not above it, or the first. Bounds ascend. */
void rc_run_find_places(const run *r, const prefix_key *bounds, size_t n_bounds, run_place *places,
                        size_t stride);

typedef struct run_cursor {
    prefix_key key; /* of the current route, KEY_END behind the last */
    uint32_t payload;
    payload_form form;
    const unsigned char *head, *body; /* of the next route */
    const unsigned char *heads_end;   /* of the group */
    const chunk *source;
} run_cursor;

/* Opens a cursor at the first route from a place on whose key is not below from. The run must stay
 * until all is read, but for the chunks before the place. */
void rc_run_cursor_open(run_cursor *c, const run *r, const run_place *place, prefix_key from);

/* Moves the routes below bound from the cursor to the end of the batch, until it is full. */
void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *routes);

#endif
