/* Items that are call records: see call_source.h. */
#include "answer/call_source.h"

#include "csv/cut.h"
#include "csv/find.h"

static call_source *calls_of(item_source *s)
{
    return (call_source *)s;
}

static void set_format(item_block *b, const call_format *format)
{
    b->delimiter = format->delimiter;
    b->column = format->column;
    b->duration_column = format->duration_column;
}

/* ---- Blocks ---- */

/* Makes the header a piece. */
static void take_header(call_source *s, item_block *b)
{
    call c = call_begin(&s->format);

    b->items_at += rc_call_feed(&c, b->text.bytes + b->items_at, b->text.n_bytes - b->items_at,
                                s->items.in.ended);
    b->n_piece = b->items_at - c.reader.n_end;
    b->piece_ends = b->is_header = true;
    b->n_lines += c.reader.n_lines + 1;
    s->has_header = false;
}

/* Ends the block behind the blank lines before the first record, which may be a header or still to
 * come. */
static bool cut_blanks(item_source *s, item_block *b, size_t blanks_end, bool *is_cut)
{
    set_format(b, &call_before_first);
    *is_cut = true;
    return rc_input_cut(&s->in, &b->text, blanks_end) == RC_OK;
}

static bool begin(item_source *s, item_block *b, bool *is_cut)
{
    call_source *calls = calls_of(s);

    if (!calls->is_known) {
        size_t blanks_end;
        call_finding finding =
            rc_call_find_first(&calls->wanted, &s->in, b, &blanks_end, &calls->format, &s->error);
        if (finding == CALL_FAILED)
            return false;
        calls->is_known = finding == CALL_FOUND;
        calls->has_header = calls->is_known && call_columns_have_name(&calls->wanted);
        if (blanks_end > b->items_at)
            return cut_blanks(s, b, blanks_end, is_cut);
    }
    set_format(b, &calls->format);
    if (calls->has_header)
        take_header(calls, b);
    return true;
}

static size_t count_whole(const item_source *s, rc_text text)
{
    return rc_csv_cut(text, ((const call_source *)s)->format.delimiter, CSV_CALLS, false);
}

static void begin_long(item_source *s)
{
    calls_of(s)->long_call = call_begin(&calls_of(s)->format);
}

/* Counts a record's number, or its fault, and the record's lines. */
static prefix_key count_call(item_block *b, const call *c, number_kind kind)
{
    rc_error *fault = kind == NUMBER_INVALID ? rc_items_add_fault(b) : NULL;

    if (fault) {
        rc_call_describe(c, fault);
        fault->line = item_fault_line(b);
    }
    b->n_lines += c->reader.n_lines + 1;
    if (kind != NUMBER_VALID)
        return 0;
    prefix_key key = number_key(&c->number, &b->idd);
    item_count_number(b, key);
    return key;
}

static void feed_long(item_source *s, item_block *b, size_t from)
{
    call *c = &calls_of(s)->long_call;
    const char *bytes = b->text.bytes;
    size_t n_bytes = b->text.n_bytes;
    bool is_last = items_are_last(s);

    /* A carriage return may belong to a line feed that is still to come. */
    if (!is_last && n_bytes > from && bytes[n_bytes - 1] == '\r')
        n_bytes--;
    set_format(b, &calls_of(s)->format);
    b->items_at = from + rc_call_feed(c, bytes + from, n_bytes - from, is_last);
    b->piece_ends = c->reader.state == CSV_ENDED || is_last;
    b->n_piece = b->items_at - c->reader.n_end;
    if (b->piece_ends) {
        b->piece_kind = rc_call_kind(c, &b->piece_seconds);
        b->piece_key = count_call(b, c, b->piece_kind);
    }
}

/* ---- Groups ---- */

/* Reads a record of any shape.  Returns its bytes. */
static size_t read_carefully(item_block *b, rc_text text, item *record, prefix_key *key)
{
    call c = call_begin(&(call_format){b->delimiter, b->column, b->duration_column});
    size_t n_bytes = rc_call_feed(&c, text.bytes, text.length, true);

    *record = (item){.bytes = text.bytes, .length = n_bytes - c.reader.n_end};
    record->kind = rc_call_kind(&c, &record->n_seconds);
    *key = count_call(b, &c, record->kind);
    return n_bytes;
}

/* Finds the record at the start of text, and what its duration's field holds. */
static bool find_record(const item_block *b, rc_text text, field *wanted, found_record *found,
                        uint64_t *n_seconds)
{
    const size_t columns[] = {b->column - 1, b->duration_column - 1};
    field pair[2];

    *n_seconds = 0;
    if (b->duration_column == 0)
        return rc_csv_find_call(text, b->delimiter, columns[0], wanted, found);
    if (!rc_csv_find_call_pair(text, b->delimiter, columns, pair, found))
        return false;
    *wanted = pair[0];
    return !rc_duration_parse(pair[1].text, n_seconds);
}

/* Reads a record whose number, of 1..15 digits, maybe behind a '+', is plain.  Returns its bytes,
 * or 0 to decline. */
static size_t read_plain(item_block *b, rc_text text, item *record, prefix_key *key)
{
    found_record found;
    unsigned n_plus;
    field wanted;

    if (!find_record(b, text, &wanted, &found, &record->n_seconds))
        return 0;
    size_t n_digits = key_scan(wanted.text.bytes, key, &n_plus);
    if (!is_prefix_length(n_digits) || n_digits + n_plus != wanted.text.length)
        return 0;
    record->bytes = text.bytes;
    record->length = found.n_text;
    record->kind = NUMBER_VALID;
    b->stats.n_numbers++;
    b->stats.n_plus_numbers += n_plus;
    b->n_lines += found.n_lines + 1;
    return found.n_bytes;
}

static const char *read_group(item_block *b, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;

    g->first_line = b->n_lines + 1;
    for (g->n = 0; g->n < TRIE_GROUP && at < end; g->n++) {
        rc_text text = {at, (size_t)(end - at)};
        item *record = &g->items[g->n];
        prefix_key *key = &g->keys[g->n];
        size_t n_bytes = read_plain(b, text, record, key);
        at += LIKELY(n_bytes > 0) ? n_bytes : read_carefully(b, text, record, key);
    }
    g->n_bytes = (size_t)(at - start);
    return at;
}

static const item_type calls_type = {.begin = begin,
                                     .count_whole = count_whole,
                                     .begin_long = begin_long,
                                     .feed_long = feed_long,
                                     .read_group = read_group};

call_source rc_calls_begin(const call_columns *wanted)
{
    return (call_source){.items = {.type = &calls_type}, .wanted = *wanted};
}
