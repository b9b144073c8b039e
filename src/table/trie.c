/* The trie: longest-prefix match over ten million prefixes in a few bytes each.
 *
 * The problem.  A carrier's list says what every prefix costs; a number costs what its
 * longest prefix in the list costs.  A tree with a node a symbol answers that in as many
 * steps as the prefix has symbols, but with pointers a node takes a hundred bytes and a
 * step waits for memory.  Here a step takes two digits, nodes have no pointers, and sparse
 * places have no nodes.
 *
 * The layout.  One array of bytes holds blobs of two kinds, children before parents.
 * Positions are offsets into the array; no blob stands at 0, so 0 means "none".  A '+' can
 * only come first: it chooses one of two roots, and below a root there are only digits.
 *
 * A list is a place with up to 16 routes.  Suffixes are what is left of the prefixes, two
 * digits a byte as in symbol.h, all as wide as the widest; they are sorted, so of those
 * that match, the last is the longest.
 *
 *     +--------+----------------------------+---------------------+
 *     | head 1 | suffixes, 1..8 bytes each  | costs, 1..4 each    |
 *     +--------+----------------------------+---------------------+
 *      bit 0: 0   bits 1-4: routes - 1   bits 5-7: bytes of a suffix - 1
 *
 * A node is a place with more.  It answers for the next two digits, in 110 slots: 0..99
 * for two digits, 100..109 for one.  A bit for every slot says whether the prefix that
 * ends there has a cost; a bit for slots 0..99, whether longer prefixes go on there.
 *
 *      the position of the node
 *                v
 *     +----------+---------+-----------+--------------+---------------+--------------+
 *     | .. c1 c0 | head 8  | costs 8   | children 8   | children 8    | r0 r1 ..     |
 *     |          |         | slots <64 | slots <64    | slots 64..99  | 2 or 4 each  |
 *     +----------+---------+-----------+--------------+---------------+--------------+
 *      head: bit 0: 1               bit 1: references take 4 bytes
 *            bits 2-8: children in slots below 64     bits 9-15: costs in slots below 64
 *            bits 16-17: 0          bits 18-63: costs in slots 64..109
 *
 * The cost of a slot is ck, where k counts the bits set before the slot's own: a count of
 * ones in one word, plus the number that the head gives for the first word.  The child is
 * found in the same way among the references, each the distance back to the child.  So a
 * walk only ever goes back in the array, and ends.
 *
 * A lookup.  In the list +1512 0.04, +1415 0.02, +1415234 0.03, +1415246 0.01 the number
 * +14152345678 starts at the root for '+', a list of four, whose suffixes are 1415, 141523
 * 4, 1415246, 1512 (four bytes each).  1415 matches, 1415234 matches and stands later: the
 * cost is 0.03.  In a list of millions the first two steps are skipped by an index over
 * the first four digits; two or three blobs follow.
 *
 * Bytes a route.  Kind routes (3.0 million prefixes of 5 to 11 symbols): a node two digits
 * above the longest has about 103 costs of its own (1 byte each, 120 costs in all), 85
 * children, and 190 routes in their lists.  32 + 103 + 85 * (2 + 1) + 190 * (1 + 1) = 770
 * bytes for 293 routes: 2.6 a route.  Random long prefixes have lists right below dense
 * nodes: about 1.4 routes a list, each of 3 bytes of suffix, 1 of cost and a share of 2 +
 * 1 bytes of reference and head: some 5 to 6 a route.
 *
 * Limits.  Positions have 32 bits, so the array ends at 4 GiB: some 800 million routes. */
#include "table/trie.h"

#include "table/trie_format.h"

#include <assert.h>
#include <stdlib.h>

enum {
    INDEX_DIGITS = 4,
    INDEX_ENTRIES = 10000,    /* 10^INDEX_DIGITS */
    INDEX_FROM_BYTES = 65536, /* a trie below this size is left without one */
    SLOT_OF_LIST = 255        /* in best_slot: best_at is the cost itself */
};

/* A walk at a blob, and the best prefix passed so far. */
typedef struct walk {
    prefix_key rest; /* digits that the blob has still to look at */
    uint32_t at;
    uint32_t best_at; /* the node with the cost, or the cost itself; 0: none yet */
    uint32_t best_slot;
} walk;

static uint32_t read_cost(const trie *t, size_t at)
{
    return load32(t->bytes + at) & UINT32_MAX >> (32 - 8 * t->cost_width);
}

/* Finds the longest suffix of the list that the walk's rest begins with. */
static HOT_INLINE void search_list(const trie *t, walk *w)
{
    const unsigned char *list = t->bytes + w->at;
    unsigned n = (*list >> LIST_COUNT_SHIFT & 15) + 1, width = (*list >> LIST_WIDTH_SHIFT) + 1;
    const unsigned char *suffix = list + LIST_HEAD_BYTES;
    const prefix_key mask = UINT64_MAX << (64 - 8 * width);
    unsigned found = n;

    for (unsigned i = 0; i < n; i++, suffix += width) {
        prefix_key key = load64_big(suffix) & mask;
        if ((key ^ w->rest) >> (trailing_zeros(key) & 60) == 0)
            found = i;
    }
    if (found < n) {
        w->best_at = (uint32_t)(w->at + LIST_HEAD_BYTES + n * width + found * t->cost_width);
        w->best_slot = SLOT_OF_LIST;
    }
}

/* Looks at two digits of the walk's rest in its node; returns 1 if it goes on below. */
static HOT_INLINE int step_node(const trie *t, walk *w)
{
    const unsigned char *node = t->bytes + w->at;
    slot_pair slots = slot_of_byte[w->rest >> 56];
    uint64_t head = load64(node), high_costs = head >> NODE_HIGH_COSTS_SHIFT;
    unsigned high = slots.two >> 6, bit = slots.two & 63;

    uint64_t costs = high ? high_costs : load64(node + NODE_LOW_COSTS);
    int has_one = high_costs >> (slots.one & 63) & 1, has_two = costs >> bit & 1;
    if (has_one | has_two) {
        w->best_at = w->at;
        w->best_slot = has_two ? slots.two : slots.one;
    }

    uint64_t children = load64(node + NODE_LOW_CHILDREN + 8 * high);
    if (!(children >> bit & 1))
        return 0;
    unsigned rank = popcount(children & ((1ull << bit) - 1));
    rank += high ? (unsigned)(head >> NODE_LOW_CHILDREN_SHIFT) & NODE_COUNT_MASK : 0;
    const unsigned char *references = node + NODE_HEAD_BYTES;
    w->at -= head & NODE_IS_WIDE ? load32(references + 4 * rank) : load16(references + 2 * rank);
    w->rest <<= 8;
    return 1;
}

/* Where the cost stands that the walk has found. */
static HOT_INLINE size_t best_position(const trie *t, const walk *w)
{
    if (w->best_slot == SLOT_OF_LIST)
        return w->best_at;
    const unsigned char *node = t->bytes + w->best_at;
    unsigned high = w->best_slot >> 6;
    uint64_t head = load64(node);
    uint64_t costs = high ? head >> NODE_HIGH_COSTS_SHIFT : load64(node + NODE_LOW_COSTS);
    unsigned rank = popcount(costs & ((1ull << (w->best_slot & 63)) - 1));
    rank += high ? (unsigned)(head >> NODE_LOW_COSTS_SHIFT) & NODE_COUNT_MASK : 0;
    return w->best_at - (size_t)(rank + 1) * t->cost_width;
}

/* Starts a walk at the index; returns the cost found on the way there. */
static HOT_INLINE uint32_t start_walk(const trie *t, prefix_key key, walk *w)
{
    int with_plus = key_has_plus(key);
    prefix_key digits = with_plus ? key << SYMBOL_BITS : key;
    unsigned first = slot_of_byte[digits >> 56].two, second = slot_of_byte[digits >> 48 & 255].two;
    uint32_t last = t->index_last[with_plus];
    uint32_t place = last > 0 && first < SLOT_NONE && second < SLOT_NONE ? first * 100 + second
                                                                         : last;
    trie_entry entry = t->index[with_plus][place];

    *w = (walk){.rest = digits << 8 * (entry.found & 3), .at = entry.at};
    return (entry.found >> 2) - 1; /* none is stored as 0 and becomes TRIE_NO_COST */
}

WITH_POPCOUNT_CLONE
void trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *costs)
{
    walk walks[TRIE_GROUP];
    unsigned char at_node[TRIE_GROUP], at_list[TRIE_GROUP];
    size_t n_nodes = 0, n_lists = 0;

    assert(n_keys <= TRIE_GROUP);
    for (size_t i = 0; i < n_keys; i++) {
        costs[i] = start_walk(t, keys[i], &walks[i]);
        PREFETCH(t->bytes + walks[i].at);
        at_node[n_nodes] = (unsigned char)i;
        n_nodes += walks[i].at > 0;
    }
    while (n_nodes > 0) {
        size_t n_going_on = 0;
        for (size_t k = 0; k < n_nodes; k++) {
            unsigned char i = at_node[k];
            if (!(t->bytes[walks[i].at] & BLOB_IS_NODE)) {
                at_list[n_lists++] = i;
                continue;
            }
            int going_on = step_node(t, &walks[i]);
            PREFETCH(t->bytes + walks[i].at);
            at_node[n_going_on] = i;
            n_going_on += (size_t)going_on;
        }
        n_nodes = n_going_on;
    }
    for (size_t k = 0; k < n_lists; k++)
        search_list(t, &walks[at_list[k]]);
    for (size_t i = 0; i < n_keys; i++)
        if (walks[i].best_at > 0)
            costs[i] = read_cost(t, best_position(t, &walks[i]));
}

/* Fills an entry by walking the nodes above it. */
static trie_entry find_entry(const trie *t, uint32_t root, prefix_key digits, unsigned n_pairs)
{
    walk w = {.rest = digits, .at = root};
    uint32_t n_passed = 0, cost = TRIE_NO_COST;

    while (w.at > 0 && n_passed < n_pairs && t->bytes[w.at] & BLOB_IS_NODE) {
        if (!step_node(t, &w))
            w.at = 0;
        n_passed++;
    }
    if (w.best_at > 0)
        cost = read_cost(t, best_position(t, &w));
    return (trie_entry){.at = w.at, .found = (cost + 1) << 2 | n_passed};
}

static prefix_key pair_key(unsigned two_digits)
{
    return (two_digits / 10 + 1) << 4 | (two_digits % 10 + 1);
}

rc_code trie_index(trie *t)
{
    for (int plus = 0; plus < 2; plus++) {
        uint32_t last = t->roots[plus] > 0 && t->n_bytes >= INDEX_FROM_BYTES ? INDEX_ENTRIES : 0;
        trie_entry *index = malloc((last + 1) * sizeof *index);
        if (!index)
            return RC_ERROR_MEMORY;
        for (unsigned i = 0; i < last; i++) {
            prefix_key digits = pair_key(i / 100) << 56 | pair_key(i % 100) << 48;
            index[i] = find_entry(t, t->roots[plus], digits, INDEX_DIGITS / 2);
        }
        index[last] = find_entry(t, t->roots[plus], 0, 0);
        t->index[plus] = index;
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
