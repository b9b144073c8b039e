/* The lists of the command line, one for each carrier, and the names of the carriers. */
#ifndef CLI_LISTS_H
#define CLI_LISTS_H

#include "routecost.h"

typedef struct list_argument {
    const char *argument; /* PATH or NAME=PATH */
    const char *path;     /* "-" is standard input */
    rc_text name;         /* of the carrier */
} list_argument;

/* Parses an argument.  The result points into it. */
list_argument list_parse(const char *argument);

#endif
