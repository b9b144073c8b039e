/* Reads the cost of a row: see cost_field.h. */
#include "deck/cost_field.h"

#include "base/ascii.h"
#include "base/error.h"
#include "deck/blocked.h"

#include <string.h>

/* ---- Currencies ---- */

void rc_cost_remove_currency(rc_text *cost, rc_text sign)
{
    const char *start = cost->bytes, *end = start + cost->length;

    if (sign.length == 0 || cost->length < sign.length)
        return;
    if (memcmp(start, sign.bytes, sign.length) == 0)
        start += sign.length;
    else if (memcmp(end - sign.length, sign.bytes, sign.length) == 0)
        end -= sign.length;
    else
        return;
    *cost = field_trim(start, end, '\0', false).text;
}

/* ---- Faults ---- */

static size_t count_char(rc_text text, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < text.length; i++)
        n += text.bytes[i] == c;
    return n;
}

/* Returns true for a character that can be part of a decimal. */
static bool is_of_decimal(char c)
{
    return is_digit(c) || c == '.' || c == ',';
}

/* Returns what stands at one end of a decimal, blanks aside; empty if it is at both or is none. */
static rc_text find_unit(rc_text text)
{
    const char *start = text.bytes, *end = start + text.length, *low = start, *high = end;

    while (low < end && !is_of_decimal(*low))
        low++;
    while (high > low && !is_of_decimal(high[-1]))
        high--;
    for (const char *at = low; at < high; at++)
        if (!is_of_decimal(*at))
            return (rc_text){start, 0};
    if (low > start && high < end)
        return (rc_text){start, 0};
    return low > start ? field_trim(start, low, '\0', false).text
                       : field_trim(high, end, '\0', false).text;
}

/* Hints at the option for the currency that a cost may have. */
static rc_code fault_currency(const field_reading *f, const char *what)
{
    rc_text unit = find_unit(f->text);
    char sign[RC_HINT_VALUE_BYTES] = "";
    size_t n = 0;

    if (unit.length == 0 || strchr("+-", *unit.bytes))
        return rc_field_fault(f, what, "");
    while (n < unit.length && n + 1 < sizeof sign && unit.bytes[n] >= ' ' && unit.bytes[n] <= '~' &&
           unit.bytes[n] != '\'')
        n++;
    if (n == unit.length)
        memcpy(sign, unit.bytes, n);
    rc_field_fault(f, what, "");
    rc_error_hint(f->fault, RC_HINT_CURRENCY, sign);
    return RC_FAULT_ROW;
}

/* Sets the fault of a cost that looks as if it meant blocked. */
static rc_code fault_likely_blocked(const field_reading *f, const char *what)
{
    char text[RC_HINT_VALUE_BYTES] = "";

    memcpy(text, f->text.bytes, f->text.length); /* such texts are short */
    rc_field_fault(f, what, "");
    rc_error_hint(f->fault, RC_HINT_BLOCKED, text);
    return RC_FAULT_ROW;
}

/* Returns the text of a cost without the sign of its currency, if that is all that stands beside a
 * decimal. */
static rc_text without_currency(const field_reading *f)
{
    rc_text text = f->text, sign = f->rules->currency, unit = find_unit(text);

    if (sign.length > 0 && unit.length == sign.length &&
        memcmp(unit.bytes, sign.bytes, sign.length) == 0)
        rc_cost_remove_currency(&text, sign);
    return text;
}

/* Sets the fault of a cost that is not a plain decimal, and what helps. */
static rc_code fault_decimal(const field_reading *f)
{
    static const char what[] = "is not a plain decimal";
    rc_text text = without_currency(f);
    size_t n_commas = count_char(text, ','), n_points = count_char(text, '.'), n_digits = 0;

    for (size_t i = 0; i < text.length; i++)
        n_digits += is_digit(text.bytes[i]) ? 1 : 0;
    if (rc_blocked_is_likely(f->text))
        return fault_likely_blocked(f, what);
    if (n_digits == 0) {
        bool is_other_column = f->is_first && field_is_word(f->text);
        return rc_field_fault_hint(f, what, is_other_column ? RC_HINT_COST_COLUMN : RC_HINT_NONE);
    }
    if (n_commas + n_points + n_digits == text.length) {
        if (n_commas == 1 && n_points == 0)
            return rc_field_fault_hint(f, what, RC_HINT_DECIMAL_COMMA);
        return rc_field_fault(f, what, n_commas > 0 ? "leave separators of thousands out" : "");
    }
    return fault_currency(f, what);
}

/* Sets the fault of a cost; spelling is what it has come to. */
static rc_code fault_cost(const field_reading *f, cost_fault what, rc_text spelling,
                          const char *by_factor)
{
    char text[80];

    switch (what) {
    case COST_TOO_MANY_DIGITS:
        snprintf(text, sizeof text, "has %zu significant digits%s, more than %d",
                 rc_cost_significant_digits(spelling), by_factor, RC_COST_DIGITS_MAX);
        break;
    case COST_TOO_LONG:
        snprintf(text, sizeof text, "has more than %d characters%s", RC_COST_LENGTH_MAX, by_factor);
        break;
    case COST_EXPONENT_TOO_HIGH:
        snprintf(text, sizeof text, "has an exponent beyond %d", COST_EXPONENT_MAX);
        break;
    case COST_NOT_DECIMAL:
    case COST_OK:
        return fault_decimal(f);
    }
    return rc_field_fault(f, text, "");
}

/* ---- Steps ---- */

/* Puts a point in the place of a decimal comma. */
static rc_code read_decimal_comma(const field_reading *f, row_cost *out)
{
    rc_text text = out->text;

    if (f->delimiter == ',' && !f->is_quoted)
        return rc_field_fault(f, "may be cut off at its decimal comma", "quote it");
    if (memchr(text.bytes, '.', text.length))
        return rc_field_fault_hint(f, "has a point, but costs have decimal commas",
                                   RC_HINT_DECIMAL_COMMA_OFF);
    const char *comma = memchr(text.bytes, ',', text.length);
    if (!comma || text.length > RC_COST_LENGTH_MAX ||
        memchr(comma + 1, ',', text.length - (size_t)(comma + 1 - text.bytes)))
        return RC_OK;
    memcpy(out->spelling.bytes, text.bytes, text.length);
    out->spelling.bytes[comma - text.bytes] = '.';
    out->text.bytes = out->spelling.bytes;
    return RC_OK;
}

/* Reads the value of out->text, and writes an exponent out. */
static cost_fault read_value(row_cost *out)
{
    cost_spelling plain;
    cost_fault what = rc_cost_parse(out->text, &out->value);

    if (what != COST_NOT_DECIMAL)
        return what;
    what = rc_cost_spell_exponent(out->text, &plain);
    if (what)
        return what;
    out->spelling = plain;
    out->text = (rc_text){out->spelling.bytes, plain.length};
    return rc_cost_parse(out->text, &out->value);
}

static rc_code multiply(const field_reading *f, row_cost *out)
{
    cost_fault what = rc_cost_spell_product(out->value, f->rules->factor, &out->product);

    out->own = out->text;
    out->text = (rc_text){out->product.bytes, out->product.length};
    if (what == COST_OK)
        what = rc_cost_parse(out->text, &out->value);
    return what == COST_OK ? RC_OK : fault_cost(f, what, out->text, " times the factor");
}

static rc_code read_decimal(const field_reading *f, row_cost *out)
{
    const row_rules *rules = f->rules;
    rc_code code = rc_field_check(f);

    if (code && f->text.length == 0)
        rc_error_hint(f->fault, RC_HINT_BLOCKED, "");
    if (code)
        return code;
    out->text = f->text;
    out->own = (rc_text){NULL, 0};
    rc_cost_remove_currency(&out->text, rules->currency);
    if (f->decimal_comma)
        code = read_decimal_comma(f, out);
    if (code)
        return code;
    cost_fault what = read_value(out);
    if (what == COST_OK && f->has_quotes)
        what = COST_NOT_DECIMAL;
    if (what)
        return fault_cost(f, what, out->text, "");
    return rules->has_factor ? multiply(f, out) : RC_OK;
}

rc_code rc_cost_field_read(const field_reading *f, row_cost *out)
{
    const row_rules *rules = f->rules;

    if (!f->has_quotes && rc_blocked_is_cost(rules->blocked, rules->n_blocked, f->text)) {
        row_cost_block(out);
        return RC_OK;
    }
    return read_decimal(f, out);
}

rc_code rc_fee_field_read(const field_reading *f, row_cost *out)
{
    rc_code code = read_decimal(f, out);

    if (code && f->fault &&
        (f->fault->hint == RC_HINT_BLOCKED || f->fault->hint == RC_HINT_COST_COLUMN))
        rc_error_hint(f->fault, RC_HINT_NONE, NULL); /* these are about costs */
    return code;
}
