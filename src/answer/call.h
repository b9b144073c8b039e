/* Reads a call record, in as many pieces as it comes, and the number in one of its fields. */
#ifndef ANSWER_CALL_H
#define ANSWER_CALL_H

#include "answer/number.h"
#include "csv/reader.h"

typedef struct call_format {
    char delimiter; /* 0: not known yet; the first record tells */
    size_t column;  /* of the number, 1-based */
} call_format;

typedef struct call {
    csv_reader reader;
    size_t column; /* of the number, 1-based */
    number number; /* what the number's field has made so far */
} call;

/* Returns a call record that is ready for its first byte. */
static inline call call_begin(const call_format *f)
{
    return (call){.reader = {.delimiter = f->delimiter, .rules = CSV_CALLS}, .column = f->column};
}

/* Reads up to the record's end; returns the bytes used.  A carriage return that is the last of
 * n_bytes belongs to the line end if is_last, and to the field if not. */
size_t rc_call_feed(call *c, const char *bytes, size_t n_bytes, bool is_last);

/* Returns what the record's number is.  A record of nothing but blanks is blank; one that is
 * garbled, not closed or too short has no valid number. */
number_kind rc_call_kind(const call *c);

/* Sets the fault of a record whose number is invalid. */
void rc_call_describe(const call *c, rc_error *fault);

#endif
