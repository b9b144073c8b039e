/* Cuts a route list into blocks: see deck.h. */
#include "deck/deck.h"

#include "csv/cut.h"
#include "deck/first_row.h"
#include "deck/preamble.h"
#include "deck/row.h"
#include "io/file_kind.h"

#include <string.h>

enum {
    /* A quote that is not closed costs a look at all bytes up to RC_ROW_BYTES_MAX behind it.
     * After so many of them, line ends within quotes are no longer believed in. */
    OPEN_RECORDS_MAX = 100
};

void rc_deck_open(deck *d, rc_reader reader, const rc_load_options *options)
{
    *d = (deck){.in = {.reader = reader},
                .options = options,
                .block_bytes = DECK_BLOCK_BYTES,
                .n_lines_to_skip = options->n_skipped_lines,
                .at_file_start = true};
}

void rc_deck_close(deck *d)
{
    rc_input_free(&d->in);
}

/* Whether a record that was read from the block ends in it. */
static bool is_whole(const deck *d, const record *r, bool multiline)
{
    bool is_last = d->in.ended && r->kind != RECORD_OPEN; /* it needs no line end */
    return (r->has_end || is_last) && !(r->kind == RECORD_OPEN && multiline);
}

/* ---- The start of the list ---- */

static rc_text rest_of(const deck_block *b)
{
    return (rc_text){b->text.bytes + b->at, b->text.n_bytes - b->at};
}

/* Adds the fault of a record that does not show the dialect. */
static void fault_record(deck_block *b, const dialect *guess)
{
    const char *start = b->text.bytes + b->at;
    rc_error *fault = deck_next_fault(b);
    record r;
    deck_row none;

    deck_read_record(b, &guess->layout, &r);
    if (deck_is_too_long(&r, start))
        deck_fault_long_row(b);
    else if (rc_row_read(&r, start, guess, b->n_faults == 0, &none, fault)) {
        if (b->n_faults == 0)
            rc_preamble_advise(rest_of(b), false, b->n_lines, fault);
        deck_add_fault(b);
    }
}

/* Takes the dialect as found, or first as one that the first row has to settle. */
static void keep_dialect(deck *d, const dialect *found, bool is_settled)
{
    d->dialect = *found;
    d->has_header = !is_settled;
    d->has_dialect = is_settled;
}

/* Looks for the dialect in a record that is not ignored. */
static dialect_finding find_in_record(deck *d, const deck_block *b, dialect *guess, const record *r)
{
    rc_text text = {b->text.bytes + b->at, r->n_bytes};

    if (r->kind == RECORD_ROW && rc_record_is_empty(text, guess->layout.delimiter, b->multiline))
        return FINDING_EMPTY;
    if (!d->has_header)
        return rc_dialect_find(guess, d->options, text, b->multiline, r, &d->notes, &d->error);
    if (r->kind != RECORD_ROW)
        return FINDING_NOTHING;
    return rc_first_row_check_header(&guess->layout, &d->notes, text, b->multiline, &d->error)
               ? FINDING_ERROR
               : FINDING_ROW;
}

/* Looks for the dialect in the record at b->at.  Returns whether parsing begins behind it: it is
 * a header, or does not show the dialect. */
static bool look_at_record(deck *d, deck_block *b, dialect *guess, const record *r)
{
    if (r->kind == RECORD_IGNORED)
        return true;
    switch (find_in_record(d, b, guess, r)) {
    case FINDING_NOTHING:
        fault_record(b, guess);
        return true;
    case FINDING_ERROR:
        d->error.line = b->n_lines + 1;
        rc_preamble_advise(rest_of(b), d->has_header, b->n_lines, &d->error);
        return false;
    case FINDING_ROW:
        keep_dialect(d, guess, true);
        return false;
    case FINDING_HEADER:
        keep_dialect(d, guess, d->notes.doubt == DOUBT_NONE);
        return true;
    case FINDING_EMPTY:
        break;
    }
    return true;
}

/* Passes over comments and blank lines from b->at on, which may be many.  If the block has not been
 * cut yet, its last line may not be whole: it is left alone. */
static void pass_ignored(const deck *d, deck_block *b, bool is_cut)
{
    while (b->at < b->text.n_bytes && rc_record_is_ignored(rest_of(b))) {
        const char *feed = memchr(rest_of(b).bytes, '\n', rest_of(b).length);
        if (!feed && !is_cut && !d->in.ended)
            return;
        b->at = feed ? (size_t)(feed + 1 - b->text.bytes) : b->text.n_bytes;
        b->n_lines += feed != NULL;
    }
}

/* Goes through the records from b->at on until one shows the dialect.  If the block has not been
 * cut yet, its last record may not be whole: it is left alone. */
static void find_dialect(deck *d, deck_block *b, bool is_cut)
{
    pass_ignored(d, b, is_cut);
    while (!d->has_dialect && b->at < b->text.n_bytes) {
        rc_text text = rest_of(b);
        dialect guess =
            d->has_header ? d->dialect : rc_dialect_guess(d->options, text, b->multiline);
        record r;
        rc_record_read(text, &guess.layout, b->multiline, &r);
        if (!is_cut && !is_whole(d, &r, b->multiline))
            return;
        if (!look_at_record(d, b, &guess, &r))
            return;
        b->at += r.n_bytes;
        b->n_lines += r.n_lines;
        pass_ignored(d, b, is_cut);
    }
}

/* ---- Taking blocks of whole records ---- */

/* The end of the last whole line, 0 if there is none. */
static size_t last_line_end(const block *text)
{
    size_t n = text->n_bytes;
    while (n > 0 && text->bytes[n - 1] != '\n')
        n--;
    return n;
}

/* The end of the last whole record from `at` on, which may have quotes; `at` if there is none. */
static size_t last_record_end(const deck *d, const block *text, size_t at, bool multiline)
{
    rc_text rest = {text->bytes + at, text->n_bytes - at};
    return at + rc_csv_cut(rest, d->dialect.layout.delimiter, multiline ? CSV_LIST : CSV_LINES,
                           d->in.ended);
}

/* The bytes to use of the block: its whole records, all of it at the end of the stream; or, if
 * none of them shows the dialect, those that were gone through. */
static size_t find_cut(deck *d, deck_block *b)
{
    const block *text = &b->text;
    size_t n_used;

    if (!d->has_dialect)
        find_dialect(d, b, false);
    if (!d->has_dialect)
        n_used = b->at;
    else if (memchr(text->bytes, '"', text->n_bytes))
        n_used = last_record_end(d, text, b->at, b->multiline);
    else
        n_used = last_line_end(text);
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
        b->multiline = false;
        return (size_t)(feed - b->text.bytes) + 1;
    }
    b->too_long = true;
    d->in_long_row = true;
    return b->text.n_bytes;
}

/* Ends the block behind its last whole record.  Returns false without memory or when d->error is
 * set. */
static bool cut_block(deck *d, deck_block *b)
{
    size_t n_used = find_cut(d, b);

    while (n_used == 0 && d->error.code == RC_OK && !d->in.ended &&
           b->text.n_bytes < DECK_BLOCK_BYTES_MAX) {
        size_t capacity = 2 * b->text.capacity;
        if (rc_input_extend(&d->in, &b->text,
                            capacity < DECK_BLOCK_BYTES_MAX ? capacity : DECK_BLOCK_BYTES_MAX))
            return false;
        n_used = find_cut(d, b);
    }
    if (d->error.code)
        return false;
    if (n_used == 0)
        n_used = cut_endless_record(d, b);
    return rc_input_cut(&d->in, &b->text, n_used) == RC_OK;
}

/* ---- Filling blocks ---- */

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
        b->n_lines += feed != NULL;
        n_lines -= feed != NULL;
        at = feed ? feed + 1 : end;
    }
    drop_front(b, (size_t)(at - b->text.bytes));
    return n_lines;
}

/* Looks at the first bytes of the stream: drops a byte order mark, and sets d->error if they show
 * that the file is no list. */
static void check_file_start(deck *d, deck_block *b)
{
    rc_text start = {b->text.bytes, b->text.n_bytes};
    const char *refusal = rc_file_kind_refusal(start);

    d->at_file_start = false;
    if (refusal)
        rc_error_set(&d->error, RC_ERROR_FORMAT, "%s", refusal);
    else
        drop_front(b, rc_block_mark(&b->text));
}

/* Drops what is no record from the front of the block.  Returns whether something is left. */
static bool drop_others(deck *d, deck_block *b)
{
    if (d->at_file_start)
        check_file_start(d, b);
    if (d->n_lines_to_skip > 0)
        d->n_lines_to_skip = drop_lines(b, d->n_lines_to_skip);
    if (d->in_long_row)
        d->in_long_row = drop_lines(b, 1) > 0;
    return b->text.n_bytes > 0;
}

/* Fills the block with bytes that belong to records.  Returns false at the end or after a failure.
 */
static bool fill_block(deck *d, deck_block *b)
{
    b->at = 0;
    b->multiline = d->n_open < OPEN_RECORDS_MAX;
    if (rc_block_reserve(&b->text, d->block_bytes)) {
        d->in.no_memory = true;
        return false;
    }
    do {
        if (rc_input_fill(&d->in, &b->text) || b->text.n_bytes == 0 || d->in.failed)
            return false;
    } while (!drop_others(d, b) && d->error.code == RC_OK);
    return d->error.code == RC_OK;
}

/* Fills and cuts the block.  While the dialect is not known, goes through all records of it. */
static bool read_block(deck *d, deck_block *b)
{
    if (!fill_block(d, b) || !cut_block(d, b))
        return false;
    if (d->has_dialect)
        return true;
    if (b->too_long)
        deck_fault_long_row(b);
    else
        find_dialect(d, b, true);
    b->at = b->text.n_bytes;
    b->too_long = false;
    return true;
}

/* Sets d->error if the input has failed rather than ended. */
static void check_input(deck *d)
{
    if (d->error.code)
        return;
    if (d->in.no_memory)
        rc_error_set(&d->error, RC_ERROR_MEMORY, "out of memory");
    else if (d->in.failed)
        rc_error_set(&d->error, RC_ERROR_READ, "cannot read");
    d->error.os_error = d->in.os_error;
}

bool rc_deck_take(deck *d, deck_block *b)
{
    if (d->error.code)
        return false;
    bool is_start = !d->has_dialect;
    *b = (deck_block){.text = b->text};
    while (read_block(d, b))
        if (d->has_dialect) {
            b->is_start = is_start;
            if (is_start)
                d->block_bytes = deck_block_bytes((rc_text){b->text.bytes, b->text.n_bytes});
            return true;
        }
    check_input(d);
    b->at = b->text.n_bytes;
    return b->n_faults > 0; /* of a list that does not show its dialect */
}

bool rc_deck_is_at_end(const deck *d)
{
    return d->in.ended && d->in.n_carry == 0;
}
