/* Parses a block of a route list into batches of routes: rc_deck_parse of deck.h.
 *
 * Rows of the plainest shape are scanned at one go, which is what most of a long list is.  Other
 * records are cut into fields; fields that are plain are read without more ado, and only what is
 * neither goes the careful way, which knows everything that a row can mean or lack. */
#include "deck/deck.h"

#include "deck/deck_record.h"
#include "deck/row.h"

#include <string.h>

#define ROW_SCAN_BYTES 32

_Static_assert(ROW_SCAN_BYTES <= BLOCK_PADDING, "a row is scanned within the padding");
_Static_assert(KEY_SCAN_BYTES + 1 <= BLOCK_PADDING, "a prefix is scanned within the padding");

enum { SHORT_COST = 16 /* characters of a cost that is found without a lock */ };

/* Finds a cost of n characters, 1 and more, that has been spelt before; COST_REF_NONE if it has
 * not.  A NUL at its end would be taken for the padding of the words. */
static HOT_INLINE cost_ref scan_cost(const deck *d, const char *text, size_t n)
{
    uint64_t low = load64(text), high = 0;

    if (LIKELY(n <= 8)) {
        low &= UINT64_MAX >> 8 * (8 - n);
        cost_ref ref = cost_ref_scan(low, (unsigned)n);
        if (LIKELY(ref != COST_REF_NONE))
            return LIKELY(cost_pages_have(d->plain_costs, ref)) ? ref : COST_REF_NONE;
    } else if (n <= SHORT_COST) {
        high = load64(text + 8) & UINT64_MAX >> 8 * (16 - n);
    }
    return n <= SHORT_COST && text[n - 1] != '\0' ? rc_cost_set_find(d->costs, low, high)
                                                  : COST_REF_NONE;
}

/* Scans a plain row: a prefix, the delimiter, a cost spelt before and the line end, all within
 * ROW_SCAN_BYTES.  Returns its bytes, or 0 for what has to be looked at more closely.
 *
 * The line end is looked for first, and by itself: so the next row can be begun while this one
 * is still being worked on. */
static HOT_INLINE size_t scan_row(const deck *d, char delimiter, int plus_optional, const char *at,
                                  prefix_key *key, cost_ref *cost)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16, n_plus;
    size_t n_line = trailing_zeros(line_ends | 1ull << ROW_SCAN_BYTES);
    size_t n_text = n_line - (at[n_line > 0 ? n_line - 1 : 0] == '\r');
    size_t n_digits = key_scan(at, key, &n_plus), cost_at = n_plus + n_digits + 1;

    if (UNLIKELY(!is_prefix_length(n_digits) || at[cost_at - 1] != delimiter || cost_at >= n_text ||
                 n_line == ROW_SCAN_BYTES))
        return 0;
    *key = plus_optional ? *key << SYMBOL_BITS * n_plus : *key;
    *cost = scan_cost(d, at + cost_at, n_text - cost_at);
    return LIKELY(*cost != COST_REF_NONE) ? n_line + 1 : 0;
}

/* ---- Routes ---- */

/* Where routes go. */
typedef struct sink {
    batch *rows;
    uint64_t *lines; /* of each, or NULL */
} sink;

static void add_route(const deck_block *b, sink *to, prefix_key key, uint32_t payload,
                      uint64_t line)
{
    batch *rows = to->rows;

    if (b->dialect.plus_optional && key_has_plus(key))
        key <<= SYMBOL_BITS;
    if (to->lines)
        to->lines[rows->n] = line;
    rows->keys[rows->n] = key;
    rows->payloads[rows->n++] = payload;
}

/* Adds the prefixes of a row that are left, as many as the batch has room for. */
static void add_rest(deck_block *b, sink *to)
{
    deck_rest *rest = &b->rest;
    prefix_key key;

    while (rest->is_there && to->rows->n < BATCH_ROUTES) {
        rest->is_there = rc_prefix_walk_next(&rest->walk, &key);
        if (rest->is_there)
            add_route(b, to, key, rest->payload, rest->line);
    }
}

/* Makes the payload of a cost that holds from a day on; with no days it is the cost.  Returns 0
 * when b->error is set. */
static int make_payload(const deck *d, deck_block *b, cost_ref cost, rc_date day, uint32_t *payload)
{
    rc_code code = RC_OK;

    *payload = cost;
    if (b->dialect.at)
        code = rc_dated_costs_add(d->dates, day, cost, payload);
    if (code)
        rc_error_set(&b->error, code,
                     code == RC_ERROR_LIMIT ? "too many different costs" : "out of memory");
    return code == RC_OK;
}

/* ---- Fields that are plain ---- */

/* As scan_cost, for a cost with a decimal comma; not for one that needs a careful look. */
static cost_ref scan_decimal_comma(const deck *d, const deck_block *b, const field *f)
{
    char bytes[SHORT_COST + 8] = {0};
    rc_text text = f->text;

    if (text.length > SHORT_COST || memchr(text.bytes, '.', text.length) ||
        (b->dialect.layout.delimiter == ',' && !f->is_quoted))
        return COST_REF_NONE;
    memcpy(bytes, text.bytes, text.length);
    char *comma = memchr(bytes, ',', text.length);
    if (comma)
        *comma = '.';
    return scan_cost(d, bytes, text.length);
}

/* Reads a row of plain fields.  Returns 0 for what has to be read carefully. */
static HOT_INLINE int scan_fields(const deck *d, const deck_block *b, const record *r,
                                  prefix_key *key, cost_ref *cost, rc_date *day)
{
    const field *cost_field = &r->fields[ROLE_COST];

    if (r->kind != RECORD_ROW || !r->fields[ROLE_PREFIX].text.bytes || !cost_field->text.length ||
        !deck_scan_prefix(r->fields[ROLE_PREFIX].text, key))
        return 0;
    *cost = UNLIKELY(b->dialect.decimal_comma)
                ? scan_decimal_comma(d, b, cost_field)
                : scan_cost(d, cost_field->text.bytes, cost_field->text.length);
    *day = 0;
    if (b->dialect.at && r->fields[ROLE_DATE].text.bytes)
        *day = rc_date_parse(r->fields[ROLE_DATE].text);
    return *cost != COST_REF_NONE && (*day || !b->dialect.at);
}

/* ---- Records of any shape ---- */

/* Adds the row of a record, or its fault.  Returns 0 when b->error is set. */
static int parse_carefully(const deck *d, deck_block *b, const record *r, const char *start,
                           sink *to)
{
    int is_first = b->is_first && b->n_rows + b->n_faults + to->rows->n == 0;
    rc_error fault;
    cost_ref cost;
    row parsed;

    if (rc_row_read(r, start, &b->dialect, is_first, &parsed, &fault)) {
        deck_add_fault(b, &fault);
        return 1;
    }
    b->n_rows++;
    if (parsed.date > b->dialect.at)
        return 1;
    rc_code code = rc_cost_set_add(d->costs, parsed.cost, parsed.value, &cost);
    if (code) {
        rc_error_set(&b->error, code,
                     code == RC_ERROR_LIMIT ? "too many different costs" : "out of memory");
        return 0;
    }
    b->rest = (deck_rest){.is_there = 1, .line = b->n_lines + 1};
    rc_prefix_walk_begin(&b->rest.walk, parsed.prefixes);
    if (!make_payload(d, b, cost, parsed.date, &b->rest.payload))
        return 0;
    add_rest(b, to);
    return 1;
}

/* Adds what a record holds.  Returns 0 when b->error is set. */
static int parse_row(const deck *d, deck_block *b, const record *r, const char *start, sink *to)
{
    prefix_key key;
    cost_ref cost;
    uint32_t payload;
    rc_date day;

    if (!scan_fields(d, b, r, &key, &cost, &day))
        return parse_carefully(d, b, r, start, to);
    b->n_rows++;
    if (day > b->dialect.at)
        return 1;
    if (!make_payload(d, b, cost, day, &payload))
        return 0;
    add_route(b, to, key, payload, b->n_lines + 1);
    return 1;
}

/* Parses one record of any shape.  Returns its bytes, or 0 when b->error is set. */
static size_t parse_record(const deck *d, deck_block *b, const char *at, sink *to)
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
    else if (r.kind != RECORD_IGNORED && !parse_row(d, b, &r, at, to))
        return 0;
    b->n_lines += r.n_lines;
    return r.n_bytes;
}

/* Scans plain rows till one is not, or the batch is full; returns where it left off. */
static const char *scan_rows(const deck *d, deck_block *b, const char *at, sink *to)
{
    const char *end = b->text.bytes + b->text.n_bytes;
    const char delimiter = b->dialect.layout.delimiter;
    const int plus_optional = b->dialect.plus_optional;
    batch *rows = to->rows;
    size_t n = rows->n, n_before = n, n_bytes;

    while (at < end && n < BATCH_ROUTES &&
           (n_bytes = scan_row(d, delimiter, plus_optional, at, &rows->keys[n],
                               &rows->payloads[n])) > 0) {
        if (to->lines)
            to->lines[n] = b->n_lines + (n - n_before) + 1;
        at += n_bytes;
        n++;
    }
    rows->n = n;
    b->n_rows += n - n_before;
    b->n_lines += n - n_before;
    return at;
}

int rc_deck_parse(const deck *d, deck_block *b, batch *rows, uint64_t *lines)
{
    const char *at = b->text.bytes + b->at, *end = b->text.bytes + b->text.n_bytes;
    sink to = {rows, lines};

    rows->n = 0;
    add_rest(b, &to);
    while (at < end && rows->n < BATCH_ROUTES) {
        if (b->dialect.is_plain)
            at = scan_rows(d, b, at, &to);
        if (at == end || rows->n == BATCH_ROUTES)
            break;
        size_t n_bytes = parse_record(d, b, at, &to);
        if (n_bytes == 0)
            return 0;
        at += n_bytes;
    }
    b->at = (size_t)(at - b->text.bytes);
    b->n_routes += rows->n;
    return rows->n > 0;
}
