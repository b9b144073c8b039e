/* How one route list is written: see dialect.h. */
#include "deck/dialect.h"

#include "base/error.h"
#include "csv/header.h"
#include "deck/cost_field.h"
#include "deck/prefix_item.h"
#include "deck/prefix_list.h"

#include <string.h>

const char *const rc_role_names[N_ROLES] = {"prefix", "cost", "date"};
static const rc_hint column_hints[N_ROLES] = {RC_HINT_PREFIX_COLUMN, RC_HINT_COST_COLUMN,
                                              RC_HINT_EFFECTIVE_COLUMN};
static const rc_hint preamble_hints[N_ROLES] = {
    RC_HINT_PREFIX_OR_PREAMBLE, RC_HINT_COST_OR_PREAMBLE, RC_HINT_EFFECTIVE_OR_PREAMBLE};

static const rc_column *column_option(const rc_load_options *o, role of)
{
    return of == ROLE_PREFIX ? &o->prefix_column
           : of == ROLE_COST ? &o->cost_column
                             : &o->effective_column;
}

static bool is_asked(const rc_column *column)
{
    return column->name.bytes || column->number > 0;
}

static bool has_names(const rc_load_options *o)
{
    return o->prefix_column.name.bytes || o->cost_column.name.bytes ||
           o->effective_column.name.bytes;
}

bool rc_delimiter_is_valid(char c)
{
    return c == '\t' || (c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
                         !(c >= 'A' && c <= 'Z') && !strchr("+-.\"#", c));
}

/* ---- Options ---- */

/* Sets the columns by options and defaults; names do not count yet. */
static void number_columns(layout *l, const rc_load_options *o)
{
    for (int i = 0; i < N_ROLES; i++) {
        unsigned number = (unsigned)column_option(o, (role)i)->number;
        l->columns[i] = number > 0 ? number - 1 : i == ROLE_DATE ? COLUMN_NONE : (unsigned)i;
    }
}

/* RC_OK, or RC_ERROR_FORMAT if one column has two roles. */
static rc_code check_columns(const layout *l, const rc_load_options *o, rc_error *error)
{
    for (int a = 0; a < N_ROLES; a++)
        for (int b = a + 1; b < N_ROLES; b++)
            if (l->columns[a] == l->columns[b] && l->columns[a] != COLUMN_NONE) {
                rc_error_set(error, RC_ERROR_FORMAT, "%s and %s are both column %u",
                             rc_role_names[a], rc_role_names[b], l->columns[a] + 1);
                rc_error_hint(error, column_hints[is_asked(column_option(o, (role)a)) ? b : a],
                              NULL);
                return RC_ERROR_FORMAT;
            }
    return RC_OK;
}

static rc_code refuse(rc_error *error, const char *reason)
{
    return rc_error_set(error, RC_ERROR_OPTIONS, "%s", reason);
}

rc_code rc_dialect_check_options(const rc_load_options *o, rc_error *error)
{
    if (o->delimiter && !rc_delimiter_is_valid(o->delimiter))
        return refuse(error, "the delimiter could be part of a field");
    for (int i = 0; i < N_ROLES; i++)
        if (column_option(o, (role)i)->number > RC_COLUMNS_MAX)
            return refuse(error, "the number of a column is too high");
    if (o->header == RC_HEADER_NO && has_names(o))
        return refuse(error, "a column is asked for by name, but the list is to have no header");
    if (is_asked(&o->effective_column) && !o->at)
        return refuse(error, "a column of dates is given, but no date to look at it by");
    if (!is_asked(&o->effective_column) && o->at)
        return refuse(error, "a date is given, but no column of dates");
    return rc_row_rules_read(&(row_rules){.has_factor = false}, o, error);
}

/* Whether rows are of the plainest shape there is. */
static bool is_plain(const dialect *d)
{
    return d->layout.columns[ROLE_PREFIX] == 0 && d->layout.columns[ROLE_COST] == 1 && !d->at &&
           !d->decimal_comma && !d->rules.has_factor && !row_rules_change_prefixes(&d->rules);
}

dialect rc_dialect_guess(const rc_load_options *o, rc_text text, bool multiline)
{
    dialect d = {.plus_optional = o->plus_optional, .decimal_comma = o->decimal_comma, .at = o->at};
    char found = o->delimiter ? o->delimiter : rc_csv_find_delimiter(text, multiline);

    d.layout.delimiter = found ? found : ',';
    rc_row_rules_read(&d.rules, o, NULL);
    number_columns(&d.layout, o);
    return d;
}

/* ---- The first record ---- */

static bool has_digit(rc_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] >= '0' && text.bytes[i] <= '9')
            return true;
    return false;
}

static bool has_both(const record *r)
{
    return r->fields[ROLE_PREFIX].text.bytes && r->fields[ROLE_COST].text.bytes;
}

static bool is_header(const rc_load_options *o, const record *r)
{
    if (o->header != RC_HEADER_AUTO || has_names(o))
        return o->header != RC_HEADER_NO;
    return has_both(r) && !has_digit(r->fields[ROLE_PREFIX].text) &&
           !has_digit(r->fields[ROLE_COST].text);
}

/* Whether a role's column was found by its name. */
static bool is_named(const rc_load_options *o, const header *h, role of)
{
    const rc_column *asked = column_option(o, of);
    return asked->name.bytes || (asked->number == 0 && rc_header_find_known(h, of) != COLUMN_NONE);
}

/* Whether a role's column is neither asked for nor named by a header that names the other one of
 * prefix and cost: if there are more than two columns, it may well be the wrong one. */
static bool is_assumed(const rc_load_options *o, const header *h, role of)
{
    role other = of == ROLE_PREFIX ? ROLE_COST : ROLE_PREFIX;
    return h->n_fields > 2 && !is_asked(column_option(o, of)) && !is_named(o, h, of) &&
           is_named(o, h, other);
}

/* Finds the column that a header has for a role. */
static rc_code find_column(dialect *d, const rc_load_options *o, const header *h, role of,
                           rc_error *error)
{
    const rc_column *asked = column_option(o, of);
    unsigned *column = &d->layout.columns[of], known;

    if (asked->name.bytes)
        return rc_header_find_named(h, asked->name, column, error);
    if (asked->number == 0 && (known = rc_header_find_known(h, of)) != COLUMN_NONE)
        *column = known;
    if (*column == COLUMN_NONE || *column < h->n_fields)
        return RC_OK;
    rc_error_set(error, RC_ERROR_FORMAT, "the header has %u field%s, no %s in column %u",
                 h->n_fields, h->n_fields == 1 ? "" : "s", rc_role_names[of], *column + 1);
    rc_error_hint(error, preamble_hints[of], NULL);
    return RC_ERROR_FORMAT;
}

static rc_code find_columns(dialect *d, const rc_load_options *o, const header *h, rc_error *error)
{
    for (int i = 0; i < N_ROLES; i++) {
        rc_code code = find_column(d, o, h, (role)i, error);
        if (code)
            return code;
    }
    for (role of = ROLE_PREFIX; of <= ROLE_COST; of++) {
        d->is_assumed[of] = is_assumed(o, h, of);
        if (d->is_assumed[of] && d->layout.columns[ROLE_PREFIX] == d->layout.columns[ROLE_COST]) {
            rc_error_set(error, RC_ERROR_FORMAT,
                         "no name in the header is known for the %s, and column %u has another use",
                         rc_role_names[of], d->layout.columns[of] + 1);
            rc_error_hint(error, column_hints[of], NULL);
            return RC_ERROR_FORMAT;
        }
    }
    return RC_OK;
}

/* Whether a record makes sense as a row with this delimiter. */
static bool makes_sense(const dialect *d, const record *r, char delimiter)
{
    rc_error fault;
    field_reading cost = {.rules = &d->rules,
                          .delimiter = delimiter,
                          .decimal_comma = d->decimal_comma,
                          .name = rc_role_names[ROLE_COST],
                          .fault = &fault};
    row_cost read;

    if (r->kind != RECORD_ROW || !has_both(r) ||
        rc_prefix_list_check(&(prefix_list){.text = rc_prefix_field_text(&r->fields[ROLE_PREFIX])},
                             &fault))
        return false;
    rc_field_begin(&cost, &r->fields[ROLE_COST]);
    return rc_cost_field_read(&cost, &read) == RC_OK;
}

/* Whether a prefix contains another candidate.  Then the one that was found comes before it, as in
 * 0,04;49 with the prefix in the second column. */
static bool holds_candidate(const field *prefix)
{
    bool holds_one = false;

    for (size_t i = 0; i < prefix->text.length && !prefix->is_quoted; i++)
        holds_one |= memchr(",;\t|", prefix->text.bytes[i], 4) != NULL;
    return holds_one;
}

/* Whether a first row makes sense with another candidate, too, as 49|48|47,0.1 does. */
static bool is_unclear(const dialect *d, rc_text text, bool multiline, const record *r)
{
    static const char candidates[] = {',', ';', '\t', '|'};

    if (holds_candidate(&r->fields[ROLE_PREFIX]))
        return true;
    if (!makes_sense(d, r, d->layout.delimiter))
        return false;
    for (size_t i = 0; i < sizeof candidates; i++) {
        layout other = d->layout;
        record read;
        other.delimiter = candidates[i];
        if (candidates[i] == d->layout.delimiter)
            continue;
        rc_record_read(text, &other, multiline, &read);
        if (makes_sense(d, &read, candidates[i]))
            return true;
    }
    return false;
}

/* Checks a first row, which leaves the columns to the options. */
static rc_code check_row(const dialect *d, const rc_load_options *o, rc_text text, bool multiline,
                         const record *r, rc_error *error)
{
    if (!o->delimiter && is_unclear(d, text, multiline, r)) {
        rc_error_set(error, RC_ERROR_FORMAT, "the first row could have another delimiter");
        rc_error_hint(error, RC_HINT_DELIMITER, NULL);
        return RC_ERROR_FORMAT;
    }
    return check_columns(&d->layout, o, error);
}

dialect_finding rc_dialect_find(dialect *guess, const rc_load_options *o, rc_text text,
                                bool multiline, const record *r, rc_error *error)
{
    header h = {text, guess->layout.delimiter, multiline, r->n_fields};

    if (r->kind != RECORD_ROW)
        return FINDING_NOTHING;
    bool found_header = is_header(o, r);
    if (!found_header && !has_both(r))
        return FINDING_NOTHING;
    if (found_header ? find_columns(guess, o, &h, error) || check_columns(&guess->layout, o, error)
                     : check_row(guess, o, text, multiline, r, error))
        return FINDING_ERROR;
    guess->is_plain = is_plain(guess);
    return found_header ? FINDING_HEADER : FINDING_ROW;
}
