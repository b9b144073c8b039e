/* Billing increments: see increment.h. */
#include "route/increment.h"

#include <string.h>

/* Reads whole seconds.  Returns NULL or what is wrong; not_digits: the text that is no number. */
static const char *read_seconds(rc_text text, const char *not_digits, uint32_t *n_seconds)
{
    uint32_t value = 0;

    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return not_digits;
    if (text.length == 0)
        return not_digits;
    if (text.length > INCREMENT_DIGITS_MAX)
        return "has more than 9 digits";
    for (size_t i = 0; i < text.length; i++)
        value = value * 10 + (uint32_t)(text.bytes[i] - '0');
    *n_seconds = value;
    return value == 0 ? "has an increment of 0 seconds" : NULL;
}

static const char *read_both(rc_text first, rc_text next, const char *not_digits,
                             rc_increment *increment)
{
    rc_increment i;
    const char *fault = read_seconds(first, not_digits, &i.first);

    if (!fault)
        fault = read_seconds(next, not_digits, &i.next);
    if (!fault)
        *increment = i;
    return fault;
}

const char *rc_increment_parse_pair(rc_text first, rc_text next, rc_increment *increment)
{
    if (first.length == 0 && next.length > 0)
        return "stands without the first increment";
    return read_both(first, next.length > 0 ? next : first, "is not a whole number of seconds",
                     increment);
}

const char *rc_increment_parse(rc_text text, rc_increment *increment)
{
    const char *slash = text.length > 0 ? memchr(text.bytes, '/', text.length) : NULL;
    size_t n_first = slash ? (size_t)(slash - text.bytes) : text.length;
    rc_text first = {text.bytes, n_first}, next = first;

    if (slash)
        next = (rc_text){slash + 1, text.length - n_first - 1};
    return read_both(first, next, "is not FIRST/NEXT, as 60/6", increment);
}
