/* Fuzz target: bytes as the array of a trie.
 *
 * What is called sound is walked by a cursor and by numbers; all three have to agree.  The first
 * bytes say what a compiled table says beside the array. */
#include "fuzz.h"
#include "trie/check.h"
#include "trie/cursor.h"
#include "trie/prefix.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 12 };

/* The cost of a key, and of those that go on behind it. */
static void expect_cost(const trie *t, prefix_key key, uint32_t cost)
{
    unsigned n = key_length(key);
    prefix_key keys[2] = {key,
                          n < KEY_SYMBOLS ? key | (prefix_key)4 << (60 - SYMBOL_BITS * n) : key};
    uint32_t costs[2];
    unsigned lengths[2];

    rc_trie_find_group(t, keys, 2, costs);
    EXPECT(costs[0] == cost);
    EXPECT(costs[1] != TRIE_NO_VALUE);
    rc_trie_match_lengths(t, keys, 2, lengths);
    EXPECT(lengths[0] == n && lengths[1] >= n);

    uint32_t same_costs[2];
    unsigned same_lengths[2];
    rc_trie_find_group_lengths(t, keys, 2, same_costs, same_lengths);
    EXPECT(memcmp(costs, same_costs, sizeof costs) == 0);
    EXPECT(memcmp(lengths, same_lengths, sizeof lengths) == 0);
}

static void walk(const trie *t, uint32_t n_costs, uint64_t n_routes)
{
    trie_cursor c;
    uint64_t n_seen = 0;
    prefix_key last = 0;

    for (rc_trie_cursor_open(&c, t); c.key != KEY_END; rc_trie_cursor_advance(&c), n_seen++) {
        EXPECT(c.key > last && c.value < n_costs);
        expect_cost(t, c.key, c.value);
        last = c.key;
    }
    EXPECT(n_seen == n_routes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    if (n_bytes < HEAD_BYTES)
        return 0;
    trie t = {.n_bytes = n_bytes - HEAD_BYTES,
              .value_width = bytes[0] & 7,
              .roots = {load32(bytes + 4), load32(bytes + 8)}};
    uint32_t n_costs = 1 + (bytes[1] | (uint32_t)bytes[2] << 8 | (uint32_t)bytes[3] << 16);
    uint64_t n_routes = 0;

    t.bytes = calloc(t.n_bytes + TRIE_PADDING, 1);
    if (!t.bytes)
        abort();
    memcpy(t.bytes, bytes + HEAD_BYTES, t.n_bytes);
    if (rc_trie_is_sound(&t, n_costs, 1, &n_routes)) {
        rc_trie_shape_blobs(&t);
        if (rc_trie_index(&t))
            abort();
        walk(&t, n_costs, n_routes);
    }
    rc_trie_free(&t);
    return 0;
}
