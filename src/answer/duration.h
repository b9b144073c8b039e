/* How long a call lasted, as call records say it: in seconds. */
#ifndef ANSWER_DURATION_H
#define ANSWER_DURATION_H

#include "routecost.h"

enum { DURATION_DIGITS_MAX = 15 };

#define DURATION_MAX 999999999999999u /* seconds: 15 digits */

/* Reads a duration: whole seconds, seconds with a fraction (rounded up), M:SS or H:MM:SS.  Blanks
 * around it are ignored.  Returns NULL, or what is wrong with the text, as it stands behind the
 * quoted field in a message.  Sets *n_seconds on success only; it is at most DURATION_MAX + 1, as
 * a fraction may round up. */
const char *rc_duration_parse(rc_text text, uint64_t *n_seconds);

#endif
