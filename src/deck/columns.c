/* Finds the columns of one route list: see columns.h. */
#include "deck/columns.h"

#include "base/error.h"
#include "deck/column_names.h"
#include "deck/column_warnings.h"

#include <string.h>

const char *const rc_role_names[N_ROLES] = {"prefix", "cost", "date", "end date", "blocked column"};

const char *rc_slot_name(unsigned slot)
{
    return slot < N_ROLES          ? rc_role_names[slot]
           : slot < SLOT_INCREMENT ? rc_role_names[ROLE_PREFIX]
           : slot < SLOT_FEE       ? "increment"
           : slot < SLOT_CARRIED   ? "fee"
                                   : "carried column";
}

static const rc_hint column_hints[N_ROLES] = {RC_HINT_PREFIX_COLUMN, RC_HINT_COST_COLUMN,
                                              RC_HINT_EFFECTIVE_COLUMN, RC_HINT_UNTIL_COLUMN,
                                              RC_HINT_BLOCKED_COLUMN};
static const rc_hint preamble_hints[N_ROLES] = {
    RC_HINT_PREFIX_OR_PREAMBLE, RC_HINT_COST_OR_PREAMBLE, RC_HINT_EFFECTIVE_OR_PREAMBLE,
    RC_HINT_UNTIL_OR_PREAMBLE, RC_HINT_PREAMBLE};

/* ---- Options ---- */

static bool is_asked(const rc_column *column)
{
    return column->name.bytes || column->number > 0;
}

const rc_column *rc_columns_option(const rc_load_options *o, unsigned slot)
{
    static const rc_column none = {0};

    switch (slot) {
    case ROLE_PREFIX:
        return &o->prefix_column;
    case ROLE_COST:
        return &o->cost_column;
    case ROLE_DATE:
        return &o->effective_column;
    case ROLE_UNTIL:
        return &o->until_column;
    case ROLE_BLOCKED:
        return &o->blocked_column;
    case SLOT_INCREMENT:
        return &o->increment_column;
    case SLOT_NEXT:
        return &o->next_column;
    case SLOT_FEE:
        return &o->fee_column;
    default:
        break;
    }
    if (slot >= SLOT_CARRIED)
        return slot - SLOT_CARRIED < o->n_carried_columns ? &o->carried_columns[slot - SLOT_CARRIED]
                                                          : &none;
    return slot - SLOT_JOINED < o->n_joined_columns ? &o->joined_columns[slot - SLOT_JOINED]
                                                    : &none;
}

bool rc_columns_have_names(const rc_load_options *o)
{
    for (unsigned slot = 0; slot < N_SLOTS; slot++)
        if (rc_columns_option(o, slot)->name.bytes)
            return true;
    return false;
}

static void count_slots(layout *l)
{
    l->n_slots = N_SLOTS;
    while (l->n_slots > 0 && l->columns[l->n_slots - 1] == COLUMN_NONE)
        l->n_slots--;
}

void rc_columns_number(layout *l, const rc_load_options *o)
{
    for (unsigned slot = 0; slot < N_SLOTS; slot++) {
        unsigned number = (unsigned)rc_columns_option(o, slot)->number;
        l->columns[slot] = number > 0 ? number - 1 : slot <= ROLE_COST ? slot : COLUMN_NONE;
    }
    count_slots(l);
}

/* ---- One column for each role ---- */

static role role_of(unsigned slot)
{
    return slot < N_ROLES ? (role)slot : ROLE_PREFIX;
}

static rc_hint hint_of(unsigned slot)
{
    return slot < SLOT_INCREMENT ? column_hints[role_of(slot)] : RC_HINT_NONE;
}

rc_code rc_columns_check(const layout *l, const rc_load_options *o, rc_error *error)
{
    unsigned n =
        l->n_slots < SLOT_CARRIED ? l->n_slots : SLOT_CARRIED; /* any can be carried, too */

    for (unsigned a = 0; a < n; a++)
        for (unsigned b = a + 1; b < n; b++)
            if (l->columns[a] == l->columns[b] && l->columns[a] != COLUMN_NONE) {
                unsigned other = is_asked(rc_columns_option(o, a)) ? b : a;
                rc_error_set(error, RC_ERROR_FORMAT, "%s and %s are both column %u",
                             rc_slot_name(a), rc_slot_name(b), l->columns[a] + 1);
                rc_error_hint(error, hint_of(other), NULL);
                return RC_ERROR_FORMAT;
            }
    return RC_OK;
}

/* ---- Columns that a header has ---- */

/* A search for the columns of a header. */
typedef struct finding {
    layout *l;
    const rc_load_options *o;
    const header *h;
    rc_error *error;
} finding;

/* Finds a column that an option gives. */
static rc_code find_asked(const finding *f, unsigned slot)
{
    const rc_column *asked = rc_columns_option(f->o, slot);
    unsigned *column = &f->l->columns[slot];

    *column = COLUMN_NONE;
    if (asked->name.bytes)
        return rc_header_find_named(f->h, asked->name, column, f->error);
    if (asked->number == 0)
        return RC_OK;
    *column = (unsigned)asked->number - 1;
    if (*column < f->h->n_fields)
        return RC_OK;
    rc_error_set(f->error, RC_ERROR_FORMAT, "the header has %u field%s, no %s in column %u",
                 f->h->n_fields, f->h->n_fields == 1 ? "" : "s", rc_slot_name(slot), *column + 1);
    rc_error_hint(f->error,
                  slot < SLOT_INCREMENT ? preamble_hints[role_of(slot)] : RC_HINT_PREAMBLE, NULL);
    return RC_ERROR_FORMAT;
}

/* Refuses a header in which two columns may have a role. */
static rc_code refuse_two(const finding *f, role of, named_columns found)
{
    char first[RC_QUOTE_BYTES], second[RC_QUOTE_BYTES];
    header_column a = rc_header_column(f->h, found.first);
    header_column b = rc_header_column(f->h, found.second);

    rc_error_set(f->error, RC_ERROR_FORMAT, "columns %u %s and %u %s may both be the %s",
                 found.first + 1, rc_header_quote(first, &a.name), found.second + 1,
                 rc_header_quote(second, &b.name), rc_role_names[of]);
    rc_error_hint(f->error, column_hints[of], NULL);
    return RC_ERROR_FORMAT;
}

/* Finds the column of a role by its known names, unless it is found. */
static rc_code find_known(const finding *f, role of, const char *const *names)
{
    named_columns found;

    if (f->l->columns[of] != COLUMN_NONE)
        return RC_OK;
    found = rc_header_find_any(f->h, names);
    if (found.second != COLUMN_NONE)
        return refuse_two(f, of, found);
    f->l->columns[of] = found.first;
    return RC_OK;
}

/* Joins NPA and NXX if no other column is the prefix. */
static rc_code find_npa_nxx(const finding *f)
{
    named_columns npa = rc_header_find_any(f->h, rc_column_names.area);
    named_columns nxx = rc_header_find_any(f->h, rc_column_names.office);

    if (f->l->columns[ROLE_PREFIX] != COLUMN_NONE || npa.first == COLUMN_NONE ||
        nxx.first == COLUMN_NONE)
        return RC_OK;
    if (npa.second != COLUMN_NONE || nxx.second != COLUMN_NONE)
        return refuse_two(f, ROLE_PREFIX, npa.second != COLUMN_NONE ? npa : nxx);
    f->l->columns[ROLE_PREFIX] = npa.first;
    f->l->columns[SLOT_JOINED] = nxx.first;
    return RC_OK;
}

/* Gives what is left of two columns to the role that has none.  Returns true if neither role had
 * one: then the order of the two is open. */
static bool find_left(const finding *f)
{
    unsigned *prefix = &f->l->columns[ROLE_PREFIX], *cost = &f->l->columns[ROLE_COST];
    bool has_prefix = *prefix != COLUMN_NONE, has_cost = *cost != COLUMN_NONE;

    if (f->h->n_fields != 2 || f->l->columns[SLOT_JOINED] != COLUMN_NONE)
        return false;
    if (!has_prefix)
        *prefix = has_cost && *cost < 2 ? 1 - *cost : 0;
    if (!has_cost)
        *cost = *prefix < 2 ? 1 - *prefix : 1;
    return !has_prefix && !has_cost;
}

/* Refuses a header without a column for the prefix or the cost, or both. */
static rc_code refuse_unknown(const finding *f)
{
    bool has_prefix = f->l->columns[ROLE_PREFIX] != COLUMN_NONE;
    bool has_cost = f->l->columns[ROLE_COST] != COLUMN_NONE;

    rc_columns_list(f->h, f->error,
                    has_prefix ? "no name in the header is known for the cost"
                    : has_cost ? "no name in the header is known for the prefix"
                               : "no names in the header are known for prefix and cost");
    rc_error_hint(f->error,
                  has_prefix ? RC_HINT_COST_OR_PREAMBLE
                  : has_cost ? RC_HINT_PREFIX_OR_PREAMBLE
                             : RC_HINT_BOTH_OR_PREAMBLE,
                  NULL);
    return RC_ERROR_FORMAT;
}

/* Finds all columns by options and known names. */
static rc_code find_named(const finding *f)
{
    rc_code code = RC_OK;

    for (unsigned slot = 0; code == RC_OK && slot < N_SLOTS; slot++)
        code = find_asked(f, slot);
    if (code == RC_OK)
        code = find_known(f, ROLE_PREFIX, rc_column_names.prefixes);
    if (code == RC_OK)
        code = find_npa_nxx(f);
    if (code == RC_OK)
        code = find_known(f, ROLE_COST, rc_column_names.costs);
    if (code == RC_OK && f->o->at)
        code = find_known(f, ROLE_DATE, rc_column_names.first_days);
    if (code == RC_OK && f->o->at)
        code = find_known(f, ROLE_UNTIL, rc_column_names.last_days);
    return code;
}

bool rc_columns_are_named(layout l, const rc_load_options *o, const header *h)
{
    rc_error ignored;
    finding f = {&l, o, h, &ignored};

    if (o->prefix_column.number > 0 && o->cost_column.number > 0)
        return false;
    return find_named(&f) == RC_OK && !find_left(&f) && l.columns[ROLE_PREFIX] != COLUMN_NONE &&
           l.columns[ROLE_COST] != COLUMN_NONE;
}

rc_code rc_columns_find(layout *l, const rc_load_options *o, const header *h, column_notes *notes,
                        rc_error *error)
{
    finding f = {l, o, h, error};
    rc_code code = find_named(&f);

    if (code == RC_OK && find_left(&f))
        rc_columns_doubt_order(notes, h);
    if (code == RC_OK &&
        (l->columns[ROLE_PREFIX] == COLUMN_NONE || l->columns[ROLE_COST] == COLUMN_NONE))
        code = refuse_unknown(&f);
    if (code)
        return code;
    count_slots(l);
    code = rc_columns_check(l, o, error);
    if (code == RC_OK && !is_asked(&o->prefix_column))
        code = rc_columns_check_prefix(l, h, notes, error);
    if (code == RC_OK)
        rc_columns_warn(l, o, h, notes);
    return code;
}
