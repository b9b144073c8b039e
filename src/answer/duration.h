/* How long a call lasted, as call records say it: in seconds. */
#ifndef ANSWER_DURATION_H
#define ANSWER_DURATION_H

#include "routecost_calls.h"

enum { DURATION_DIGITS_MAX = 15 };

#define DURATION_MAX 999999999999999u /* seconds: 15 digits */

/* rc_duration_parse ignores blanks around a duration. Its result is at most DURATION_MAX + 1, as a
 * fraction may round up. */

#endif
