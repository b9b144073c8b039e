/* Cuts a stream into blocks: bytes that a block does not use go before the next one's.
 *
 *     fill -> the caller finds where the last whole line ends -> cut -> work on the block
 */
#ifndef IO_INPUT_H
#define IO_INPUT_H

#include "routecost.h"

enum {
    BLOCK_PADDING = 32 /* zero bytes behind a block, so that words may be loaded at its end */
};

typedef struct block {
    char *bytes; /* n_bytes, then BLOCK_PADDING zeros */
    size_t n_bytes;
    size_t capacity; /* BLOCK_PADDING not counted */
} block;

typedef struct input {
    rc_reader reader;
    int by_line; /* a block is full when it ends with a line feed */
    char *carry; /* bytes read but not used yet; owned */
    size_t n_carry;
    size_t carry_capacity;
    int ended;     /* the reader has nothing more, or failed */
    int failed;    /* the reader failed */
    int no_memory; /* an allocation failed; ended is set too */
    int os_error;  /* errno after the failure */
} input;

/* Makes room for capacity bytes. Returns 0, or 1 without memory (the block is unchanged). */
int rc_block_reserve(block *b, size_t capacity);
void rc_block_free(block *b);

void rc_input_free(input *in);

/* Fills the block with what was carried over and as much of the stream as it holds.
 * Returns 0 when there is nothing more: then ended, failed and no_memory tell why. */
int rc_input_fill(input *in, block *b);

/* Enlarges a block to this capacity, if it has less, and reads on although it may be full.
 * Returns 0 without memory. */
int rc_input_extend(input *in, block *b, size_t capacity);

/* Ends the block at n_used; the bytes behind are carried over. Returns 0 without memory. */
int rc_input_cut(input *in, block *b, size_t n_used);

#endif
