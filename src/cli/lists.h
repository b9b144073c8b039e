/* The lists of the command line, each a carrier's, and the names of the carriers. */
#ifndef CLI_LISTS_H
#define CLI_LISTS_H

#include "routecost.h"

typedef struct list_argument {
    const char *argument; /* PATH or NAME=PATH */
    const char *path;     /* "-" is standard input */
    rc_text name;         /* of the carrier */
} list_argument;

/* Reads an argument; its text stays where it is. */
list_argument list_read(const char *argument);

/* The first of n lists whose carrier has the name of one before, whose place *earlier takes; n
 * if there is none. */
size_t list_find_repeated(const list_argument *lists, size_t n, size_t *earlier);

#endif
