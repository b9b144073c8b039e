/* How one route list is written: its delimiter, its header, and which columns count.
 *
 * Options say it, or the list's first record does, or both.  The delimiter is the first of four
 * candidates in it.  It is a header if neither its prefix nor its cost contains a digit, or if an
 * option gives a column by name; a header's known names say where prefix and cost are.  A record
 * that is malformed or lacks one of the two shows nothing: it is a bad row, and the next record is
 * looked at in its place. */
#ifndef DECK_DIALECT_H
#define DECK_DIALECT_H

#include "csv/record.h"
#include "deck/row_rules.h"

#include <stdbool.h>

typedef struct dialect {
    layout layout;
    bool is_plain; /* the first field is the prefix, the second the cost, as it is spelt */
    bool
        is_assumed[N_ROLES]; /* the header names the prefix or the cost, but not this one of them */
    bool plus_optional;
    bool decimal_comma;
    row_rules rules;
    rc_date at; /* rows that begin later do not count; 0: rows have no date */
} dialect;

/* What a role is called in messages. */
extern const char *const rc_role_names[N_ROLES];

typedef enum dialect_finding {
    FINDING_NOTHING, /* the record is a bad row and shows nothing about the others */
    FINDING_ROW,     /* the dialect is found; the record is a row */
    FINDING_HEADER,  /* the dialect is found; the record is a header */
    FINDING_ERROR    /* the record leaves the dialect open: the list is refused */
} dialect_finding;

/* RC_OK, or RC_ERROR_OPTIONS if options contradict each other. */
rc_code rc_dialect_check_options(const rc_load_options *options, rc_error *error);

/* Returns what options and the delimiter of the record at the start of text show of the dialect.
 * Names of columns do not count yet. */
dialect rc_dialect_guess(const rc_load_options *options, rc_text text, bool multiline);

/* Completes a guess by the record at the start of text, which was read with it and is complete
 * itself.  error is set with FINDING_ERROR only. */
dialect_finding rc_dialect_find(dialect *guess, const rc_load_options *options, rc_text text,
                                bool multiline, const record *r, rc_error *error);

#endif
