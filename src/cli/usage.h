/* What is wrong with a command line. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "routecost.h"

enum { USAGE_REASON_BYTES = 320 };

typedef struct usage_error {
    const char *option; /* name of the option in question, without hyphens; NULL: none */
    const char *file;   /* the carriers file that is wrong; NULL: the command line is */
    uint64_t line;      /* of the file; 0: none */
    char reason[USAGE_REASON_BYTES];
} usage_error;

/* Sets the reason.  Returns RC_ERROR_OPTIONS. */
rc_code usage_error_set(usage_error *error, const char *format, ...);

/* Sets a reason that begins with the option in question and its value: --NAME="VALUE" text.
 * Returns RC_ERROR_OPTIONS. */
rc_code usage_error_value(usage_error *error, const char *value, const char *text);

/* Quotes the first length bytes of an argument, for a reason. */
#define QUOTED(argument, length) rc_quote((char[RC_QUOTE_BYTES]){0}, (rc_text){argument, length})

#endif
