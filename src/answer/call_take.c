/* Takes blocks of whole call records: see call_take.h.
 *
 * The first record is read whole, before anything is written: it tells the delimiter, and
 * whether the number's column is there. */
#include "answer/call_take.h"

#include "csv/cut.h"
#include "csv/header.h"

#include <string.h>

/* What reads the blank lines before the first record. */
static const call_format before_first = {.delimiter = ',', .column = 1};

/* What finds out the delimiter. */
static const call_format unknown = {.column = 1};

/* ---- The first record ---- */

typedef enum first_kind {
    FIRST_IS_WHOLE,
    FIRST_IS_TOO_LONG, /* to be held at once */
    FIRST_IS_TO_COME,  /* there is nothing but blank lines so far */
    FIRST_IS_LOST      /* the input failed */
} first_kind;

/* The first record of a block that is not blank. */
typedef struct first_record {
    call call;
    size_t at, end; /* where it stands in the block; end: its line end included */
} first_record;

/* Goes on to the first record's end as far as the block reaches.  Returns whether it is whole. */
static int go_on(first_record *f, const input *in, const block *text)
{
    size_t n_bytes = text->n_bytes;
    int is_last = in->ended && !in->failed;

    /* A carriage return may belong to a line feed that is still to come. */
    if (!is_last && n_bytes > f->end && text->bytes[n_bytes - 1] == '\r')
        n_bytes--;
    while (f->end < n_bytes) {
        f->end += rc_call_feed(&f->call, text->bytes + f->end, n_bytes - f->end, is_last);
        if (f->call.reader.state != CSV_ENDED)
            break;
        if (f->call.reader.has_content)
            return 1;
        f->call = call_begin(&unknown);
        f->at = f->end;
    }
    return is_last && f->call.reader.has_content;
}

/* Reads on until the first record is whole, or until blank lines can be handed out that do not
 * have to wait for it: only where a header's column is asked for nothing may be written before. */
static first_kind find_first(const call_taker *t, input *in, answer_block *b, first_record *f)
{
    for (;;) {
        size_t capacity = b->text.capacity;
        if (go_on(f, in, &b->text))
            return FIRST_IS_WHOLE;
        int is_blank = !f->call.reader.has_content, by_name = t->wanted.number == 0;
        if (in->ended)
            return is_blank ? FIRST_IS_TO_COME : FIRST_IS_LOST;
        if (f->at > b->lines_at && !by_name)
            return FIRST_IS_TO_COME;
        if (b->text.n_bytes >= CALL_FIRST_BYTES_MAX)
            return is_blank && !by_name ? FIRST_IS_TO_COME : FIRST_IS_TOO_LONG;
        if (b->text.n_bytes == capacity)
            capacity = 2 * capacity < CALL_FIRST_BYTES_MAX ? 2 * capacity : CALL_FIRST_BYTES_MAX;
        if (rc_input_extend(in, &b->text, capacity))
            return FIRST_IS_LOST;
    }
}

/* Finds the column of the name in a header that is well-formed. */
static void find_in_header(call_taker *t, const first_record *f, const block *text)
{
    header h = {.text = {text->bytes + f->at, f->end - f->at},
                .delimiter = t->format.delimiter,
                .multiline = true};
    char quoted[RC_QUOTE_BYTES], names[RC_ERROR_REASON_BYTES / 2];
    named_columns found = rc_header_find(&h, t->wanted.name);

    t->format.column = (size_t)found.first + 1;
    rc_quote(quoted, t->wanted.name);
    rc_header_list_names(&h, names, sizeof names);
    if (found.first == COLUMN_NONE)
        rc_error_set(&t->error, RC_ERROR_COLUMN, "no column is named %s: the header has %s", quoted,
                     names);
    else if (found.second != COLUMN_NONE)
        rc_error_set(&t->error, RC_ERROR_COLUMN, "columns %u and %u are both named %s",
                     found.first + 1, found.second + 1, quoted);
}

/* Finds the column of the name in the header. */
static void find_named(call_taker *t, const first_record *f, int is_whole, const block *text)
{
    if (!is_whole)
        rc_error_set(&t->error, RC_ERROR_COLUMN, "the header is longer than %d bytes",
                     CALL_FIRST_BYTES_MAX);
    else if (csv_is_open(&f->call.reader))
        rc_error_set(&t->error, RC_ERROR_COLUMN, "a quote in the header is not closed");
    else if (f->call.reader.is_garbled)
        rc_error_set(&t->error, RC_ERROR_COLUMN, "text follows a closing quote in the header");
    else
        find_in_header(t, f, text);
}

/* Takes the column of the number asked for, if the first record has so many; where its columns
 * cannot be counted, it will be a fault like any other. */
static void find_numbered(call_taker *t, const first_record *f, int is_whole)
{
    const csv_reader *r = &f->call.reader;
    int is_counted = is_whole && !csv_is_open(r) && !r->is_garbled;

    t->format.column = t->wanted.number;
    if (is_counted && r->column + 1 < t->wanted.number)
        rc_error_set(&t->error, RC_ERROR_COLUMN, "there is no column %zu: the first record has %zu",
                     t->wanted.number, r->column + 1);
}

/* Looks for the first record and in it.  *blanks_end is where blank lines end that are to be
 * handed out by themselves.  Returns 0 when nothing more is to be taken. */
static int look_at_first(call_taker *t, input *in, answer_block *b, size_t *blanks_end)
{
    first_record f = {call_begin(&unknown), b->lines_at, b->lines_at};
    first_kind kind = find_first(t, in, b, &f);

    t->format = before_first;
    *blanks_end = f.at;
    if (kind == FIRST_IS_TO_COME || kind == FIRST_IS_LOST)
        return kind == FIRST_IS_TO_COME;
    if (f.call.reader.delimiter)
        t->format.delimiter = f.call.reader.delimiter;
    if (t->wanted.number > 0)
        find_numbered(t, &f, kind == FIRST_IS_WHOLE);
    else
        find_named(t, &f, kind == FIRST_IS_WHOLE, &b->text);
    t->phase = t->wanted.number > 0 ? CALL_PHASE_REST : CALL_PHASE_HEADER;
    return t->error.code == RC_OK;
}

/* ---- Blocks ---- */

/* Makes the header a piece that gets its own tail. */
static void take_header(call_taker *t, const input *in, answer_block *b)
{
    call c = call_begin(&t->format);

    b->lines_at +=
        rc_call_feed(&c, b->text.bytes + b->lines_at, b->text.n_bytes - b->lines_at, in->ended);
    b->n_piece = b->lines_at - c.reader.n_end;
    b->has_header = 1;
    b->n_piece_lines = c.reader.n_lines + 1;
    t->phase = CALL_PHASE_REST;
}

/* Takes the piece of a long record that begins at piece_at; it ends with the record or with the
 * block. */
static int take_piece(call_taker *t, input *in, answer_block *b, size_t piece_at)
{
    const char *bytes = b->text.bytes;
    size_t n_bytes = b->text.n_bytes;
    int is_last = in->ended && !in->failed;

    if (!is_last && n_bytes > piece_at && bytes[n_bytes - 1] == '\r')
        n_bytes--;
    b->lines_at =
        piece_at + rc_call_feed(&t->long_call, bytes + piece_at, n_bytes - piece_at, is_last);
    b->piece_ends = t->long_call.reader.state == CSV_ENDED || is_last;
    b->n_piece = b->lines_at - t->long_call.reader.n_end;
    b->long_call = t->long_call;
    t->in_long = !b->piece_ends;
    return b->piece_ends || rc_input_cut(in, &b->text, b->lines_at) == RC_OK;
}

/* Ends the block behind its last whole record; without one, begins a long record.  A record that
 * a failure of the reader has cut short is dropped. */
static int cut_calls(call_taker *t, input *in, answer_block *b)
{
    if (in->ended && !in->failed)
        return 1;
    rc_text text = {b->text.bytes + b->lines_at, b->text.n_bytes - b->lines_at};
    size_t n_used = rc_csv_cut(text, t->format.delimiter, CSV_CALLS, false);
    if (n_used > 0 || b->piece_ends || b->has_header || in->failed)
        return rc_input_cut(in, &b->text, b->lines_at + n_used) == RC_OK;
    t->long_call = call_begin(&t->format);
    return take_piece(t, in, b, b->lines_at);
}

static void reset_block(answer_block *b)
{
    b->n_piece = b->lines_at = 0;
    b->piece_ends = 0;
    b->has_header = 0;
    b->n_piece_lines = 0;
}

static int take_block(call_taker *t, input *in, answer_block *b)
{
    if (t->in_long && !take_piece(t, in, b, 0))
        return 0;
    if (t->in_long)
        return 1;
    if (t->at_start)
        b->n_piece = b->lines_at = rc_block_mark(&b->text);
    t->at_start = 0;
    size_t blanks_end = 0;
    if (t->phase == CALL_PHASE_FIRST && !look_at_first(t, in, b, &blanks_end))
        return 0;
    b->format = t->format;
    if (blanks_end > b->lines_at) {
        b->format = before_first; /* or a tab that delimits would make fields of blanks */
        return rc_input_cut(in, &b->text, blanks_end) == RC_OK;
    }
    if (t->phase == CALL_PHASE_HEADER)
        take_header(t, in, b);
    return cut_calls(t, in, b);
}

int rc_call_take(call_taker *t, input *in, answer_block *b)
{
    if (in->failed || t->error.code)
        return 0;
    if (rc_block_reserve(&b->text, ANSWER_BLOCK_BYTES)) {
        in->no_memory = 1;
        return 0;
    }
    if (rc_input_fill(in, &b->text) || (b->text.n_bytes == 0 && (!t->in_long || in->failed)))
        return 0;
    reset_block(b);
    b->format = t->format;
    return take_block(t, in, b);
}
