/* What helps after a usage error: the option that was probably meant, and a correct command. */
#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

#include <stddef.h>

enum { ADVICE_BYTES = 128 };

/* Writes a command that uses the option of this name correctly; NULL: a command without options.
 * Returns advice. */
char *advice_write(char advice[ADVICE_BYTES], const char *name);

/* A misspelt name, and the nearest of those that have been considered. */
typedef struct misspelt {
    const char *word; /* without hyphens */
    size_t length;
    const char *nearest; /* NULL: none is near */
    unsigned distance;   /* of the nearest */
} misspelt;

/* Considers a name.  It is near when word is the beginning of it, or when few letters have to be
 * changed, left out, added or swapped with their neighbour; case does not count. */
void misspelt_consider(misspelt *m, const char *name);

#endif
