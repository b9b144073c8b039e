/* The fast way from common rows to routes.
 *
 * The contract of every fast path: it answers fully, or it declines and says nothing, and the
 * careful reader decides.  Here the careful reader is rc_record_read with rc_row_read (row.h) and
 * the walk of prefix_list.h; a row that both of them read gives the same route.  Declining is never
 * wrong, only slow: these functions know nothing of faults, lists of prefixes or new costs. */
#ifndef DECK_ROW_SCAN_H
#define DECK_ROW_SCAN_H

#include "deck/dialect.h"
#include "io/input.h"
#include "route/payloads.h"
#include "route/symbol.h"

#define ROW_SCAN_BYTES 32

_Static_assert(ROW_SCAN_BYTES <= BLOCK_PADDING, "a row is scanned within the padding");
_Static_assert(KEY_SCAN_BYTES + 1 <= BLOCK_PADDING, "a prefix is scanned within the padding");

enum { SHORT_COST = 16 /* characters of a cost that is found without a lock */ };

/* What a row of one prefix says. */
typedef struct scanned_row {
    prefix_key key; /* with its '+' */
    cost_ref cost;
    rc_date day, last_day; /* 0 for none */
} scanned_row;

/* Finds a cost of n characters, 1 and more, that the set has already; else COST_REF_NONE.  Without
 * a set, all plain costs are known.  A NUL at the cost's end would be taken for the padding of the
 * words. */
static HOT_INLINE cost_ref row_scan_cost(const payloads *p, const char *text, size_t n)
{
    uint64_t low = load64(text), high = 0;

    if (LIKELY(n <= 8)) {
        low &= UINT64_MAX >> 8 * (8 - n);
        cost_ref ref = cost_ref_scan(low, (unsigned)n);
        if (LIKELY(ref != COST_REF_NONE))
            return LIKELY(!p->costs || cost_pages_have(p->plain_costs, ref)) ? ref : COST_REF_NONE;
    } else if (n <= SHORT_COST) {
        high = load64(text + 8) & UINT64_MAX >> 8 * (16 - n);
    }
    return n <= SHORT_COST && text[n - 1] != '\0' && p->costs
               ? rc_cost_set_find(p->costs, low, high)
               : COST_REF_NONE;
}

/* Scans a line of a plain dialect: a prefix, the delimiter, a known cost and the line end, all
 * within ROW_SCAN_BYTES.  Returns its bytes, or 0 to decline.
 *
 * The line end is looked for first, and by itself: so the next row can begin while this one is
 * still being worked on. */
static HOT_INLINE size_t row_scan_line(const char *at, char delimiter, const payloads *p,
                                       scanned_row *found)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16, n_plus;
    size_t n_line = trailing_zeros(line_ends | 1ull << ROW_SCAN_BYTES);
    size_t n_text = n_line - (at[n_line > 0 ? n_line - 1 : 0] == '\r');
    size_t n_digits = key_scan(at, &found->key, &n_plus), cost_at = n_plus + n_digits + 1;

    if (UNLIKELY(!is_prefix_length(n_digits) || at[cost_at - 1] != delimiter || cost_at >= n_text ||
                 n_line == ROW_SCAN_BYTES))
        return 0;
    found->cost = row_scan_cost(p, at + cost_at, n_text - cost_at);
    return LIKELY(found->cost != COST_REF_NONE) ? n_line + 1 : 0;
}

/* As row_scan_cost, for a field with a decimal comma; declines what needs a careful look. */
static inline cost_ref row_scan_decimal_comma(const payloads *p, char delimiter, const field *f)
{
    char bytes[SHORT_COST + 8] = {0};
    rc_text text = f->text;

    if (text.length > SHORT_COST || memchr(text.bytes, '.', text.length) ||
        (delimiter == ',' && !f->is_quoted))
        return COST_REF_NONE;
    memcpy(bytes, text.bytes, text.length);
    char *comma = memchr(bytes, ',', text.length);
    if (comma)
        *comma = '.';
    return row_scan_cost(p, bytes, text.length);
}

/* Makes of a prefix what the options want.  Returns false to decline: if no prefix comes out, or
 * costs have a factor. */
static inline bool row_scan_change(const row_rules *rules, unsigned n_symbols, prefix_key *key)
{
    dialled d = {.first = *key, .n = n_symbols};

    d = rc_idd_apply(&rules->idd, rc_dialled_join(rules->prepended, d));
    *key = d.first;
    return rc_dialled_is_prefix(d) && !rules->has_factor && !rules->has_blocked_decimals;
}

/* Scans a field with a day.  An empty field has none: 0.  Returns false to decline. */
static inline bool row_scan_day(const dialect *d, const record *r, role of, rc_date *day)
{
    rc_text text = r->fields[of].text;

    *day = 0;
    if (d->layout.columns[of] == COLUMN_NONE || (text.bytes && text.length == 0))
        return true;
    *day = text.bytes ? rc_date_parse(text, d->date_order) : 0;
    return *day != 0;
}

/* Scans the fields of a record: one prefix, a known cost and, if the dialect has dates, a date.
 * Returns false to decline. */
static HOT_INLINE bool row_scan_fields(const record *r, const dialect *d, const payloads *p,
                                       scanned_row *found)
{
    rc_text prefix = r->fields[ROLE_PREFIX].text;
    const field *cost = &r->fields[ROLE_COST];
    unsigned n_plus, n_digits;

    if (r->kind != RECORD_ROW || !prefix.bytes || cost->text.length == 0 || d->needs_care)
        return false;
    n_digits = key_scan(prefix.bytes, &found->key, &n_plus);
    if (!is_prefix_length(n_digits) || n_plus + n_digits != prefix.length)
        return false;
    if (UNLIKELY(d->rules.change_rows) &&
        !row_scan_change(&d->rules, n_plus + n_digits, &found->key))
        return false;
    found->cost = UNLIKELY(d->decimal_comma)
                      ? row_scan_decimal_comma(p, d->layout.delimiter, cost)
                      : row_scan_cost(p, cost->text.bytes, cost->text.length);
    found->day = found->last_day = 0;
    if (found->cost == COST_REF_NONE || !d->at)
        return found->cost != COST_REF_NONE;
    return row_scan_day(d, r, ROLE_DATE, &found->day) &&
           row_scan_day(d, r, ROLE_UNTIL, &found->last_day);
}

#endif
