/* Items that are call records, one number each. */
#ifndef ANSWER_CALL_SOURCE_H
#define ANSWER_CALL_SOURCE_H

#include "answer/call.h"
#include "answer/items.h"

typedef struct call_source {
    item_source items;
    rc_column wanted;   /* where the number is */
    call_format format; /* once is_known */
    bool is_known;      /* the first record was read */
    bool has_header;    /* the first record is a header, and comes next */
    call long_call;     /* what the pieces of a long record have made so far */
} call_source;

/* Begins to read call records with the number in a column; items.in is set by the caller. */
call_source rc_calls_begin(rc_column number_column);

#endif
