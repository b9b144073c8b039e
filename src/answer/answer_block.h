/* Answers a block of lines: numbers in, numbers and costs out. */
#ifndef ANSWER_ANSWER_BLOCK_H
#define ANSWER_ANSWER_BLOCK_H

#include "answer/number.h"
#include "answer/ranking.h"
#include "io/input.h"

/* A block of whole lines.  Before them there may be a piece of a line too long for a block:
 * it is copied as it is, and if it is the last piece, the number that all pieces made is
 * answered. */
typedef struct answer_block {
    block text;
    size_t n_piece;     /* bytes to copy as they are */
    int piece_ends;     /* the long line ends with them */
    size_t lines_at;    /* where the whole lines begin */
    number long_number; /* what the long line's pieces made */

    char *out;
    size_t n_out, out_capacity;
    ranking ranking; /* room for it, where the tails are ranked */
    uint64_t n_lines;
    rc_answer_stats stats;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
    int no_memory;                    /* out could not be enlarged */
} answer_block;

void answer_block_free(answer_block *b);

/* Fills out, stats, faults and n_lines. */
void answer_block_work(answer_block *b, const answer_tails *tails);

#endif
