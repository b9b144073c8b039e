/* Finds the routes of a list that a number begins with: see deck_search.h.
 *
 * Nearly no row is looked for, and of the others only that they are well-formed has to be
 * known.  Where a glance at plain fields tells both, it is enough. */
#include "deck/deck_search.h"

#include "deck/deck_record.h"
#include "deck/row.h"

enum { ROW_SCAN_BYTES = 32, WORD_COST = 8 /* characters of a cost that a word holds */ };

_Static_assert((int)ROW_SCAN_BYTES <= (int)BLOCK_PADDING, "a row is scanned within the padding");

static HOT_INLINE int begins_with(prefix_key number, prefix_key prefix)
{
    return ((number ^ prefix) & key_mask(key_length(prefix))) == 0;
}

/* The prefix as it matches. */
static HOT_INLINE prefix_key match_key(const deck_block *b, prefix_key key)
{
    return b->dialect.plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

static HOT_INLINE unsigned plus_of(prefix_key key)
{
    return key_has_plus(key) ? RC_PLUS_WITH : RC_PLUS_WITHOUT;
}

static HOT_INLINE int is_plain_cost(const char *text, size_t length)
{
    return length - 1 < WORD_COST && cost_ref_scan(load64(text) & UINT64_MAX >> 8 * (8 - length),
                                                   (unsigned)length) != COST_REF_NONE;
}

/* ---- Rows that are not looked for ---- */

/* Passes over a row of the plainest shape.  Returns its bytes, or 0 for what has to be looked at
 * more closely. */
static HOT_INLINE size_t pass_row(deck_search *s, const deck_block *b, const char *at)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16, n_plus;
    size_t n_line = trailing_zeros(line_ends | 1ull << ROW_SCAN_BYTES);
    size_t n_text = n_line - (at[n_line > 0 ? n_line - 1 : 0] == '\r');
    prefix_key key;
    size_t n_digits = key_scan(at, &key, &n_plus), cost_at = n_plus + n_digits + 1;

    if (!is_prefix_length(n_digits) || at[cost_at - 1] != b->dialect.layout.delimiter ||
        cost_at >= n_text || n_line == ROW_SCAN_BYTES ||
        !is_plain_cost(at + cost_at, n_text - cost_at))
        return 0;
    key = match_key(b, key);
    if (begins_with(s->number, key))
        return 0;
    s->plus |= plus_of(key);
    return n_line + 1;
}

/* Passes over the plainest rows at a place of the block; returns where the first other is. */
static const char *pass_rows(deck_search *s, deck_block *b, const char *at)
{
    const char *end = b->text.bytes + b->text.n_bytes;
    uint64_t n = 0;

    for (size_t n_bytes; at < end && (n_bytes = pass_row(s, b, at)) > 0; at += n_bytes)
        n++;
    b->n_lines += n;
    b->n_rows += n;
    b->n_routes += n;
    return at;
}

/* Passes over a row whose fields are plain.  Returns 0 for what has to be looked at more closely.
 */
static int pass_fields(deck_search *s, deck_block *b, const record *r)
{
    const rc_text *prefix = &r->fields[ROLE_PREFIX].text, *cost = &r->fields[ROLE_COST].text;
    rc_date day = 0;
    prefix_key key;

    if (r->kind != RECORD_ROW || b->dialect.decimal_comma || !prefix->bytes || !cost->bytes ||
        !deck_scan_prefix(*prefix, &key) || !is_plain_cost(cost->bytes, cost->length))
        return 0;
    key = match_key(b, key);
    if (b->dialect.at && r->fields[ROLE_DATE].text.bytes)
        day = rc_date_parse(r->fields[ROLE_DATE].text);
    if (begins_with(s->number, key) || (b->dialect.at && !day))
        return 0;
    b->n_rows++;
    b->n_routes += day <= b->dialect.at;
    s->plus |= day <= b->dialect.at ? plus_of(key) : 0;
    return 1;
}

/* ---- Rows of any shape ---- */

/* Hands over those prefixes of a row that are looked for. */
static void search_prefixes(deck_search *s, deck_block *b, const row *parsed)
{
    deck_route route = {.cost = parsed->cost,
                        .value = parsed->value,
                        .date = parsed->date,
                        .is_later = parsed->date > b->dialect.at,
                        .line = b->n_lines + 1};
    prefix_walk walk;

    rc_prefix_walk_begin(&walk, parsed->prefixes);
    while (b->error.code == RC_OK && rc_prefix_walk_next(&walk, &route.key)) {
        route.key = match_key(b, route.key);
        s->plus |= route.is_later ? 0 : plus_of(route.key);
        b->n_routes += !route.is_later;
        if (!begins_with(s->number, route.key))
            continue;
        rc_code code = s->take(s->context, &route);
        if (code)
            rc_error_set(&b->error, code, "out of memory");
    }
}

static void search_row(deck_search *s, deck_block *b, const record *r, const char *start)
{
    rc_error fault;
    row parsed;

    if (pass_fields(s, b, r))
        return;
    if (rc_row_read(r, start, &b->dialect, b->is_first && b->n_rows + b->n_faults == 0, &parsed,
                    &fault)) {
        deck_add_fault(b, &fault);
        return;
    }
    b->n_rows++;
    search_prefixes(s, b, &parsed);
}

/* Searches one record of any shape; returns its bytes. */
static size_t search_record(deck_search *s, deck_block *b, const char *at)
{
    rc_text text = {at, (size_t)(b->text.bytes + b->text.n_bytes - at)};
    record r;

    if (b->too_long) {
        deck_note_long_row(b);
        return b->text.n_bytes;
    }
    deck_read_record(b, text, &r);
    if (r.kind != RECORD_IGNORED && deck_record_bytes(&r, at) > RC_ROW_BYTES_MAX)
        deck_note_long_row(b);
    else if (r.kind != RECORD_IGNORED)
        search_row(s, b, &r, at);
    b->n_lines += r.n_lines;
    return r.n_bytes;
}

void rc_deck_search_block(deck_search *s, deck_block *b)
{
    const char *at = b->text.bytes + b->at, *end = b->text.bytes + b->text.n_bytes;

    while (at < end && b->error.code == RC_OK) {
        if (b->dialect.is_plain)
            at = pass_rows(s, b, at);
        if (at < end)
            at += search_record(s, b, at);
    }
}
