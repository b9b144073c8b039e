/* The text of a carriers file: its lines, cut into words.
 *
 * Lines that begin with '#' and blank lines are passed over. Blanks separate words; between double
 * quotes they do not; a backslash is a character like any other. */
#ifndef CLI_CARRIERS_TEXT_H
#define CLI_CARRIERS_TEXT_H

#include "cli/usage.h"

/* All zero is an empty one. */
typedef struct carriers_text {
    char *bytes, *next, *end; /* all of it, owned; the line that comes next; the end */
    uint64_t line;            /* number of the line at hand */
    char **words;             /* of the line at hand, each with a NUL behind; owned */
    size_t n_words;
    size_t n_lists_max; /* no more lines than this have words */
} carriers_text;

/* Reads a file, or standard input for "-". Returns RC_OK or sets *error: RC_ERROR_OPTIONS,
 * RC_ERROR_MEMORY, or RC_ERROR_READ, after a message. */
rc_code carriers_text_read(carriers_text *t, const char *path, usage_error *error);

/* Cuts the next line that has words. At the end there are none. The words live as long as the
 * text. Returns RC_OK or RC_ERROR_OPTIONS. */
rc_code carriers_text_next(carriers_text *t, usage_error *error);

void carriers_text_free(carriers_text *t);

#endif
