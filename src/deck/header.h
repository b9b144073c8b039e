/* Finds columns in a header by their names. */
#ifndef DECK_HEADER_H
#define DECK_HEADER_H

#include "deck/record.h"

/* The header record at the start of text, which is well-formed. */
typedef struct header {
    rc_text text;
    char delimiter;
    int multiline;
    unsigned n_fields;
} header;

/* The first column whose name is a known one for the role, or COLUMN_NONE. */
unsigned header_find_known(const header *h, role of);

/* Finds the one column of a name, case and blanks aside.  RC_OK, or RC_ERROR_FORMAT where it is
 * not there, or more than once. */
rc_code header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error);

#endif
