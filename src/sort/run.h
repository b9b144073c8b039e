/* Sorted runs of routes, packed: some 3 to 5 bytes a route instead of 12.
 *
 * A run is a list of chunks, and a chunk a list of groups of up to SAMPLE_ROUTES routes:
 *
 *     +-------+---------+----------------------------------------------------------+
 *     | n - 1 | n heads | n bodies                                                 |
 *     | 1     | 1 each  | symbols that follow | payload | whole payload, 0 or 4    |
 *     +-------+---------+----------------------------------------------------------+
 *       head:  bits 4-7: symbols shared with the key before (0 in the first route)
 *              bits 0-3: symbols that follow - 1
 *
 * The symbols take four bits each. Behind them, the payload takes as many bits as the run's form
 * says (payload_form.h), a multiple of four; the highest bits come first. So where a body begins
 * follows from the heads alone, and a reader can work on several routes at once. A payload that
 * does not fit is 0 there, and follows as a whole, from the next byte on.
 *
 * A reader can begin at a sample: the start of a group, whose key is kept apart. Young runs are
 * short and use small chunks. A merge writes one long run in big chunks. */
#ifndef SORT_RUN_H
#define SORT_RUN_H

#include "sort/batch.h"
#include "sort/chunk.h"
#include "sort/payload_form.h"

enum {
    GROUP_HEAD_BYTES = 1,
    BODY_BYTES_MAX = KEY_SYMBOLS / 2 + 4 + PAYLOAD_WHOLE_BYTES, /* 4: for 32 bits of a payload */
    ROUTE_BYTES_MAX = GROUP_HEAD_BYTES + 1 + BODY_BYTES_MAX,    /* of one alone in its group */
    SAMPLE_ROUTES = 64 /* a run keeps a sample of so many routes at most */
};

typedef struct run {
    chunk *first, *last;
    uint64_t n_routes;
    size_t n_bytes; /* packed, without the heads of the chunks */
    prefix_key last_key;
    bool has_form;
    payload_form form;  /* fits the first batch, unless the run has been given one before */
    size_t chunk_bytes; /* of each chunk; 0: small ones from the pool */

    /* Samples: the first route of every group. */
    prefix_key *samples;
    uint32_t *sample_places; /* behind the start of their chunks' bytes */
    size_t n_samples, samples_capacity, places_capacity;
} run;

/* Appends a sorted batch whose keys are all above those in the run. Returns RC_OK or
 * RC_ERROR_MEMORY; then the run holds some of the routes and can only be freed. */
rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes);

/* Does the same with all routes of another run of the same form, faster: it copies their bytes. The
 * run's chunks must have room for SAMPLE_ROUTES routes. */
rc_code rc_run_append_run(run *r, chunk_pool *pool, const run *other);

/* Removes all routes, and keeps the form and one chunk for others. */
void rc_run_clear(run *r, chunk_pool *pool);

/* Frees the samples. Nothing can be appended any more. */
void rc_run_drop_samples(run *r);

/* Gives back the chunks before one of them, when they have been read. */
void rc_run_drop_before(run *r, chunk_pool *pool, const chunk *kept);

void rc_run_free(run *r, chunk_pool *pool);

#endif
