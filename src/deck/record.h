/* Reads one record of a route list: RFC 4180 CSV, blank lines and comments. */
#ifndef DECK_RECORD_H
#define DECK_RECORD_H

#include "routecost.h"

enum {
    RECORD_FIELDS = 2 /* leading fields that are kept; the others are passed over */
};

typedef enum record_kind {
    RECORD_ROW,
    RECORD_IGNORED, /* a blank line or a comment */
    RECORD_OPEN,    /* a quoted field does not end */
    RECORD_GARBAGE, /* text follows a closing quote; the record is its first line alone */
    RECORD_RETURN   /* a carriage return stands elsewhere than at a line's end */
} record_kind;

typedef struct record {
    record_kind kind;
    int has_end;                   /* a line end closes the record; else the text just ends */
    size_t n_bytes;                /* the line end included */
    size_t n_lines;                /* line ends in it */
    unsigned n_fields;             /* kept fields: 0..RECORD_FIELDS */
    rc_text fields[RECORD_FIELDS]; /* without quotes and blanks around; doubled quotes stay */
    int is_quoted[RECORD_FIELDS];
} record;

/* Reads the record at the start of text, which is not empty.  With multiline 0, a quoted
 * field that reaches a line end does not end. */
void record_read(rc_text text, char delimiter, int multiline, record *r);

/* Whether text begins as a spreadsheet's error value, such as #REF! or #N/A. */
int is_spreadsheet_error(rc_text text);

#endif
