/* The command line, parsed. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "routecost.h"

typedef enum command {
    COMMAND_PRICE, /* price every number */
    COMMAND_HELP,
    COMMAND_VERSION
} command;

typedef struct options {
    command command;
    const char *routes;   /* path, or "-" */
    const char *numbers;  /* path, or "-" */
    const char *no_route; /* NULL: the library's own */
    rc_duplicates duplicates;
    int plus_optional;
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
} options;

enum { USAGE_REASON_BYTES = 320 };

/* Parses the arguments.  Returns 0, or 1 with a reason; texts stay those of argv. */
int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES]);

#endif
