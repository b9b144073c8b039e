/* Looks at 64 bytes of CSV together: bit i of a mark stands for byte i. */
#ifndef CSV_MARKS_H
#define CSV_MARKS_H

#include "base/portable.h"

#define MARKED_BYTES 64

static HOT_INLINE uint64_t mark_equal64(const char *bytes, char value)
{
    uint64_t marks = 0;

    for (unsigned i = 0; i < MARKED_BYTES; i += 16)
        marks |= (uint64_t)mark_equal16(bytes + i, (unsigned char)value) << i;
    return marks;
}

/* Marks what may end a field without delimiting it: quotes, line feeds, carriage returns; and all
 * other bytes up to carriage returns. */
static HOT_INLINE uint64_t mark_stops64(const char *bytes)
{
    uint64_t marks = 0;

    for (unsigned i = 0; i < MARKED_BYTES; i += 16)
        marks |= (uint64_t)mark_or_low16(bytes + i, '"', '\r') << i;
    return marks;
}

/* Bit i of the result is the parity of bits 0 to i. */
static HOT_INLINE uint64_t running_parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

#endif
