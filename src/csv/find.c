/* Finds a record and its fields many bytes at a time: see find.h.
 *
 * A window of the text is compared with all bytes that count at once.  Bits mark where they stand,
 * and only those places are looked at. */
#include "csv/find.h"

#include "base/portable.h"

enum { WINDOW_BYTES = 32 };

/* What is marked besides quotes and line feeds. */
enum { ENDS_ONLY = 0, DELIMITERS = 1, RETURNS = 2 };

typedef struct cursor {
    const char *window;
    const char *last_window; /* none begins behind it: a byte must follow the window */
    uint32_t marks;          /* of the window; bit i stands for byte i; those passed are 0 */
} cursor;

static HOT_INLINE uint32_t mark_equal32(const char *at, char byte)
{
    return mark_equal16(at, (unsigned char)byte) |
           (uint32_t)mark_equal16(at + 16, (unsigned char)byte) << 16;
}

static HOT_INLINE uint32_t mark_window(const char *at, char delimiter, unsigned what)
{
    uint32_t marks = mark_equal32(at, '"') | mark_equal32(at, '\n');

    if (what & DELIMITERS)
        marks |= mark_equal32(at, delimiter);
    if (what & RETURNS)
        marks |= mark_equal32(at, '\r');
    return marks;
}

/* Puts a cursor at the start of text.  Returns false if the text is too short. */
static HOT_INLINE bool open_cursor(cursor *c, rc_text text, char delimiter, unsigned what)
{
    if (text.length <= WINDOW_BYTES)
        return false;
    *c = (cursor){text.bytes, text.bytes + text.length - WINDOW_BYTES - 1,
                  mark_window(text.bytes, delimiter, what)};
    return true;
}

/* Returns the next marked byte, or NULL near the end of the text. */
static HOT_INLINE const char *next_mark(cursor *c, char delimiter, unsigned what)
{
    while (c->marks == 0) {
        if (c->last_window - c->window < WINDOW_BYTES)
            return NULL;
        c->window += WINDOW_BYTES;
        c->marks = mark_window(c->window, delimiter, what);
    }
    const char *at = c->window + trailing_zeros(c->marks);
    c->marks &= c->marks - 1;
    return at;
}

/* Returns the quote that closes the field whose opening quote was passed last, or NULL. */
static HOT_INLINE const char *find_closing(cursor *c, char delimiter, unsigned what,
                                           size_t *n_lines)
{
    for (;;) {
        const char *at = next_mark(c, delimiter, what);
        if (!at)
            return NULL;
        *n_lines += *at == '\n';
        if (*at != '"')
            continue;
        if (at[1] != '"')
            return at;
        if (!next_mark(c, delimiter, what)) /* the second of two */
            return NULL;
    }
}

/* Returns what ends a field whose closing quote was passed last, its delimiter or line feed; NULL
 * if text follows the quote. */
static HOT_INLINE const char *end_quoted(cursor *c, const char *closing, char delimiter,
                                         unsigned what)
{
    const char *at = next_mark(c, delimiter, what), *behind = closing + 1;

    if (!at)
        return NULL;
    /* Nor is it a quote: that would be the second of two. */
    if (LIKELY(at == behind && *at != '\r'))
        return at;
    while (behind < at && field_is_blank(*behind, delimiter))
        behind++;
    if (*behind == '\r' && behind[1] == '\n')
        behind++;
    if (behind > at) /* at the carriage return, as those are marked */
        at = next_mark(c, delimiter, what);
    return at && at == behind && (*at == '\n' || *at == delimiter) ? at : NULL;
}

static HOT_INLINE bool is_all_blank(const char *start, const char *end, char delimiter)
{
    while (start < end && field_is_blank(*start, delimiter))
        start++;
    return start == end;
}

/* A field as it stands between its delimiters, or between its quotes. */
typedef struct raw_field {
    const char *start, *end;
    bool is_quoted;
} raw_field;

/* Finds the field that begins at start.  Returns what ends it, its delimiter or line feed, or
 * NULL to decline. */
static HOT_INLINE const char *find_field(cursor *c, const char *start, char delimiter,
                                         unsigned what, raw_field *f, size_t *n_lines)
{
    const char *at = next_mark(c, delimiter, what);

    if (at && *at == '"' && is_all_blank(start, at, delimiter)) {
        const char *closing = find_closing(c, delimiter, what, n_lines);
        *f = (raw_field){at + 1, closing, true};
        return closing ? end_quoted(c, closing, delimiter, what) : NULL;
    }
    while (at && *at == '"')
        at = next_mark(c, delimiter, what);
    if (!at)
        return NULL;
    *f = (raw_field){start, at, false};
    if (what & RETURNS) {
        if (*at != '\r')
            return at;
        return at[1] == '\n' ? next_mark(c, delimiter, what) : NULL;
    }
    if (*at == '\n' && at > start && at[-1] == '\r')
        f->end--;
    return at;
}

bool rc_csv_find_row(rc_text text, char delimiter, bool multiline, const unsigned *columns,
                     unsigned n_columns, field *fields, found_record *found)
{
    const unsigned what = DELIMITERS | RETURNS;
    const char *start = text.bytes, *at;
    unsigned n_fields = 0;
    cursor c;

    if ((unsigned char)*start <= ' ' || *start == '#' || !open_cursor(&c, text, delimiter, what))
        return false;
    found->n_lines = 0;
    do {
        raw_field f;
        at = find_field(&c, start, delimiter, what, &f, &found->n_lines);
        if (UNLIKELY(!at))
            return false;
        for (unsigned i = 0; i < n_columns; i++)
            if (n_fields == columns[i])
                fields[i] = field_trim(f.start, f.end, delimiter, f.is_quoted);
        n_fields++;
        start = at + 1;
    } while (*at != '\n');
    if (found->n_lines > 0 && !multiline)
        return false;
    found->n_bytes = (size_t)(start - text.bytes);
    found->n_fields = n_fields;
    return true;
}

/* Returns true if nothing but blanks stands between a quote and the delimiter before it.  There is
 * one. */
static HOT_INLINE bool opens_field(const char *quote, char delimiter)
{
    while (quote[-1] != delimiter && is_blank(quote[-1]))
        quote--;
    return quote[-1] == delimiter;
}

/* Returns true if a field may end behind its closing quote. */
static HOT_INLINE bool is_closed_well(const char *at, const char *end, char delimiter)
{
    while (at < end && field_is_blank(*at, delimiter))
        at++;
    return at < end &&
           (*at == delimiter || *at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'));
}

/* Returns the line feed that ends the record whose delimiter is at `at`, or NULL.  From here on
 * delimiters do not count. */
static HOT_INLINE const char *find_end(cursor *c, const char *at, rc_text text, char delimiter,
                                       size_t *n_lines)
{
    c->marks = mark_window(c->window, delimiter, ENDS_ONLY) &
               ~(UINT32_MAX >> (WINDOW_BYTES - 1 - (at - c->window)));
    for (;;) {
        at = next_mark(c, delimiter, ENDS_ONLY);
        if (!at || *at == '\n')
            return at;
        if (!opens_field(at, delimiter))
            continue;
        at = find_closing(c, delimiter, ENDS_ONLY, n_lines);
        if (!at || !is_closed_well(at + 1, text.bytes + text.length, delimiter))
            return NULL;
    }
}

/* Finds the call record at the start of text, and its fields in n_columns >= 1 columns. */
static HOT_INLINE bool find_call(rc_text text, char delimiter, const size_t *columns,
                                 unsigned n_columns, field *fields, found_record *found)
{
    const char *start = text.bytes, *at;
    unsigned n_found = 0;
    cursor c;

    if (!open_cursor(&c, text, delimiter, DELIMITERS))
        return false;
    found->n_lines = 0;
    for (size_t n_fields = 0;; n_fields++) {
        raw_field f;
        at = find_field(&c, start, delimiter, DELIMITERS, &f, &found->n_lines);
        if (!at)
            return false;
        for (unsigned i = 0; i < n_columns; i++)
            if (n_fields == columns[i]) {
                fields[i] = field_trim(f.start, f.end, delimiter, f.is_quoted);
                n_found++;
            }
        if (n_found == n_columns)
            break;
        if (*at == '\n')
            return false;
        start = at + 1;
    }
    if (*at != '\n')
        at = find_end(&c, at, text, delimiter, &found->n_lines);
    if (!at)
        return false;
    found->n_bytes = (size_t)(at + 1 - text.bytes);
    found->n_text = found->n_bytes - (at > text.bytes && at[-1] == '\r' ? 2 : 1);
    return true;
}

bool rc_csv_find_call(rc_text text, char delimiter, size_t column, field *wanted,
                      found_record *found)
{
    return find_call(text, delimiter, &column, 1, wanted, found);
}

bool rc_csv_find_call_pair(rc_text text, char delimiter, const size_t columns[2], field fields[2],
                           found_record *found)
{
    return find_call(text, delimiter, columns, 2, fields, found);
}
