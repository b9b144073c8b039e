/* Reads lists of a trie, whose bytes format.h draws, and searches them.
 *
 * A search compares 16 bytes of suffixes at once. For the number 15234567... (26345678 as a key, in
 * hexadecimal) and the suffixes 14, 15, 1523 of two bytes:
 *
 *     suffixes   25 00   26 00   26 34
 *     pattern    26 34   26 34   26 34   the number's first bytes, again and again
 *     marks       0  1    1  1    1  1   bytes that are the pattern's, or its high half, or 0
 *     found       0       1       1      all bytes of the suffix are marked; the last is longest
 *
 * Only the last byte of a suffix that is not 0 can have a low half of 0, so nothing else matches.
 */
#ifndef TRIE_LIST_H
#define TRIE_LIST_H

#include "route/symbol.h"
#include "trie/format.h"

enum {
    LIST_NARROW_BYTES = COMPARES_16 ? 4 : 1, /* bytes of suffixes that are compared so, at most */
    LIST_READ_BYTES = 65 /* that a search may read from the head on, whatever the list has */
};

/* Return the number of routes of a list, and the bytes of each suffix. */
static HOT_INLINE unsigned list_routes(const unsigned char *list)
{
    return (*list >> LIST_COUNT_SHIFT & (LIST_ROUTES_MAX - 1)) + 1;
}

static HOT_INLINE unsigned list_suffix_bytes(const unsigned char *list)
{
    return (*list >> LIST_WIDTH_SHIFT & 7) + 1;
}

/* Returns suffix i, as a key. */
static inline prefix_key list_suffix(const unsigned char *list, unsigned i)
{
    unsigned width = list_suffix_bytes(list);
    return load64_big(list + LIST_HEAD_BYTES + i * width) & UINT64_MAX << (64 - 8 * width);
}

/* ---- Searching ---- */

/* The last suffix of a list that a number goes on with. */
typedef struct list_match {
    uint64_t found; /* 0: there is none */
    unsigned place; /* of the suffix, or 0 */
    const unsigned char *values;
} list_match;

/* How suffixes of 2..4 bytes are compared, by their bytes. */
typedef struct list_shape {
    uint64_t first;      /* ones over one suffix in a word, the first byte lowest */
    uint64_t repeat;     /* times a suffix: eight bytes of it, again and again */
    uint64_t starts;     /* bit i is for byte i: ones where suffixes start */
    unsigned reciprocal; /* times the byte where a suffix starts, by 256: the place of the suffix */
    unsigned char step;  /* bytes of the whole suffixes in 16 bytes */
    unsigned char turn;  /* bits of a pattern's first word from which on the second repeats it */
    unsigned char again; /* bytes to combine after two: the suffix's others */
} list_shape;

static const list_shape list_shapes[5] = {
    [2] = {0xffff, 0x0001000100010001u, 0x5555555555555555u, 128, 16, 16, 0},
    [3] = {0xffffff, 0x0001000001000001u, 0x9249249249249249u, 86, 15, 16, 1},
    [4] = {0xffffffff, 0x0000000100000001u, 0x1111111111111111u, 64, 16, 0, 2}};

/* Returns bit i for each suffix i of one byte that rest begins with. */
static HOT_INLINE uint64_t list_mark_bytes(const unsigned char *suffixes, unsigned n,
                                           prefix_key rest)
{
    uint64_t pattern = (rest >> 56) * EACH_BYTE;

    return mark_halves16(suffixes, pattern, pattern) & ((1u << n) - 1);
}

/* Returns the bit of the first byte of each suffix that rest begins with. As many bytes are read as
 * the longest list has, without a branch: the length of a list is unpredictable. */
static HOT_INLINE uint64_t list_mark_narrow(const unsigned char *suffixes, unsigned n_bytes,
                                            const list_shape *shape, prefix_key rest)
{
    uint64_t low = (swap_bytes(rest) & shape->first) * shape->repeat;
    uint64_t high = low >> shape->turn | low << 32, marks = 0;

    for (unsigned k = 0, at = 0; k < 4; k++, at += shape->step)
        marks |= (uint64_t)mark_begun16(suffixes + at, low, high) << at;
    marks &= marks >> 1;
    marks &= marks >> shape->again;
    return marks & shape->starts & UINT64_MAX >> (64 - n_bytes);
}

/* Returns the place of the last suffix that rest begins with, plus 1; 0 if there is none. */
static inline unsigned list_find_wide(const unsigned char *suffixes, unsigned n, unsigned width,
                                      prefix_key rest)
{
    const prefix_key mask = UINT64_MAX << (64 - 8 * width);
    unsigned found = 0;

    for (unsigned i = 0; i < n; i++, suffixes += width) {
        prefix_key key = load64_big(suffixes) & mask;
        found = (key ^ rest) >> (trailing_zeros(key) & 60) == 0 ? i + 1 : found;
    }
    return found;
}

/* Finds the last suffix of a list that rest begins with. LIST_READ_BYTES can be read. */
static HOT_INLINE list_match list_find(const unsigned char *list, prefix_key rest)
{
    unsigned n = *list % LIST_ROUTES_MAX + 1u, width;
    const unsigned char *suffixes = list + LIST_HEAD_BYTES;
    uint64_t found;

    if (LIKELY(*list < 1u << LIST_WIDTH_SHIFT)) { /* of one byte each */
        found = list_mark_bytes(suffixes, n, rest);
        return (list_match){found, highest_bit(found | 1), suffixes + n};
    }
    width = list_suffix_bytes(list);
    if (LIKELY(width <= LIST_NARROW_BYTES)) {
        found = list_mark_narrow(suffixes, n * width, &list_shapes[width], rest);
        return (list_match){found, highest_bit(found | 1) * list_shapes[width].reciprocal >> 8,
                            suffixes + n * width};
    }
    found = list_find_wide(suffixes, n, width, rest);
    return (list_match){found, (unsigned)found - (found > 0), suffixes + n * width};
}

#endif
