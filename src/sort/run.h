/* Sorted runs of routes, packed: some 3 to 5 bytes a route instead of 12.
 *
 * A run is a list of chunks; each holds whole routes:
 *
 *     byte    high 4 bits: symbols shared with the key before (0 in the first route)
 *             low 4 bits: symbols that follow, 1..15, or 0 for 16
 *     bytes   the symbols that follow, two to a byte, the first in the high half
 *     varint  the payload above its kind, plus 1; or 0 and then, as a varint, the whole payload
 *
 * A varint has 7 bits a byte, the lowest first; its high bit is set if another byte follows. The
 * kind is the lowest 4 bits of a payload, in which the costs of a list are mostly alike
 * (cost_ref.h). A run has one kind; a payload of another kind takes more bytes.
 *
 * A reader can begin at a sample, whose key is kept apart. Young runs are short and use small
 * chunks. A merge writes one long run in big chunks. */
#ifndef SORT_RUN_H
#define SORT_RUN_H

#include "sort/batch.h"
#include "sort/chunk.h"

enum {
    RUN_KIND_BITS = 4,
    RUN_KIND_MASK = (1 << RUN_KIND_BITS) - 1,
    ROUTE_BYTES_MAX = 1 + 8 + 1 + 5, /* of a packed route */
    SAMPLE_ROUTES = 64               /* a run keeps a sample of so many routes at most */
};

typedef struct run {
    chunk *first, *last;
    uint64_t n_routes;
    size_t n_bytes; /* packed, without the heads of the chunks */
    prefix_key last_key;
    bool has_kind;
    uint32_t kind;      /* of the first route, unless the run has been given one before */
    size_t chunk_bytes; /* of each chunk; 0: small ones from the pool */

    /* Samples: the first route of every chunk, and of every SAMPLE_ROUTES routes at most. */
    prefix_key *samples;
    uint32_t *sample_places; /* behind the start of their chunks' bytes */
    size_t n_samples, samples_capacity, places_capacity;
    unsigned n_behind_sample; /* routes packed from the last sample on; 0: the next is a sample */
} run;

/* Appends a sorted batch whose keys are all above those in the run. Returns RC_OK or
 * RC_ERROR_MEMORY; then the run holds some of the routes and can only be freed. */
rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes);

/* Does the same with all routes of another run of the same kind, faster: it copies their bytes. The
 * run's chunks must have room for SAMPLE_ROUTES routes. */
rc_code rc_run_append_run(run *r, chunk_pool *pool, const run *other);

/* Removes all routes, and keeps the kind and one chunk for others. */
void rc_run_clear(run *r, chunk_pool *pool);

/* Frees the samples. Nothing can be appended any more. */
void rc_run_drop_samples(run *r);

/* Gives back the chunks before one of them, when they have been read. */
void rc_run_drop_before(run *r, chunk_pool *pool, const chunk *kept);

void rc_run_free(run *r, chunk_pool *pool);

#endif
