/* The fast way from common rows to routes.
 *
 * The contract of every fast path: it answers fully, or it declines and says nothing, and the
 * careful reader decides.  Here the careful reader is rc_record_read with rc_row_read (row.h) and
 * the walk of prefix_list.h; a row that both of them read gives the same route.  Declining is never
 * wrong, only slow: these functions know nothing of faults, lists of prefixes, or new costs that
 * are not plain. */
#ifndef DECK_ROW_SCAN_H
#define DECK_ROW_SCAN_H

#include "deck/dialect.h"
#include "io/input.h"
#include "route/payloads.h"
#include "route/symbol.h"

#define ROW_SCAN_BYTES 32

_Static_assert(ROW_SCAN_BYTES <= BLOCK_PADDING, "a row is scanned within the padding");
_Static_assert(KEY_SCAN_BYTES + 2 <= BLOCK_PADDING, "a prefix is scanned within the padding");

enum { SHORT_COST = 16 /* characters of a cost that is found without a lock */ };

/* What a row of one prefix says. */
typedef struct scanned_row {
    prefix_key key; /* with its '+' */
    cost_ref cost;
    rc_date day, last_day; /* 0 for none */
} scanned_row;

/* Costs of up to eight characters that were scanned before, by a hash of the spelling.  Most lists
 * have hundreds of costs, and looking here takes a fraction of the work of reading one. */
enum { COST_CACHE_BITS = 9, COST_CACHE = 1 << COST_CACHE_BITS };

typedef struct cost_cache {
    uint64_t words[COST_CACHE]; /* the spelling, the first character lowest; 0: none */
    cost_ref refs[COST_CACHE];
} cost_cache;

static inline void cost_cache_init(cost_cache *seen)
{
    memset(seen->words, 0, sizeof seen->words);
}

static HOT_INLINE unsigned cost_cache_place(uint64_t word)
{
    return (unsigned)(word * UINT64_C(0x9e3779b97f4a7c15) >> (64 - COST_CACHE_BITS));
}

/* Returns the first n characters of a text, 1..8, as a word with zeros behind. */
static HOT_INLINE uint64_t load_characters(const char *text, size_t n)
{
    return load64(text) & UINT64_MAX >> (64 - 8 * n) % 64;
}

/* Finds a cost of n characters, 1 and more, that is plain or that the set has already; else
 * COST_REF_NONE.  A plain one may be new: see row_scan_keep_cost.  A NUL at the cost's end would be
 * taken for the padding of the words. */
static HOT_INLINE cost_ref row_scan_cost(const payloads *p, const char *text, size_t n)
{
    uint64_t low = load64(text), high = 0;

    if (LIKELY(n <= 8)) {
        low = load_characters(text, n);
        cost_ref ref = cost_ref_scan(low, (unsigned)n);
        if (LIKELY(ref != COST_REF_NONE))
            return ref;
    } else if (n <= SHORT_COST) {
        high = load_characters(text + 8, n - 8);
    }
    return n <= SHORT_COST && text[n - 1] != '\0' && p->costs
               ? rc_cost_set_find(p->costs, low, high)
               : COST_REF_NONE;
}

/* Adds a cost that was scanned to the set, unless it is there.  Only the cost of a row that becomes
 * a route may be added.  RC_OK or RC_ERROR_MEMORY. */
static HOT_INLINE rc_code row_scan_keep_cost(const payloads *p, cost_ref ref)
{
    if (cost_ref_is_listed(ref) || !p->costs || LIKELY(cost_pages_have(p->plain_costs, ref)))
        return RC_OK;
    return rc_cost_set_add_plain(p->costs, ref);
}

/* Scans the cost of a row that is all right but for it, and keeps it.  COST_REF_NONE to decline. */
static inline cost_ref row_scan_unseen(const payloads *p, cost_cache *seen, const char *text,
                                       size_t n)
{
    cost_ref cost = row_scan_cost(p, text, n);

    if (cost == COST_REF_NONE || row_scan_keep_cost(p, cost))
        return COST_REF_NONE;
    if (n <= 8) {
        uint64_t word = load_characters(text, n);
        unsigned place = cost_cache_place(word);
        seen->words[place] = word;
        seen->refs[place] = cost;
    }
    return cost;
}

/* The same, for a cost that was probably seen before.  No NUL is at its end. */
static HOT_INLINE cost_ref row_scan_seen(const payloads *p, cost_cache *seen, const char *text,
                                         size_t n)
{
    uint64_t word = load_characters(text, n);
    unsigned place = cost_cache_place(word);

    return LIKELY(seen->words[place] == word && n <= 8) ? seen->refs[place]
                                                        : row_scan_unseen(p, seen, text, n);
}

/* Finds the line end within the ROW_SCAN_BYTES at a text; returns ROW_SCAN_BYTES if it is not
 * there. */
static HOT_INLINE size_t find_line_end(const char *at)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16;
    return trailing_zeros(line_ends | 1ull << ROW_SCAN_BYTES);
}

/* Returns the number of symbols at the start of a text, one of n_plus '+', 0 or 1, and digits; at
 * most KEY_SYMBOLS. */
static HOT_INLINE unsigned row_scan_symbols(const char *at, unsigned n_plus)
{
    return trailing_zeros(~(mark_digits16(at) | n_plus));
}

/* Packs them, one or more.  A '+' is packed as if it were a digit, and then made one less. */
static HOT_INLINE prefix_key row_scan_key(const char *at, unsigned n_symbols, unsigned n_plus)
{
    _Static_assert((('+' & 15) + 1) - 1 == SYMBOL_PLUS, "a '+' is packed as one more");
    return (pack_halves16(at) & UINT64_MAX << (64 - SYMBOL_BITS * n_symbols)) -
           ((prefix_key)n_plus << 60);
}

/* Scans a line of a plain dialect: a prefix, the delimiter, a cost and the line end, all within
 * ROW_SCAN_BYTES.  The cost is kept.  Returns its bytes, or 0 to decline.
 *
 * The line end is looked for first, and by itself: so the next row can begin while this one is
 * still being worked on. */
static HOT_INLINE size_t row_scan_line(const char *at, char delimiter, const payloads *p,
                                       cost_cache *seen, scanned_row *found)
{
    size_t n_line = find_line_end(at);
    unsigned n_plus = *at == '+';
    unsigned n_symbols = row_scan_symbols(at, n_plus);
    size_t n_cost = n_line - n_symbols - 1;

    if (UNLIKELY(!is_prefix_length(n_symbols - n_plus) || at[n_symbols] != delimiter ||
                 n_cost - 1 >= ROW_SCAN_BYTES || n_line == ROW_SCAN_BYTES))
        return 0;
    if (UNLIKELY((unsigned char)at[n_line - 1] <= '\r')) {
        if (at[n_line - 1] != '\r' || --n_cost == 0 || (unsigned char)at[n_line - 2] <= '\r')
            return 0;
    }
    found->key = row_scan_key(at, n_symbols, n_plus);
    found->cost = row_scan_seen(p, seen, at + n_symbols + 1, n_cost);
    return LIKELY(found->cost != COST_REF_NONE) ? n_line + 1 : 0;
}

/* The same for a line that begins with a quote: the prefix is in quotes, and the cost may be. */
static HOT_INLINE size_t row_scan_quoted(const char *at, char delimiter, const payloads *p,
                                         cost_cache *seen, scanned_row *found)
{
    size_t n_line = find_line_end(at);
    unsigned n_plus;
    unsigned n_digits = key_scan(at + 1, &found->key, &n_plus);
    const char *cost = at + 1 + n_plus + n_digits + 2;

    if (UNLIKELY(n_line == ROW_SCAN_BYTES || !is_prefix_length(n_digits) || cost[-2] != '"' ||
                 cost[-1] != delimiter))
        return 0;
    const char *end = at + n_line - (at[n_line - 1] == '\r');
    if (*cost == '"') {
        if (end[-1] != '"')
            return 0;
        cost++;
        end--;
    }
    if (UNLIKELY(cost >= end || (unsigned char)end[-1] <= '\r'))
        return 0;
    found->cost = row_scan_seen(p, seen, cost, (size_t)(end - cost));
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

/* Scans the fields of a record: one prefix, a cost and, if the dialect has dates, a date.  The cost
 * is not kept.  Returns false to decline. */
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
