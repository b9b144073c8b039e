/* The reference of a cost: 32 bits that a route carries.
 *
 * Nearly every cost of a real list is short and plain, such as 0.0125. The reference holds such a
 * cost itself, so it is read, compared and kept without access to memory. Other costs are listed
 * in a cost_set, and the reference has their id.
 *
 *     plain    bits 4..27: the digits as a number below 10^7; bits 1..3: decimals; bit 0: 0
 *     listed   bits 1..30: the id; bit 0: 1
 *     blocked  bits 1..27: ones; bit 0: 0. No plain cost has 7 decimals
 *
 * Bit 31 is 0 and free for other uses.
 *
 * A plain cost has up to 7 digits, one or more of them before the point, of which the first is 0
 * only if it is the only one. Without decimals it has no point. So the reference determines the
 * spelling, and references with equally many decimals compare as their costs do. */
#ifndef ROUTE_COST_REF_H
#define ROUTE_COST_REF_H

#include "base/portable.h"
#include "route/cost.h"

typedef uint32_t cost_ref;

#define COST_REF_NONE UINT32_MAX /* no cost at all; no id is so large */

enum {
    COST_REF_LISTED = 1,
    COST_REF_DECIMALS_SHIFT = 1,
    COST_REF_DIGITS_SHIFT = 4,
    COST_REF_KIND_MASK = 15, /* decimals and kind: equal for costs that compare as numbers */
    COST_REF_PLAIN_DIGITS = 7,
    COST_REF_IDS_MAX = (1 << 30) - 1,
    COST_REF_BLOCKED = (1 << 28) - 2 /* of a blocked route: no cost, but a value of a trie */
};

static inline cost_ref cost_ref_plain(uint32_t digits, unsigned n_decimals)
{
    return digits << COST_REF_DIGITS_SHIFT | n_decimals << COST_REF_DECIMALS_SHIFT;
}

static inline bool cost_ref_is_listed(cost_ref ref)
{
    return ref & COST_REF_LISTED;
}

static inline unsigned cost_ref_decimals(cost_ref ref)
{
    return ref >> COST_REF_DECIMALS_SHIFT & 7;
}

static inline uint32_t cost_ref_digits(cost_ref ref)
{
    return ref >> COST_REF_DIGITS_SHIFT;
}

/* Parses a cost of n characters, given as a word, the first character lowest, with zeros behind.
 * Returns COST_REF_NONE if it is not plain. */
static HOT_INLINE cost_ref cost_ref_scan(uint64_t word, unsigned n)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t unlike_point = word ^ '.' * ones;
    uint64_t points = (unlike_point - ones) & ~unlike_point & 128 * ones;
    unsigned n_whole = points ? trailing_zeros(points) / 8 : n;
    unsigned n_digits = points ? n - 1 : n;
    uint64_t whole_mask = (1ull << 8 * (n_whole & 7)) - 1;

    if (n_digits - 1 >= COST_REF_PLAIN_DIGITS || n_whole - 1 >= COST_REF_PLAIN_DIGITS ||
        (points && n_whole == n_digits) || (n_whole > 1 && (word & 255) == '0'))
        return COST_REF_NONE;
    uint64_t digits = points ? (word & whole_mask) | (word >> 8 & ~whole_mask) : word;
    digits <<= 64 - 8 * n_digits; /* the digits end at the highest byte */
    digits |= ('0' * ones) >> 8 * n_digits;
    uint64_t values = digits ^ '0' * ones;
    if (((values + 0x76 * ones) | values) & 128 * ones)
        return COST_REF_NONE;

    uint64_t pairs = values * 10 + (values >> 8);
    uint64_t quads = (pairs & 0x00ff00ff00ff00ffu) * 100 + (pairs >> 16 & 0x00ff00ff00ff00ffu);
    quads &= 0x0000ffff0000ffffu;
    uint32_t all = (uint32_t)((quads & 0xffffffffu) * 10000 + (quads >> 32));
    return cost_ref_plain(all, n_digits - n_whole);
}

/* Returns the value of a plain cost. */
cost_value rc_cost_ref_value(cost_ref plain);

/* Writes the spelling of a plain cost. Returns its length. */
size_t rc_cost_ref_spell(cost_ref plain, char spelling[RC_COST_LENGTH_MAX]);

#endif
