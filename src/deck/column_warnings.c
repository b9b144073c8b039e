/* What is worth a warning in a header: see column_warnings.h. */
#include "deck/column_warnings.h"

#include "base/ascii.h"
#include "base/error.h"
#include "deck/column_names.h"

#include <string.h>

static void add_warning(column_notes *notes, const rc_error *warning, rc_hint hint)
{
    rc_error *added = &notes->warnings[notes->n_warnings++];

    *added = *warning;
    added->code = RC_WARNING;
    rc_error_hint(added, hint, NULL);
}

/* ---- Columns like the cost ---- */

static bool is_letter(char c)
{
    return (to_lower(c) >= 'a' && to_lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* Returns true if a name ends with this word, and not with a longer one. */
static bool ends_with_word(rc_text name, const char *word)
{
    rc_text plain = rc_header_plain(name);
    size_t n = strlen(word), start = plain.length - n;

    if (plain.length < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (to_lower(plain.bytes[start + i]) != word[i])
            return false;
    if (start == 0 || !is_letter(plain.bytes[start - 1]))
        return true;
    bool is_capital = plain.bytes[start] >= 'A' && plain.bytes[start] <= 'Z';
    return is_capital && !(plain.bytes[start - 1] >= 'A' && plain.bytes[start - 1] <= 'Z');
}

static bool sounds_like_cost(rc_text name)
{
    return ends_with_word(name, "cost") || ends_with_word(name, "rate") ||
           ends_with_word(name, "price");
}

/* A search for a column beside the cost whose name is like a cost's. */
typedef struct rival_search {
    unsigned cost, found; /* found: COLUMN_NONE if there is none */
} rival_search;

static bool look(void *context, unsigned column, const field *f)
{
    rival_search *s = context;

    if (column != s->cost && sounds_like_cost(f->text))
        s->found = column;
    return s->found == COLUMN_NONE;
}

static void warn_of_rival(const layout *l, const header *h, column_notes *notes)
{
    rival_search s = {l->columns[ROLE_COST], COLUMN_NONE};
    rc_error warning;

    rc_record_each_field(h->text, h->delimiter, h->multiline, look, &s);
    if (s.found == COLUMN_NONE)
        return;
    const column_pair pair = {"the cost is taken from", s.cost, "and not from", s.found};
    rc_columns_set_pair(&warning, h, &pair);
    add_warning(notes, &warning, RC_HINT_COST_COLUMN);
}

/* ---- Columns that do not count ---- */

/* Warns of days that do not count. */
static void warn_of_dates(const header *h, column_notes *notes)
{
    unsigned first = rc_header_find_any(h, rc_column_names.first_days).first;
    unsigned column =
        first != COLUMN_NONE ? first : rc_header_find_any(h, rc_column_names.last_days).first;
    char quoted[RC_QUOTE_BYTES];
    rc_error warning;

    if (column == COLUMN_NONE)
        return;
    header_column date = rc_header_column(h, column);
    rc_error_set(&warning, RC_WARNING, "all rows count, whatever their dates in column %u %s",
                 column + 1, rc_header_quote(quoted, &date.name));
    add_warning(notes, &warning, RC_HINT_AT);
}

/* Warns of a column that may say which rows are blocked. */
static void warn_of_blocked(const header *h, column_notes *notes)
{
    unsigned column = rc_header_find_any(h, rc_column_names.blocked).first;
    char quoted[RC_QUOTE_BYTES];
    rc_error warning;

    if (column == COLUMN_NONE)
        return;
    header_column blocked = rc_header_column(h, column);
    rc_error_set(&warning, RC_WARNING, "no row is blocked by column %u %s", column + 1,
                 rc_header_quote(quoted, &blocked.name));
    add_warning(notes, &warning, RC_HINT_BLOCKED_COLUMN);
}

void rc_columns_warn(const layout *l, const rc_load_options *o, const header *h,
                     column_notes *notes)
{
    if (!o->cost_column.name.bytes && o->cost_column.number == 0 &&
        rc_header_find_any(h, rc_column_names.costs).first == l->columns[ROLE_COST])
        warn_of_rival(l, h, notes);
    if (!o->at)
        warn_of_dates(h, notes);
    if (l->columns[ROLE_BLOCKED] == COLUMN_NONE)
        warn_of_blocked(h, notes);
}
