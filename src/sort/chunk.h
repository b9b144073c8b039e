/* The chunks of memory in which runs are kept.
 *
 * Young runs are short and use small chunks, which a pool keeps for reuse. A merge writes one long
 * run in big chunks, each of which the C library returns to the system once it is freed. */
#ifndef SORT_CHUNK_H
#define SORT_CHUNK_H

#include "base/thread.h"
#include "routecost.h"

#include <stddef.h>

enum { SMALL_CHUNK_BYTES = 4096 };

typedef struct chunk {
    struct chunk *next;
    size_t first_sample; /* of the run: that of the first route in the chunk */
    unsigned char *end;  /* of the routes */
    unsigned char bytes[];
} chunk;

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

/* Returns a chunk of n_bytes with its head, 0: a small one; or NULL without memory. What it holds
 * is undefined. */
chunk *rc_chunk_take(chunk_pool *pool, size_t n_bytes);

/* Gives a chunk back that was taken with as many bytes. */
void rc_chunk_give_back(chunk_pool *pool, chunk *c, size_t n_bytes);

#endif
