/* The trie: longest-prefix match over ten million prefixes in a few bytes each.
 *
 * The problem. A carrier's list gives every prefix a cost; a number costs what its longest prefix
 * in the list costs. A tree with a node a symbol answers that in as many steps as the prefix has
 * symbols, but with pointers a node takes a hundred bytes, and every step waits for memory. Here
 * nothing is a pointer, sparse places have no nodes at all, dense places have nodes that answer
 * for two or three digits at once, and many numbers walk in step, so that their waits overlap.
 * What a value means is not known here: one level up it numbers a cost or an offer.
 *
 * The layout is drawn in format.h. A table of 4,096 entries (rc_trie_slots) turns the next up to
 * three digits, as they stand in a key, into the slot of a node. fuse.c decides how many digits a
 * node answers for: it makes one node of a node and its children where nearly all digits occur.
 *
 * A lookup. In the list +1512 0.04, +1415 0.02, +1415234 0.03, +1415246 0.01 the number
 * +14152345678 starts at the root for '+', a list of four, whose suffixes are 1415, 1415234,
 * 1415246, 1512 (four bytes each). 1415 matches; 1415234 matches and comes later: the cost is
 * 0.03. In a list of millions, an index over the first four or five digits replaces as many steps;
 * a node of two or three digits and a list follow.
 *
 * Bytes a route. Kind routes (3.0 million prefixes of 5 to 11 symbols, 120 costs, so 1 byte a
 * value): most area codes are a node of three digits, 1111 slots of 3 bytes, which the 1000
 * prefixes of these three digits and the shorter ones fill. The 850 lists below it have 2.3 routes
 * of two bytes on average: 1111 * 3.1 + 850 * (1 + 2.3 * 2) = 8.2 KB for 3050 routes, 2.7 a
 * route. Random long prefixes: lists of about 8 routes, each of 3 bytes of suffix and 1 of value,
 * and 4 bytes a list of head and slot: 4.5 a route (measured: 5.2, as many lists are shorter).
 *
 * Limits. A distance has 29 bits, so the array ends at 512 MiB: some 100 million routes of the
 * sparsest kind. */
#include "trie/trie.h"

#include <assert.h>

/* The walks of a group; walk i is that of keys[i]. Between two steps
 *
 *   - rests[i] is the number without the '+' and the digits that the blobs above blobs[i] answer
 *     for: the digits to look for in blobs[i], in the highest bits;
 *   - values[i] is the value of the longest prefix that ends in those blobs, plus 1, or 0;
 *   - places[i] is trie_place(blobs[i], rests[i]), and that memory has been prefetched;
 *   - a walk is in at_nodes if its blob is a node, in at_lists if it is a list; else it has ended.
 *     A walk at a list waits there until no walk is at a node. */
typedef struct walks {
    prefix_key rests[TRIE_GROUP];
    uint32_t blobs[TRIE_GROUP]; /* named as roots would name them */
    const unsigned char *places[TRIE_GROUP];
    uint32_t *values;
    unsigned char at_nodes[TRIE_GROUP], at_lists[TRIE_GROUP]; /* numbers of walks */
    unsigned n_at_nodes, n_at_lists;
} walks;

/* Returns b if condition is 1, else a, without a branch: the condition is unpredictable. */
static HOT_INLINE uint64_t choose(uint64_t condition, uint64_t a, uint64_t b)
{
    return a ^ ((a ^ b) & (0 - condition));
}

/* ---- Lists ---- */

/* Finds the last of n <= 8 suffixes of one byte that match first, the number's next two symbols.
 * Returns its place plus 1, or 0. A suffix of one digit has a low half of 0 and matches whatever
 * the second symbol is. For the number 15234... (first is 26, in hexadecimal) and the suffixes 1,
 * 14, 15:
 *
 *     place          0   1   2   3   the fourth byte belongs to the values
 *     suffixes      20  25  26  01
 *     has_second    00  10  10  10
 *     compared      f0  ff  ff  ff   the bits that must be equal
 *     differing     00  03  00  27
 *     equal         80  00  80  00   of n = 3 the last is in place 2: returns 3
 *
 * Places count from the lowest byte of the word. */
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

/* Finds the last suffix that the rest begins with. Returns its place plus 1, or 0. */
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

/* Returns the value, plus 1, of the longest suffix of the list that the rest begins with, or else
 * otherwise. */
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

/* Returns the place of a number's first digits in the index, or the last place if the number has
 * fewer digits than the index. */
static HOT_INLINE uint32_t index_place(const trie *t, bool with_plus, prefix_key digits)
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

/* Moves a walk to a blob and prefetches what it will read there. */
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

/* Starts all walks. Here and in step_walks, while one walk waits for memory, the others go on. */
static HOT_INLINE void start_walks(const trie *t, const prefix_key *keys, unsigned n_keys, walks *w)
{
    const trie_entry *entries[TRIE_GROUP];

    for (unsigned i = 0; i < n_keys; i++) {
        bool with_plus = key_has_plus(keys[i]);
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

/* Moves all walks that are at a node to the next blob. */
static HOT_INLINE void step_walks(const trie *t, walks *w)
{
    unsigned n = w->n_at_nodes;

    w->n_at_nodes = 0; /* entry k is read before it is overwritten */
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
        values[i]--; /* 0 becomes TRIE_NO_VALUE */
}
