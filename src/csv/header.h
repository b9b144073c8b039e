/* Finds columns in a header by their names. */
#ifndef CSV_HEADER_H
#define CSV_HEADER_H

#include "csv/record.h"

/* The header record at the start of text, which is well-formed. */
typedef struct header {
    rc_text text;
    char delimiter;
    bool multiline;
    unsigned n_fields;
} header;

/* The first two columns of a name, counted from 0; COLUMN_NONE where there is none. */
typedef struct named_columns {
    unsigned first, second;
} named_columns;

/* Finds the columns whose name is this one, case and blanks aside. */
named_columns rc_header_find(const header *h, rc_text name);

/* Writes the header's names, quoted and separated by ", ", as far as n_bytes - 1 reach; "..." ends
 * the list when there are more.  n_bytes is at least 8. */
void rc_header_list_names(const header *h, char *list, size_t n_bytes);

/* The first column whose name is a known one for the role, or COLUMN_NONE. */
unsigned rc_header_find_known(const header *h, role of);

/* Finds the one column of a name.  Returns RC_OK, or RC_ERROR_FORMAT where it is not there, or more
 * than once. */
rc_code rc_header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error);

#endif
