/* Amounts of money: see amount.h. */
#include "answer/amount.h"

#include <string.h>

enum {
    WORD_DIGITS_MAX = 20 /* digits of 2^64 - 1 */
};

static void to_wide(amount a, wide *w)
{
    const uint64_t words[] = {a.low, a.middle, a.high};

    w->n = 0;
    for (unsigned i = 0; i < 6; i++) {
        w->limbs[i] = (uint32_t)(words[i / 2] >> 32 * (i % 2));
        if (w->limbs[i] > 0)
            w->n = i + 1;
    }
}

bool rc_amount_is_above(amount a, unsigned n_digits)
{
    wide value, limit;

    if (n_digits >= WORD_DIGITS_MAX && a.middle == 0 && a.high == 0)
        return false;
    to_wide(a, &value);
    rc_wide_set(&limit, 1);
    return rc_wide_scale(&limit, n_digits) == RC_OK && rc_wide_compare(&value, &limit) > 0;
}

rc_code rc_amount_from_wide(const wide *w, unsigned decimals, amount *a)
{
    uint64_t words[3] = {0};

    if (w->n > 6)
        return RC_ERROR_LIMIT;
    for (unsigned i = 0; i < w->n; i++)
        words[i / 2] |= (uint64_t)w->limbs[i] << 32 * (i % 2);
    amount value = {words[0], words[1], words[2]};
    if (rc_amount_is_above(value, AMOUNT_WHOLE_DIGITS + decimals))
        return RC_ERROR_LIMIT;
    *a = value;
    return RC_OK;
}

/* Puts a point before the last decimals of n digits; leading zeros are added where there are too
 * few digits.  Returns the length. */
static size_t place_point(const char *digits, size_t n, unsigned decimals, char *text)
{
    size_t n_zeros = n <= decimals ? decimals + 1 - n : 0, n_whole = n + n_zeros - decimals;
    size_t n_whole_given = n_zeros > 0 ? 0 : n_whole;

    memcpy(text, digits, n_whole_given);
    if (n_zeros > 0)
        text[0] = '0';
    if (decimals == 0)
        return n_whole;
    text[n_whole] = '.';
    char *to = text + n_whole + 1;
    for (size_t i = 1; i < n_zeros; i++)
        *to++ = '0';
    memcpy(to, digits + n_whole_given, n - n_whole_given);
    return n_whole + 1 + decimals;
}

/* Writes the digits so that they end at the end, two at a time.  Returns their number. */
static size_t write_word(uint64_t value, char end[])
{
    static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031"
                                "3233343536373839404142434445464748495051525354555657585960616263"
                                "6465666768697071727374757677787980818283848586878889909192939495"
                                "96979899";
    char *at = end;

    for (; value >= 100; value /= 100)
        memcpy(at -= 2, pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(at -= 2, pairs + 2 * value, 2);
    else
        *--at = (char)('0' + value);
    return (size_t)(end - at);
}

size_t rc_amount_format(amount a, unsigned decimals, char text[AMOUNT_TEXT_BYTES])
{
    char digits[WIDE_DIGITS_MAX];
    wide w;

    if (a.middle == 0 && a.high == 0) {
        size_t n = write_word(a.low, digits + WORD_DIGITS_MAX);
        return place_point(digits + WORD_DIGITS_MAX - n, n, decimals, text);
    }
    to_wide(a, &w);
    return place_point(digits, rc_wide_format(&w, digits), decimals, text);
}
