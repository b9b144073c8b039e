/* What the columns of a route list leave open. */
#ifndef DECK_COLUMN_NOTES_H
#define DECK_COLUMN_NOTES_H

#include "csv/header.h"

/* What a header leaves open and the first row settles. */
typedef enum doubt {
    DOUBT_NONE,
    DOUBT_ORDER,  /* two columns without known names: prefix and cost, or cost and prefix */
    DOUBT_COUNTRY /* the prefix may lack the country code that stands in another column */
} doubt;

enum { COLUMN_WARNINGS_MAX = 3 };

/* All zero at first. */
typedef struct column_notes {
    doubt doubt;
    unsigned country; /* DOUBT_COUNTRY: its column */
    rc_error refusal; /* of a list whose first row does not settle the doubt */
    unsigned n_warnings;
    rc_error warnings[COLUMN_WARNINGS_MAX];
} column_notes;

/* Sets the reason of an error: a text, and the columns of the header by number and name. */
void rc_columns_list(const header *h, rc_error *error, const char *text);

/* Two columns of a header, and what a message says of them. */
typedef struct column_pair {
    const char *before;
    unsigned a;
    const char *between;
    unsigned b;
} column_pair;

/* Sets the reason of an error: both columns by number and name behind their texts. */
void rc_columns_set_pair(rc_error *error, const header *h, const column_pair *pair);

/* Notes that the order of two columns is open. */
void rc_columns_doubt_order(column_notes *notes, const header *h);

/* Checks that no further column may be a part of the prefix, which was found by its name.  RC_OK
 * or RC_ERROR_FORMAT. */
rc_code rc_columns_check_prefix(const layout *l, const header *h, column_notes *notes,
                                rc_error *error);

#endif
