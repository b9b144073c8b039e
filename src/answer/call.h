/* Reads a call record, in as many pieces as it comes, and in its fields the number and, if calls
 * are charged, the duration. */
#ifndef ANSWER_CALL_H
#define ANSWER_CALL_H

#include "answer/duration.h"
#include "answer/number.h"
#include "csv/reader.h"

typedef struct call_format {
    char delimiter;         /* 0: not known yet; the first record tells */
    size_t column;          /* of the number, 1-based */
    size_t duration_column; /* the same; 0: calls have no duration */
} call_format;

typedef struct call {
    csv_reader reader;
    size_t column, duration_column; /* as in call_format */
    number number;                  /* what the number's field has made so far */
    duration_text duration;         /* the same */
} call;

/* Returns a call record that is ready for its first byte. */
static inline call call_begin(const call_format *f)
{
    return (call){.reader = {.delimiter = f->delimiter, .rules = CSV_CALLS},
                  .column = f->column,
                  .duration_column = f->duration_column};
}

/* Reads up to the record's end; returns the bytes used.  A carriage return that is the last of
 * n_bytes belongs to the line end if is_last, and to the field if not. */
size_t rc_call_feed(call *c, const char *bytes, size_t n_bytes, bool is_last);

/* Returns what the record's number is.  A record of nothing but blanks is blank; one that is
 * garbled, not closed or too short has no valid number, nor has one whose duration is not one.
 * Sets *n_seconds to the duration if the number is valid, else to 0. */
number_kind rc_call_kind(const call *c, uint64_t *n_seconds);

/* Sets the fault of a record whose number or duration is invalid. */
void rc_call_describe(const call *c, rc_error *fault);

#endif
