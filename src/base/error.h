/* Fills error values, and quotes input in them: bounded, escaped, safe for a terminal. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/portable.h"
#include "routecost.h"

enum {
    QUOTE_INPUT_MAX = 40,                      /* bytes of input that a quote shows */
    QUOTE_BYTES = 4 * QUOTE_INPUT_MAX + 3 + 2 + 1 /* all escaped, an ellipsis, quotes, NUL */
};

/* Sets code and reason (printf format), clears the rest, and returns code.  error may be
 * NULL. */
PRINTF_LIKE(3, 4)
rc_code error_set(rc_error *error, rc_code code, const char *format, ...);

/* Writes text between double quotes.  Control bytes and bytes above 126 become \xNN, a
 * quote and a backslash get a backslash; of longer text the first QUOTE_INPUT_MAX bytes
 * and "..." are shown.  Returns quoted. */
char *quote(char quoted[QUOTE_BYTES], rc_text text);

#endif
