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
    int quiet;
    int line_buffered;
    int stats;
    int progress;
    unsigned n_threads;
    rc_column number_column; /* of NUMBERS; none: one number a line */
} options;

enum { USAGE_REASON_BYTES = 256 };

/* Parses the arguments.  Returns 0, or 1 with a reason; texts stay those of argv. */
int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES]);

#endif
