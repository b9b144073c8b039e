/* Billing increments: how many seconds of a call are charged.
 *
 * With 60/6 a call is charged its first 60 seconds whole, then every 6 seconds begun:
 *
 *     lasts 1..60 s  -> billed 60 s      61..66 s -> 66 s      67..72 s -> 72 s */
#ifndef ROUTE_INCREMENT_H
#define ROUTE_INCREMENT_H

#include "routecost.h"

enum {
    INCREMENT_DIGITS_MAX = 9 /* digits of FIRST and of NEXT */
};

typedef struct increment {
    uint32_t first, next; /* seconds; not 0 */
} increment;

/* Reads FIRST/NEXT, or FIRST alone, which stands for FIRST/FIRST.  Returns NULL, or what is wrong
 * with the text, as it stands behind the quoted field in a message.  Sets *result on success
 * only. */
const char *rc_increment_parse(rc_text text, increment *result);

/* As rc_increment_parse, with FIRST and NEXT in two texts.  An empty NEXT is FIRST. */
const char *rc_increment_parse_pair(rc_text first, rc_text next, increment *result);

/* The seconds that are charged of a call that lasts so many, which are at most 2^63. */
static inline uint64_t increment_bill(increment i, uint64_t n_seconds)
{
    if (n_seconds <= i.first)
        return n_seconds > 0 ? i.first : 0;
    if (i.next == 1)
        return n_seconds;
    return i.first + (n_seconds - i.first + i.next - 1) / i.next * i.next;
}

#endif
