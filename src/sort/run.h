/* Sorted runs of routes, packed: some 3 to 5 bytes a route instead of 12.
 *
 * A run is a list of chunks; each holds whole rows:
 *
 *     byte    high 4 bits: symbols shared with the key before (0 in a chunk's first row)
 *             low 4 bits: symbols that follow, 1..15, or 0 for 16
 *     bytes   the symbols that follow, two to a byte, the first in the high half
 *     varint  the payload above its kind, plus 1; or 0 and, as a varint, the whole payload
 *
 * A varint has 7 bits a byte, the lowest first, and its high bit tells that more bytes follow.
 * The kind is the lowest 4 bits, in which the costs of a list are mostly alike (cost_ref.h): a
 * run has one kind, and rows of others pay for the difference.
 *
 * Chunks are small while runs are young and short.  A merge writes one long run in big
 * chunks, each of which the C library gives back to the system as soon as it is read. */
#ifndef SORT_RUN_H
#define SORT_RUN_H

#include "base/thread.h"
#include "sort/batch.h"
#include "routecost.h"

enum {
    SMALL_CHUNK_BYTES = 4096,
    ROW_BYTES_MAX = 1 + 8 + 1 + 5, /* of a packed row */
    SAMPLE_ROWS = 64               /* every so many rows of a run its key is kept as a sample */
};

typedef struct chunk chunk;

/* Keeps small chunks for reuse; any thread may take and give back. */
typedef struct chunk_pool {
    mtx_t lock;
    chunk *unused;
    struct chunk_slab *slabs;
    size_t n_taken; /* small chunks in use */
} chunk_pool;

int rc_chunk_pool_init(chunk_pool *pool); /* 0, or 1 without memory */
void rc_chunk_pool_free(chunk_pool *pool);

typedef struct run {
    chunk *first, *last;
    uint64_t n_rows;
    size_t n_bytes; /* packed, chunk headers not counted */
    prefix_key last_key;
    uint32_t kind;       /* that of the first row */
    size_t chunk_bytes;  /* of its chunks; 0: small ones of the pool */
    prefix_key *samples; /* the keys of rows 0, SAMPLE_ROWS, 2 * SAMPLE_ROWS... */
    size_t n_samples, samples_capacity;
} run;

/* Appends rows that are sorted and stand behind those already there.  RC_OK or
 * RC_ERROR_MEMORY; then the run holds some of the rows and can only be freed. */
rc_code rc_run_append(run *r, chunk_pool *pool, const batch *rows);

void rc_run_free(run *r, chunk_pool *pool);

/* Reads a run from front to back and gives each chunk back once it has been read. */
typedef struct run_cursor {
    prefix_key key; /* of the row at hand, KEY_END behind the last */
    uint32_t payload;
    const unsigned char *at, *end; /* rows left in the chunk */
    run source;
    chunk_pool *pool;
} run_cursor;

/* Opens a cursor at the first row; the run is the cursor's from then on. */
void rc_run_cursor_open(run_cursor *c, run *source, chunk_pool *pool);
void rc_run_cursor_close(run_cursor *c);

/* Moves rows below bound from the cursor to the end of rows until it is full. */
void rc_run_cursor_move(run_cursor *c, prefix_key bound, batch *rows);

#endif
