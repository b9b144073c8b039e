/* How long a call lasted, as call records say it: in seconds. */
#ifndef ANSWER_DURATION_H
#define ANSWER_DURATION_H

#include "routecost_calls.h"

enum {
    DURATION_DIGITS_MAX = 15,
    DURATION_BYTES_MAX = 64 /* characters of any duration, blanks around it aside */
};

#define DURATION_MAX 999999999999999u /* seconds: 15 digits */

/* rc_duration_parse ignores blanks around a duration. Its result is at most DURATION_MAX + 1, as a
 * fraction may round up. */

/* A duration that comes in pieces. All zero is ready for the first. */
typedef struct duration_text {
    size_t n_bytes;
    bool is_too_long;
    char bytes[DURATION_BYTES_MAX]; /* without blanks before them */
} duration_text;

void rc_duration_feed(duration_text *d, const char *piece, size_t n_bytes);

/* As rc_duration_parse, for all pieces together. */
const char *rc_duration_end(const duration_text *d, uint64_t *n_seconds);

#endif
