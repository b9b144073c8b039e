/* What the first row shows of the columns: see first_row.h. */
#include "deck/first_row.h"

#include "base/ascii.h"
#include "base/error.h"
#include "deck/cost_field.h"
#include "deck/prefix_item.h"
#include "deck/prefix_list.h"

#include <string.h>

/* ---- Behind a header ---- */

static bool is_prefix_list(const field *f)
{
    prefix_list list = {.text = rc_prefix_field_text(f)};
    rc_error ignored;

    return rc_prefix_list_check(&list, &ignored) == RC_OK;
}

/* Returns true if text can be no prefix.  One comma is taken for a decimal one. */
static bool is_no_prefix(const field *f)
{
    rc_text text = f->text;
    const char *comma = text.length > 0 ? memchr(text.bytes, ',', text.length) : NULL;

    return (comma && !memchr(comma + 1, ',', text.length - (size_t)(comma + 1 - text.bytes))) ||
           !is_prefix_list(f);
}

/* Returns true if code is digits, behind a '+' or not, and prefix does not begin with them. */
static bool lacks_country(rc_text prefix, rc_text country)
{
    rc_text *const both[] = {&prefix, &country};

    for (int i = 0; i < 2; i++)
        if (both[i]->length > 0 && both[i]->bytes[0] == '+')
            *both[i] = (rc_text){both[i]->bytes + 1, both[i]->length - 1};
    for (size_t i = 0; i < country.length; i++)
        if (!is_digit(country.bytes[i]))
            return false;
    return country.length > 0 && (prefix.length < country.length ||
                                  memcmp(prefix.bytes, country.bytes, country.length) != 0);
}

rc_code rc_first_row_check_header(const layout *l, const column_notes *notes, rc_text text,
                                  bool multiline, rc_error *error)
{
    layout two = {.delimiter = l->delimiter, .n_slots = 2};
    bool is_settled = true;
    record r;

    two.columns[0] = l->columns[ROLE_PREFIX];
    two.columns[1] = notes->doubt == DOUBT_COUNTRY ? notes->country : l->columns[ROLE_COST];
    if (notes->doubt == DOUBT_NONE)
        return RC_OK;
    rc_record_read(text, &two, multiline, &r);
    rc_text prefix = rc_prefix_field_text(&r.fields[0]);
    rc_text other = rc_prefix_field_text(&r.fields[1]);
    if (notes->doubt == DOUBT_ORDER)
        is_settled = prefix.bytes && other.bytes && is_prefix_list(&r.fields[0]) &&
                     is_no_prefix(&r.fields[1]);
    else if (prefix.bytes && other.bytes)
        is_settled = !lacks_country(prefix, other);
    if (is_settled)
        return RC_OK;
    *error = notes->refusal;
    return RC_ERROR_FORMAT;
}

/* ---- Rows without a header ---- */

/* Fields of a row, looked through for a cost behind the second. */
typedef struct cost_search {
    const row_rules *rules;
    bool with_comma;
    field second, third, cost; /* text NULL: none found */
    unsigned column;           /* of the cost */
} cost_search;

/* Returns the length of text without an exponent at its end, such as E-03. */
static size_t length_without_exponent(rc_text text)
{
    size_t at = text.length;

    while (at > 0 && is_digit(text.bytes[at - 1]))
        at--;
    if (at == text.length || at == 0)
        return text.length;
    at -= text.bytes[at - 1] == '-' || text.bytes[at - 1] == '+';
    return at > 0 && (text.bytes[at - 1] == 'E' || text.bytes[at - 1] == 'e') ? at - 1
                                                                              : text.length;
}

/* Returns true for digits with a point among them, with an exponent behind them, or with both. */
static bool is_decimal(rc_text text, bool with_comma)
{
    size_t n_digits = 0, n_points = 0, length = length_without_exponent(text);
    bool has_exponent = length < text.length;

    text.length = length;
    for (size_t i = 0; i < text.length; i++) {
        n_digits += is_digit(text.bytes[i]);
        n_points += text.bytes[i] == '.' || (with_comma && text.bytes[i] == ',');
    }
    return n_digits > 0 && n_digits + n_points == text.length && n_points <= 1 &&
           (n_points == 1 || has_exponent);
}

static bool is_number(rc_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!is_digit(text.bytes[i]))
            return false;
    return text.length > 0;
}

static bool look(void *context, unsigned column, const field *f)
{
    cost_search *s = context;

    if (column == 1)
        s->second = *f;
    if (column == 2)
        s->third = *f;
    rc_text amount = f->text;
    rc_cost_remove_currency(&amount, s->rules->currency);
    if (column > 1 && is_decimal(amount, s->with_comma)) {
        s->cost = *f;
        s->column = column;
    }
    return !s->cost.text.bytes;
}

/* Returns true if a row of three fields may be one of two whose decimal comma has cut its cost in
 * two, as in 44,0,5. A whole number other than 0 may well stand beside another number. */
static bool may_be_cut(const cost_search *s, const header *row)
{
    rc_text second = s->second.text;

    return row->delimiter == ',' && row->n_fields == 3 && second.length == 1 &&
           second.bytes[0] == '0' && is_number(s->third.text) && !s->second.is_quoted &&
           !s->third.is_quoted;
}

rc_code rc_first_row_check(const rc_load_options *o, const row_rules *rules, const header *row,
                           rc_error *error)
{
    cost_search s = {.rules = rules, .with_comma = o->decimal_comma};
    char second[RC_QUOTE_BYTES], cost[RC_QUOTE_BYTES];

    if (o->cost_column.number > 0 || row->n_fields < 3)
        return RC_OK;
    rc_record_each_field(row->text, row->delimiter, row->multiline, look, &s);
    if (may_be_cut(&s, row))
        rc_error_set(error, RC_ERROR_FORMAT,
                     "the cost may be 0 in column 2, or 0,%.*s with an unquoted decimal comma",
                     (int)(s.third.text.length < 20 ? s.third.text.length : 20),
                     s.third.text.bytes);
    else if (s.cost.text.bytes && is_number(s.second.text))
        rc_error_set(error, RC_ERROR_FORMAT, "the cost may be %s in column %u or %s in column 2",
                     rc_quote(cost, s.cost.text), s.column + 1, rc_quote(second, s.second.text));
    else
        return RC_OK;
    rc_error_hint(error, RC_HINT_COST_COLUMN, NULL);
    return RC_ERROR_FORMAT;
}
