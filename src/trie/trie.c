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
 *   - kinds[i] is the kind of the blob, or LIST if there is none;
 *   - places[i] is where the walk reads the blob, as trie_place; that memory has been prefetched;
 *   - a walk is in at_nodes if its blob is a node, in at_lists if it is a list; else it has ended.
 *     A walk at a list waits there until no walk is at a node.
 *
 * Where lengths are wanted, depths[i] counts the bits of the key above blobs[i]; winners[i] is the
 * node in which that longest prefix ends, and winner_depths[i] the bits above that. Only at the end
 * the winners are asked how long the prefixes are. */
typedef struct walks {
    prefix_key rests[TRIE_GROUP];
    const unsigned char *blobs[TRIE_GROUP];
    const unsigned char *places[TRIE_GROUP];
    uint32_t values[TRIE_GROUP];
    unsigned char kinds[TRIE_GROUP];                     /* of the blobs */
    uint16_t at_nodes[TRIE_GROUP], at_lists[TRIE_GROUP]; /* numbers of walks */

    uint32_t depths[TRIE_GROUP], winner_depths[TRIE_GROUP];
    uint32_t winners[TRIE_GROUP]; /* 0: none, or one above the blob where the index starts */
} walks;

/* How many walks go on, and how many of them are at a node; the others are at a list. Apart from
 * the walks, so that they stay in registers. */
typedef struct walk_counts {
    size_t going, at_nodes;
} walk_counts;

/* Returns b if condition is 1, else a, without a branch: the condition is unpredictable. */
static HOT_INLINE uint64_t choose(uint64_t condition, uint64_t a, uint64_t b)
{
    return a ^ ((a ^ b) & (0 - condition));
}

/* Returns the later value, or if that is 0, the earlier one. Values are below 2^31. */
static HOT_INLINE uint32_t later_value(uint32_t earlier, uint32_t later)
{
    return later | (earlier & (0 - ((later - 1) >> 31)));
}

/* ---- Lists ---- */

/* Finds the longest suffix of the list that the rest begins with, and sets *value to its value,
 * plus 1. Returns the suffix, or 0 and leaves *value alone. */
static HOT_INLINE prefix_key search_list(const trie *t, const unsigned char *list, prefix_key rest,
                                         uint32_t *value)
{
    list_match match = list_find(list, rest);
    uint32_t found_value = load32(match.values + match.place * t->value_width) & t->value_mask;

    *value = (uint32_t)choose(match.found > 0, *value, found_value);
    return list_suffix(list, match.place) & (0 - (prefix_key)(match.found > 0));
}

/* ---- Walks in step ---- */

/* Returns the place of a number's first digits in the index of a root, or the last place if the
 * number has fewer digits than the index. If the last of these digits is missing, its part of the
 * slot table is left, and the difference is large. */
static HOT_INLINE uint32_t index_place(const trie *t, unsigned plus, prefix_key digits)
{
    uint32_t three = rc_trie_slots[digits >> 52] - 1u, below;

    if (LIKELY(t->index_digits[plus] == 5)) {
        below = rc_trie_slots[digits >> 44 & 255] - 1u;
        return LIKELY(below < 100) ? three * 100 + below : t->index_last[plus];
    }
    if (t->index_digits[plus] == 4) {
        below = (uint32_t)(digits >> 48 & 15) - 1;
        return below < 10 ? three * 10 + below : t->index_last[plus];
    }
    return t->index_digits[plus] > 0 && three < 1000 ? three : t->index_last[plus];
}

/* Moves a walk to a blob and prefetches what it will read there. The lowest bits of reference are
 * the blob's kind; it is 0 if there is no blob. */
static HOT_INLINE void go_to(const trie *t, walks *w, walk_counts *n, unsigned i,
                             const unsigned char *blob, uint32_t reference, prefix_key rest)
{
    unsigned kind = reference & BLOB_KIND_MASK;
    const unsigned char *place = blob + trie_slot_at(t, kind, rest);

    PREFETCH(place);
    PREFETCH(place + t->shapes.ahead[kind]);
    w->rests[i] = rest;
    w->blobs[i] = blob;
    w->kinds[i] = (unsigned char)kind;
    w->places[i] = place;
    w->at_nodes[n->at_nodes] = (uint16_t)i;
    w->at_lists[n->going - n->at_nodes] = (uint16_t)i;
    n->going += reference > 0;
    n->at_nodes += kind > 0;
}

/* Starts all walks. Here and in step_walks, while one walk waits for memory, the others go on. */
static HOT_INLINE walk_counts start_walks(const trie *t, const prefix_key *keys, unsigned n_keys,
                                          walks *w, bool wants_lengths)
{
    const trie_entry *entries[TRIE_GROUP];
    walk_counts n = {0, 0};

    for (unsigned i = 0; i < n_keys; i++) {
        unsigned plus = keys[i] >= KEY_PLUS;
        w->rests[i] = keys[i] << SYMBOL_BITS * plus;
        entries[i] = t->index[plus] + index_place(t, plus, w->rests[i]);
        PREFETCH(entries[i]);
    }
    for (unsigned i = 0; i < n_keys; i++) {
        trie_entry entry = *entries[i];
        w->values[i] = entry.found >> 3;
        if (wants_lengths) {
            w->depths[i] = SYMBOL_BITS * ((entry.found & 7) + key_has_plus(keys[i]));
            w->winner_depths[i] = w->depths[i];
            w->winners[i] = 0;
        }
        go_to(t, w, &n, i, t->bytes + (entry.blob >> BLOB_KIND_BITS), entry.blob,
              w->rests[i] << SYMBOL_BITS * (entry.found & 7));
    }
    return n;
}

/* Moves all walks that are at a node to the next blob. */
static HOT_INLINE walk_counts step_walks(const trie *t, walks *w, walk_counts before,
                                         bool wants_lengths)
{
    walk_counts n = {before.going - before.at_nodes, 0};

    for (unsigned k = 0; k < before.at_nodes; k++) {
        unsigned i = w->at_nodes[k]; /* read before entry k is overwritten */
        unsigned kind = w->kinds[i];
        uint64_t word = load64(w->places[i]);
        uint32_t reference = (uint32_t)word & t->shapes.reference_mask[kind];
        uint32_t value = (uint32_t)(word >> t->shapes.reference_bits[kind]) & t->value_mask;
        if (wants_lengths) {
            uint64_t wins = value > 0;
            uint32_t blob = (uint32_t)(w->blobs[i] - t->bytes) << BLOB_KIND_BITS | kind;
            w->winners[i] = (uint32_t)choose(wins, w->winners[i], blob);
            w->winner_depths[i] = (uint32_t)choose(wins, w->winner_depths[i], w->depths[i]);
            w->depths[i] += t->shapes.key_bits[kind];
        }
        w->values[i] = later_value(w->values[i], value);
        go_to(t, w, &n, i, w->blobs[i] - (reference >> BLOB_KIND_BITS), reference,
              w->rests[i] << t->shapes.key_bits[kind]);
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
                        unsigned *lengths)
{
    unsigned left[TRIE_GROUP], n_left = 0;

    for (unsigned i = 0; i < n_keys; i++) {
        PREFETCH(trie_own_bits(t, w->winners[i], keys[i] << w->winner_depths[i]));
        left[n_left] = i;
        n_left += (w->values[i] > 0) & (lengths[i] == 0);
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
    walk_counts n = start_walks(t, keys, n_keys, &w, lengths != NULL);

    while (n.at_nodes > 0)
        n = step_walks(t, &w, n, lengths != NULL);
    for (unsigned i = 0; i < n_keys && lengths; i++)
        lengths[i] = 0;
    for (unsigned k = 0; k < n.going; k++) {
        unsigned i = w.at_lists[k];
        prefix_key suffix = search_list(t, w.places[i], w.rests[i], &w.values[i]);
        if (lengths && suffix > 0)
            lengths[i] = w.depths[i] / SYMBOL_BITS + key_length(suffix);
    }
    if (lengths)
        match_nodes(t, &w, keys, n_keys, lengths);
    for (size_t i = 0; i < n_keys; i++)
        values[i] = w.values[i] - 1; /* 0 becomes TRIE_NO_VALUE */
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
