/* Costs as exact decimals: see cost.h. */
#include "route/cost.h"

#include "base/ascii.h"

/* Returns true for one or more digits with at most one point, anywhere. */
static bool is_plain_decimal(rc_text text)
{
    size_t n_points = 0;

    for (size_t i = 0; i < text.length; i++) {
        n_points += text.bytes[i] == '.';
        if (text.bytes[i] != '.' && !is_digit(text.bytes[i]))
            return 0;
    }
    return n_points <= 1 && text.length > n_points;
}

size_t rc_cost_significant_digits(rc_text text)
{
    size_t n_digits = 0;

    for (size_t i = 0; i < text.length; i++)
        if (is_digit(text.bytes[i]) && (n_digits > 0 || text.bytes[i] != '0'))
            n_digits++;
    return n_digits;
}

cost_fault rc_cost_parse(rc_text text, cost_value *value)
{
    cost_value v = {0, COST_ZERO_EXPONENT};
    int n_whole = 0; /* digits before the point, less the zeros that lead */
    int n_zeros = 0; /* zeros right behind the point of a value below 1 */
    int n_digits = 0, past_point = 0;

    if (!is_plain_decimal(text))
        return COST_NOT_DECIMAL;
    if (rc_cost_significant_digits(text) > RC_COST_DIGITS_MAX)
        return COST_TOO_MANY_DIGITS;
    if (text.length > RC_COST_LENGTH_MAX)
        return COST_TOO_LONG;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '.') {
            past_point = 1;
        } else if (n_digits > 0 || text.bytes[i] != '0') {
            v.digits = v.digits * 10 + (uint64_t)(text.bytes[i] - '0');
            n_digits++;
            n_whole += !past_point;
        } else {
            n_zeros += past_point;
        }
    }
    if (v.digits > 0)
        v.exponent = (int16_t)(n_whole - n_zeros);
    for (; n_digits > 0 && n_digits < RC_COST_DIGITS_MAX; n_digits++)
        v.digits *= 10;
    *value = v;
    return COST_OK;
}
