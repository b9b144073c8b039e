/* Fills error values. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/portable.h"
#include "routecost.h"

/* Sets code and reason (a printf format) of *error, which may be NULL, and clears the rest. Returns
 * code. */
PRINTF_LIKE(3, 4)
rc_code rc_error_set(rc_error *error, rc_code code, const char *format, ...);

/* Adds what would help.  value completes the hint and is cut to RC_HINT_VALUE_BYTES; NULL: none.
 * error may be NULL. */
void rc_error_hint(rc_error *error, rc_hint hint, const char *value);

#endif
