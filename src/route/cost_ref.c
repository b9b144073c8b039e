/* Turns references into plain costs: see cost_ref.h. */
#include "route/cost_ref.h"

size_t rc_cost_ref_spell(cost_ref plain, char spelling[RC_COST_LENGTH_MAX])
{
    unsigned n_decimals = cost_ref_decimals(plain), n_digits = 0;
    char reversed[COST_REF_PLAIN_DIGITS + 1];
    size_t length = 0;

    for (uint32_t rest = cost_ref_digits(plain); rest > 0 || n_digits <= n_decimals; rest /= 10)
        reversed[n_digits++] = (char)('0' + rest % 10);
    while (n_digits > 0) {
        if (n_digits == n_decimals)
            spelling[length++] = '.';
        spelling[length++] = reversed[--n_digits];
    }
    return length;
}

cost_value rc_cost_ref_value(cost_ref plain)
{
    char spelling[RC_COST_LENGTH_MAX];
    cost_value value = {0, COST_ZERO_EXPONENT};

    rc_cost_parse((rc_text){spelling, rc_cost_ref_spell(plain, spelling)}, &value);
    return value;
}
