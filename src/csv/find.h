/* Finds a record and its fields many bytes at a time.
 *
 * This is the contract of every fast path in this program: it answers fully, or it declines and
 * says nothing, and then the careful reader decides.  So a fast path may be narrow, and is right
 * as long as it agrees with the careful reader wherever it does answer.  Here the careful reader
 * is reader.h.  What is declined: whatever is not well-formed, may be a comment or a blank line,
 * or comes too close to the end of the text. */
#ifndef CSV_FIND_H
#define CSV_FIND_H

#include "csv/field.h"

typedef struct found_record {
    size_t n_bytes;    /* its line end included */
    size_t n_text;     /* of a call record: without its line end */
    size_t n_lines;    /* line ends between quotes */
    unsigned n_fields; /* of a list's row: all of them */
} found_record;

/* Finds the row of a list at the start of text, and its fields in n_columns columns, counted from
 * 0.  Leaves fields[i] alone if the row has no such field.  With multiline false, declines a quoted
 * line end.  Returns false to decline; found and fields are undefined then. */
bool rc_csv_find_row(rc_text text, char delimiter, bool multiline, const unsigned *columns,
                     unsigned n_columns, field *fields, found_record *found);

/* Finds the call record at the start of text, and its field in a column, counted from 0.  Returns
 * false to decline; among others if there is no such field.  Does not set n_fields. */
bool rc_csv_find_call(rc_text text, char delimiter, size_t column, field *wanted,
                      found_record *found);

/* The same with two columns. */
bool rc_csv_find_call_pair(rc_text text, char delimiter, const size_t columns[2], field fields[2],
                           found_record *found);

#endif
