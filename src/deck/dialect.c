/* How one route list is written: see dialect.h. */
#include "deck/dialect.h"

#include "base/error.h"
#include "deck/columns.h"
#include "deck/cost_field.h"
#include "deck/first_row.h"
#include "deck/prefix_item.h"
#include "deck/prefix_list.h"

#include <string.h>

bool rc_delimiter_is_valid(char c)
{
    return c == '\t' || (c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
                         !(c >= 'A' && c <= 'Z') && !strchr("+-.\"#", c));
}

/* ---- Options ---- */

static bool is_asked(const rc_column *column)
{
    return column->name.bytes || column->number > 0;
}

static rc_code refuse(rc_error *error, const char *reason)
{
    return rc_error_set(error, RC_ERROR_OPTIONS, "%s", reason);
}

bool rc_dialect_has_terms(const rc_load_options *o)
{
    return o->increment.first > 0 || o->connect_fee.length > 0 || is_asked(&o->increment_column) ||
           is_asked(&o->fee_column);
}

/* Checks the terms of calls that the list has by default. */
static rc_code check_terms(const rc_load_options *o, rc_error *error)
{
    cost_value fee;

    if ((o->increment.first > 0) != (o->increment.next > 0))
        return refuse(error, "an increment is 0");
    if (o->connect_fee.length > 0 && rc_cost_parse(o->connect_fee, &fee) != COST_OK)
        return refuse(error, "the connection fee is not a plain decimal");
    return RC_OK;
}

rc_code rc_dialect_check_options(const rc_load_options *o, rc_error *error)
{
    if (o->delimiter && !rc_delimiter_is_valid(o->delimiter))
        return refuse(error, "the delimiter could be part of a field");
    if (o->n_blocked > RC_BLOCKED_TEXTS_MAX)
        return refuse(error, "too many texts mean blocked");
    if (o->n_joined_columns > RC_JOINED_COLUMNS_MAX)
        return refuse(error, "too many columns are joined");
    for (unsigned slot = 0; slot < N_SLOTS; slot++)
        if (rc_columns_option(o, slot)->number > RC_COLUMNS_MAX)
            return refuse(error, "the number of a column is too high");
    if (o->n_carried_columns > RC_CARRIED_COLUMNS_MAX)
        return refuse(error, "too many columns are carried");
    if (is_asked(&o->next_column) && !is_asked(&o->increment_column))
        return refuse(error, "a column of next seconds is given, but none of the first");
    if (o->n_joined_columns > 0 && !is_asked(&o->prefix_column))
        return refuse(error, "columns are joined to a column that is not given");
    if (o->header == RC_HEADER_NO && rc_columns_have_names(o))
        return refuse(error, "a column is asked for by name, but the list is to have no header");
    if ((is_asked(&o->effective_column) || is_asked(&o->until_column)) && !o->at)
        return refuse(error, "a column of dates is given, but no date to look at it by");
    rc_code code = check_terms(o, error);
    return code ? code : rc_row_rules_read(&(row_rules){.has_factor = false}, o, error);
}

/* Whether rows say nothing but a prefix and a cost, maybe with a decimal comma. */
static bool is_simple(const dialect *d)
{
    return d->layout.n_slots == 2 && d->layout.columns[ROLE_PREFIX] < SIMPLE_COLUMNS &&
           d->layout.columns[ROLE_COST] < SIMPLE_COLUMNS && !d->at && !d->has_terms &&
           !d->rules.change_rows;
}

/* Whether all that the first record has is a prefix and a cost, in this order and as they are
 * spelt. */
static bool is_plain(const dialect *d, const record *r)
{
    return is_simple(d) && !d->decimal_comma && d->layout.columns[ROLE_PREFIX] == 0 &&
           d->layout.columns[ROLE_COST] == 1 && r->n_fields == 2;
}

/* Whether rows have fields that only the careful way reads. */
static bool needs_care(const dialect *d)
{
    bool has_some = d->has_terms;

    for (unsigned slot = ROLE_BLOCKED; slot < SLOT_CARRIED && slot < d->layout.n_slots; slot++)
        has_some |= d->layout.columns[slot] != COLUMN_NONE;
    return has_some;
}

dialect rc_dialect_guess(const rc_load_options *o, rc_text text, bool multiline)
{
    dialect d = {.plus_optional = o->plus_optional,
                 .decimal_comma = o->decimal_comma,
                 .at = o->at,
                 .date_order = o->date_order,
                 .terms = {o->increment, o->connect_fee},
                 .has_terms = rc_dialect_has_terms(o),
                 .n_carried = (unsigned)o->n_carried_columns};
    char found = o->delimiter ? o->delimiter : rc_csv_find_delimiter(text, multiline);

    d.layout.delimiter = found ? found : ',';
    rc_row_rules_read(&d.rules, o, NULL);
    rc_columns_number(&d.layout, o);
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

/* Whether no part of a prefix that is joined by numbers holds a digit. */
static bool are_words(const layout *l, const record *r)
{
    for (unsigned slot = SLOT_JOINED; slot < SLOT_INCREMENT && slot < l->n_slots; slot++)
        if (has_digit(r->fields[slot].text))
            return false;
    return !has_digit(r->fields[ROLE_PREFIX].text) && !has_digit(r->fields[ROLE_COST].text);
}

static bool is_header(const layout *l, const rc_load_options *o, const record *r)
{
    if (o->header != RC_HEADER_AUTO || rc_columns_have_names(o))
        return o->header != RC_HEADER_NO;
    return has_both(r) && are_words(l, r);
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

static rc_code refuse_delimiter(const char *reason, rc_error *error)
{
    rc_error_set(error, RC_ERROR_FORMAT, "%s", reason);
    rc_error_hint(error, RC_HINT_DELIMITER, NULL);
    return RC_ERROR_FORMAT;
}

/* Checks a first row, which leaves the columns to the options. */
static rc_code check_row(const dialect *d, const rc_load_options *o, const header *row,
                         const record *r, rc_error *error)
{
    if (!o->delimiter && is_unclear(d, row->text, row->multiline, r))
        return refuse_delimiter("the first row could have another delimiter", error);
    rc_code code = rc_columns_check(&d->layout, o, error);
    return code ? code : rc_first_row_check(o, &d->rules, row, error);
}

/* Whether the names of a header settle the columns with another candidate, too: those of
 * "Rate, EUR;Code" do. */
static bool is_named_otherwise(const dialect *d, const rc_load_options *o, const header *h)
{
    static const char candidates[] = {',', ';', '\t', '|'};

    for (size_t i = 0; i < sizeof candidates; i++) {
        header other = *h;
        layout l = d->layout;
        record r;
        if (candidates[i] == h->delimiter || !memchr(h->text.bytes, candidates[i], h->text.length))
            continue;
        other.delimiter = l.delimiter = candidates[i];
        rc_record_read(h->text, &l, h->multiline, &r);
        other.n_fields = r.n_fields;
        if (r.kind == RECORD_ROW && r.n_fields > 1 && rc_columns_are_named(l, o, &other))
            return true;
    }
    return false;
}

static rc_code check_header(dialect *d, const rc_load_options *o, const header *h,
                            column_notes *notes, rc_error *error)
{
    if (!o->delimiter && is_named_otherwise(d, o, h))
        return refuse_delimiter("the header could have another delimiter", error);
    return rc_columns_find(&d->layout, o, h, notes, error);
}

dialect_finding rc_dialect_find(dialect *guess, const rc_load_options *o, rc_text text,
                                bool multiline, const record *r, column_notes *notes,
                                rc_error *error)
{
    header h = {text, guess->layout.delimiter, multiline, r->n_fields};

    if (r->kind != RECORD_ROW)
        return FINDING_NOTHING;
    bool found_header = is_header(&guess->layout, o, r);
    if (!found_header && !has_both(r))
        return FINDING_NOTHING;
    if (found_header ? check_header(guess, o, &h, notes, error) : check_row(guess, o, &h, r, error))
        return FINDING_ERROR;
    guess->needs_care = needs_care(guess);
    guess->is_simple = is_simple(guess);
    guess->is_plain = is_plain(guess, r);
    return found_header ? FINDING_HEADER : FINDING_ROW;
}
