/* What a route list's row means: see row.h. */
#include "deck/row.h"

#include "base/error.h"
#include "deck/prefix_item.h"

/* ---- Prefixes ---- */

static rc_code read_prefixes(field_reading *f, deck_row *out)
{
    const row_rules *rules = f->rules;
    rc_code code = rc_field_check(f);

    if (code)
        return code;
    if (f->is_first && field_is_word(f->text))
        return rc_field_fault_hint(f, "is not an optional + and digits", RC_HINT_NOT_A_ROW);
    out->prefixes = (prefix_list){
        .text = f->text, .front = rules->prepended, .idd = rules->idd.n > 0 ? &rules->idd : NULL};
    code = rc_prefix_list_check(&out->prefixes, f->fault);
    if (code == RC_OK && f->has_quotes)
        code = rc_field_fault(f, "is not an optional + and digits", "");
    return code;
}

/* ---- Costs ---- */

static rc_code read_cost(field_reading *f, deck_row *out)
{
    return rc_cost_field_read(f, &out->cost);
}

/* ---- Dates ---- */

static rc_code read_date(field_reading *f, deck_row *out)
{
    rc_code code = rc_field_check(f);

    if (code)
        return code;
    out->date = rc_date_parse(f->text);
    return out->date ? RC_OK : rc_field_fault(f, "is no day in the form YYYY-MM-DD", "");
}

/* ---- Rows ---- */

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
    if (is_first && (!prefix->bytes || field_is_word(*prefix)))
        rc_error_hint(fault, RC_HINT_PREAMBLE, NULL);
    return RC_FAULT_ROW;
}

static rc_code read_role(const record *r, const char *record_start, role of, field_reading *f,
                         deck_row *out)
{
    static rc_code (*const readers[])(field_reading *, deck_row *) = {read_prefixes, read_cost,
                                                                      read_date};
    field from = r->fields[of];

    if (of == ROLE_PREFIX)
        from.text = rc_prefix_field_text(&from);
    f->name = rc_role_names[of];
    f->is_prefix = of == ROLE_PREFIX;
    rc_field_begin(f, &from);
    rc_code code = readers[of](f, out);
    if (code)
        f->fault->column = (uint64_t)(r->fields[of].text.bytes - record_start) + 1;
    return code;
}

rc_code rc_row_read(const record *r, const char *record_start, const dialect *d, bool is_first,
                    deck_row *out, rc_error *fault)
{
    field_reading f = {.rules = &d->rules,
                       .delimiter = d->layout.delimiter,
                       .decimal_comma = d->decimal_comma,
                       .is_first = is_first,
                       .fault = fault};
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
