/* The chunks of memory in which runs are kept: see chunk.h. */
#include "sort/chunk.h"

#include <stdlib.h>

enum { SLAB_CHUNKS = 64 };

typedef struct chunk_slab {
    struct chunk_slab *next;
    _Alignas(16) unsigned char bytes[];
} chunk_slab;

rc_code rc_chunk_pool_init(chunk_pool *pool)
{
    *pool = (chunk_pool){0};
    return mtx_init(&pool->lock, mtx_plain) == thrd_success ? RC_OK : RC_ERROR_MEMORY;
}

void rc_chunk_pool_free(chunk_pool *pool)
{
    for (chunk_slab *slab = pool->slabs, *next; slab; slab = next) {
        next = slab->next;
        free(slab);
    }
    mtx_destroy(&pool->lock);
}

static void add_slab(chunk_pool *pool)
{
    chunk_slab *slab = malloc(sizeof *slab + (size_t)SLAB_CHUNKS * SMALL_CHUNK_BYTES);
    if (!slab)
        return;
    slab->next = pool->slabs;
    pool->slabs = slab;
    pool->n_fresh = SLAB_CHUNKS;
}

/* Returns a chunk that was never used, or NULL. Its page is not touched before it is needed. */
static chunk *take_fresh(chunk_pool *pool)
{
    if (pool->n_fresh == 0)
        add_slab(pool);
    if (pool->n_fresh == 0)
        return NULL;
    size_t i = SLAB_CHUNKS - pool->n_fresh--;
    return (chunk *)(void *)(pool->slabs->bytes + i * SMALL_CHUNK_BYTES);
}

static chunk *take_small(chunk_pool *pool)
{
    mtx_lock(&pool->lock);
    chunk *c = pool->unused;
    if (c)
        pool->unused = c->next;
    else
        c = take_fresh(pool);
    pool->n_taken += c != NULL;
    mtx_unlock(&pool->lock);
    return c;
}

chunk *rc_chunk_take(chunk_pool *pool, size_t n_bytes)
{
    return n_bytes > 0 ? malloc(n_bytes) : take_small(pool);
}

void rc_chunk_give_back(chunk_pool *pool, chunk *c, size_t n_bytes)
{
    if (n_bytes > 0) {
        free(c);
        return;
    }
    mtx_lock(&pool->lock);
    c->next = pool->unused;
    pool->unused = c;
    pool->n_taken--;
    mtx_unlock(&pool->lock);
}
