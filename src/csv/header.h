/* Finds columns in a header by their names. */
#ifndef CSV_HEADER_H
#define CSV_HEADER_H

#include "csv/record.h"

/* The header record at the start of text, which is well-formed. */
typedef struct header {
    rc_text text;
    char delimiter;
    int multiline;
    unsigned n_fields;
} header;

/* The first column whose name is a known one for the role, or COLUMN_NONE. */
unsigned rc_header_find_known(const header *h, role of);

/* Finds the one column of a name, case and blanks aside.  RC_OK, or RC_ERROR_FORMAT where it is
 * not there, or more than once. */
rc_code rc_header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error);

#endif
