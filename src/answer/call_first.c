/* Looks at the first call record of a stream: see call_first.h.
 *
 * It is read whole before anything but blank lines is written. */
#include "answer/call_first.h"

#include "csv/header.h"

/* What finds out the delimiter. */
static const call_format unknown = {.column = 1};

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

/* Goes on to the first record's end as far as the block reaches.  Returns true if it is whole. */
static bool go_on(first_record *f, const input *in, const block *text)
{
    size_t n_bytes = text->n_bytes;
    bool is_last = in->ended && !in->failed;

    /* A carriage return may belong to a line feed that is still to come. */
    if (!is_last && n_bytes > f->end && text->bytes[n_bytes - 1] == '\r')
        n_bytes--;
    while (f->end < n_bytes) {
        f->end += rc_call_feed(&f->call, text->bytes + f->end, n_bytes - f->end, is_last);
        if (f->call.reader.state != CSV_ENDED)
            break;
        if (f->call.reader.has_content)
            return true;
        f->call = call_begin(&unknown);
        f->at = f->end;
    }
    return is_last && f->call.reader.has_content;
}

/* Reads on until the first record is whole, or until blank lines can be handed out that do not
 * have to wait for it: only where a header's column is asked for nothing may be written before. */
static first_kind find_record(bool by_name, input *in, item_block *b, first_record *f)
{
    for (;;) {
        size_t capacity = b->text.capacity;
        if (go_on(f, in, &b->text))
            return FIRST_IS_WHOLE;
        bool is_blank = !f->call.reader.has_content;
        if (in->ended)
            return is_blank ? FIRST_IS_TO_COME : FIRST_IS_LOST;
        if (f->at > b->items_at && !by_name)
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
static rc_code find_in_header(rc_text name, const first_record *f, const block *text,
                              char delimiter, size_t *column, rc_error *error)
{
    header h = {
        .text = {text->bytes + f->at, f->end - f->at}, .delimiter = delimiter, .multiline = true};
    char quoted[RC_QUOTE_BYTES], names[RC_ERROR_REASON_BYTES / 2];
    named_columns found = rc_header_find(&h, name);

    *column = (size_t)found.first + 1;
    rc_quote(quoted, name);
    rc_header_list_names(&h, names, sizeof names);
    if (found.first == COLUMN_NONE)
        return rc_error_set(error, RC_ERROR_COLUMN, "no column is named %s: the header has %s",
                            quoted, names);
    if (found.second != COLUMN_NONE)
        return rc_error_set(error, RC_ERROR_COLUMN, "columns %u and %u are both named %s",
                            found.first + 1, found.second + 1, quoted);
    return RC_OK;
}

/* Checks that names can be found in the header. */
static rc_code check_header(const first_record *f, bool is_whole, rc_error *error)
{
    if (!is_whole)
        return rc_error_set(error, RC_ERROR_COLUMN, "the header is longer than %d bytes",
                            CALL_FIRST_BYTES_MAX);
    if (csv_is_open(&f->call.reader))
        return rc_error_set(error, RC_ERROR_COLUMN, "a quote in the header is not closed");
    if (f->call.reader.is_garbled)
        return rc_error_set(error, RC_ERROR_COLUMN, "text follows a closing quote in the header");
    return RC_OK;
}

/* Takes the column of this number, if the first record has so many; where its columns cannot be
 * counted, it will be a fault like any other. */
static rc_code find_numbered(size_t wanted, const first_record *f, bool is_whole, size_t *column,
                             rc_error *error)
{
    const csv_reader *r = &f->call.reader;
    bool is_counted = is_whole && !csv_is_open(r) && !r->is_garbled;

    *column = wanted;
    if (is_counted && r->column + 1 < wanted)
        return rc_error_set(error, RC_ERROR_COLUMN,
                            "there is no column %zu: the first record has %zu", wanted,
                            r->column + 1);
    return RC_OK;
}

/* Finds the columns in the first record. */
static rc_code find_columns(const call_columns *wanted, const first_record *f, bool is_whole,
                            const block *text, call_format *format, rc_error *error)
{
    const rc_column *columns[] = {&wanted->number, &wanted->duration};
    size_t *found[] = {&format->column, &format->duration_column};
    rc_code code = call_columns_have_name(wanted) ? check_header(f, is_whole, error) : RC_OK;

    for (int i = 0; i < 2 && code == RC_OK; i++) {
        const rc_column *column = columns[i];
        if (column->number > 0)
            code = find_numbered(column->number, f, is_whole, found[i], error);
        else if (column->name.bytes)
            code = find_in_header(column->name, f, text, format->delimiter, found[i], error);
    }
    return code;
}

call_finding rc_call_find_first(const call_columns *wanted, input *in, item_block *b,
                                size_t *blanks_end, call_format *format, rc_error *error)
{
    first_record f = {call_begin(&unknown), b->items_at, b->items_at};
    first_kind kind = find_record(call_columns_have_name(wanted), in, b, &f);

    *format = call_before_first;
    *blanks_end = f.at;
    if (kind == FIRST_IS_TO_COME || kind == FIRST_IS_LOST)
        return kind == FIRST_IS_TO_COME ? CALL_TO_COME : CALL_FAILED;
    if (f.call.reader.delimiter)
        format->delimiter = f.call.reader.delimiter;
    rc_code code = find_columns(wanted, &f, kind == FIRST_IS_WHOLE, &b->text, format, error);
    return code == RC_OK ? CALL_FOUND : CALL_FAILED;
}
