/* How one route list is written: its delimiter, its header, and which columns count.
 *
 * Options say it, or the list's first record does, or both.  The delimiter is the first of four
 * candidates in it.  It is a header if neither its prefix nor its cost contains a digit, or if an
 * option gives a column by name; columns.h finds the columns by it.  A record
 * that is malformed or lacks one of the two shows nothing: it is a bad row, and the next record is
 * looked at in its place. */
#ifndef DECK_DIALECT_H
#define DECK_DIALECT_H

#include "deck/column_notes.h"
#include "deck/row_rules.h"
#include "route/terms.h"

#include <stdbool.h>

enum { SIMPLE_COLUMNS = 64 /* the prefix and the cost of a simple dialect are among these */ };

typedef struct dialect {
    layout layout;
    bool needs_care; /* rows say more than a prefix, a cost, days and texts that are carried */
    bool is_simple; /* rows say a prefix and a cost, maybe with a decimal comma, and nothing else */
    bool is_plain;  /* they do, as it is spelt, in two columns: the prefix, then the cost */
    bool plus_optional;
    bool decimal_comma;
    row_rules rules;
    rc_date at; /* rows that do not hold on this day are passed over; 0: rows of all days count */
    rc_date_order date_order;
    call_terms terms;   /* of rows that do not say them */
    bool has_terms;     /* rows have terms, be it those */
    unsigned n_carried; /* columns whose texts rows carry */
} dialect;

/* Returns true if a row holds on the day of the dialect.  first and last are its days, 0 for
 * none. */
static inline bool dialect_holds(const dialect *d, rc_date first, rc_date last)
{
    return first <= d->at && (last == 0 || d->at <= last);
}

typedef enum dialect_finding {
    FINDING_NOTHING, /* the record is a bad row and shows nothing about the others */
    FINDING_ROW,     /* the dialect is found; the record is a row */
    FINDING_HEADER,  /* the dialect is found; the record is a header */
    FINDING_EMPTY,   /* all fields of the record are empty: it counts for nothing */
    FINDING_ERROR    /* the record leaves the dialect open: the list is refused */
} dialect_finding;

/* Returns true if the options give rows terms of calls. */
bool rc_dialect_has_terms(const rc_load_options *options);

/* RC_OK, or RC_ERROR_OPTIONS if options contradict each other. */
rc_code rc_dialect_check_options(const rc_load_options *options, rc_error *error);

/* Returns what options and the delimiter of the record at the start of text show of the dialect.
 * Names of columns do not count yet. */
dialect rc_dialect_guess(const rc_load_options *options, rc_text text, bool multiline);

/* Completes a guess by the record at the start of text, which was read with it and is complete
 * itself.  Adds to notes what a header leaves open and what is worth a warning.  error is set with
 * FINDING_ERROR only. */
dialect_finding rc_dialect_find(dialect *guess, const rc_load_options *options, rc_text text,
                                bool multiline, const record *r, column_notes *notes,
                                rc_error *error);

#endif
