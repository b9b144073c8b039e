/* Finds call records in strides of many bytes: see call_scan.h.
 *
 * A window of the text is compared with the bytes that matter all at once: bits mark where they
 * stand, and only those places are looked at. */
#include "answer/call_scan.h"

#define WINDOW_BYTES 32

_Static_assert(WINDOW_BYTES <= BLOCK_PADDING, "a window is looked at within the padding");

typedef struct cursor {
    const char *window, *end;
    uint32_t marks; /* of the window; bit i stands for byte i; those passed are 0 */
} cursor;

static HOT_INLINE uint32_t mark_window(const char *at, char byte)
{
    return mark_equal16(at, (unsigned char)byte) |
           (uint32_t)mark_equal16(at + 16, (unsigned char)byte) << 16;
}

/* Marks quotes; line feeds and a delimiter too, where they are not 0. */
static HOT_INLINE uint32_t find_marks(const char *at, char feed, char delimiter)
{
    uint32_t marks = mark_window(at, '"');

    if (feed)
        marks |= mark_window(at, feed);
    if (delimiter)
        marks |= mark_window(at, delimiter);
    return marks;
}

/* The next marked byte, or the end. */
static HOT_INLINE const char *next_mark(cursor *c, char feed, char delimiter)
{
    while (c->marks == 0) {
        c->window += WINDOW_BYTES;
        if (c->window >= c->end)
            return c->end;
        c->marks = find_marks(c->window, feed, delimiter);
    }
    const char *at = c->window + trailing_zeros(c->marks);
    c->marks &= c->marks - 1;
    return at;
}

/* Whether the quote at hand opens a field: nothing but blanks stands between it and a delimiter,
 * a line end or the start. */
static HOT_INLINE int opens_field(const char *start, const char *quote, char delimiter)
{
    while (quote > start && quote[-1] != delimiter && (quote[-1] == ' ' || quote[-1] == '\t'))
        quote--;
    return quote == start || quote[-1] == delimiter || quote[-1] == '\n';
}

/* The quote that closes the field whose opening quote was passed last, or the end. */
static HOT_INLINE const char *find_closing(cursor *c, char feed, char delimiter, uint64_t *n_lines)
{
    for (;;) {
        const char *at = next_mark(c, feed, delimiter);
        if (at == c->end)
            return at;
        *n_lines += *at == '\n';
        if (*at != '"')
            continue;
        if (at[1] != '"')
            return at;
        next_mark(c, feed, delimiter); /* the second of two */
    }
}

/* What stands behind the record that the text at hand is in, which is between quotes or not; NULL
 * if the record does not end. */
static const char *end_record(rc_text text, const char *at, int is_quoted, char delimiter)
{
    cursor c = {at, text.bytes + text.length, find_marks(at, '\n', 0)};
    uint64_t n_lines = 0;

    if (!is_quoted && at > text.bytes && at[-1] == '"' && *at == '"') {
        next_mark(&c, '\n', 0); /* the second of two */
        is_quoted = 1;
    }
    for (;;) {
        const char *mark = is_quoted ? find_closing(&c, '\n', 0, &n_lines) : next_mark(&c, '\n', 0);
        if (mark == c.end)
            return NULL;
        if (*mark == '\n')
            return mark + 1;
        is_quoted = !is_quoted && opens_field(text.bytes, mark, delimiter);
    }
}

/* Each bit becomes the parity of itself and those below. */
static HOT_INLINE uint32_t add_up(uint32_t bits)
{
    for (int n = 1; n < WINDOW_BYTES; n *= 2)
        bits ^= bits << n;
    return bits;
}

/* Where every quote that opens stands right behind a delimiter, a line end or a closing quote (as
 * the second of two does), quotes open and close in turn: what is quoted is where their number so
 * far is odd.  Where a quote stands otherwise, the record is gone over quote by quote. */
size_t rc_call_cut(rc_text text, char delimiter)
{
    const char *at = text.bytes, *cut = at, *end = at + text.length;
    uint32_t quoted_before = 0, may_open = 1;

    while (at < end) {
        uint32_t quotes = mark_window(at, '"'), feeds = mark_window(at, '\n');
        uint32_t ends = quotes | feeds | mark_window(at, delimiter);
        uint32_t quoted = add_up(quotes) ^ quoted_before;
        if (UNLIKELY(quotes & quoted & ~(ends << 1 | may_open))) {
            at = end_record(text, at, quoted_before != 0, delimiter);
            if (!at)
                break;
            cut = at;
            quoted_before = 0;
            may_open = 1;
            continue;
        }
        feeds &= ~quoted;
        cut = feeds ? at + 64 - leading_zeros(feeds) : cut;
        quoted_before = 0 - (quoted >> (WINDOW_BYTES - 1));
        may_open = ends >> (WINDOW_BYTES - 1);
        at += WINDOW_BYTES;
    }
    return (size_t)(cut - text.bytes);
}

/* Whether a field may end behind a closing quote: blanks, then the delimiter or a line end.
 * What is cut off by the end is told apart byte by byte. */
static HOT_INLINE int is_closed_well(const char *at, const char *end, char delimiter)
{
    while (*at != delimiter && (*at == ' ' || *at == '\t'))
        at++;
    return at < end && (*at == delimiter || *at == '\n' || (*at == '\r' && at[1] == '\n'));
}

/* Goes over the record's fields up to the number's.  Returns what ends that field, or NULL. */
static HOT_INLINE const char *find_number(cursor *c, char delimiter, size_t column,
                                          call_place *place)
{
    const char *start = c->window, *field = start;

    for (size_t at_column = 1;;) {
        const char *at = next_mark(c, '\n', delimiter);
        if (at == c->end)
            return NULL;
        if (*at == '"' && opens_field(start, at, delimiter)) {
            const char *closing = find_closing(c, '\n', delimiter, &place->n_lines);
            if (closing == c->end || !is_closed_well(closing + 1, c->end, delimiter))
                return NULL;
            place->number = (rc_text){at + 1, (size_t)(closing - at - 1)};
            field = NULL;
        } else if (*at != '"') {
            if (at_column == column && field)
                place->number = (rc_text){field, (size_t)(at - field)};
            if (at_column == column)
                return at;
            if (*at == '\n')
                return NULL;
            at_column++;
            field = at + 1;
        }
    }
}

/* Goes on from what ends the number's field to the record's line feed; NULL if there is none. */
static HOT_INLINE const char *find_end(cursor *c, const char *start, const char *at, char delimiter,
                                       call_place *place)
{
    if (*at == '\n')
        return at;
    /* From here on delimiters do not matter. */
    c->marks = find_marks(c->window, '\n', 0) & ~(UINT32_MAX >> (31 - (at - c->window)));
    for (;;) {
        at = next_mark(c, '\n', 0);
        if (at == c->end)
            return NULL;
        if (*at == '\n')
            return at;
        if (!opens_field(start, at, delimiter))
            continue;
        at = find_closing(c, '\n', 0, &place->n_lines);
        if (at == c->end || !is_closed_well(at + 1, c->end, delimiter))
            return NULL;
    }
}

int rc_call_scan(rc_text text, const call_format *f, call_place *place)
{
    const char *start = text.bytes;
    cursor c = {start, start + text.length, find_marks(start, '\n', f->delimiter)};

    place->n_lines = 0;
    const char *at = find_number(&c, f->delimiter, f->column, place);
    const char *feed = at ? find_end(&c, start, at, f->delimiter, place) : NULL;
    if (!feed)
        return 0;
    size_t n_text = (size_t)(feed - start);
    int has_return = n_text > 0 && feed[-1] == '\r';
    if (at == feed && has_return && place->number.bytes + place->number.length == feed)
        place->number.length--;
    place->n_bytes = n_text + 1;
    place->n_text = n_text - (has_return ? 1 : 0);
    return 1;
}
