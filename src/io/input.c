/* Cuts a stream into blocks: see input.h. */
#include "io/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

rc_code rc_block_reserve(block *b, size_t capacity)
{
    if (capacity <= b->capacity)
        return RC_OK;
    char *bytes = realloc(b->bytes, capacity + BLOCK_PADDING);
    if (!bytes)
        return RC_ERROR_MEMORY;
    b->bytes = bytes;
    b->capacity = capacity;
    return RC_OK;
}

size_t rc_block_mark(const block *b)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t n_bytes = sizeof mark - 1;

    return b->n_bytes >= n_bytes && memcmp(b->bytes, mark, n_bytes) == 0 ? n_bytes : 0;
}

void rc_block_free(block *b)
{
    free(b->bytes);
    *b = (block){0};
}

void rc_input_free(input *in)
{
    free(in->carry);
    in->carry = NULL;
    in->n_carry = in->carry_capacity = 0;
}

static rc_code fail_without_memory(input *in)
{
    in->no_memory = in->ended = true;
    return RC_ERROR_MEMORY;
}

static void end_block(block *b, size_t n_bytes)
{
    b->n_bytes = n_bytes;
    memset(b->bytes + n_bytes, 0, BLOCK_PADDING);
}

/* Returns true when the block needs no more bytes. */
static bool is_full(const input *in, const block *b)
{
    return b->n_bytes == b->capacity ||
           (in->by_line && b->n_bytes > 0 && b->bytes[b->n_bytes - 1] == '\n');
}

static void read_some(input *in, block *b)
{
    bool failed = false;

    errno = 0;
    size_t n_read = in->reader.read(in->reader.context, b->bytes + b->n_bytes,
                                    b->capacity - b->n_bytes, &failed);
    b->n_bytes += n_read;
    if (failed) {
        in->failed = true;
        in->os_error = errno;
    }
    in->ended = failed || n_read == 0;
}

/* Reads until the block is full or the stream ends. */
static void read_on(input *in, block *b)
{
    while (!in->ended && !is_full(in, b))
        read_some(in, b);
    end_block(b, b->n_bytes);
}

rc_code rc_input_fill(input *in, block *b)
{
    if (in->no_memory)
        return RC_ERROR_MEMORY;
    if (in->n_carry > b->capacity && rc_block_reserve(b, in->n_carry))
        return fail_without_memory(in);
    if (in->n_carry > 0)
        memcpy(b->bytes, in->carry, in->n_carry);
    b->n_bytes = in->n_carry;
    in->n_carry = 0;
    read_on(in, b);
    return RC_OK;
}

rc_code rc_input_extend(input *in, block *b, size_t capacity)
{
    if (rc_block_reserve(b, capacity))
        return fail_without_memory(in);
    if (!in->ended && b->n_bytes < b->capacity)
        read_some(in, b);
    read_on(in, b);
    return RC_OK;
}

rc_code rc_input_cut(input *in, block *b, size_t n_used)
{
    size_t n_rest = b->n_bytes - n_used;

    if (n_rest > in->carry_capacity) {
        char *carry = realloc(in->carry, n_rest);
        if (!carry)
            return fail_without_memory(in);
        in->carry = carry;
        in->carry_capacity = n_rest;
    }
    if (n_rest > 0)
        memcpy(in->carry, b->bytes + n_used, n_rest);
    in->n_carry = n_rest;
    end_block(b, n_used);
    return RC_OK;
}
