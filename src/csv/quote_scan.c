/* Finds where the last record of a long text ends: see quote_scan.h.
 *
 * 64 bytes are looked at together, a bit each.  Whether a byte is inside quotes is the parity
 * of the quotes up to it: a running exclusive or over the quotes' bits.  A doubled quote counts
 * as a closing and an opening one, which leaves the parity as it was. */
#include "csv/quote_scan.h"

#include "base/portable.h"

enum { CHUNK_BYTES = 64 };

/* What went before a chunk, as bit 0 of what bits are shifted up from it. */
typedef struct carry {
    uint64_t inside;      /* all ones within quotes */
    uint64_t is_start;    /* the byte before lets a quote open */
    uint64_t is_closing;  /* the byte before is a closing quote */
    uint64_t is_return;   /* the byte before is a carriage return behind a closing quote */
    uint64_t is_line_end; /* the byte before is a line feed outside quotes */
} carry;

static HOT_INLINE uint64_t mark_equal64(const char *bytes, char value)
{
    uint64_t marks = 0;

    for (unsigned i = 0; i < CHUNK_BYTES; i += 16)
        marks |= (uint64_t)mark_equal16(bytes + i, (unsigned char)value) << i;
    return marks;
}

/* Bit i of the result is the parity of bits 0 to i. */
static HOT_INLINE uint64_t running_parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Shifts up by a bit; the highest becomes the next chunk's carry. */
static HOT_INLINE uint64_t shift_in(uint64_t bits, uint64_t *bit)
{
    uint64_t shifted = bits << 1 | *bit;
    *bit = bits >> 63;
    return shifted;
}

/* Marks the line feeds outside quotes.  Returns 0 where quotes are unclear. */
static HOT_INLINE int mark_ends(const char *bytes, char delimiter, carry *c, uint64_t *line_ends)
{
    uint64_t quotes = mark_equal64(bytes, '"'), feeds = mark_equal64(bytes, '\n');
    uint64_t delimiters = mark_equal64(bytes, delimiter);
    uint64_t inside = running_parity(quotes) ^ c->inside; /* an opening quote is, a closing not */
    uint64_t closing = quotes & ~inside, edges = quotes | feeds | delimiters;

    c->inside = 0 - (inside >> 63);
    *line_ends = feeds & ~inside;
    uint64_t may_open = shift_in(edges, &c->is_start);
    uint64_t behind = shift_in(closing, &c->is_closing) & ~edges;
    uint64_t behind_return = shift_in(behind, &c->is_return);
    uint64_t is_first = shift_in(*line_ends, &c->is_line_end);
    return ((quotes & inside & ~may_open) | (behind & ~mark_equal64(bytes, '\r')) |
            (behind_return & ~feeds) | (is_first & mark_equal64(bytes, '#'))) == 0;
}

size_t rc_quote_scan_last_end(rc_text text, char delimiter)
{
    carry c = {.is_start = 1, .is_line_end = 1};
    char rest[CHUNK_BYTES] = {0};
    size_t last_end = 0;
    uint64_t line_ends;

    for (size_t at = 0; at < text.length; at += CHUNK_BYTES) {
        const char *bytes = text.bytes + at;
        if (text.length - at < CHUNK_BYTES)
            bytes = memcpy(rest, bytes, text.length - at);
        if (UNLIKELY(!mark_ends(bytes, delimiter, &c, &line_ends)))
            return QUOTES_UNCLEAR;
        if (line_ends)
            last_end = at + CHUNK_BYTES - leading_zeros(line_ends);
    }
    return last_end;
}
