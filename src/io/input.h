/* Cuts a stream into blocks: bytes that a block does not use go before the next one's.
 *
 *     fill -> the caller finds where the last whole line ends -> cut -> work on the block
 */
#ifndef IO_INPUT_H
#define IO_INPUT_H

#include "routecost.h"

#include <stdbool.h>

enum {
    BLOCK_PADDING = 64 /* zero bytes behind a block, so that words may be loaded at its end */
};

typedef struct block {
    char *bytes; /* n_bytes, then BLOCK_PADDING zeros */
    size_t n_bytes;
    size_t capacity; /* BLOCK_PADDING not counted */
} block;

typedef struct input {
    rc_reader reader;
    bool by_line; /* a block is full when it ends with a line feed */
    char *carry;  /* bytes read but not used yet; owned */
    size_t n_carry;
    size_t carry_capacity;
    bool ended;     /* the reader has nothing more, or failed */
    bool failed;    /* the reader failed */
    bool no_memory; /* an allocation failed; ended is set too */
    int os_error;   /* errno after the failure */
} input;

/* Makes room for capacity bytes.  Returns RC_OK or RC_ERROR_MEMORY, which leaves the block as it
 * was. */
rc_code rc_block_reserve(block *b, size_t capacity);
void rc_block_free(block *b);

/* Returns the bytes of the byte order mark that the block begins with, 0 if there is none. */
size_t rc_block_mark(const block *b);

void rc_input_free(input *in);

/* Fills the block with the carried bytes and as much of the stream as it holds; n_bytes is 0 when
 * nothing is left.  Returns RC_OK or RC_ERROR_MEMORY.  A failure of the reader only sets failed:
 * the block still holds what came before. */
rc_code rc_input_fill(input *in, block *b);

/* Enlarges the block to this capacity, if it has less, and reads on although it may be full.
 * Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_input_extend(input *in, block *b, size_t capacity);

/* Ends the block at n_used and carries the bytes behind over.  Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_input_cut(input *in, block *b, size_t n_used);

#endif
