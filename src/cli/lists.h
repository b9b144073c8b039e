/* The lists of the command line, one for each carrier, and the names of the carriers. */
#ifndef CLI_LISTS_H
#define CLI_LISTS_H

#include "cli/list_options.h"

typedef struct list_argument {
    const char *argument; /* PATH or NAME=PATH */
    const char *path;     /* "-" is standard input */
    rc_text name;         /* of the carrier */
    bool is_named;        /* by NAME= */

    /* Of a line of a carriers file; else NULL and 0. */
    const char *file; /* as messages name it */
    uint64_t line;
    const list_options *own; /* how it is read; NULL: as all lists */
    const char *own_given;   /* an option that the line has; NULL: none */
} list_argument;

/* Parses an argument.  The result points into it. */
list_argument list_parse(const char *argument);

/* Checks that a list has a name and a path. */
rc_code list_check(const list_argument *list, usage_error *error);

#endif
