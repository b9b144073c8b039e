/* The trie: longest-prefix match over ten million prefixes in a few bytes each.
 *
 * The problem.  A carrier's list says what every prefix costs; a number costs what its
 * longest prefix in the list costs.  A tree with a node a symbol answers that in as many
 * steps as the prefix has symbols, but with pointers a node takes a hundred bytes, and every
 * step waits for memory.  Here a node takes a dozen bytes and has no pointers, sparse places
 * have no nodes at all, what belongs together stands within a cache line or two, and many
 * numbers walk in step, so that their waits overlap.
 *
 * The layout.  One array of bytes holds blobs of two kinds, children before parents.
 * Positions are offsets into the array; no blob stands at 0, so 0 means "none".  A '+' can
 * only come first: it chooses one of two roots, and below a root there are only digits.
 *
 * A list is a place with up to 16 routes.  Suffixes are what is left of the prefixes, packed
 * two digits a byte as in symbol.h, all as wide as the widest; they are sorted, so of those
 * that match, the last is the longest.
 *
 *     +--------+-----------------------------+---------------------+
 *     | head 1 | suffixes, 1..8 bytes each   | costs, 1..4 each    |
 *     +--------+-----------------------------+---------------------+
 *      bits 0-3: routes - 1   bits 4-6: bytes of a suffix - 1   bit 7: 0
 *
 * A node is a place with more (or with three and more that have one digit left, which take
 * less room so).  It answers for the next digit d, which is symbol s = d + 1.
 *
 *     +--------+-----------------------------+---------------------+
 *     | head 3 | references, 1, 2 or 4 each  | costs, 1..4 each    |
 *     +--------+-----------------------------+---------------------+
 *      bit s: a prefix ends with the digit      bit 11 + s: longer ones go on below it
 *      bits 0 and 11: 0                         bits 22-23: bytes of a reference: 1 << these
 *
 * The child of a digit is the one whose place is the number of ones below its bit, and so is
 * the cost; ones are counted by a table of 2,048 bytes.  Symbol 0, "no digit", finds zeros.
 * A reference tells whether the child is a node (bit 0) and, above, the distance back to it:
 * so a walk only ever goes back in the array, and ends.
 *
 * A lookup.  In the list +1512 0.04, +1415 0.02, +1415234 0.03, +1415246 0.01 the number
 * +14152345678 starts at the root for '+', a list of four, whose suffixes are 1415,
 * 1415234, 1415246, 1512 (four bytes each).  1415 matches, 1415234 matches and stands later:
 * the cost is 0.03.  In a list of millions an index over the first four or five digits skips
 * as many steps; two or three nodes and a list follow.
 *
 * Bytes a route.  Kind routes (3.0 million prefixes of 5 to 11 symbols, 120 costs, so 1 byte
 * a cost): three symbols above the longest a node has 9.3 costs and 8.5 children, which are
 * lists of 2.3 routes on an average: 3 + 9.3 + 8.5 * (1 + 1 + 2.3 * 2) = 68 bytes for 29
 * routes, 2.4 a route.  Random long prefixes: lists of about 8 routes, each of 3 bytes of
 * suffix and 1 of cost, and 3 bytes a list of head and reference: 4.4 a route
 * (measured: 5.0, as many lists are shorter).
 *
 * Limits.  A distance has 31 bits, so the array ends at 2 GiB: some 400 million routes. */
#include "table/trie.h"

#include "table/trie_format.h"

#include <assert.h>
#include <stdlib.h>

enum {
    INDEX_DIGITS_MAX = 5,
    BEST_IN_LIST = 15 /* no symbol */
};

/* The number of ones in each word of eleven bits. */
#define ONES_2(n) (n), (n) + 1, (n) + 1, (n) + 2
#define ONES_4(n) ONES_2(n), ONES_2((n) + 1), ONES_2((n) + 1), ONES_2((n) + 2)
#define ONES_6(n) ONES_4(n), ONES_4((n) + 1), ONES_4((n) + 1), ONES_4((n) + 2)
#define ONES_8(n) ONES_6(n), ONES_6((n) + 1), ONES_6((n) + 1), ONES_6((n) + 2)
static const unsigned char n_ones[1 << NODE_SYMBOLS] = {ONES_8(0), ONES_8(1), ONES_8(1), ONES_8(2),
                                                        ONES_8(1), ONES_8(2), ONES_8(2), ONES_8(3)};

/* The number of the two digits that a byte of a key holds. */
#define TWO(d)                                                                                     \
    [16 * (d) + 17] = 10 * (d), 10 * (d) + 1, 10 * (d) + 2, 10 * (d) + 3, 10 * (d) + 4,            \
                10 * (d) + 5, 10 * (d) + 6, 10 * (d) + 7, 10 * (d) + 8, 10 * (d) + 9
static const unsigned char two_digits[256] = {TWO(0), TWO(1), TWO(2), TWO(3), TWO(4),
                                              TWO(5), TWO(6), TWO(7), TWO(8), TWO(9)};

/* A walk at a blob, and the best prefix passed so far. */
typedef struct walk {
    prefix_key rest; /* digits that the blob has still to look at */
    uint64_t best;   /* best_make's, 0: none yet */
    uint32_t at;
} walk;

/* Where a cost stands: the symbol within the node at a position, or BEST_IN_LIST and the
 * position itself. */
static HOT_INLINE uint64_t best_make(uint32_t at, unsigned symbol)
{
    return (uint64_t)at << 8 | symbol;
}

/* b if condition is 1, a if it is 0: without a branch, which could not be foretold. */
static HOT_INLINE uint64_t choose(uint64_t condition, uint64_t a, uint64_t b)
{
    return a ^ ((a ^ b) & (0 - condition));
}

/* Reads width bytes, 1..4, the lowest first. */
static HOT_INLINE uint32_t read_narrow(const unsigned char *bytes, unsigned width)
{
    return load32(bytes) & UINT32_MAX >> (32 - 8 * width);
}

/* The place of a symbol among those of a node's mask: the ones below its bit. */
static HOT_INLINE unsigned rank_symbol(uint32_t mask, unsigned symbol)
{
    return n_ones[mask & ((1u << symbol) - 1)];
}

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

/* The last suffix that the walk's rest begins with: its place plus 1, or 0. */
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

/* Finds the longest suffix of the list that the walk's rest begins with. */
static HOT_INLINE void search_list(const trie *t, walk *w)
{
    const unsigned char *list = t->bytes + w->at;
    unsigned n = (*list >> LIST_COUNT_SHIFT & 15) + 1, width = (*list >> LIST_WIDTH_SHIFT) + 1;
    unsigned found = match_suffixes(list + LIST_HEAD_BYTES, n, width, w->rest);

    uint32_t costs_at = w->at + LIST_HEAD_BYTES + n * width;
    w->best =
        choose(found > 0, w->best, best_make(costs_at + (found - 1) * t->cost_width, BEST_IN_LIST));
}

/* What a walk comes to. */
enum {
    STEP_ENDS, /* no blob */
    STEP_TO_LIST,
    STEP_TO_NODE
};

/* Looks at one digit of the walk's rest in its node, and goes down to the child, if there is
 * one.  Returns what it comes to. */
static HOT_INLINE unsigned step_node(const trie *t, walk *w)
{
    static const uint32_t masks[4] = {UINT8_MAX, UINT16_MAX, UINT32_MAX, UINT32_MAX};
    const unsigned char *node = t->bytes + w->at;
    uint32_t head = load32(node);
    unsigned symbol = (unsigned)(w->rest >> 60), width = head >> NODE_WIDTH_SHIFT & 3;
    uint32_t bits = head >> symbol;
    unsigned has_cost = bits & 1, has_child = bits >> NODE_CHILDREN_SHIFT & 1;

    unsigned rank = rank_symbol(head >> NODE_CHILDREN_SHIFT, symbol);
    uint32_t reference = load32(node + NODE_HEAD_BYTES + (rank << width)) & masks[width];
    w->best = choose(has_cost, w->best, best_make(w->at, symbol));
    reference &= 0 - has_child;
    w->at -= reference >> REFERENCE_SHIFT;
    w->rest <<= SYMBOL_BITS;
    return has_child + (reference & REFERENCE_IS_NODE);
}

/* Where the cost stands that the walk has found. */
static HOT_INLINE uint32_t best_position(const trie *t, uint64_t best)
{
    uint32_t at = (uint32_t)(best >> 8);
    unsigned symbol = best & 255;
    uint32_t head = load32(t->bytes + at);
    unsigned n_children = n_ones[head >> NODE_CHILDREN_SHIFT & NODE_MASK];
    unsigned rank = rank_symbol(head & NODE_MASK, symbol);
    uint32_t in_node =
        NODE_HEAD_BYTES + (n_children << (head >> NODE_WIDTH_SHIFT & 3)) + rank * t->cost_width;

    return at + (symbol != BEST_IN_LIST ? in_node : 0);
}

/* The place in the index of the first digits of a number; the last one if it has fewer. */
static HOT_INLINE uint32_t index_place(const trie *t, int with_plus, prefix_key digits)
{
    unsigned n_digits = t->index_digits[with_plus];
    uint32_t first_two = two_digits[digits >> 56], next_two = two_digits[digits >> 48 & 255];
    uint32_t third = (uint32_t)(digits >> 52 & 15) - 1, fifth = (uint32_t)(digits >> 44 & 15) - 1;

    if (n_digits == 0 || (digits & (prefix_key)15 << (64 - SYMBOL_BITS * n_digits)) == 0)
        return t->index_last[with_plus];
    if (n_digits == 3)
        return first_two * 10 + third;
    return n_digits == 4 ? first_two * 100 + next_two : first_two * 1000 + next_two * 10 + fifth;
}

/* Calls for the blob at a position: most of them end within two lines of a cache. */
static HOT_INLINE void prefetch_blob(const trie *t, uint32_t at)
{
    PREFETCH(t->bytes + at);
    PREFETCH(t->bytes + at + 20);
}

/* Starts a walk at an index entry; returns the cost found on the way there. */
static HOT_INLINE uint32_t start_walk(trie_entry entry, prefix_key key, walk *w)
{
    prefix_key digits = key_has_plus(key) ? key << SYMBOL_BITS : key;

    *w = (walk){.rest = digits << SYMBOL_BITS * (entry.found & 7),
                .at = entry.blob >> REFERENCE_SHIFT};
    return (entry.found >> 3) - 1; /* none is stored as 0 and becomes TRIE_NO_COST */
}

/* The walks that are at a node, or at a list, by their numbers in the group. */
typedef struct places {
    unsigned char nodes[TRIE_GROUP], lists[TRIE_GROUP];
    unsigned n_nodes, n_lists;
} places;

/* Notes that walk i is at a node or at a list, or at neither. */
static HOT_INLINE void place_walk(places *p, unsigned char i, unsigned step)
{
    p->nodes[p->n_nodes] = i;
    p->lists[p->n_lists] = i;
    p->n_nodes += step == STEP_TO_NODE;
    p->n_lists += step == STEP_TO_LIST;
}

/* Starts all walks.  In this loop and the next, while the memory that one walk needs next is on
 * its way, the others are looked at. */
static HOT_INLINE void start_walks(const trie *t, const prefix_key *keys, unsigned n_keys,
                                   walk *walks, uint32_t *costs, places *p)
{
    const trie_entry *entries[TRIE_GROUP];

    for (unsigned i = 0; i < n_keys; i++) {
        int with_plus = key_has_plus(keys[i]);
        prefix_key digits = with_plus ? keys[i] << SYMBOL_BITS : keys[i];
        entries[i] = &t->index[with_plus][index_place(t, with_plus, digits)];
        PREFETCH(entries[i]);
    }
    for (unsigned i = 0; i < n_keys; i++) {
        costs[i] = start_walk(*entries[i], keys[i], &walks[i]);
        prefetch_blob(t, walks[i].at);
    }
    for (unsigned i = 0; i < n_keys; i++)
        place_walk(p, (unsigned char)i,
                   (entries[i]->blob > 0) + (entries[i]->blob & REFERENCE_IS_NODE));
}

/* Takes all walks that are at a node one blob further. */
static HOT_INLINE void step_walks(const trie *t, walk *walks, places *p)
{
    unsigned n = p->n_nodes;

    p->n_nodes = 0; /* walks are noted again no later than they are read */
    for (unsigned k = 0; k < n; k++) {
        unsigned char i = p->nodes[k];
        unsigned step = step_node(t, &walks[i]);
        prefetch_blob(t, walks[i].at);
        place_walk(p, i, step);
    }
}

void trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *costs)
{
    walk walks[TRIE_GROUP];
    uint32_t positions[TRIE_GROUP];
    places p = {.n_nodes = 0, .n_lists = 0};

    assert(n_keys <= TRIE_GROUP);
    start_walks(t, keys, (unsigned)n_keys, walks, costs, &p);
    while (p.n_nodes > 0)
        step_walks(t, walks, &p);
    for (unsigned k = 0; k < p.n_lists; k++)
        search_list(t, &walks[p.lists[k]]);
    for (size_t i = 0; i < n_keys; i++) {
        positions[i] = best_position(t, walks[i].best);
        PREFETCH(t->bytes + positions[i]);
    }
    for (size_t i = 0; i < n_keys; i++) {
        uint32_t cost = read_narrow(t->bytes + positions[i], t->cost_width);
        costs[i] = (uint32_t)choose(walks[i].best > 0, costs[i], cost);
    }
}

/* The entry for n_digits digits: walks the nodes above it. */
static trie_entry find_entry(const trie *t, uint32_t root, prefix_key digits, unsigned n_digits)
{
    walk w = {.rest = digits, .at = root >> REFERENCE_SHIFT};
    unsigned step = (root > 0) + (root & REFERENCE_IS_NODE);
    uint32_t n_passed = 0, cost = TRIE_NO_COST;

    for (; step == STEP_TO_NODE && n_passed < n_digits; n_passed++)
        step = step_node(t, &w);
    if (w.best > 0)
        cost = read_narrow(t->bytes + best_position(t, w.best), t->cost_width);
    return (trie_entry){
        .blob = step == STEP_ENDS ? 0 : w.at << REFERENCE_SHIFT | (step == STEP_TO_NODE),
        .found = (cost + 1) << 3 | n_passed};
}

/* The digits of a place in the index, as a key. */
static prefix_key place_key(uint32_t place, unsigned n_digits)
{
    prefix_key key = 0;
    for (unsigned i = n_digits; i-- > 0; place /= 10)
        key |= (prefix_key)(place % 10 + 1) << (60 - SYMBOL_BITS * i);
    return key;
}

/* How many digits the index of a root should cover that has n_bytes of blobs: it is small
 * beside them. */
static unsigned choose_digits(size_t n_bytes)
{
    return n_bytes < 16u << 10 ? 0 : n_bytes < 256u << 10 ? 3 : n_bytes < 4u << 20 ? 4 : 5;
}

rc_code trie_index(trie *t)
{
    static const uint32_t n_places[INDEX_DIGITS_MAX + 1] = {0, 10, 100, 1000, 10000, 100000};

    for (int plus = 0; plus < 2; plus++) {
        size_t n_bytes = t->roots[plus] > 0 ? t->roots[plus] - (plus ? t->roots[0] : 0) : 0;
        n_bytes >>= REFERENCE_SHIFT;
        unsigned n_digits = choose_digits(n_bytes);
        uint32_t last = n_places[n_digits];
        trie_entry *index = malloc((last + 1) * sizeof *index);
        if (!index)
            return RC_ERROR_MEMORY;
        for (uint32_t i = 0; i < last; i++)
            index[i] = find_entry(t, t->roots[plus], place_key(i, n_digits), n_digits);
        index[last] = find_entry(t, t->roots[plus], 0, 0);
        t->index[plus] = index;
        t->index_digits[plus] = n_digits;
        t->index_last[plus] = last;
    }
    return RC_OK;
}

void trie_free(trie *t)
{
    free(t->bytes);
    free(t->index[0]);
    free(t->index[1]);
    *t = (trie){0};
}

size_t trie_size(const trie *t)
{
    return t->n_bytes + TRIE_PADDING +
           ((size_t)t->index_last[0] + t->index_last[1] + 2) * sizeof(trie_entry);
}
