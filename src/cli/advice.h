/* What a usage error advises: the option that was perhaps meant, and a line that is right. */
#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

#include <stddef.h>

enum { ADVICE_BYTES = 128 };

/* Writes a command that uses the option correctly; NULL stands for a command without options.
 * Of an option that takes a value but has no example here, --help is advised. */
void advice_for_option(char advice[ADVICE_BYTES], const char *name, int takes_value);

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
