/* A route list becomes batches of routes: see deck.h. */
#include "deck/deck.h"

#include "base/error.h"
#include "deck/row.h"

#include <string.h>

#define ROW_SCAN_BYTES 32

enum {
    /* A quote that is not closed costs a look at all bytes up to RC_ROW_BYTES_MAX behind it.
     * After so many of them, line ends within quotes are no longer believed in. */
    OPEN_RECORDS_MAX = 100
};

_Static_assert(ROW_SCAN_BYTES <= BLOCK_PADDING, "a row is scanned within the padding");

void deck_open(deck *d, rc_reader reader, cost_set *costs, int plus_optional)
{
    *d = (deck){.in = {.reader = reader},
                .costs = costs,
                .plain_costs = cost_set_plain(costs),
                .plus_optional = plus_optional,
                .delimiter = ',',
                .at_file_start = 1};
}

void deck_close(deck *d)
{
    input_free(&d->in);
}

void deck_block_free(deck_block *b)
{
    block_free(&b->text);
}

/* ---- Taking blocks of whole records ---- */

/* The bytes up to and with the last line end, 0 if there is none. */
static size_t last_line_end(const block *text)
{
    size_t n = text->n_bytes;
    while (n > 0 && text->bytes[n - 1] != '\n')
        n--;
    return n;
}

/* The bytes of the whole records, which may have quotes, 0 if there is none. */
static size_t last_record_end(const deck *d, const block *text, int multiline)
{
    size_t at = 0;
    record r;

    while (at < text->n_bytes) {
        record_read((rc_text){text->bytes + at, text->n_bytes - at}, d->delimiter, multiline, &r);
        int is_last = d->in.ended && r.kind != RECORD_OPEN; /* it needs no line end */
        if ((!r.has_end && !is_last) || (r.kind == RECORD_OPEN && multiline))
            break;
        at += r.n_bytes;
    }
    return at;
}

/* The bytes to use of the block: its whole records, all of it at the end of the stream. */
static size_t find_cut(const deck *d, const deck_block *b)
{
    const block *text = &b->text;
    size_t n_used = memchr(text->bytes, '"', text->n_bytes) ? last_record_end(d, text, b->multiline)
                                                            : last_line_end(text);

    if (d->in.ended && n_used < text->n_bytes &&
        !memchr(text->bytes + n_used, '\n', text->n_bytes - n_used))
        n_used = text->n_bytes; /* the last line has no line end */
    return n_used;
}

/* Cuts off a first record that does not end in time: its first line alone. */
static size_t cut_endless_record(deck *d, deck_block *b)
{
    const char *feed = memchr(b->text.bytes, '\n', b->text.n_bytes);

    if (feed) {
        d->n_open++;
        b->multiline = 0;
        return (size_t)(feed - b->text.bytes) + 1;
    }
    b->too_long = 1;
    d->in_long_row = 1;
    return b->text.n_bytes;
}

/* Ends the block behind its last whole record. Returns 0 without memory. */
static int cut_block(deck *d, deck_block *b)
{
    size_t n_used = find_cut(d, b);

    while (n_used == 0 && !d->in.ended && b->text.n_bytes < DECK_BLOCK_BYTES_MAX) {
        size_t capacity = 2 * b->text.capacity;
        if (!input_extend(&d->in, &b->text,
                          capacity < DECK_BLOCK_BYTES_MAX ? capacity : DECK_BLOCK_BYTES_MAX))
            return 0;
        n_used = find_cut(d, b);
    }
    if (n_used == 0)
        n_used = cut_endless_record(d, b);
    return input_cut(&d->in, &b->text, n_used);
}

/* Drops the rest of a row that is too long.  Returns 1 if something else is left. */
static int skip_long_row(deck *d, deck_block *b)
{
    const char *feed = memchr(b->text.bytes, '\n', b->text.n_bytes);

    if (!feed)
        return 0;
    size_t n_skipped = (size_t)(feed - b->text.bytes) + 1;
    d->in_long_row = 0;
    memmove(b->text.bytes, b->text.bytes + n_skipped, b->text.n_bytes - n_skipped);
    memset(b->text.bytes + b->text.n_bytes - n_skipped, 0, n_skipped);
    b->text.n_bytes -= n_skipped;
    b->n_lines++;
    return b->text.n_bytes > 0;
}

/* Looks at the first bytes of the stream: passes over a byte order mark. Returns 0 if they
 * tell that the file is no list. */
static int check_file_start(deck *d, deck_block *b)
{
    const char *bytes = b->text.bytes;
    size_t n_bytes = b->text.n_bytes;

    d->at_file_start = 0;
    if (n_bytes >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
        error_set(&d->error, RC_ERROR_LIST, "the file is UTF-16 text: save it as UTF-8");
        return 0;
    }
    if (n_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        memmove(b->text.bytes, bytes + 3, n_bytes - 3);
        memset(b->text.bytes + n_bytes - 3, 0, 3);
        b->text.n_bytes -= 3;
    }
    return b->text.n_bytes > 0;
}

/* Passes over a header, if the list's first record is in this block and is one. */
static void skip_header(deck *d, deck_block *b)
{
    record r;

    d->started |= b->too_long;
    for (size_t at = 0; at < b->text.n_bytes && !d->started; at += r.n_bytes) {
        record_read((rc_text){b->text.bytes + at, b->text.n_bytes - at}, d->delimiter, b->multiline,
                    &r);
        d->started = r.kind != RECORD_IGNORED;
        if (row_is_header(&r)) {
            b->at = at + r.n_bytes;
            for (size_t i = 0; i < b->at; i++)
                b->n_lines += b->text.bytes[i] == '\n';
        }
    }
}

static void note_input_failure(deck *d)
{
    if (d->in.no_memory)
        error_set(&d->error, RC_ERROR_MEMORY, "out of memory");
    else if (d->in.failed)
        error_set(&d->error, RC_ERROR_READ, "cannot read");
    d->error.os_error = d->in.os_error;
}

static void reset_block(const deck *d, deck_block *b)
{
    b->at = 0;
    b->multiline = d->n_open < OPEN_RECORDS_MAX;
    b->too_long = 0;
    b->n_lines = b->n_rows = b->n_faults = 0;
    b->error.code = RC_OK;
}

/* Fills the block with bytes that belong to records; 0 at the end or after a failure. */
static int fill_block(deck *d, deck_block *b)
{
    if (block_reserve(&b->text, DECK_BLOCK_BYTES)) {
        d->in.no_memory = 1;
        return 0;
    }
    do {
        if (!input_fill(&d->in, &b->text) || d->in.failed)
            return 0;
    } while ((d->at_file_start && !check_file_start(d, b) && d->error.code == RC_OK) ||
             (d->in_long_row && !skip_long_row(d, b)));
    return d->error.code == RC_OK;
}

int deck_take(deck *d, deck_block *b)
{
    if (d->error.code)
        return 0;
    reset_block(d, b);
    if (!fill_block(d, b) || !cut_block(d, b)) {
        if (d->error.code == RC_OK)
            note_input_failure(d);
        return 0;
    }
    if (!d->started)
        skip_header(d, b);
    return 1;
}

/* ---- Parsing a block ---- */

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
    } else if (n <= 16) {
        high = load64(text + 8) & UINT64_MAX >> 8 * (16 - n);
    }
    return n <= 16 && text[n - 1] != '\0' ? cost_set_find(d->costs, low, high) : COST_REF_NONE;
}

/* Scans a plain row: a prefix, the delimiter, a cost spelt before and the line end, all within
 * ROW_SCAN_BYTES.  Returns its bytes, or 0 for what the careful path must look at.
 *
 * The line end is looked for first, and by itself: so the next row can be begun while this one
 * is still being worked on. */
static HOT_INLINE size_t scan_row(const deck *d, const char *at, prefix_key *key, cost_ref *cost)
{
    unsigned line_ends = mark_equal16(at, '\n') | mark_equal16(at + 16, '\n') << 16, n_plus;
    size_t n_line = trailing_zeros(line_ends | 1ull << ROW_SCAN_BYTES);
    size_t n_text = n_line - (at[n_line > 0 ? n_line - 1 : 0] == '\r');
    size_t n_digits = key_scan(at, key, &n_plus), cost_at = n_plus + n_digits + 1;

    if (UNLIKELY(n_digits - 1 >= RC_PREFIX_DIGITS_MAX || at[cost_at - 1] != d->delimiter ||
                 cost_at >= n_text || n_line == ROW_SCAN_BYTES))
        return 0;
    *key = d->plus_optional ? *key << SYMBOL_BITS * n_plus : *key;
    *cost = scan_cost(d, at + cost_at, n_text - cost_at);
    return LIKELY(*cost != COST_REF_NONE) ? n_line + 1 : 0;
}

static void add_fault(deck_block *b, const rc_error *fault)
{
    if (b->n_faults < RC_FAULTS_SHOWN)
        b->faults[b->n_faults] = *fault;
    b->n_faults++;
}

/* Adds the row of a record, or its fault.  Returns 0 when b->error is set. */
static int parse_record(const deck *d, deck_block *b, const record *r, const char *start,
                        batch *rows)
{
    row parsed = {0};
    rc_error fault;

    if (row_read(r, start, &parsed, &fault)) {
        fault.line = b->n_lines + 1;
        add_fault(b, &fault);
        return 1;
    }
    rc_code code = cost_set_add(d->costs, parsed.cost, parsed.value, &rows->payloads[rows->n]);
    if (code) {
        error_set(&b->error, code,
                  code == RC_ERROR_LIMIT ? "too many different costs" : "out of memory");
        return 0;
    }
    if (d->plus_optional && key_has_plus(parsed.key))
        parsed.key <<= SYMBOL_BITS;
    rows->keys[rows->n++] = parsed.key;
    return 1;
}

/* Adds the fault of a row that is too long. */
static void note_long_row(deck_block *b)
{
    rc_error fault;

    error_set(&fault, RC_FAULT_ROW, "the row is longer than %d bytes", RC_ROW_BYTES_MAX);
    fault.line = b->n_lines + 1;
    add_fault(b, &fault);
}

/* The bytes of a record without its line end. */
static size_t count_bytes(const record *r, const char *at)
{
    size_t n = r->n_bytes - (r->has_end ? 1 : 0);
    return n > 0 && at[n - 1] == '\r' ? n - 1 : n;
}

/* Parses one record of any shape.  Returns its bytes, or 0 when b->error is set. */
static size_t parse_carefully(const deck *d, deck_block *b, const char *at, batch *rows)
{
    rc_text text = {at, (size_t)(b->text.bytes + b->text.n_bytes - at)};
    record r;

    if (b->too_long) {
        note_long_row(b);
        return b->text.n_bytes;
    }
    record_read(text, d->delimiter, b->multiline, &r);
    /* The block was cut where what stood behind was known too: a quote that does not end within
     * the block was not closed in time, and its record is its first line. */
    if (r.kind == RECORD_OPEN && b->multiline)
        record_read(text, d->delimiter, 0, &r);
    if (r.kind != RECORD_IGNORED && count_bytes(&r, at) > RC_ROW_BYTES_MAX)
        note_long_row(b);
    else if (r.kind != RECORD_IGNORED && !parse_record(d, b, &r, at, rows))
        return 0;
    b->n_lines += r.n_lines;
    return r.n_bytes;
}

int deck_parse(const deck *d, deck_block *b, batch *rows, uint64_t *lines)
{
    const char *at = b->text.bytes + b->at, *end = b->text.bytes + b->text.n_bytes;

    rows->n = 0;
    while (at < end && rows->n < BATCH_ROUTES) {
        size_t n = rows->n, n_bytes = scan_row(d, at, &rows->keys[n], &rows->payloads[n]);

        if (lines)
            lines[n] = b->n_lines + 1;
        if (LIKELY(n_bytes > 0)) {
            rows->n++;
            b->n_lines++;
        } else {
            n_bytes = parse_carefully(d, b, at, rows);
            if (n_bytes == 0)
                return 0;
        }
        at += n_bytes;
    }
    b->at = (size_t)(at - b->text.bytes);
    b->n_rows += rows->n;
    return rows->n > 0;
}
