/* Finds how many whole records a text holds: see cut.h.
 *
 * A line feed ends a record unless it stands between quotes, which depends on every quote before
 * it.  But quotes nearly always stand where they should, and then counting them is enough.
 *
 * 64 bytes are looked at together, a bit each.  A byte is between quotes if the number of quotes
 * up to it is odd: a running exclusive or over the quotes' bits.  Two quotes in a row count as a
 * closing and an opening one, which changes nothing.  This is a fast path as find.h describes
 * them: what it declines, one record at a time is read. */
#include "csv/cut.h"

#include "csv/find.h"
#include "csv/marks.h"
#include "csv/record.h"

/* What the bytes before a chunk mean for its first byte; of each word but inside, bit 0 counts. */
typedef struct carry {
    uint64_t inside;      /* all ones between quotes */
    uint64_t is_start;    /* the byte before lets a quote open */
    uint64_t is_closing;  /* the byte before is a closing quote */
    uint64_t is_return;   /* the byte before is a carriage return behind a closing quote */
    uint64_t is_line_end; /* the byte before is a line feed outside quotes */
} carry;

/* Shifts up by a bit; the highest one becomes the next chunk's carry. */
static HOT_INLINE uint64_t shift_in(uint64_t bits, uint64_t *bit)
{
    uint64_t shifted = bits << 1 | *bit;
    *bit = bits >> 63;
    return shifted;
}

/* Marks the line feeds outside quotes.  Returns false to decline: where an opening quote does not
 * stand right behind a delimiter or a line feed, or a closing one not right before a delimiter or
 * a line's end. */
static HOT_INLINE bool mark_ends(const char *bytes, char delimiter, carry *c, uint64_t *line_ends)
{
    uint64_t quotes = mark_equal64(bytes, '"'), feeds = mark_equal64(bytes, '\n');

    if (!(quotes | c->inside | c->is_closing | c->is_return)) {
        c->is_start = bytes[MARKED_BYTES - 1] == delimiter || bytes[MARKED_BYTES - 1] == '\n';
        *line_ends = feeds;
        return true;
    }
    uint64_t edges = quotes | feeds | mark_equal64(bytes, delimiter);
    uint64_t inside = running_parity(quotes) ^ c->inside; /* an opening quote is, a closing not */
    uint64_t closing = quotes & ~inside;

    c->inside = 0 - (inside >> 63);
    *line_ends = feeds & ~inside;
    uint64_t may_open = shift_in(edges, &c->is_start);
    uint64_t behind = shift_in(closing, &c->is_closing) & ~edges;
    uint64_t behind_return = shift_in(behind, &c->is_return);
    uint64_t unclear = (quotes & inside & ~may_open) | (behind_return & ~feeds);
    if (behind)
        unclear |= behind & ~mark_equal64(bytes, '\r');
    return unclear == 0;
}

/* Returns true if a line that begins in the chunk begins with '#'. */
static HOT_INLINE bool has_comment(const char *bytes, uint64_t line_ends, carry *c)
{
    return (shift_in(line_ends, &c->is_line_end) & mark_equal64(bytes, '#')) != 0;
}

/* Returns the bytes of the whole records up to where quotes become unclear, if they do. */
static HOT_INLINE size_t scan(rc_text text, char delimiter, bool has_comments, bool *is_unclear)
{
    carry c = {.is_start = 1, .is_line_end = 1};
    char rest[MARKED_BYTES] = {0};
    size_t last_end = 0;
    uint64_t line_ends;

    for (size_t at = 0; at < text.length; at += MARKED_BYTES) {
        const char *bytes = text.bytes + at;
        if (text.length - at < MARKED_BYTES)
            bytes = memcpy(rest, bytes, text.length - at);
        *is_unclear = !mark_ends(bytes, delimiter, &c, &line_ends) ||
                      (has_comments && has_comment(bytes, line_ends, &c));
        if (UNLIKELY(*is_unclear))
            break;
        if (line_ends)
            last_end = at + MARKED_BYTES - leading_zeros(line_ends);
    }
    return last_end;
}

/* Returns the bytes of the record at the start of text, 0 if it is not whole. */
static size_t read_one(rc_text text, char delimiter, csv_rules rules, bool is_last)
{
    layout l = {.delimiter = delimiter};
    record r = {.has_end = true};
    found_record found;
    field first;

    if (rules != CSV_CALLS)
        rc_record_read(text, &l, rules == CSV_LIST, &r);
    else if (rc_csv_find_call(text, delimiter, 0, &first, &found))
        r.n_bytes = found.n_bytes;
    else
        rc_record_read_carefully(text, &l, rules, &r);
    bool is_whole = r.kind == RECORD_OPEN ? rules == CSV_LINES && r.has_end : r.has_end || is_last;
    return is_whole ? r.n_bytes : 0;
}

size_t rc_csv_cut(rc_text text, char delimiter, csv_rules rules, bool is_last)
{
    size_t n_whole = 0, n = 1;

    while (n > 0 && n_whole < text.length) {
        rc_text rest = {text.bytes + n_whole, text.length - n_whole};
        bool is_unclear = true;
        n = rules == CSV_CALLS  ? scan(rest, delimiter, false, &is_unclear)
            : rules == CSV_LIST ? scan(rest, delimiter, true, &is_unclear)
                                : 0;
        n_whole += n;
        if (n == rest.length || (!is_unclear && !is_last))
            break; /* or what is left is the beginning of a record */
        rest = (rc_text){text.bytes + n_whole, text.length - n_whole};
        n = read_one(rest, delimiter, rules, is_last);
        n_whole += n;
    }
    return n_whole;
}
