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
 *     A walk at a list waits there until no walk is at a node.
 *
 * Where lengths are wanted, depths[i] counts the bits of the key above blobs[i]; winners[i] is the
 * node in which that longest prefix ends, and winner_depths[i] the bits above that. Only at the end
 * the winners are asked how long the prefixes are. */
typedef struct walks {
    prefix_key rests[TRIE_GROUP];
    uint32_t blobs[TRIE_GROUP]; /* named as roots would name them */
    const unsigned char *places[TRIE_GROUP];
    uint16_t at_nodes[TRIE_GROUP], at_lists[TRIE_GROUP]; /* numbers of walks */

    uint32_t depths[TRIE_GROUP], winner_depths[TRIE_GROUP];
    uint32_t winners[TRIE_GROUP]; /* 0: none, or one above the blob where the index starts */
} walks;

/* How many walks are at a node, and at a list. Apart from the walks, so that they stay in
 * registers. */
typedef struct walk_counts {
    unsigned at_nodes, at_lists;
} walk_counts;

/* The index of a root, and what shows that a number has fewer digits than the index. */
typedef struct root_index {
    const trie_entry *entries;
    unsigned n_digits;
    uint32_t last;
    prefix_key last_digit; /* ones over the last digit in a key; 0 without an index */
} root_index;

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

/* Finds the longest suffix of the list that the rest begins with, and sets *value to its value,
 * plus 1. Returns the suffix, or 0 and leaves *value alone. */
static HOT_INLINE prefix_key search_list(const trie *t, const unsigned char *list, prefix_key rest,
                                         uint32_t *value)
{
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    const unsigned char *suffixes = list + LIST_HEAD_BYTES;
    unsigned found = match_suffixes(suffixes, n, width, rest), place = found - (found > 0);
    const unsigned char *values = suffixes + n * width;
    uint32_t found_value = load32(values + place * t->value_width) & t->value_mask;

    *value = (uint32_t)choose(found > 0, *value, found_value);
    return list_suffix(list, place) & (0 - (prefix_key)(found > 0));
}

/* ---- Walks in step ---- */

static HOT_INLINE root_index index_of_root(const trie *t, unsigned plus)
{
    unsigned n = t->index_digits[plus];

    return (root_index){t->index[plus], n, t->index_last[plus],
                        n > 0 ? (prefix_key)15 << (64 - SYMBOL_BITS * n) : 0};
}

/* Returns the place of a number's first digits in the index, or the last place if the number has
 * fewer digits than the index. */
static HOT_INLINE uint32_t index_place(const root_index *index, prefix_key digits)
{
    uint32_t three = rc_trie_slots[digits >> 52] - 1u;

    if ((digits & index->last_digit) == 0)
        return index->last;
    if (LIKELY(index->n_digits == 5))
        return three * 100 + rc_trie_slots[digits >> 44 & 255] - 1u;
    return index->n_digits == 4 ? three * 10 + (uint32_t)(digits >> 48 & 15) - 1 : three;
}

/* Moves a walk to a blob and prefetches what it will read there. */
static HOT_INLINE void go_to(const trie *t, walks *w, walk_counts *n, unsigned i, uint32_t blob)
{
    const unsigned char *place = trie_place(t, blob, w->rests[i]);
    unsigned is_at_node = (blob & BLOB_KIND_MASK) > 0;

    PREFETCH(place);
    PREFETCH(place + t->shapes[blob & BLOB_KIND_MASK].ahead);
    w->blobs[i] = blob;
    w->places[i] = place;
    w->at_nodes[n->at_nodes] = (uint16_t)i;
    w->at_lists[n->at_lists] = (uint16_t)i;
    n->at_nodes += is_at_node;
    n->at_lists += (blob > 0) - is_at_node;
}

/* Starts all walks. Here and in step_walks, while one walk waits for memory, the others go on. */
static HOT_INLINE walk_counts start_walks(const trie *t, const prefix_key *keys, unsigned n_keys,
                                          walks *w, uint32_t *values, bool wants_lengths)
{
    const root_index indices[2] = {index_of_root(t, 0), index_of_root(t, 1)};
    const trie_entry *entries[TRIE_GROUP];
    walk_counts n = {0, 0};

    for (unsigned i = 0; i < n_keys; i++) {
        unsigned with_plus = key_has_plus(keys[i]);
        const root_index *index = &indices[with_plus];
        w->rests[i] = keys[i] << SYMBOL_BITS * with_plus;
        entries[i] = index->entries + index_place(index, w->rests[i]);
        PREFETCH(entries[i]);
    }
    for (unsigned i = 0; i < n_keys; i++) {
        trie_entry entry = *entries[i];
        w->rests[i] <<= SYMBOL_BITS * (entry.found & 7);
        values[i] = entry.found >> 3;
        if (wants_lengths) {
            w->depths[i] = SYMBOL_BITS * ((entry.found & 7) + key_has_plus(keys[i]));
            w->winner_depths[i] = w->depths[i];
            w->winners[i] = 0;
        }
        go_to(t, w, &n, i, entry.blob);
    }
    return n;
}

/* Moves all walks that are at a node to the next blob. */
static HOT_INLINE walk_counts step_walks(const trie *t, walks *w, walk_counts before,
                                         uint32_t *values, bool wants_lengths)
{
    walk_counts n = {0, before.at_lists};

    for (unsigned k = 0; k < before.at_nodes; k++) {
        unsigned i = w->at_nodes[k]; /* read before entry k is overwritten */
        trie_slot slot = trie_read_slot(t, w->blobs[i], w->places[i]);
        if (wants_lengths) {
            uint64_t wins = slot.value > 0;
            w->winners[i] = (uint32_t)choose(wins, w->winners[i], w->blobs[i]);
            w->winner_depths[i] = (uint32_t)choose(wins, w->winner_depths[i], w->depths[i]);
            w->depths[i] += t->shapes[w->blobs[i] & BLOB_KIND_MASK].key_bits;
        }
        values[i] = (uint32_t)choose(slot.value > 0, values[i], slot.value);
        w->rests[i] <<= t->shapes[w->blobs[i] & BLOB_KIND_MASK].key_bits;
        go_to(t, w, &n, i, slot.child);
    }
    return n;
}

/* ---- Lengths of prefixes ---- */

/* Returns the number of digits of the longest prefix that ends in the nodes of the first n_digits
 * digits. */
static unsigned match_above(const trie *t, uint32_t root, prefix_key digits, unsigned n_digits)
{
    uint32_t blob = root;
    unsigned longest = 0;

    for (unsigned n_passed = 0; n_passed < n_digits;) {
        prefix_key rest = digits << SYMBOL_BITS * n_passed;
        unsigned n = trie_match_node(t, blob, rest);
        longest = n > 0 ? n_passed + n : longest;
        n_passed += node_digits[blob & BLOB_KIND_MASK];
        blob = trie_read_slot(t, blob, trie_place(t, blob, rest)).child;
    }
    return longest;
}

/* Returns the number of symbols of the longest prefix of walk i, which no list has. */
static unsigned match_walk(const trie *t, const walks *w, unsigned i, prefix_key key)
{
    unsigned depth = w->winner_depths[i], plus = key_has_plus(key);

    if (w->winners[i] > 0)
        return depth / SYMBOL_BITS + trie_match_node(t, w->winners[i], key << depth);
    return plus +
           match_above(t, t->roots[plus], key << SYMBOL_BITS * plus, depth / SYMBOL_BITS - plus);
}

/* Finds the lengths that are still 0 though there is a value. */
static void match_nodes(const trie *t, const walks *w, const prefix_key *keys, unsigned n_keys,
                        const uint32_t *values, unsigned *lengths)
{
    unsigned left[TRIE_GROUP], n_left = 0;

    for (unsigned i = 0; i < n_keys; i++) {
        PREFETCH(trie_own_bits(t, w->winners[i], keys[i] << w->winner_depths[i]));
        left[n_left] = i;
        n_left += (values[i] > 0) & (lengths[i] == 0);
    }
    for (unsigned k = 0; k < n_left; k++)
        lengths[left[k]] = match_walk(t, w, left[k], keys[left[k]]);
}

/* ---- Groups ---- */

/* Walks a group; lengths may be NULL. The compiler makes a function of each case. */
static HOT_INLINE void find_group(const trie *t, const prefix_key *keys, unsigned n_keys,
                                  uint32_t *values, unsigned *lengths)
{
    walks w;
    walk_counts n = start_walks(t, keys, n_keys, &w, values, lengths != NULL);

    while (n.at_nodes > 0)
        n = step_walks(t, &w, n, values, lengths != NULL);
    for (unsigned i = 0; i < n_keys && lengths; i++)
        lengths[i] = 0;
    for (unsigned k = 0; k < n.at_lists; k++) {
        unsigned i = w.at_lists[k];
        prefix_key suffix = search_list(t, w.places[i], w.rests[i], &values[i]);
        if (lengths && suffix > 0)
            lengths[i] = w.depths[i] / SYMBOL_BITS + key_length(suffix);
    }
    if (lengths)
        match_nodes(t, &w, keys, n_keys, values, lengths);
    for (size_t i = 0; i < n_keys; i++)
        values[i]--; /* 0 becomes TRIE_NO_VALUE */
}

void rc_trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *values)
{
    assert(n_keys <= TRIE_GROUP);
    find_group(t, keys, (unsigned)n_keys, values, NULL);
}

void rc_trie_find_group_lengths(const trie *t, const prefix_key *keys, size_t n_keys,
                                uint32_t *values, unsigned *lengths)
{
    assert(n_keys <= TRIE_GROUP);
    find_group(t, keys, (unsigned)n_keys, values, lengths);
}
