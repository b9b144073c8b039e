/* The trie: longest-prefix match over ten million prefixes in a few bytes each.
 *
 * The problem.  A carrier's list says what every prefix values; a number values what its
 * longest prefix in the list values.  A tree with a node a symbol answers that in as many
 * steps as the prefix has symbols, but with pointers a node takes a hundred bytes, and every
 * step waits for memory.  Here nothing points, sparse places have no nodes at all, dense ones
 * have nodes that answer for two or three digits at once, and many numbers walk in step, so
 * that their waits overlap.
 *
 * The layout.  One array of bytes holds blobs, children before parents.  Positions are offsets
 * into the array; no blob stands at 0.  A '+' can only come first: it chooses one of two
 * roots, and below a root there are only digits.  A reference to a blob says its kind in its
 * lowest three bits and, above, where it stands: a root's its position, a child's the
 * distance back from its node.  So a walk only ever goes back in the array, and ends.
 *
 * A list is a place with up to 16 routes.  Suffixes are what is left of the prefixes, packed
 * two digits a byte as in symbol.h, all as wide as the widest; they are sorted, so of those
 * that match, the last is the longest.
 *
 *     +--------+-----------------------------+---------------------+
 *     | head 1 | suffixes, 1..8 bytes each   | values, 1..4 each    |
 *     +--------+-----------------------------+---------------------+
 *      bits 0-3: routes - 1   bits 4-6: bytes of a suffix - 1   bit 7: 0
 *
 * A node is a place with more.  It answers for the next one, two or three digits, and has a
 * slot for each way that they can go on:
 *
 *     +--------+---------------------+------------------+-----------------+---------+
 *     | slot 0 | all digits, e.g.    | numbers that end | ... 1 digit     | own     |
 *     | none   | "000" .. "999"      | after 2 digits   |     earlier     | bits    |
 *     +--------+---------------------+------------------+-----------------+---------+
 *       slot:  reference to a child, 0, 2 or 4 bytes | value, 1..4 bytes
 *
 * A slot's value is that of the longest prefix that ends within the node on the way to the
 * slot; 0 is none, so values are counted from 1.  The own bits, one a slot, say where a prefix
 * ends with the slot's very digits; lookups of values don't read them.  The kind says how many
 * digits a node has and how many bytes its references take; two suffice as long as all children
 * stand within 8 KiB.  A table of 4,096 entries turns the next three digits as they stand in a
 * key, or those that there are, into the slot's number.
 *
 * One digit after the other is the plainest node; fuse.c makes one node of a node and
 * its children where that takes no more room, or little more: where nearly all
 * digits occur.
 *
 * A lookup.  In the list +1512 0.04, +1415 0.02, +1415234 0.03, +1415246 0.01 the number
 * +14152345678 starts at the root for '+', a list of four, whose suffixes are 1415,
 * 1415234, 1415246, 1512 (four bytes each).  1415 matches, 1415234 matches and stands later:
 * the value is 0.03.  In a list of millions an index over the first four or five digits skips
 * as many steps; a node of two or three digits and a list follow.
 *
 * Bytes a route.  Kind routes (3.0 million prefixes of 5 to 11 symbols, 120 values, so 1 byte
 * a value): most area codes are a node of three digits, 1111 slots of 3 bytes, which 1000
 * prefixes of these three digits and those shorter fill; 850 lists below it have 2.3 routes of
 * two bytes on an average: 1111 * 3.1 + 850 * (1 + 2.3 * 2) = 8.2 KB for 3050 routes, 2.7 a
 * route.  Random long prefixes: lists of about 8 routes, each of 3 bytes of suffix and 1 of
 * value, and 4 bytes a list of head and slot: 4.5 a route (measured: 5.2, as many lists are
 * shorter).
 *
 * Limits.  A distance has 29 bits, so the array ends at 512 MiB: some 100 million routes of
 * the sparsest kind. */
#include "trie/trie.h"

#include "trie/step.h"

#include <assert.h>

/* The walks of a group. */
typedef struct walks {
    prefix_key rests[TRIE_GROUP];            /* digits that the blob has still to look at */
    uint32_t blobs[TRIE_GROUP];              /* as roots would name them */
    const unsigned char *places[TRIE_GROUP]; /* where they look in their blobs */
    uint32_t *values;                        /* found so far, plus 1; 0: none */

    /* Those that are at a node, or at a list, by their numbers in the group. */
    unsigned char at_nodes[TRIE_GROUP], at_lists[TRIE_GROUP];
    unsigned n_at_nodes, n_at_lists;
} walks;

/* b if condition is 1, a if it is 0: without a branch, which could not be foretold. */
static HOT_INLINE uint64_t choose(uint64_t condition, uint64_t a, uint64_t b)
{
    return a ^ ((a ^ b) & (0 - condition));
}

/* ---- Lists ---- */

/* The last of eight suffixes of one byte that the byte first begins with, of which the first n
 * count: its place plus 1, or 0.  A suffix of one digit has a low half of 0, which any digit
 * matches. */
static HOT_INLINE unsigned match_bytes(uint64_t suffixes, unsigned first, unsigned n)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t has_second = ((suffixes & 15 * ones) + 15 * ones) & 16 * ones;
    uint64_t compared = (has_second - (has_second >> 4)) | 0xf0 * ones;
    uint64_t differing = (suffixes ^ first * ones) & compared;
    uint64_t equal = ~(((differing & 127 * ones) + 127 * ones) | differing) & 128 * ones;

    equal &= UINT64_MAX >> (64 - 8 * n);
    return 8 - leading_zeros(equal | 1) / 8 - (equal == 0);
}

/* The last suffix that the rest begins with: its place plus 1, or 0. */
static HOT_INLINE unsigned match_suffixes(const unsigned char *suffixes, unsigned n, unsigned width,
                                          prefix_key rest)
{
    const prefix_key mask = UINT64_MAX << (64 - 8 * width);
    unsigned found = 0;

    if (LIKELY(width == 1)) {
        unsigned first = (unsigned)(rest >> 56);
        found = match_bytes(load64(suffixes), first, n < 8 ? n : 8);
        if (UNLIKELY(n > 8)) {
            unsigned later = match_bytes(load64(suffixes + 8), first, n - 8);
            found = later > 0 ? later + 8 : found;
        }
        return found;
    }
    for (unsigned i = 0; i < n; i++, suffixes += width) {
        prefix_key key = load64_big(suffixes) & mask;
        uint64_t is_match = (key ^ rest) >> (trailing_zeros(key) & 60) == 0;
        found = (unsigned)choose(is_match, found, i + 1);
    }
    return found;
}

/* The value of the longest suffix of the list that the rest begins with, or else. */
static HOT_INLINE uint32_t search_list(const trie *t, const unsigned char *list, prefix_key rest,
                                       uint32_t otherwise)
{
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    const unsigned char *suffixes = list + LIST_HEAD_BYTES;
    unsigned found = match_suffixes(suffixes, n, width, rest);
    const unsigned char *values = suffixes + n * width;
    uint32_t value = load32(values + (found - (found > 0)) * t->value_width) & t->value_mask;

    return (uint32_t)choose(found > 0, otherwise, value);
}

/* ---- Walks in step ---- */

/* The place in the index of the first digits of a number; the last one if it has fewer. */
static HOT_INLINE uint32_t index_place(const trie *t, int with_plus, prefix_key digits)
{
    unsigned n_digits = t->index_digits[with_plus];
    uint32_t three = rc_trie_slots[digits >> 52];

    if (n_digits == 0 || (digits & (prefix_key)15 << (64 - SYMBOL_BITS * n_digits)) == 0)
        return t->index_last[with_plus];
    if (n_digits == 3)
        return three - 1;
    if (n_digits == 4)
        return (three - 1) * 10 + (uint32_t)(digits >> 48 & 15) - 1;
    return (three - 1) * 100 + rc_trie_slots[digits >> 44 & 255] - 1u;
}

/* Sends a walk to a blob, and calls for what it will look at there. */
static HOT_INLINE void go_to(const trie *t, walks *w, unsigned char i, uint32_t blob)
{
    const unsigned char *place = trie_place(t, blob, w->rests[i]);
    unsigned is_at_node = (blob & BLOB_KIND_MASK) > 0;

    PREFETCH(place);
    PREFETCH(place + t->shapes[blob & BLOB_KIND_MASK].ahead);
    w->blobs[i] = blob;
    w->places[i] = place;
    w->at_nodes[w->n_at_nodes] = i;
    w->at_lists[w->n_at_lists] = i;
    w->n_at_nodes += is_at_node;
    w->n_at_lists += (blob > 0) - is_at_node;
}

/* Starts all walks.  In this loop and the next, while the memory that one walk needs next is on
 * its way, the others are looked at. */
static HOT_INLINE void start_walks(const trie *t, const prefix_key *keys, unsigned n_keys, walks *w)
{
    const trie_entry *entries[TRIE_GROUP];

    for (unsigned i = 0; i < n_keys; i++) {
        int with_plus = key_has_plus(keys[i]);
        w->rests[i] = with_plus ? keys[i] << SYMBOL_BITS : keys[i];
        entries[i] = &t->index[with_plus][index_place(t, with_plus, w->rests[i])];
        PREFETCH(entries[i]);
    }
    for (unsigned i = 0; i < n_keys; i++) {
        trie_entry entry = *entries[i];
        w->rests[i] <<= SYMBOL_BITS * (entry.found & 7);
        w->values[i] = entry.found >> 3;
        go_to(t, w, (unsigned char)i, entry.blob);
    }
}

/* Takes all walks that are at a node one blob further. */
static HOT_INLINE void step_walks(const trie *t, walks *w)
{
    unsigned n = w->n_at_nodes;

    w->n_at_nodes = 0; /* walks are noted again no later than they are read */
    for (unsigned k = 0; k < n; k++) {
        unsigned char i = w->at_nodes[k];
        trie_slot slot = trie_read_slot(t, w->blobs[i], w->places[i]);
        w->values[i] = slot.value > 0 ? slot.value : w->values[i];
        w->rests[i] <<= t->shapes[w->blobs[i] & BLOB_KIND_MASK].key_bits;
        go_to(t, w, i, slot.child);
    }
}

void rc_trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *values)
{
    walks w;

    assert(n_keys <= TRIE_GROUP);
    w.values = values;
    w.n_at_nodes = w.n_at_lists = 0;
    start_walks(t, keys, (unsigned)n_keys, &w);
    while (w.n_at_nodes > 0)
        step_walks(t, &w);
    for (unsigned k = 0; k < w.n_at_lists; k++) {
        unsigned char i = w.at_lists[k];
        values[i] = search_list(t, w.places[i], w.rests[i], values[i]);
    }
    for (size_t i = 0; i < n_keys; i++)
        values[i]--; /* none is 0 and becomes TRIE_NO_VALUE */
}
