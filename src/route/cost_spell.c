/* Spells costs as plain decimals: see cost_spell.h. */
#include "route/cost_spell.h"

#include "base/ascii.h"
#include "base/wide.h"

#include <string.h>

/* Spells digits with a point before the last n_decimals; below 0, zeros follow the digits. */
static cost_fault spell(const char *digits, int n_digits, int n_decimals, cost_spelling *to)
{
    int n_whole = n_digits > n_decimals ? n_digits - n_decimals : 0, skipped = 0;
    char *at = to->bytes;

    while (skipped + 1 < n_whole && (skipped >= n_digits || digits[skipped] == '0'))
        skipped++;
    if (n_whole - skipped + (n_decimals > 0 ? n_decimals : 0) + 2 > RC_COST_LENGTH_MAX)
        return COST_TOO_LONG;
    if (n_whole == 0)
        *at++ = '0';
    for (int i = skipped; i < n_whole; i++)
        *at++ = i < n_digits ? digits[i] : '0';
    if (n_decimals > 0)
        *at++ = '.';
    for (int i = n_digits; i < n_decimals; i++)
        *at++ = '0';
    for (int i = n_whole; i < n_digits; i++)
        *at++ = digits[i];
    to->length = (size_t)(at - to->bytes);
    return COST_OK;
}

/* ---- Exponents ---- */

/* Finds the E of an exponent; returns the length of the text without one. */
static size_t find_exponent(rc_text text)
{
    size_t at = 0;

    while (at < text.length && text.bytes[at] != 'E' && text.bytes[at] != 'e')
        at++;
    return at;
}

/* Reads an optional sign and digits from a text that is not empty. */
static cost_fault read_exponent(rc_text text, int *exponent)
{
    size_t at = *text.bytes == '-' || *text.bytes == '+';
    int value = 0;

    if (at == text.length)
        return COST_NOT_DECIMAL;
    for (size_t i = at; i < text.length; i++) {
        if (!is_digit(text.bytes[i]))
            return COST_NOT_DECIMAL;
        if (value <= COST_EXPONENT_MAX)
            value = 10 * value + (text.bytes[i] - '0');
    }
    *exponent = *text.bytes == '-' ? -value : value;
    return value > COST_EXPONENT_MAX ? COST_EXPONENT_TOO_HIGH : COST_OK;
}

cost_fault rc_cost_spell_exponent(rc_text text, cost_spelling *to)
{
    size_t n_mantissa = find_exponent(text), n_behind = text.length - n_mantissa;
    char digits[RC_COST_LENGTH_MAX];
    int n_digits = 0, n_decimals = 0, exponent;
    cost_value value;
    cost_fault fault = rc_cost_parse((rc_text){text.bytes, n_mantissa}, &value);

    if (fault == COST_NOT_DECIMAL || n_behind < 2)
        return COST_NOT_DECIMAL;
    cost_fault behind =
        read_exponent((rc_text){text.bytes + n_mantissa + 1, n_behind - 1}, &exponent);
    if (behind || fault)
        return behind ? behind : fault;
    for (size_t i = 0; i < n_mantissa; i++) {
        if (text.bytes[i] == '.')
            n_decimals = (int)(n_mantissa - i - 1);
        else
            digits[n_digits++] = text.bytes[i];
    }
    return spell(digits, n_digits, n_decimals - exponent, to);
}

/* ---- Products ---- */

/* Makes a value, which is not 0, a whole number.  Returns the decimals that it had. */
static int make_whole(cost_value *v)
{
    int n_decimals = RC_COST_DIGITS_MAX - v->exponent;

    for (; v->digits % 10 == 0; n_decimals--)
        v->digits /= 10;
    return n_decimals;
}

cost_fault rc_cost_spell_product(cost_value a, cost_value b, cost_spelling *to)
{
    char digits[WIDE_DIGITS_MAX];
    wide product;

    if (a.digits == 0 || b.digits == 0)
        return spell("0", 1, 0, to);
    int n_decimals = make_whole(&a) + make_whole(&b);
    rc_wide_set(&product, a.digits);
    rc_wide_multiply(&product, b.digits); /* 36 digits have room */
    int n_digits = (int)rc_wide_format(&product, digits);
    for (; n_decimals > 0 && digits[n_digits - 1] == '0'; n_decimals--)
        n_digits--;
    return spell(digits, n_digits, n_decimals, to);
}
