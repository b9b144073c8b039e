/* A route list becomes batches of routes: see deck.h. */
#include "deck/deck.h"

#include "base/error.h"
#include "io/file_kind.h"
#include "csv/cut.h"

#include <string.h>

enum {
    /* A quote that is not closed costs a look at all bytes up to RC_ROW_BYTES_MAX behind it.
     * After so many of them, line ends within quotes are no longer believed in. */
    OPEN_RECORDS_MAX = 100
};

void rc_deck_open(deck *d, rc_reader reader, const rc_load_options *options, cost_set *costs,
                  dated_costs *dates)
{
    *d = (deck){.in = {.reader = reader},
                .costs = costs,
                .dates = dates,
                .plain_costs = costs ? rc_cost_set_plain(costs) : NULL,
                .n_lines_to_skip = options->n_skipped_lines,
                .at_file_start = 1};
    rc_dialect_begin(&d->dialect, options);
}

void rc_deck_close(deck *d)
{
    rc_input_free(&d->in);
}

void rc_deck_block_free(deck_block *b)
{
    rc_block_free(&b->text);
}

static size_t count_lines(const char *text, size_t n_bytes)
{
    size_t n_lines = 0;
    for (size_t i = 0; i < n_bytes; i++)
        n_lines += text[i] == '\n';
    return n_lines;
}

/* Whether a record that was read from the block ends in it. */
static int is_whole(const deck *d, const record *r, int multiline)
{
    int is_last = d->in.ended && r->kind != RECORD_OPEN; /* it needs no line end */
    return (r->has_end || is_last) && !(r->kind == RECORD_OPEN && multiline);
}

/* ---- The first record ---- */

/* What the record at a place of the block tells of the list. */
static dialect_finding judge_record(deck *d, deck_block *b, size_t at, const record *r)
{
    rc_text text = {b->text.bytes + at, r->n_bytes};
    rc_error error = {.code = RC_OK};
    dialect_finding finding = rc_dialect_settle(&d->dialect, text, b->multiline, r, &error);

    if (finding == FINDING_NOTHING)
        return finding;
    if (b->has_bad_start) {
        d->dialect.is_settled = 0; /* the record begins the next block, and is judged anew there */
    } else if (finding == FINDING_HEADER) {
        b->at = at + r->n_bytes;
        b->n_lines += count_lines(b->text.bytes, b->at);
    } else if (finding == FINDING_ERROR) {
        d->error = error;
        d->error.line = d->n_lines + b->n_lines + count_lines(b->text.bytes, at) + 1;
    }
    return finding;
}

/* Looks for the record that tells how the list is written.  Returns the bytes of the whole records
 * ahead of it. */
static size_t find_first_record(deck *d, deck_block *b)
{
    size_t at = 0;
    record r;

    while (at < b->text.n_bytes) {
        rc_dialect_read(&d->dialect, (rc_text){b->text.bytes + at, b->text.n_bytes - at},
                        b->multiline, &r);
        if (!is_whole(d, &r, b->multiline))
            break;
        if (r.kind != RECORD_IGNORED) {
            if (judge_record(d, b, at, &r) != FINDING_NOTHING)
                break;
            b->has_bad_start = 1;
        }
        at += r.n_bytes;
    }
    return at;
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
    return rc_csv_cut((rc_text){text->bytes, text->n_bytes}, d->dialect.layout.delimiter,
                      multiline ? CSV_LIST : CSV_LINES, d->in.ended);
}

/* The bytes to use of the block: its whole records, all of it at the end of the stream; or, till
 * the dialect is settled, those that tell nothing of it. */
static size_t find_cut(deck *d, deck_block *b)
{
    const block *text = &b->text;
    size_t n_used = d->dialect.is_settled ? 0 : find_first_record(d, b);

    if (d->dialect.is_settled)
        n_used = memchr(text->bytes, '"', text->n_bytes) ? last_record_end(d, text, b->multiline)
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

/* Ends the block behind its last whole record. Returns 0 without memory or with d->error set. */
static int cut_block(deck *d, deck_block *b)
{
    size_t n_used = find_cut(d, b);

    while (n_used == 0 && d->error.code == RC_OK && !d->in.ended &&
           b->text.n_bytes < DECK_BLOCK_BYTES_MAX) {
        size_t capacity = 2 * b->text.capacity;
        if (rc_input_extend(&d->in, &b->text,
                            capacity < DECK_BLOCK_BYTES_MAX ? capacity : DECK_BLOCK_BYTES_MAX))
            return 0;
        n_used = find_cut(d, b);
    }
    if (d->error.code)
        return 0;
    if (n_used == 0)
        n_used = cut_endless_record(d, b);
    return rc_input_cut(&d->in, &b->text, n_used) == RC_OK;
}

/* Drops the first bytes of the block. */
static void drop_front(deck_block *b, size_t n_bytes)
{
    block *text = &b->text;

    memmove(text->bytes, text->bytes + n_bytes, text->n_bytes - n_bytes);
    memset(text->bytes + text->n_bytes - n_bytes, 0, n_bytes);
    text->n_bytes -= n_bytes;
}

/* Drops a number of lines from the front of the block.  Returns those that are still to come. */
static uint64_t drop_lines(deck_block *b, uint64_t n_lines)
{
    const char *at = b->text.bytes, *end = at + b->text.n_bytes;

    while (n_lines > 0 && at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        if (!feed) {
            at = end;
            break;
        }
        at = feed + 1;
        b->n_lines++;
        n_lines--;
    }
    drop_front(b, (size_t)(at - b->text.bytes));
    return n_lines;
}

/* Looks at the first bytes of the stream: passes over a byte order mark, and sets d->error if they
 * tell that the file is no list. */
static void check_file_start(deck *d, deck_block *b)
{
    rc_text start = {b->text.bytes, b->text.n_bytes};
    const char *refusal = rc_file_kind_refusal(start);

    d->at_file_start = 0;
    if (refusal)
        rc_error_set(&d->error, RC_ERROR_FORMAT, "%s", refusal);
    else
        drop_front(b, rc_block_mark(&b->text));
}

/* Drops what is no record from the front of the block.  Returns 1 if something is left. */
static int drop_others(deck *d, deck_block *b)
{
    if (d->at_file_start)
        check_file_start(d, b);
    if (d->n_lines_to_skip > 0)
        d->n_lines_to_skip = drop_lines(b, d->n_lines_to_skip);
    if (d->in_long_row)
        d->in_long_row = drop_lines(b, 1) > 0;
    return b->text.n_bytes > 0;
}

static void note_input_failure(deck *d)
{
    if (d->in.no_memory)
        rc_error_set(&d->error, RC_ERROR_MEMORY, "out of memory");
    else if (d->in.failed)
        rc_error_set(&d->error, RC_ERROR_READ, "cannot read");
    d->error.os_error = d->in.os_error;
}

static void reset_block(const deck *d, deck_block *b)
{
    b->at = 0;
    b->multiline = d->n_open < OPEN_RECORDS_MAX;
    b->too_long = b->has_bad_start = 0;
    b->rest.is_there = 0;
    b->n_lines = b->n_rows = b->n_routes = b->n_faults = 0;
    b->error.code = RC_OK;
}

/* Fills the block with bytes that belong to records; 0 at the end or after a failure. */
static int fill_block(deck *d, deck_block *b)
{
    if (rc_block_reserve(&b->text, DECK_BLOCK_BYTES)) {
        d->in.no_memory = 1;
        return 0;
    }
    do {
        if (rc_input_fill(&d->in, &b->text) || b->text.n_bytes == 0 || d->in.failed)
            return 0;
    } while (!drop_others(d, b) && d->error.code == RC_OK);
    return d->error.code == RC_OK;
}

/* Hands the dialect as far as it is known to the block. */
static void note_dialect(deck *d, deck_block *b)
{
    b->dialect = d->dialect;
    b->is_first = !d->was_settled;
    d->was_settled = d->dialect.is_settled;
    if (!d->dialect.is_settled)
        d->n_lines += b->n_lines + count_lines(b->text.bytes, b->text.n_bytes);
}

int rc_deck_take(deck *d, deck_block *b)
{
    if (d->error.code)
        return 0;
    reset_block(d, b);
    if (!fill_block(d, b) || !cut_block(d, b)) {
        if (d->error.code == RC_OK)
            note_input_failure(d);
        return 0;
    }
    note_dialect(d, b);
    return 1;
}
