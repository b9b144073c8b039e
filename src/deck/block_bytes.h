/* How large the blocks of a list are.
 *
 * The routes of a block become runs, which are merged.  The more runs there are, the more often
 * they are merged; so where rows are long, blocks are larger. */
#ifndef DECK_BLOCK_BYTES_H
#define DECK_BLOCK_BYTES_H

#include "routecost.h"

#include <string.h>

enum {
    DECK_BLOCK_BYTES = 384 * 1024, /* and more, for so many rows as those of the first block: */
    DECK_BLOCK_ROWS = 24 * 1024,
    DECK_SAMPLE_BYTES = 64 * 1024, /* of the first block are enough to know how long rows are */
    DECK_BLOCK_BYTES_MAX = RC_ROW_BYTES_MAX + 2 /* a block grows until it holds a row and CRLF */
};

/* Returns the bytes of a list's blocks; first is the text of one. */
static inline size_t deck_block_bytes(rc_text first)
{
    size_t n_sample = first.length < DECK_SAMPLE_BYTES ? first.length : DECK_SAMPLE_BYTES;
    size_t n_lines = 0, n_bytes;
    const char *at = first.bytes, *end = at + n_sample, *feed;

    for (; at < end && (feed = memchr(at, '\n', (size_t)(end - at))); at = feed + 1)
        n_lines++;
    n_bytes = n_lines > 0 ? n_sample / n_lines * DECK_BLOCK_ROWS : DECK_BLOCK_BYTES_MAX;
    return n_bytes < DECK_BLOCK_BYTES       ? DECK_BLOCK_BYTES
           : n_bytes > DECK_BLOCK_BYTES_MAX ? DECK_BLOCK_BYTES_MAX
                                            : n_bytes;
}

#endif
