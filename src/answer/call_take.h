/* Takes blocks of whole call records off a stream, and long records piece by piece. */
#ifndef ANSWER_CALL_TAKE_H
#define ANSWER_CALL_TAKE_H

#include "answer/answer_block.h"

enum {
    CALL_FIRST_BYTES_MAX = RC_ROW_BYTES_MAX /* of a header; further ones have no limit */
};

typedef enum call_phase {
    CALL_PHASE_FIRST,  /* the first record has still to come */
    CALL_PHASE_HEADER, /* it is a header, and comes next */
    CALL_PHASE_REST
} call_phase;

/* All zero but for wanted and at_start, 1, is ready for the first block. */
typedef struct call_taker {
    rc_column wanted; /* where the number is; number 0 and no name: the stream has lines */
    call_format format;
    call_phase phase;
    int at_start;   /* the first block has still to come */
    int in_long;    /* the record that the next block starts with has begun before */
    call long_call; /* what its pieces have made so far */
    rc_error error; /* what ended the reading early; code RC_OK if nothing did */
} call_taker;

static inline int call_taker_is_wanted(const call_taker *t)
{
    return t->wanted.number > 0 || t->wanted.name.bytes;
}

/* Takes the next block.  Returns 0 at the end, when the input has failed, or with an error. */
int rc_call_take(call_taker *t, input *in, answer_block *b);

#endif
