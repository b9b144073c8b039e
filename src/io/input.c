/* Cuts a stream into blocks: see input.h. */
#include "io/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int rc_block_reserve(block *b, size_t capacity)
{
    if (capacity <= b->capacity)
        return 0;
    char *bytes = realloc(b->bytes, capacity + BLOCK_PADDING);
    if (!bytes)
        return 1;
    b->bytes = bytes;
    b->capacity = capacity;
    return 0;
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

static int fail_without_memory(input *in)
{
    in->no_memory = 1;
    in->ended = 1;
    return 0;
}

static void end_block(block *b, size_t n_bytes)
{
    b->n_bytes = n_bytes;
    memset(b->bytes + n_bytes, 0, BLOCK_PADDING);
}

/* Whether the block has what it should. */
static int is_full(const input *in, const block *b)
{
    return b->n_bytes == b->capacity ||
           (in->by_line && b->n_bytes > 0 && b->bytes[b->n_bytes - 1] == '\n');
}

static void read_some(input *in, block *b)
{
    int failed = 0;

    errno = 0;
    size_t n_read = in->reader.read(in->reader.context, b->bytes + b->n_bytes,
                                    b->capacity - b->n_bytes, &failed);
    b->n_bytes += n_read;
    if (failed) {
        in->failed = 1;
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

int rc_input_fill(input *in, block *b)
{
    if (in->no_memory)
        return 0;
    if (in->n_carry > b->capacity && rc_block_reserve(b, in->n_carry))
        return fail_without_memory(in);
    if (in->n_carry > 0)
        memcpy(b->bytes, in->carry, in->n_carry);
    b->n_bytes = in->n_carry;
    in->n_carry = 0;
    read_on(in, b);
    return b->n_bytes > 0;
}

int rc_input_extend(input *in, block *b, size_t capacity)
{
    if (rc_block_reserve(b, capacity))
        return fail_without_memory(in);
    if (!in->ended && b->n_bytes < b->capacity)
        read_some(in, b);
    read_on(in, b);
    return 1;
}

int rc_input_cut(input *in, block *b, size_t n_used)
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
    return 1;
}
