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

/* Returns true if a field is this name.  Names are compared without case, blanks, '_', '-' and '.',
 * without an end in parentheses, and without USD, EUR or GBP at the end. */
bool rc_header_is_name(const field *f, rc_text name);

/* Finds the columns whose name is this one. */
named_columns rc_header_find(const header *h, rc_text name);

/* The same for several names: NULL ends them. */
named_columns rc_header_find_any(const header *h, const char *const *names);

/* Returns a name without its end in parentheses, its currency and what else does not count at its
 * end. */
rc_text rc_header_plain(rc_text name);

/* A column of a header. */
typedef struct header_column {
    unsigned column; /* counted from 0 */
    field name;
} header_column;

header_column rc_header_column(const header *h, unsigned column);

/* Quotes a name for a message, its doubled quotes made single.  Returns quoted. */
char *rc_header_quote(char quoted[RC_QUOTE_BYTES], const field *name);

/* Writes the header's names, quoted and separated by ", ", as far as n_bytes - 1 reach; "..." ends
 * the list when there are more.  n_bytes is at least 8. */
void rc_header_list_names(const header *h, char *list, size_t n_bytes);

/* The same with each column's number before its name. */
void rc_header_list_columns(const header *h, char *list, size_t n_bytes);

/* Finds the one column of a name.  Returns RC_OK, or RC_ERROR_FORMAT where it is not there, or more
 * than once. */
rc_code rc_header_find_named(const header *h, rc_text name, unsigned *column, rc_error *error);

#endif
