/* Billing increments: see increment.h. */
#include "route/increment.h"

#include <string.h>

/* Reads whole seconds.  Returns NULL or what is wrong. */
static const char *read_seconds(rc_text text, uint32_t *n_seconds)
{
    uint32_t value = 0;

    if (text.length == 0)
        return "is not FIRST/NEXT, as 60/6";
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return "is not FIRST/NEXT, as 60/6";
    if (text.length > INCREMENT_DIGITS_MAX)
        return "has more than 9 digits";
    for (size_t i = 0; i < text.length; i++)
        value = value * 10 + (uint32_t)(text.bytes[i] - '0');
    *n_seconds = value;
    return value == 0 ? "has an increment of 0 seconds" : NULL;
}

const char *rc_increment_parse_pair(rc_text first, rc_text next, rc_increment *increment)
{
    rc_increment i;

    if (first.length == 0 && next.length > 0)
        return "stands without the first increment";
    const char *fault = read_seconds(first, &i.first);
    if (!fault)
        fault = read_seconds(next.length > 0 ? next : first, &i.next);
    if (!fault)
        *increment = i;
    return fault;
}

const char *rc_increment_parse(rc_text text, rc_increment *increment)
{
    const char *slash = text.length > 0 ? memchr(text.bytes, '/', text.length) : NULL;
    size_t n_first = slash ? (size_t)(slash - text.bytes) : text.length;
    rc_text first = {text.bytes, n_first};

    if (!slash)
        return rc_increment_parse_pair(first, (rc_text){"", 0}, increment);
    rc_text next = {slash + 1, text.length - n_first - 1};
    if (first.length == 0 || next.length == 0)
        return "is not FIRST/NEXT, as 60/6";
    return rc_increment_parse_pair(first, next, increment);
}
