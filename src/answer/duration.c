/* How long a call lasted: see duration.h. */
#include "answer/duration.h"

#include "base/ascii.h"

#include <stdbool.h>

static const char too_long[] = "has more than 64 characters";

static rc_text trim(rc_text text)
{
    while (text.length > 0 && is_blank(text.bytes[text.length - 1]))
        text.length--;
    while (text.length > 0 && is_blank(*text.bytes)) {
        text.bytes++;
        text.length--;
    }
    return text;
}

/* Reads up to DURATION_DIGITS_MAX digits, which may be more in the text.  Returns their number. */
static size_t read_digits(rc_text text, uint64_t *value)
{
    size_t n = 0;

    *value = 0;
    for (; n < text.length && n < DURATION_DIGITS_MAX && is_digit(text.bytes[n]); n++)
        *value = *value * 10 + (uint64_t)(text.bytes[n] - '0');
    return n;
}

/* Rounds up to the next second if the digits behind the point are not all 0. */
static const char *read_fraction(rc_text digits, uint64_t *n_seconds)
{
    uint64_t has_fraction = 0;

    if (digits.length == 0)
        return "has no digit behind its point";
    for (size_t i = 0; i < digits.length; i++) {
        if (!is_digit(digits.bytes[i]))
            return "is not a duration";
        has_fraction |= digits.bytes[i] != '0';
    }
    *n_seconds += has_fraction;
    return NULL;
}

/* Reads :SS, or :MM:SS, behind the first number. */
static const char *read_clock(rc_text rest, uint64_t *n_seconds)
{
    if (rest.length != 3 && rest.length != 6)
        return "is not a duration: H:MM:SS and M:SS have two digits behind each colon";
    for (size_t i = 0; i < rest.length; i += 3) {
        const char *part = rest.bytes + i;
        if (part[0] != ':' || !is_digit(part[1]) || !is_digit(part[2]))
            return "is not a duration: H:MM:SS and M:SS have two digits behind each colon";
        if (part[1] > '5')
            return "has minutes or seconds above 59";
        /* At most 15 digits and two steps: below 2^63. */
        *n_seconds = *n_seconds * 60 + (uint64_t)(part[1] - '0') * 10 + (uint64_t)(part[2] - '0');
    }
    return *n_seconds > DURATION_MAX ? "has more than 15 digits of seconds" : NULL;
}

/* Tells what is wrong with text that does not begin with 1 to 15 digits. */
static const char *find_fault(rc_text text)
{
    size_t n_digits = 0;

    if (text.length == 0)
        return "is empty";
    if (*text.bytes == '-')
        return "is negative";
    while (n_digits < text.length && is_digit(text.bytes[n_digits]))
        n_digits++;
    return n_digits > 0 ? "has more than 15 digits" : "is not a duration";
}

const char *rc_duration_parse(rc_text text, uint64_t *n_seconds)
{
    uint64_t value;
    const char *fault = NULL;

    text = trim(text);
    if (text.length == 0)
        return find_fault(text);
    if (text.length > DURATION_BYTES_MAX)
        return too_long;
    size_t n = read_digits(text, &value);
    rc_text rest = {text.bytes + n, text.length - n};
    if (n == 0 || (rest.length > 0 && is_digit(*rest.bytes)))
        return find_fault(text);
    if (rest.length > 0 && *rest.bytes == '.')
        fault = read_fraction((rc_text){rest.bytes + 1, rest.length - 1}, &value);
    else if (rest.length > 0 && *rest.bytes == ':')
        fault = read_clock(rest, &value);
    else if (rest.length > 0)
        fault = "is not a duration";
    if (!fault)
        *n_seconds = value;
    return fault;
}

void rc_duration_feed(duration_text *d, const char *piece, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++) {
        if (d->n_bytes == 0 && is_blank(piece[i]))
            continue;
        if (d->n_bytes < DURATION_BYTES_MAX)
            d->bytes[d->n_bytes++] = piece[i];
        else
            d->is_too_long |= !is_blank(piece[i]);
    }
}

const char *rc_duration_end(const duration_text *d, uint64_t *n_seconds)
{
    if (d->is_too_long)
        return too_long;
    return rc_duration_parse((rc_text){d->bytes, d->n_bytes}, n_seconds);
}
