/* Answers a block of lines, or of call records: numbers in, numbers and costs out. */
#ifndef ANSWER_ANSWER_BLOCK_H
#define ANSWER_ANSWER_BLOCK_H

#include "answer/call.h"
#include "answer/tails.h"
#include "io/input.h"

enum { ANSWER_BLOCK_BYTES = 256 * 1024 };

/* A block of whole lines, or call records.  Before them there may be a piece of a line too long
 * for a block: it is copied as it is, and if it is the last piece, the number that all pieces made
 * is answered.  A header is a piece that has a tail of its own. */
typedef struct answer_block {
    block text;
    const answer_tails *tails; /* what belongs behind its numbers */
    size_t n_piece;            /* bytes to copy as they are */
    int piece_ends;            /* the long line ends with them */
    size_t lines_at;           /* where the whole lines begin */
    number long_number;        /* what the long line's pieces made */

    call_format format;     /* column 0: lines */
    call long_call;         /* what the long record's pieces made */
    int has_header;         /* the piece is one */
    rc_text piece_tail;     /* of a header; else empty */
    uint64_t n_piece_lines; /* of a header */

    char *out;
    size_t n_out, out_capacity;
    ranking ranking; /* room for it, where the tails are ranked */
    uint64_t n_lines;
    rc_answer_stats stats;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
    int no_memory;                    /* out could not be enlarged */
} answer_block;

typedef struct line {
    const char *bytes;
    size_t length; /* without its line end */
    number_kind kind;
} line;

/* Lines that are walked through the trie in step. */
typedef struct group {
    size_t n;
    size_t n_bytes; /* of all lines, their line ends included */
    line lines[TRIE_GROUP];
    prefix_key keys[TRIE_GROUP]; /* 0 where there is no number */
    uint32_t costs[TRIE_GROUP];
} group;

void rc_answer_block_free(answer_block *b);

/* Fills out, stats, faults and n_lines. */
void rc_answer_block_work(answer_block *b);

#endif
