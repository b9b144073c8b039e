/* Checks lists of a trie that comes from a file: see list_check.h.
 *
 * Most lists have suffixes of one byte, and only few routes, of a number that is unpredictable. So
 * their suffixes and values are copied into arrays, always as many bytes as the longest can have,
 * the next list's over what was too much. The arrays are checked in loops that compilers turn into
 * vector instructions. Faults are gathered without branches, as bits that should be 0. */
#include "trie/list_check.h"

enum {
    CHECKED_ROUTES = 512, /* are checked at once, and up to a list more */
    GATHERED_MAX = CHECKED_ROUTES + 2 * LIST_ROUTES_MAX, /* a copy has the most routes of a list */
    VALUE_BYTES_MAX = 4
};

_Static_assert(LIST_ROUTES_MAX *VALUE_BYTES_MAX <= TRIE_PADDING, "copies end in the padding");

/* The routes of lists with suffixes of one byte. */
typedef struct gathered {
    unsigned char suffixes[GATHERED_MAX];
    unsigned char befores[GATHERED_MAX]; /* the byte before each suffix */
    unsigned char values[GATHERED_MAX * VALUE_BYTES_MAX];
} gathered;

/* ---- Any list ---- */

/* Returns bits that are 0 if the key is one or more digits and then nothing; beyond has ones behind
 * the digits that are allowed. */
static HOT_INLINE prefix_key suffix_faults(prefix_key key, prefix_key beyond)
{
    const prefix_key ones = 0x1111111111111111u;
    prefix_key twos = key >> 1, fours = key >> 2, eights = key >> 3;
    prefix_key is_symbol = (key | twos | fours | eights) & ones;
    prefix_key behind_none = is_symbol & ~(is_symbol >> SYMBOL_BITS | (prefix_key)1 << 60);
    prefix_key is_no_digit = eights & (fours | (twos & key)) & ones; /* above 10 */

    return behind_none | is_no_digit | (key & beyond);
}

/* Returns bits that are 0 if n suffixes are digits and ascend. */
static HOT_INLINE prefix_key suffixes_faults(const unsigned char *suffixes, unsigned n,
                                             unsigned width, prefix_key beyond)
{
    const prefix_key mask = UINT64_MAX << (64 - 8 * width);
    prefix_key last = 0, faults = 0;

    for (unsigned i = 0; i < n; i++, suffixes += width) {
        prefix_key suffix = load64_big(suffixes) & mask;
        faults |= suffix_faults(suffix, beyond) | (suffix <= last);
        last = suffix;
    }
    return faults;
}

/* Returns 0 if n values are all below n_values. */
static HOT_INLINE uint32_t values_faults(const list_check *c, const unsigned char *values,
                                         unsigned n, unsigned width)
{
    uint32_t faults = 0;

    for (unsigned i = 0; i < n; i++)
        faults |= (load32(values + i * width) & UINT32_MAX >> (32 - 8 * width)) - 1 >= c->n_values;
    return faults;
}

/* Checks a list of any form that begins inside the array. If this visits more bytes than the array
 * has, the next node or the end notices. */
static bool check_list(list_check *c, size_t at)
{
    const unsigned char *list = c->t->bytes + at, *suffixes = list + LIST_HEAD_BYTES;
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    size_t n_bytes = LIST_HEAD_BYTES + n * (size_t)(width + c->t->value_width);

    c->n_visited += n_bytes;
    c->n_routes += n;
    if (n_bytes > c->end - at || *list >> LIST_BITS != 0)
        return 0;
    return suffixes_faults(suffixes, n, width, c->beyond) == 0 &&
           values_faults(c, suffixes + n * width, n, c->t->value_width) == 0;
}

/* ---- Lists with suffixes of one byte, gathered ---- */

/* Returns 0 if all suffixes gathered are digits and ascend. The byte before the first suffix of a
 * list is the head, which is less than any suffix. */
static unsigned gathered_suffixes_faults(const gathered *g, unsigned n, unsigned char beyond)
{
    unsigned char faults = 0;

    for (unsigned i = 0; i < n; i++) {
        unsigned char suffix = g->suffixes[i], second = suffix & 15;
        faults |= (unsigned char)((suffix < 1 << SYMBOL_BITS) | (suffix >= 11 << SYMBOL_BITS) |
                                  (second > 10) | (suffix <= g->befores[i]));
        faults |= suffix & beyond;
    }
    return faults;
}

/* Returns 0 if all values gathered, of one byte each, are below n_values. */
static unsigned gathered_bytes_faults(const gathered *g, unsigned n, uint32_t n_values)
{
    unsigned char limit = n_values < 255 ? (unsigned char)n_values : 255, faults = 0;

    for (unsigned i = 0; i < n; i++)
        faults |= (unsigned char)(g->values[i] - 1) >= limit;
    return faults;
}

static HOT_INLINE bool check_gathered(const list_check *c, const gathered *g, unsigned n,
                                      unsigned value_width)
{
    uint64_t faults = gathered_suffixes_faults(g, n, (unsigned char)(c->beyond >> 56));

    faults |= value_width == 1 ? gathered_bytes_faults(g, n, c->n_values)
                               : values_faults(c, g->values, n, value_width);
    return faults == 0;
}

/* Copies the n_new routes of a list behind n others. */
static HOT_INLINE void add_routes(gathered *g, unsigned n, const unsigned char *list,
                                  unsigned n_new, unsigned value_width)
{
    memcpy(g->suffixes + n, list + LIST_HEAD_BYTES, LIST_ROUTES_MAX);
    memcpy(g->befores + n, list, LIST_ROUTES_MAX);
    memcpy(g->values + n * value_width, list + LIST_HEAD_BYTES + n_new,
           (size_t)LIST_ROUTES_MAX * value_width);
}

/* What was added. It is apart from what is gathered, so that compilers keep it in registers. */
typedef struct added_counts {
    unsigned n; /* routes not checked yet */
    unsigned n_lists, n_routes;
} added_counts;

/* Adds a list, or checks one of another form. */
static HOT_INLINE bool add_list(list_check *c, gathered *g, added_counts *counts, size_t at,
                                unsigned value_width)
{
    const unsigned char *list = c->t->bytes + at;

    if (UNLIKELY(at == 0 || at >= c->end))
        return 0;
    if (UNLIKELY(*list >= LIST_ROUTES_MAX)) /* suffixes of more bytes, or a damaged head */
        return check_list(c, at);
    unsigned n = list_routes(list);
    if (UNLIKELY(LIST_HEAD_BYTES + n * (1 + value_width) > c->end - at))
        return 0;
    add_routes(g, counts->n, list, n, value_width);
    counts->n += n;
    counts->n_routes += n;
    counts->n_lists++;
    if (LIKELY(counts->n <= CHECKED_ROUTES))
        return 1;
    n = counts->n;
    counts->n = 0;
    return check_gathered(c, g, n, value_width);
}

static HOT_INLINE bool check_all(list_check *c, uint32_t *blobs, unsigned *n_blobs,
                                 unsigned value_width)
{
    unsigned n_all = *n_blobs, n_others = 0;
    added_counts counts = {0, 0, 0};
    gathered g;

    for (unsigned i = 0; i < n_all; i++)
        if (UNLIKELY((blobs[i] & BLOB_KIND_MASK) != LIST))
            blobs[n_others++] = blobs[i];
        else if (!add_list(c, &g, &counts, blobs[i] >> BLOB_KIND_BITS, value_width))
            return 0;
    *n_blobs = n_others;
    c->n_visited += LIST_HEAD_BYTES * counts.n_lists + counts.n_routes * (size_t)(1 + value_width);
    c->n_routes += counts.n_routes;
    return check_gathered(c, &g, counts.n, value_width);
}

bool rc_list_check(list_check *c, uint32_t *blobs, unsigned *n_blobs)
{
    switch (c->t->value_width) { /* constants, so that the compiler folds them in */
    case 1:
        return check_all(c, blobs, n_blobs, 1);
    case 2:
        return check_all(c, blobs, n_blobs, 2);
    case 3:
        return check_all(c, blobs, n_blobs, 3);
    default:
        return check_all(c, blobs, n_blobs, 4);
    }
}
