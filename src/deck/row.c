/* What a route list's row means: see row.h. */
#include "deck/row.h"

#include "base/error.h"

#include <string.h>

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int has_digit(rc_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (is_digit(text.bytes[i]))
            return 1;
    return 0;
}

/* Digits, points and an E with an exponent behind it: 4.47E+11 and the like. */
static int is_scientific(rc_text text)
{
    size_t i = 0, n_digits = 0;

    while (i < text.length && (is_digit(text.bytes[i]) || strchr(".,", text.bytes[i])))
        n_digits += is_digit(text.bytes[i++]) ? 1 : 0;
    if (n_digits == 0 || i + 1 >= text.length || (text.bytes[i] != 'E' && text.bytes[i] != 'e'))
        return 0;
    i++;
    i += text.bytes[i] == '+' || text.bytes[i] == '-';
    size_t exponent = i;
    while (i < text.length && is_digit(text.bytes[i]))
        i++;
    return i == text.length && i > exponent;
}

/* Sets the fault of one field; format has one %s, for the quoted field. */
#define FAULT(fault, name, text, what)                                                             \
    error_set(fault, RC_FAULT_ROW, "%s %s %s", name, rc_quote((char[RC_QUOTE_BYTES]){0}, text),    \
              what)

/* Faults that any field can have. */
static rc_code check_field(const char *name, rc_text text, rc_error *fault)
{
    if (text.length == 0)
        return error_set(fault, RC_FAULT_ROW, "%s is empty", name);
    if (memchr(text.bytes, '\0', text.length))
        return FAULT(fault, name, text, "holds a NUL byte");
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 127)
            return FAULT(fault, name, text, "holds a control character");
    if (is_spreadsheet_error(text))
        return FAULT(fault, name, text, "is a spreadsheet's error value");
    if (is_scientific(text))
        return FAULT(fault, name, text,
                     "is in a spreadsheet's scientific notation: export the column as text");
    return RC_OK;
}

static rc_code read_prefix(rc_text text, prefix_key *key, rc_error *fault)
{
    rc_code code = check_field("prefix", text, fault);
    if (code)
        return code;

    size_t n_plus = text.bytes[0] == '+', n_digits = text.length - n_plus;
    for (size_t i = n_plus; i < text.length; i++)
        if (!is_digit(text.bytes[i]))
            return FAULT(fault, "prefix", text, "is not an optional + and digits");
    if (n_digits == 0)
        return FAULT(fault, "prefix", text, "has no digits");
    if (n_digits > RC_PREFIX_DIGITS_MAX)
        return error_set(fault, RC_FAULT_ROW, "prefix %s has %zu digits, more than E.164's %d",
                         rc_quote((char[RC_QUOTE_BYTES]){0}, text), n_digits, RC_PREFIX_DIGITS_MAX);
    *key = key_pack(text.bytes, text.length);
    return RC_OK;
}

static rc_code read_cost(rc_text text, cost_value *value, rc_error *fault)
{
    rc_code code = check_field("cost", text, fault);
    if (code)
        return code;

    char quoted[RC_QUOTE_BYTES];
    switch (cost_parse(text, value)) {
    case COST_OK:
        return RC_OK;
    case COST_TOO_MANY_DIGITS:
        return error_set(fault, RC_FAULT_ROW, "cost %s has %zu significant digits, more than %d",
                         rc_quote(quoted, text), cost_significant_digits(text), RC_COST_DIGITS_MAX);
    case COST_TOO_LONG:
        return error_set(fault, RC_FAULT_ROW, "cost %s has %zu characters, more than %d",
                         rc_quote(quoted, text), text.length, RC_COST_LENGTH_MAX);
    case COST_NOT_DECIMAL:
        break;
    }
    return FAULT(fault, "cost", text, "is not a plain decimal");
}

enum {
    UNDOUBLED_MAX = 2 * RC_QUOTE_INPUT_MAX /* more than a message shows */
};

/* A field with its doubled quotes made single.  It is no prefix and no cost then, so no more
 * of it is kept than a message needs. */
static rc_text undouble(const record *r, unsigned field, char bytes[UNDOUBLED_MAX])
{
    rc_text text = r->fields[field];
    size_t length = 0;

    if (!r->is_quoted[field] || text.length == 0 || !memchr(text.bytes, '"', text.length))
        return text;
    for (size_t i = 0; i < text.length && length < UNDOUBLED_MAX; i++) {
        bytes[length++] = text.bytes[i];
        i += text.bytes[i] == '"';
    }
    return (rc_text){bytes, length};
}

rc_code row_read(const record *r, const char *record_start, row *out, rc_error *fault)
{
    char prefix[UNDOUBLED_MAX], cost[UNDOUBLED_MAX];
    rc_code code;
    uint64_t column = 0;

    switch (r->kind) {
    case RECORD_OPEN:
        return error_set(fault, RC_FAULT_ROW, "a quote is not closed");
    case RECORD_GARBAGE:
        return error_set(fault, RC_FAULT_ROW, "text follows a closing quote");
    case RECORD_RETURN: /* first what is wrong with the prefix and the cost */
    case RECORD_IGNORED:
    case RECORD_ROW:
        break;
    }
    code = read_prefix(undouble(r, 0, prefix), &out->key, fault);
    column = (uint64_t)(r->fields[0].bytes - record_start) + 1;
    if (code == RC_OK && r->n_fields < 2)
        return error_set(fault, RC_FAULT_ROW, "no cost: the row has only one field");
    if (code == RC_OK) {
        out->cost = r->fields[1];
        code = read_cost(undouble(r, 1, cost), &out->value, fault);
        column = (uint64_t)(out->cost.bytes - record_start) + 1;
    }
    if (code)
        fault->column = column;
    else if (r->kind == RECORD_RETURN)
        code = error_set(fault, RC_FAULT_ROW,
                         "a carriage return stands within the row: lines end with LF or CRLF");
    return code;
}

int row_is_header(const record *r)
{
    return r->kind == RECORD_ROW && !has_digit(r->fields[0]) &&
           (r->n_fields < 2 || !has_digit(r->fields[1]));
}
