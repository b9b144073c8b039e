/* Fills error values. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/portable.h"
#include "routecost.h"

/* Sets code and reason (printf format), clears the rest, and returns code.  error may be
 * NULL. */
PRINTF_LIKE(3, 4)
rc_code rc_error_set(rc_error *error, rc_code code, const char *format, ...);

#endif
