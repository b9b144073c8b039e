/* How one route list is written: its delimiter, its header, and which columns count.
 *
 * Options say it, or the list's first record does, or both: the delimiter is the first of four
 * candidates in it; it is a header when neither its prefix nor its cost holds a digit, or when a
 * column is asked for by name; and a header's known names say where prefix and cost stand.  A
 * record that is malformed or lacks one of the two tells nothing, and the next is the first in
 * its stead. */
#ifndef DECK_DIALECT_H
#define DECK_DIALECT_H

#include "csv/record.h"

typedef struct dialect {
    layout layout;
    int is_settled; /* layout is what holds for the rest of the list */
    int is_plain;   /* the first field is the prefix, the second the cost, as it is spelt */
    int is_assumed[N_ROLES]; /* the header names the prefix or the cost, but not this one of them */
    int plus_optional;
    int decimal_comma;
    rc_date at; /* rows that begin later are passed over; 0: rows have no date */
    const rc_load_options *options;
} dialect;

typedef enum dialect_finding {
    FINDING_NOTHING, /* the record is a bad row, and tells nothing about the others */
    FINDING_ROW,     /* settled; the record is a row */
    FINDING_HEADER,  /* settled; the record is a header */
    FINDING_ERROR    /* the record is a header of which the columns cannot be told */
} dialect_finding;

/* RC_OK, or RC_ERROR_OPTIONS where options contradict each other. */
rc_code rc_dialect_check_options(const rc_load_options *options, rc_error *error);

/* options have been checked, and live as long as the dialect. */
void rc_dialect_begin(dialect *d, const rc_load_options *options);

/* Reads the record at the start of text as if it were the first. */
void rc_dialect_read(dialect *d, rc_text text, int multiline, record *r);

/* Judges the record that was just read, which is neither ignored nor cut off. */
dialect_finding rc_dialect_settle(dialect *d, rc_text text, int multiline, const record *r,
                                  rc_error *error);

#endif
