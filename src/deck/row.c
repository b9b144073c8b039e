/* What a route list's row means: see row.h. */
#include "deck/row.h"

#include "base/error.h"
#include "deck/blocked.h"
#include "deck/columns.h"
#include "deck/joined.h"
#include "deck/prefix_item.h"
#include "route/increment.h"

#include <string.h>

/* ---- Prefixes ---- */

/* Reads the prefixes of a field, behind what is joined in front of them. */
static rc_code read_prefixes(field_reading *f, dialled before, deck_row *out)
{
    const row_rules *rules = f->rules;
    rc_code code = rc_field_check(f);

    if (code)
        return code;
    if (f->is_first && field_is_word(f->text))
        return rc_field_fault_hint(f, "is not an optional + and digits", RC_HINT_NOT_A_ROW);
    out->prefixes = (prefix_list){.text = f->text,
                                  .front = rc_dialled_join(rules->prepended, before),
                                  .is_joined = before.n > 0,
                                  .idd = rules->idd.n > 0 ? &rules->idd : NULL};
    code = rc_prefix_list_check(&out->prefixes, f->fault);
    if (code == RC_OK && f->has_quotes)
        code = rc_field_fault(f, "is not an optional + and digits", "");
    return code;
}

/* ---- Dates ---- */

/* Returns true if one of the orders would make a day of the text. */
static bool lacks_order(const field_reading *f, rc_date_order order)
{
    return order == RC_DATE_ORDER_NONE &&
           (rc_date_parse(f->text, RC_DATE_ORDER_DMY) || rc_date_parse(f->text, RC_DATE_ORDER_MDY));
}

/* Reads a day.  An empty field has none. */
static rc_code read_day(field_reading *f, rc_date_order order, rc_date *day)
{
    if (f->text.length == 0)
        return RC_OK;
    rc_code code = rc_field_check(f);
    if (code)
        return code;
    *day = rc_date_parse(f->text, order);
    if (*day)
        return RC_OK;
    if (lacks_order(f, order))
        return rc_field_fault_hint(f, "is a day in an unknown order", RC_HINT_DATE_ORDER);
    return rc_field_fault(f, "is no day in a form that is known, as 2026-04-01", "");
}

/* ---- Blocked rows ---- */

static rc_code read_mark(const field_reading *f, deck_row *out)
{
    blocked_mark mark = f->has_quotes ? BLOCKED_UNCLEAR : rc_blocked_read_mark(f->text);

    out->is_blocked = mark == BLOCKED_YES;
    if (mark == BLOCKED_UNCLEAR)
        return rc_field_fault(f,
                              "is neither yes (1, y, yes, true, x, blocked) nor no (0, n, no, "
                              "false, or empty)",
                              "");
    return RC_OK;
}

/* ---- Rows ---- */

/* Checks that the record has all the fields it should. */
static rc_code check_roles(const record *r, const dialect *d, bool is_first, rc_error *fault)
{
    const rc_text *prefix = &r->fields[ROLE_PREFIX].text;
    const unsigned *columns = d->layout.columns;
    unsigned slot = 0;

    while (slot < d->layout.n_slots && (columns[slot] == COLUMN_NONE || r->fields[slot].text.bytes))
        slot++;
    if (slot == d->layout.n_slots)
        return RC_OK;
    const char *name = rc_slot_name(slot);
    if (r->n_fields == 1 && columns[slot] == 1)
        rc_error_set(fault, RC_FAULT_ROW, "no %s: the row has only one field", name);
    else
        rc_error_set(fault, RC_FAULT_ROW, "no %s in column %u: the row has %u field%s", name,
                     columns[slot] + 1, r->n_fields, r->n_fields == 1 ? "" : "s");
    if (is_first && (!prefix->bytes || field_is_word(*prefix)))
        rc_error_hint(fault, RC_HINT_PREAMBLE, NULL);
    return RC_FAULT_ROW;
}

/* Reads the field of a role. */
static rc_code read_field(field_reading *f, role of, const dialect *d, dialled before,
                          deck_row *out)
{
    switch (of) {
    case ROLE_PREFIX:
        return read_prefixes(f, before, out);
    case ROLE_COST:
        if (!out->is_blocked)
            return rc_cost_field_read(f, &out->cost);
        row_cost_block(&out->cost);
        break;
    case ROLE_DATE:
        return read_day(f, d->date_order, &out->date);
    case ROLE_UNTIL:
        return read_day(f, d->date_order, &out->last_date);
    case ROLE_BLOCKED:
        return read_mark(f, out);
    case N_ROLES:
        break;
    }
    return RC_OK;
}

/* ---- Terms of calls, and carried texts ---- */

/* Takes up the field of a slot; returns false if the layout has no such slot, or it is empty. */
static bool begin_slot(field_reading *f, const record *r, const dialect *d, unsigned slot)
{
    f->text = (rc_text){"", 0};
    if (slot >= d->layout.n_slots || d->layout.columns[slot] == COLUMN_NONE)
        return false;
    f->name = rc_slot_name(slot);
    f->is_prefix = false;
    rc_field_begin(f, &r->fields[slot]);
    return f->text.length > 0;
}

static rc_code read_increment(field_reading *f, const record *r, const dialect *d, deck_row *out)
{
    field_reading next = *f;
    bool has_first = begin_slot(f, r, d, SLOT_INCREMENT);
    bool has_next = begin_slot(&next, r, d, SLOT_NEXT);
    bool is_pair = d->layout.columns[SLOT_NEXT] != COLUMN_NONE;
    rc_increment read;

    if (!has_first)
        return has_next ? rc_field_fault(&next, "stands without the first seconds", "") : RC_OK;
    const char *what = is_pair ? rc_increment_parse_pair(f->text, next.text, &read)
                               : rc_increment_parse(f->text, &read);
    if (!what) {
        out->terms.increment = read;
        return RC_OK;
    }
    const field_reading *bad = f;
    if (is_pair && !rc_increment_parse_pair(f->text, (rc_text){"", 0}, &read))
        bad = &next;
    rc_code code = rc_field_check(bad);
    return code ? code : rc_field_fault(bad, what, "");
}

static rc_code read_fee(field_reading *f, const record *r, const dialect *d, deck_row *out)
{
    if (!begin_slot(f, r, d, SLOT_FEE))
        return RC_OK;
    rc_code code = rc_fee_field_read(f, &out->fee);
    out->terms.fee = out->fee.text;
    return code;
}

/* Reads what a row says of calls, and checks the texts that it carries. */
static rc_code read_extras(field_reading *f, const record *r, const dialect *d, deck_row *out)
{
    rc_code code = RC_OK;

    out->terms = d->terms;
    if (d->layout.n_slots <= SLOT_INCREMENT || out->cost.text.length == 0)
        return RC_OK;
    code = read_increment(f, r, d, out);
    if (code == RC_OK)
        code = read_fee(f, r, d, out);
    for (unsigned slot = SLOT_CARRIED; slot < d->layout.n_slots && code == RC_OK; slot++)
        if (begin_slot(f, r, d, slot)) {
            const char *what = rc_field_control(r->fields[slot].text, true);
            code = what ? rc_field_fault(f, what, "") : RC_OK;
        }
    return code;
}

static rc_code read_role(const record *r, const char *record_start, role of, const dialect *d,
                         field_reading *f, deck_row *out)
{
    field from = r->fields[of];
    dialled before = {0};
    rc_code code = RC_OK;

    if (of == ROLE_PREFIX && layout_joins(&d->layout))
        code = rc_joined_read(r, &d->layout, &before, &from, f->fault);
    if (code)
        return code;
    const char *start = from.text.bytes;
    if (of == ROLE_PREFIX)
        from.text = rc_prefix_field_text(&from);
    f->name = rc_role_names[of];
    f->is_prefix = of == ROLE_PREFIX;
    rc_field_begin(f, &from);
    code = read_field(f, of, d, before, out);
    if (code && f->fault)
        f->fault->column = (uint64_t)(start - record_start) + 1;
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
    out->date = out->last_date = 0;
    out->record = r;
    out->is_blocked = false;
    code = check_roles(r, d, is_first, fault);
    if (code == RC_OK && d->layout.n_slots > ROLE_BLOCKED &&
        d->layout.columns[ROLE_BLOCKED] != COLUMN_NONE)
        code = read_role(r, record_start, ROLE_BLOCKED, d, &f, out);
    for (unsigned of = 0; code == RC_OK && of < ROLE_BLOCKED && of < d->layout.n_slots; of++)
        if (d->layout.columns[of] != COLUMN_NONE)
            code = read_role(r, record_start, (role)of, d, &f, out);
    if (code == RC_OK)
        code = read_extras(&f, r, d, out);
    if (code)
        return code;
    if (r->kind == RECORD_RETURN)
        return rc_error_set(fault, RC_FAULT_ROW,
                            "a carriage return stands within the row: lines end with LF or CRLF");
    return RC_OK;
}
