/* What a route list's row means: see row.h. */
#include "deck/row.h"

#include "base/ascii.h"
#include "base/error.h"
#include "csv/field.h"
#include "deck/prefix_list.h"

#include <string.h>

enum {
    UNDOUBLED_MAX = 2 * RC_QUOTE_INPUT_MAX /* more than a message shows */
};

/* A field that is being read. */
typedef struct reading {
    const dialect *d;
    role role;
    rc_text text;
    bool is_quoted;
    bool is_first;   /* the row is the list's first */
    bool has_quotes; /* doubled ones within: it is no prefix, cost or date then */
    rc_error *fault;
    char undoubled[UNDOUBLED_MAX];
} reading;

/* A letter, or a byte of a character beyond ASCII. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether text begins with letters, as names and sentences do. */
static bool is_word(rc_text text)
{
    return text.length > 1 && is_letter(text.bytes[0]) && is_letter(text.bytes[1]);
}

static size_t count_char(rc_text text, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < text.length; i++)
        n += text.bytes[i] == c;
    return n;
}

/* Sets the fault of a field: its role, the field quoted, what is wrong and what helps. */
static rc_code set_fault(const reading *f, const char *what, const char *help)
{
    char quoted[RC_QUOTE_BYTES];

    return rc_error_set(f->fault, RC_FAULT_ROW, "%s %s %s%s%s", rc_role_names[f->role],
                        rc_quote(quoted, f->text), what, *help ? ": " : "", help);
}

/* Sets the fault of a field that one of the options can help with. */
static rc_code set_fault_hint(const reading *f, const char *what, rc_hint hint)
{
    set_fault(f, what, "");
    rc_error_hint(f->fault, hint, NULL);
    return RC_FAULT_ROW;
}

/* Faults that any field can have. */
static rc_code check_field(const reading *f)
{
    if (f->text.length == 0)
        return rc_error_set(f->fault, RC_FAULT_ROW, "%s is empty", rc_role_names[f->role]);
    const char *what = rc_field_control(f->text, f->role == ROLE_PREFIX);
    if (!what)
        what = rc_field_damage(f->text);
    return what ? set_fault(f, what, "") : RC_OK;
}

/* ---- Prefixes ---- */

static rc_code read_prefixes(const reading *f, deck_row *out)
{
    rc_code code = check_field(f);

    if (code)
        return code;
    if (f->is_first && is_word(f->text))
        return set_fault_hint(f, "is not an optional + and digits", RC_HINT_NOT_A_ROW);
    code = rc_prefix_list_check(f->text, f->fault);
    if (code == RC_OK && f->has_quotes)
        code = set_fault(f, "is not an optional + and digits", "");
    out->prefixes = f->text;
    return code;
}

/* ---- Costs ---- */

/* Sets the fault of a cost that is not a plain decimal, and what helps. */
static rc_code fault_decimal(const reading *f)
{
    static const char what[] = "is not a plain decimal";
    size_t n_commas = count_char(f->text, ','), n_points = count_char(f->text, '.'), n_digits = 0;

    for (size_t i = 0; i < f->text.length; i++)
        n_digits += is_digit(f->text.bytes[i]) ? 1 : 0;
    if (n_digits == 0)
        return set_fault_hint(f, what,
                              f->is_first && is_word(f->text) ? RC_HINT_COST_COLUMN : RC_HINT_NONE);
    if (n_commas + n_points + n_digits == f->text.length) {
        if (n_commas == 1 && n_points == 0)
            return set_fault_hint(f, what, RC_HINT_DECIMAL_COMMA);
        return set_fault(f, what, n_commas > 0 ? "leave separators of thousands out" : "");
    }
    char first = f->text.bytes[0], last = f->text.bytes[f->text.length - 1];
    bool has_unit = first == '$' || last == '$' || is_letter(first) || is_letter(last);
    return set_fault(f, what, has_unit ? "leave currencies and units out" : "");
}

static rc_code fault_cost(const reading *f, cost_fault what)
{
    char quoted[RC_QUOTE_BYTES];

    switch (what) {
    case COST_TOO_MANY_DIGITS:
        return rc_error_set(
            f->fault, RC_FAULT_ROW, "cost %s has %zu significant digits, more than %d",
            rc_quote(quoted, f->text), rc_cost_significant_digits(f->text), RC_COST_DIGITS_MAX);
    case COST_TOO_LONG:
        return rc_error_set(f->fault, RC_FAULT_ROW, "cost %s has %zu characters, more than %d",
                            rc_quote(quoted, f->text), f->text.length, RC_COST_LENGTH_MAX);
    case COST_NOT_DECIMAL:
    case COST_OK:
        break;
    }
    return fault_decimal(f);
}

/* Puts a point in the place of a decimal comma. */
static rc_code read_decimal_comma(const reading *f, deck_row *out)
{
    rc_text text = f->text;

    if (f->d->layout.delimiter == ',' && !f->is_quoted)
        return set_fault(f, "may be cut off at its decimal comma", "quote it");
    if (memchr(text.bytes, '.', text.length))
        return set_fault_hint(f, "has a point, but costs have decimal commas",
                              RC_HINT_DECIMAL_COMMA_OFF);
    const char *comma = memchr(text.bytes, ',', text.length);
    if (!comma || text.length > sizeof out->spelling ||
        memchr(comma + 1, ',', text.length - (size_t)(comma + 1 - text.bytes)))
        return RC_OK;
    memcpy(out->spelling, text.bytes, text.length);
    out->spelling[comma - text.bytes] = '.';
    out->cost.bytes = out->spelling;
    return RC_OK;
}

static rc_code read_cost(const reading *f, deck_row *out)
{
    rc_code code = check_field(f);

    out->cost = f->text;
    if (code == RC_OK && f->d->decimal_comma)
        code = read_decimal_comma(f, out);
    if (code)
        return code;
    cost_fault what = rc_cost_parse(out->cost, &out->value);
    if (what == COST_OK && f->has_quotes)
        what = COST_NOT_DECIMAL;
    return what == COST_OK ? RC_OK : fault_cost(f, what);
}

/* ---- Dates ---- */

static rc_code read_date(const reading *f, deck_row *out)
{
    rc_code code = check_field(f);

    if (code)
        return code;
    out->date = rc_date_parse(f->text);
    return out->date ? RC_OK : set_fault(f, "is no day in the form YYYY-MM-DD", "");
}

/* ---- Rows ---- */

/* Makes the doubled quotes of a field single.  No more of it is kept than a message needs. */
static void undouble(reading *f)
{
    size_t length = 0;

    f->has_quotes = true;
    for (size_t i = 0; i < f->text.length && length < UNDOUBLED_MAX; i++) {
        f->undoubled[length++] = f->text.bytes[i];
        i += f->text.bytes[i] == '"';
    }
    f->text = (rc_text){f->undoubled, length};
}

/* Checks that the record has all the fields it should. */
static rc_code check_roles(const record *r, const dialect *d, bool is_first, rc_error *fault)
{
    const rc_text *prefix = &r->fields[ROLE_PREFIX].text;
    int of = 0;

    while (of < N_ROLES && (d->layout.columns[of] == COLUMN_NONE || r->fields[of].text.bytes))
        of++;
    if (of == N_ROLES)
        return RC_OK;
    if (r->n_fields == 1 && d->layout.columns[of] == 1)
        rc_error_set(fault, RC_FAULT_ROW, "no %s: the row has only one field", rc_role_names[of]);
    else
        rc_error_set(fault, RC_FAULT_ROW, "no %s in column %u: the row has %u field%s",
                     rc_role_names[of], d->layout.columns[of] + 1, r->n_fields,
                     r->n_fields == 1 ? "" : "s");
    if (is_first && (!prefix->bytes || is_word(*prefix)))
        rc_error_hint(fault, RC_HINT_PREAMBLE, NULL);
    return RC_FAULT_ROW;
}

static rc_code read_role(const record *r, const char *record_start, role of, reading *f,
                         deck_row *out)
{
    static rc_code (*const readers[])(const reading *, deck_row *) = {read_prefixes, read_cost,
                                                                      read_date};
    const field *from = &r->fields[of];

    f->role = of;
    f->text = from->text;
    f->is_quoted = from->is_quoted;
    f->has_quotes = false;
    if (f->is_quoted && f->text.length > 0 && memchr(f->text.bytes, '"', f->text.length))
        undouble(f);
    rc_code code = readers[of](f, out);
    if (code)
        f->fault->column = (uint64_t)(from->text.bytes - record_start) + 1;
    return code;
}

rc_code rc_row_read(const record *r, const char *record_start, const dialect *d, bool is_first,
                    deck_row *out, rc_error *fault)
{
    reading f = {.d = d, .is_first = is_first, .fault = fault};
    rc_code code;

    switch (r->kind) {
    case RECORD_OPEN:
        return rc_error_set(fault, RC_FAULT_ROW, "a quote is not closed");
    case RECORD_GARBAGE:
        return rc_error_set(fault, RC_FAULT_ROW, "text follows a closing quote");
    case RECORD_RETURN: /* first what is wrong with the fields */
    case RECORD_IGNORED:
    case RECORD_ROW:
        break;
    }
    out->date = 0;
    code = check_roles(r, d, is_first, fault);
    for (int of = 0; code == RC_OK && of < (d->at ? N_ROLES : ROLE_DATE); of++)
        code = read_role(r, record_start, (role)of, &f, out);
    if (code)
        return code;
    if (r->kind == RECORD_RETURN)
        return rc_error_set(fault, RC_FAULT_ROW,
                            "a carriage return stands within the row: lines end with LF or CRLF");
    return RC_OK;
}
