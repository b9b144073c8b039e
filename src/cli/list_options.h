/* How a route list is read: the options that may differ from list to list. */
#ifndef CLI_LIST_OPTIONS_H
#define CLI_LIST_OPTIONS_H

#include "cli/option_value.h"

#include <stdbool.h>

enum { PREFIX_COLUMNS_MAX = 1 + RC_JOINED_COLUMNS_MAX };

/* The columns that are joined into the prefix; none, or one, or more. */
typedef struct prefix_columns {
    rc_column columns[PREFIX_COLUMNS_MAX];
    size_t n;
} prefix_columns;

/* All zero is the default.  A copy is independent: texts stay those of the command line. */
typedef struct list_options {
    const char *given; /* name of an option that was given here and needs a list; NULL: none */
    char delimiter;    /* 0: found in the first record */
    rc_header header;
    uint64_t n_skipped_lines;
    prefix_columns prefix;
    rc_column cost_column, effective_column, until_column;
    const char *at; /* a day, as date_order has it; NULL: none */
    rc_date_order date_order;
    bool decimal_comma;
    const char *currency, *factor, *prepend; /* NULL: none */
    option_texts blocked;
    rc_column blocked_column;
    prefix_columns increment; /* FIRST/NEXT, or FIRST and NEXT */
    rc_column fee_column;
    rc_increment own_increment; /* of calls, in a line of a carriers file; all zero: none */
    rc_text own_fee;            /* the same; empty: none */
    rc_duplicates duplicates;
    bool skip_bad_rows;
} list_options;

/* Checks that the options go together. */
rc_code list_options_check(const list_options *list, usage_error *error);

/* Copies them to where the library wants them.  Joined columns stay those of list. */
void list_options_copy(const list_options *list, rc_load_options *to);

#endif
