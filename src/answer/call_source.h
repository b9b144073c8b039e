/* Items that are call records, one number each, and a duration if calls are charged. */
#ifndef ANSWER_CALL_SOURCE_H
#define ANSWER_CALL_SOURCE_H

#include "answer/call_first.h"

typedef struct call_source {
    item_source items;
    call_columns wanted;
    call_format format; /* once is_known */
    bool is_known;      /* the first record was read */
    bool has_header;    /* the first record is a header, and comes next */
    call long_call;     /* what the pieces of a long record have made so far */
} call_source;

/* Begins to read call records; items.in is set by the caller. */
call_source rc_calls_begin(const call_columns *wanted);

#endif
