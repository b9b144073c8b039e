/* Reads one record of a route list: RFC 4180 CSV, blank lines and comments. */
#ifndef CSV_RECORD_H
#define CSV_RECORD_H

#include "routecost.h"

#include <limits.h>

/* What a field is for. */
typedef enum role {
    ROLE_PREFIX,
    ROLE_COST,
    ROLE_DATE, /* from which the row holds */
    N_ROLES
} role;

#define COLUMN_NONE UINT_MAX /* no field has the role */

/* How records are cut into fields, and which fields are kept. */
typedef struct layout {
    char delimiter;
    unsigned columns[N_ROLES]; /* the role's field, counted from 0, no two alike; or COLUMN_NONE */
} layout;

typedef enum record_kind {
    RECORD_ROW,
    RECORD_IGNORED, /* a blank line or a comment */
    RECORD_OPEN,    /* a quoted field does not end */
    RECORD_GARBAGE, /* text follows a closing quote */
    RECORD_RETURN   /* a carriage return stands elsewhere than at a line's end */
} record_kind;

/* A field without quotes and blanks around; doubled quotes stay. */
typedef struct field {
    rc_text text; /* bytes is NULL where the record has no such field */
    int is_quoted;
} field;

typedef struct record {
    record_kind kind;
    int is_cut;  /* RECORD_GARBAGE: the quote began on an earlier line; the first line is the record
                  */
    int has_end; /* a line end closes the record; else the text just ends */
    size_t n_bytes;    /* the line end included */
    size_t n_lines;    /* line ends in it */
    unsigned n_fields; /* all of them */
    field fields[N_ROLES];
} record;

/* Reads the record at the start of text, which is not empty.  With multiline 0, a quoted
 * field that reaches a line end does not end. */
void rc_record_read(rc_text text, const layout *l, int multiline, record *r);

/* Takes a field; returns 0 to be spared the others. */
typedef int field_fn(void *context, unsigned column, const field *f);

/* Hands all fields of the record at the start of text over, in order. */
void rc_record_each_field(rc_text text, char delimiter, int multiline, field_fn *take,
                          void *context);

/* The first of , ; TAB | that stands outside quotes in the record at the start of text, or 0.  An
 * open quote is taken for a character. */
char rc_record_find_delimiter(rc_text text, int multiline);

/* Whether text begins as a spreadsheet's error value, such as #REF! or #N/A. */
int rc_is_spreadsheet_error(rc_text text);

#endif
