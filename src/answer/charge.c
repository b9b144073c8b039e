/* What a call costs: see charge.h. */
#include "answer/charge.h"

#include <string.h>

/* A cost as digits x 10^-decimals; the last digit is not 0. */
typedef struct decimal {
    uint64_t digits;
    int decimals; /* negative: zeros stand before the point */
} decimal;

static decimal to_decimal(cost_value cost)
{
    decimal d = {cost.digits, RC_COST_DIGITS_MAX - cost.exponent};

    if (cost.digits == 0)
        return (decimal){0, 0};
    for (; d.digits % 10 == 0; d.digits /= 10)
        d.decimals--;
    return d;
}

/* The decimals with which cost, fee and charge are whole numbers. */
static int find_scale(decimal cost, decimal fee, unsigned decimals)
{
    int scale = (int)decimals;

    if (cost.decimals > scale)
        scale = cost.decimals;
    return fee.decimals > scale ? fee.decimals : scale;
}

/* ---- In words of 64 bits ---- */

/* Multiplies by a factor that is not 0.  RC_ERROR_LIMIT if the product does not fit a word. */
static rc_code multiply_word(uint64_t *value, uint64_t factor)
{
    if (*value > UINT64_MAX / factor)
        return RC_ERROR_LIMIT;
    *value *= factor;
    return RC_OK;
}

/* The same by 10^exponent.  0 stays 0. */
static rc_code scale_word(uint64_t *value, int exponent)
{
    rc_code code = RC_OK;

    for (; *value > 0 && exponent > 0 && code == RC_OK; exponent--)
        code = multiply_word(value, 10);
    return code;
}

/* Fills the words of the rule but billed_max, if they fit. */
static rc_code fill_words(charge_rule *rule, decimal cost, decimal fee)
{
    int scale = find_scale(cost, fee, rule->terms.decimals);
    uint64_t half = rule->terms.per, charged = cost.digits, extra = fee.digits;

    if (scale_word(&half, scale - (int)rule->terms.decimals) ||
        scale_word(&charged, scale - cost.decimals) || scale_word(&extra, scale - fee.decimals) ||
        multiply_word(&extra, rule->terms.per) || multiply_word(&charged, 2) ||
        multiply_word(&extra, 2) || half > UINT64_MAX / 2 || extra > UINT64_MAX - half)
        return RC_ERROR_LIMIT;
    rule->words =
        (charge_words){.multiplier = charged, .addend = extra + half, .divisor = 2 * half};
    return RC_OK;
}

void rc_charge_prepare(charge_rule *rule, cost_value cost, const charge_terms *terms)
{
    charge_words *words = &rule->words;

    *rule = (charge_rule){.words = {.divisor = 1}, .cost = cost, .terms = *terms};
    if (fill_words(rule, to_decimal(cost), to_decimal(terms->fee)))
        return;
    words->billed_max =
        words->multiplier > 0 ? (UINT64_MAX - words->addend) / words->multiplier : UINT64_MAX;
}

/* ---- In wide numbers ---- */

/* A charge as the fraction above / (per x 10^scale). */
typedef struct fraction {
    wide above;
    int scale;
} fraction;

static rc_code make_fraction(const charge_rule *rule, uint64_t n_billed, fraction *f)
{
    decimal cost = to_decimal(rule->cost), fee = to_decimal(rule->terms.fee);
    wide extra;

    f->scale = find_scale(cost, fee, rule->terms.decimals);
    rc_wide_set(&f->above, cost.digits);
    rc_wide_set(&extra, fee.digits);
    if (rc_wide_multiply(&f->above, n_billed) ||
        rc_wide_scale(&f->above, (unsigned)(f->scale - cost.decimals)) ||
        rc_wide_multiply(&extra, rule->terms.per) ||
        rc_wide_scale(&extra, (unsigned)(f->scale - fee.decimals)))
        return RC_ERROR_LIMIT;
    return rc_wide_add(&f->above, &extra);
}

rc_code rc_charge_widely(const charge_rule *rule, uint64_t n_billed, amount *charge)
{
    fraction f;
    wide half;

    if (n_billed == 0) {
        *charge = (amount){0};
        return RC_OK;
    }
    if (make_fraction(rule, n_billed, &f))
        return RC_ERROR_LIMIT;
    unsigned n_dropped = (unsigned)f.scale - rule->terms.decimals;
    rc_wide_set(&half, rule->terms.per);
    if (rc_wide_scale(&half, n_dropped) || rc_wide_multiply(&f.above, 2) ||
        rc_wide_add(&f.above, &half))
        return RC_ERROR_LIMIT;
    rc_wide_divide(&f.above, 2);
    rc_wide_divide(&f.above, rule->terms.per);
    rc_wide_unscale(&f.above, n_dropped);
    return rc_amount_from_wide(&f.above, rule->terms.decimals, charge);
}

/* Drops zeros at the end of a decimal, and the point if nothing is left behind it. */
static size_t drop_zeros(const char *text, size_t length)
{
    if (!memchr(text, '.', length))
        return length;
    while (text[length - 1] == '0')
        length--;
    return text[length - 1] == '.' ? length - 1 : length;
}

/* Writes the fraction with so many decimals, cut off. */
static rc_code write_fraction(fraction *f, uint32_t per, unsigned n_places, char *text)
{
    amount cut;
    bool goes_on = false;

    if ((unsigned)f->scale > n_places)
        goes_on = rc_wide_unscale(&f->above, (unsigned)f->scale - n_places);
    else if (rc_wide_scale(&f->above, n_places - (unsigned)f->scale))
        return RC_ERROR_LIMIT;
    goes_on |= rc_wide_divide(&f->above, per) > 0;
    if (rc_amount_from_wide(&f->above, n_places, &cut))
        return RC_ERROR_LIMIT;
    size_t length = rc_amount_format(cut, n_places, text);
    strcpy(text + (goes_on ? length : drop_zeros(text, length)), goes_on ? "..." : "");
    return RC_OK;
}

rc_code rc_charge_explain(const charge_rule *rule, uint64_t n_billed,
                          char text[RC_EXACT_CHARGE_BYTES])
{
    fraction f;

    if (n_billed == 0) {
        strcpy(text, "0");
        return RC_OK;
    }
    if (make_fraction(rule, n_billed, &f))
        return RC_ERROR_LIMIT;
    return write_fraction(&f, rule->terms.per, rule->terms.decimals + CHARGE_EXACT_DECIMALS, text);
}
