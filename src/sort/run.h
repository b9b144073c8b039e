/* Sorted runs of routes, packed: some 3 to 5 bytes a route instead of 12.
 *
 * A run is a list of chunks; each holds whole routes:
 *
 *     byte    high 4 bits: symbols shared with the key before (0 in a chunk's first route)
 *             low 4 bits: symbols that follow, 1..15, or 0 for 16
 *     bytes   the symbols that follow, two to a byte, the first in the high half
 *     varint  the payload above its kind, plus 1; or 0 and then, as a varint, the whole payload
 *
 * A varint has 7 bits a byte, the lowest first; its high bit is set if another byte follows. The
 * kind is the lowest 4 bits of a payload, in which the costs of a list are mostly alike
 * (cost_ref.h). A run has one kind; a payload of another kind takes more bytes.
 *
 * Young runs are short and use small chunks. A merge writes one long run in big chunks, each of
 * which the C library returns to the system as soon as it has been read. */
#ifndef SORT_RUN_H
#define SORT_RUN_H

#include "base/thread.h"
#include "sort/batch.h"
#include "routecost.h"

enum {
    SMALL_CHUNK_BYTES = 4096,
    ROUTE_BYTES_MAX = 1 + 8 + 1 + 5, /* of a packed route */
    SAMPLE_ROUTES = 64               /* a run keeps the key of every 64th route as a sample */
};

typedef struct chunk chunk;

/* Keeps small chunks for reuse. Threads may share a pool. */
typedef struct chunk_pool {
    mtx_t lock;
    chunk *unused;
    struct chunk_slab *slabs;
    size_t n_fresh; /* chunks of the first slab that were never used */
    size_t n_taken; /* small chunks in use */
} chunk_pool;

/* Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_chunk_pool_init(chunk_pool *pool);
void rc_chunk_pool_free(chunk_pool *pool);

typedef struct run {
    chunk *first, *last;
    uint64_t n_routes;
    size_t n_bytes; /* packed, without the heads of the chunks */
    prefix_key last_key;
    uint32_t kind;       /* of the first route */
    size_t chunk_bytes;  /* of each chunk; 0: small ones from the pool */
    prefix_key *samples; /* the keys of routes 0, SAMPLE_ROUTES, 2 * SAMPLE_ROUTES... */
    size_t n_samples, samples_capacity;
} run;

/* Appends a sorted batch whose keys are all above those in the run. Returns RC_OK or
 * RC_ERROR_MEMORY; then the run holds some of the routes and can only be freed. */
rc_code rc_run_append(run *r, chunk_pool *pool, const batch *routes);

void rc_run_free(run *r, chunk_pool *pool);

/* Reads a run from front to back and returns each chunk to the pool once it has been read. */
typedef struct run_cursor {
    prefix_key key; /* of the current route, KEY_END behind the last */
    uint32_t payload;
    const unsigned char *at, *end; /* unread routes of the chunk */
    run source;
    chunk_pool *pool;
} run_cursor;

/* Opens a cursor at the first route. The cursor then owns the run. */
void rc_run_cursor_open(run_cursor *c, run *source, chunk_pool *pool);
void rc_run_cursor_close(run_cursor *c);

/* Moves the routes below bound from the cursor to the end of the batch, until it is full. */
void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *routes);

#endif
