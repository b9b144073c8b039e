/* The fast way from rows with further columns to routes.
 *
 *     Destination,Code,Rate,Increment        the columns of prefix and cost stand anywhere
 *     "Germany, mobile",4915,0.04,60/60
 *                      ^    ^    ^     ^     marks: delimiters outside quotes, and the line end
 *
 * The contract is that of row_scan.h.  A row is looked at in windows of 64 bytes, the first of
 * which begins with it.  All windows need is marked at once, so fields that are not wanted are
 * never read. What is declined: quotes that do not stand where a field begins or ends, control
 * characters, line ends between quotes, long rows, and what row_scan.h declines in the two fields.
 */
#ifndef DECK_COLUMN_SCAN_H
#define DECK_COLUMN_SCAN_H

#include "csv/marks.h"
#include "deck/row_scan.h"

enum { COLUMN_SCAN_BYTES = 448 /* of a row; a window that begins in them may reach beyond */ };

_Static_assert(MARKED_BYTES <= BLOCK_PADDING, "a window reaches into the padding");
_Static_assert(COLUMN_SCAN_BYTES + MARKED_BYTES <= RC_ROW_BYTES_MAX, "no row is too long");

/* A window of a row, and what the windows before it mean for its first byte. */
typedef struct column_window {
    uint64_t delimiters; /* outside quotes and before the first stop */
    uint64_t stops;      /* line ends, and whatever is declined */
    uint64_t inside;     /* all ones between quotes; else 0 */
    uint64_t is_start;   /* 1: a field begins, or a closing quote is the byte before; else 0 */
    uint64_t is_closing; /* 1: the byte before is a closing quote; else 0 */
} column_window;

/* Takes quotes into account.  Two quotes in a row count as a closing and an opening one, which
 * changes nothing.  Returns false to decline. */
static HOT_INLINE bool column_window_unquote(const char *bytes, column_window *w)
{
    uint64_t quotes = mark_equal64(bytes, '"'), controls = w->stops & ~quotes;
    uint64_t inside = running_parity(quotes) ^ w->inside; /* an opening quote is, a closing not */
    uint64_t opening = quotes & inside, closing = quotes & ~inside;
    uint64_t delimiters = w->delimiters & ~inside;
    uint64_t may_open = (delimiters | closing) << 1 | w->is_start;
    uint64_t behind = closing << 1 | w->is_closing;
    uint64_t wrong =
        (opening & ~may_open) | (behind & ~(delimiters | controls | opening)) | (controls & inside);

    w->delimiters = delimiters;
    w->stops = controls | wrong;
    w->inside = 0 - (inside >> 63);
    w->is_start = (delimiters | closing) >> 63;
    w->is_closing = closing >> 63;
    return (wrong & (w->stops ^ (w->stops - 1))) == 0; /* the first stop is a line end, or none */
}

/* Marks the next window of a row.  Returns false to decline. */
static HOT_INLINE bool column_window_mark(const char *bytes, char delimiter, column_window *w)
{
    w->delimiters = mark_equal64(bytes, delimiter);
    w->stops = mark_stops64(bytes) & ~w->delimiters;
    bool has_quote = w->stops && bytes[trailing_zeros(w->stops)] == '"';
    if (has_quote || w->inside || w->is_closing) {
        if (!column_window_unquote(bytes, w))
            return false;
    } else {
        w->is_start = w->delimiters >> 63;
    }
    w->delimiters &= w->stops ^ (w->stops - 1);
    return true;
}

/* Which columns of a simple dialect are wanted. */
typedef struct column_scan {
    char delimiter;
    unsigned prefix, cost;
    unsigned n; /* columns up to the last of the two */
    bool decimal_comma;
} column_scan;

static inline column_scan column_scan_begin(const dialect *d)
{
    unsigned prefix = d->layout.columns[ROLE_PREFIX], cost = d->layout.columns[ROLE_COST];

    return (column_scan){d->layout.delimiter, prefix, cost, 1 + (prefix > cost ? prefix : cost),
                         d->decimal_comma};
}

/* Finds where the first fields of the row at `at` begin, and where the one behind them would.  end
 * is that of the block.  Returns the row's line end, or NULL to decline. */
static HOT_INLINE const char *column_scan_starts(const column_scan *c, const char *at,
                                                 const char *end, const char **starts)
{
    column_window w = {.is_start = 1};
    const char *bytes = at;
    unsigned n_ends = 0;

    if (UNLIKELY((unsigned char)*at <= ' ' || *at == '#'))
        return NULL;
    starts[0] = at;
    for (;; bytes += MARKED_BYTES) {
        if (UNLIKELY(bytes >= end || bytes - at >= COLUMN_SCAN_BYTES) ||
            !column_window_mark(bytes, c->delimiter, &w))
            return NULL;
        for (; w.delimiters && n_ends < c->n; w.delimiters &= w.delimiters - 1)
            starts[++n_ends] = bytes + trailing_zeros(w.delimiters) + 1;
        if (w.stops)
            break;
    }
    const char *line_end = bytes + trailing_zeros(w.stops);
    if (n_ends < c->n)
        starts[++n_ends] = line_end + 1;
    return LIKELY(n_ends == c->n) ? line_end : NULL;
}

/* Returns a field, without its quotes; next is where the next one would begin. */
static HOT_INLINE rc_text column_scan_field(const char *start, const char *next)
{
    size_t n_quotes = *start == '"';
    return (rc_text){start + n_quotes, (size_t)(next - start) - 1 - 2 * n_quotes};
}

/* As row_scan_seen, for a cost with a decimal comma.  Declines more than eight characters. */
static HOT_INLINE cost_ref column_scan_comma(const payloads *p, cost_cache *seen, rc_text cost)
{
    char with_point[2 * sizeof(uint64_t)] = {0};

    if (cost.length > sizeof(uint64_t))
        return COST_REF_NONE;
    uint64_t word = load_characters(cost.bytes, cost.length);
    uint64_t unlike_point = word ^ '.' * EACH_BYTE, unlike_comma = word ^ ',' * EACH_BYTE;
    uint64_t points = (unlike_point - EACH_BYTE) & ~unlike_point & 128 * EACH_BYTE;
    uint64_t commas = (unlike_comma - EACH_BYTE) & ~unlike_comma & 128 * EACH_BYTE;
    if (points)
        return COST_REF_NONE;
    word ^= (commas >> 7) * (',' ^ '.'); /* no cost has two points */
    store64(with_point, word);
    return row_scan_seen(p, seen, with_point, cost.length);
}

/* Scans the row at `at` of a block that ends at end.  The cost is kept.  Returns the row's bytes,
 * or 0 to decline. */
static HOT_INLINE size_t column_scan_row(const column_scan *c, const char *at, const char *end,
                                         const payloads *p, cost_cache *seen, scanned_row *found)
{
    const char *starts[SIMPLE_COLUMNS + 1];
    const char *line_end = column_scan_starts(c, at, end, starts);

    if (UNLIKELY(!line_end) ||
        (UNLIKELY(*line_end != '\n') && (*line_end != '\r' || *++line_end != '\n')))
        return 0;
    rc_text prefix = column_scan_field(starts[c->prefix], starts[c->prefix + 1]);
    rc_text cost = column_scan_field(starts[c->cost], starts[c->cost + 1]);
    unsigned n_plus = *prefix.bytes == '+';
    unsigned n_symbols = row_scan_symbols(prefix.bytes, n_plus);
    if (UNLIKELY(!is_prefix_length(n_symbols - n_plus) || n_symbols != prefix.length ||
                 cost.length == 0))
        return 0;
    found->key = row_scan_key(prefix.bytes, n_symbols, n_plus);
    if (LIKELY(!c->decimal_comma))
        found->cost = row_scan_seen(p, seen, cost.bytes, cost.length);
    else if (c->delimiter != ',' || cost.bytes != starts[c->cost]) /* or quoted */
        found->cost = column_scan_comma(p, seen, cost);
    else
        return 0;
    return LIKELY(found->cost != COST_REF_NONE) ? (size_t)(line_end + 1 - at) : 0;
}

#endif
