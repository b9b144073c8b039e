/* Billing increments: how many seconds of a call are billed.
 *
 * With 60/6 the first 60 seconds of a call are billed whole, then every 6 seconds begun:
 *
 *     lasts 1..60 s  -> billed 60 s      61..66 s -> 66 s      67..72 s -> 72 s */
#ifndef ROUTE_INCREMENT_H
#define ROUTE_INCREMENT_H

#include "routecost_calls.h"

#define INCREMENT_SECONDS_MAX ((uint64_t)1 << 62) /* of a call */

enum {
    INCREMENT_DIGITS_MAX = 9 /* digits of FIRST and of NEXT */
};

/* As rc_increment_parse, with FIRST and NEXT in two texts.  An empty NEXT is FIRST. */
const char *rc_increment_parse_pair(rc_text first, rc_text next, rc_increment *increment);

/* The seconds that are billed of a call that lasts so many, at most INCREMENT_SECONDS_MAX. */
static inline uint64_t increment_bill(rc_increment i, uint64_t n_seconds)
{
    if (n_seconds <= i.first)
        return n_seconds > 0 ? i.first : 0;
    if (i.next == 1)
        return n_seconds;
    return i.first + (n_seconds - i.first + i.next - 1) / i.next * i.next;
}

#endif
