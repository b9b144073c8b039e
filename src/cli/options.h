/* The command line, parsed. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/advice.h"
#include "cli/lists.h"

typedef enum command {
    COMMAND_PRICE,   /* price every number */
    COMMAND_CHECK,   /* report on lists */
    COMMAND_COMPILE, /* write a compiled table */
    COMMAND_EXPLAIN, /* tell why a number costs what it costs */
    COMMAND_HELP,
    COMMAND_VERSION
} command;

typedef struct options {
    command command;
    list_argument *lists; /* at least one; owned */
    size_t n_lists;
    const char *numbers;   /* path, or "-"; COMMAND_PRICE only */
    const char *compiled;  /* where a table is to be written; COMMAND_COMPILE only */
    const char *explained; /* the number; COMMAND_EXPLAIN only */
    const char *list_option, *answer_option; /* a name of those given that are for lists, and for
                                                answers, or NULL */
    const char *no_route;                    /* NULL: the library's own */
    rc_duplicates duplicates;
    rc_field fields[RC_FIELDS_MAX];
    unsigned rank;
    int plus_optional;
    int plus_exact; /* asked for, not just the default */
    int skip_bad_rows;
    char delimiter; /* of lists; 0: told by the first record */
    rc_header header;
    uint64_t n_skipped_lines;
    rc_column prefix_column, cost_column, effective_column;
    rc_date at; /* 0: none */
    int decimal_comma;
    int quiet;
    int line_buffered;
    int stats;
    int progress;
    unsigned n_threads;
    rc_column number_column;   /* of NUMBERS; none: one number a line */
    char advice[ADVICE_BYTES]; /* how it would be right, where the arguments are wrong */
} options;

enum { USAGE_REASON_BYTES = 320 };

/* Parses the arguments.  Returns 0, or 1 with a reason and an advice; texts stay those of argv.
 * What was parsed is to be freed in either case. */
int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES]);
void options_free(options *o);

#endif
