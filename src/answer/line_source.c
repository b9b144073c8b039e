/* Items that are lines: see line_source.h.
 *
 * A plain line, digits up to a line feed, is read by words; any other one is read carefully. */
#include "answer/line_source.h"

#include <string.h>

/* Plain lines are no longer, without their line ends. */
#define LINE_SCAN_BYTES 16

_Static_assert(LINE_SCAN_BYTES + 2 <= BLOCK_PADDING, "a line is scanned within the padding");

/* ---- Blocks ---- */

static size_t count_whole(const item_source *s, rc_text text)
{
    size_t n = text.length;

    (void)s;
    while (n > 0 && text.bytes[n - 1] != '\n')
        n--;
    return n;
}

/* Returns true if a carriage return stands in the part of a line that is kept. */
static bool has_return(const number *n)
{
    return memchr(n->excerpt, '\r', n->n_excerpt) != NULL;
}

/* Counts a line's number, or its fault, and the line. */
static prefix_key count_line(item_block *b, const number *n)
{
    char quoted[RC_QUOTE_BYTES];
    number_kind kind = rc_number_kind(n);
    rc_error *fault = kind == NUMBER_INVALID ? rc_items_add_fault(b) : NULL;

    if (fault) {
        rc_quote(quoted, (rc_text){n->excerpt, n->n_bytes});
        rc_error_set(fault, RC_FAULT_NUMBER, "%s is not a number%s", quoted,
                     has_return(n) ? ": lines end with CR alone, tr '\\r' '\\n' helps" : "");
        fault->line = item_fault_line(b);
    }
    b->n_lines++;
    if (kind != NUMBER_VALID)
        return 0;
    prefix_key key = number_key(n, &b->idd);
    item_count_number(b, key);
    return key;
}

static void begin_long(item_source *s)
{
    ((line_source *)s)->long_number = (number){0};
}

/* The length of a line without the carriage return at its end. */
static size_t drop_return(const char *bytes, size_t length)
{
    return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
}

static void feed_long(item_source *s, item_block *b, size_t from)
{
    line_source *lines = (line_source *)s;
    const char *bytes = b->text.bytes, *feed = memchr(bytes, '\n', b->text.n_bytes);
    size_t n_line = feed ? (size_t)(feed - bytes) : b->text.n_bytes;

    b->n_piece = drop_return(bytes, n_line);
    b->piece_ends = feed || items_are_last(s);
    rc_number_feed(&lines->long_number, bytes + from, b->n_piece - from);
    if (!b->piece_ends) {
        b->items_at = b->n_piece; /* a carriage return may belong to the next block's line feed */
        return;
    }
    b->items_at = feed ? n_line + 1 : n_line;
    b->piece_kind = rc_number_kind(&lines->long_number);
    b->piece_key = count_line(b, &lines->long_number);
}

/* ---- Groups ---- */

/* Reads a line of any shape.  Returns what stands behind it. */
static const char *read_carefully(item_block *b, const char *at, const char *end, item *line,
                                  prefix_key *key)
{
    number n = {0};
    const char *feed = memchr(at, '\n', (size_t)(end - at));

    *line = (item){.bytes = at, .length = drop_return(at, (size_t)((feed ? feed : end) - at))};
    rc_number_feed(&n, at, line->length);
    line->kind = rc_number_kind(&n);
    *key = count_line(b, &n);
    return feed ? feed + 1 : end;
}

/* Reads the line at hand if it is plain: a '+' or not, digits up to RC_PREFIX_DIGITS_MAX, the line
 * end.  Returns its bytes, or 0 for what must be read carefully. */
static HOT_INLINE size_t scan_line(const char *at, item *line, prefix_key *key)
{
    unsigned n_plus = *at == '+';
    unsigned n_text = trailing_zeros(~(mark_digits16(at) | n_plus));

    /* Packed as if it were a digit, a '+' becomes SYMBOL_PLUS + 1. Of no digits, all stay: such a
     * line is read carefully. */
    *key = (pack_halves16(at) & UINT64_MAX << (0 - SYMBOL_BITS * n_text) % 64) -
           ((prefix_key)n_plus << 60);
    line->bytes = at;
    line->length = n_text;
    line->kind = NUMBER_VALID;
    if (UNLIKELY(!is_prefix_length((size_t)n_text - n_plus)))
        return 0;
    /* With a branch, so that the next line can begin while this line's end is read. */
    if (LIKELY(at[n_text] == '\n'))
        return n_text + 1;
    return at[n_text] == '\r' && at[n_text + 1] == '\n' ? n_text + 2 : 0;
}

static const char *read_group(item_block *b, const char *at, group *g)
{
    const char *start = at, *end = b->text.bytes + b->text.n_bytes;
    uint64_t n_before = b->n_lines, n_plain = 0, n_plus = 0;
    size_t n = 0;

    for (; n < TRIE_GROUP && at < end; n++) {
        size_t n_bytes = scan_line(at, &g->items[n], &g->keys[n]);

        if (LIKELY(n_bytes > 0)) {
            n_plain++;
            n_plus += g->keys[n] >= KEY_PLUS;
            at += n_bytes;
        } else {
            b->n_lines = n_before + n;
            at = read_carefully(b, at, end, &g->items[n], &g->keys[n]);
        }
    }
    b->n_lines = n_before + n;
    b->stats.n_numbers += n_plain;
    b->stats.n_plus_numbers += n_plus;
    g->n = n;
    g->n_bytes = (size_t)(at - start);
    return at;
}

static const item_type lines_type = {.count_whole = count_whole,
                                     .begin_long = begin_long,
                                     .feed_long = feed_long,
                                     .read_group = read_group};

line_source rc_lines_begin(void)
{
    return (line_source){.items = {.type = &lines_type}};
}
