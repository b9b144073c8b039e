/* Tells how long the prefixes are that numbers match: see trie_prefix.h.
 *
 * All walks take a step in turn, so that while one waits for its next blob the others go on. */
#include "table/trie_prefix.h"

#include "table/trie_blob.h"

#include <assert.h>

typedef struct match_walk {
    prefix_key rest; /* symbols that the blob has still to look at */
    uint32_t blob;   /* 0: none any more */
    unsigned depth;  /* symbols above it */
    unsigned number; /* whose length is looked for */
} match_walk;

/* The symbols of the longest suffix in the list that rest begins with. */
static unsigned match_list(const trie *t, uint32_t blob, prefix_key rest)
{
    trie_list list = trie_read_list(t, blob);
    unsigned longest = 0;

    for (unsigned i = 0; i < list.n; i++) {
        prefix_key suffix = trie_read_suffix(t, &list, i);
        unsigned n_symbols = key_length(suffix);
        if (((suffix ^ rest) & key_mask(n_symbols)) == 0)
            longest = n_symbols; /* of those that match, the last is the longest */
    }
    return longest;
}

/* Looks at a walk's blob, notes what ends there, and goes down. */
static void step(const trie *t, match_walk *w, unsigned *length)
{
    if (!blob_is_node(w->blob)) {
        unsigned n_listed = match_list(t, w->blob, w->rest);
        *length = n_listed > 0 ? w->depth + n_listed : *length;
        w->blob = 0;
        return;
    }
    trie_node node = trie_read_node(t, w->blob);
    unsigned symbol = (unsigned)(w->rest >> (64 - SYMBOL_BITS)), bit = 1u << symbol;
    w->depth++;
    w->rest <<= SYMBOL_BITS;
    if (node.cost_symbols & bit)
        *length = w->depth;
    w->blob = node.child_symbols & bit
                  ? trie_read_child(t, &node, popcount(node.child_symbols & (bit - 1)))
                  : 0;
    PREFETCH(t->bytes + (w->blob >> REFERENCE_SHIFT));
}

static match_walk start_walk(const trie *t, prefix_key key, size_t number)
{
    unsigned with_plus = key_has_plus(key) ? 1 : 0;

    return (match_walk){.rest = key << SYMBOL_BITS * with_plus,
                        .blob = t->roots[with_plus],
                        .depth = with_plus,
                        .number = (unsigned)number};
}

void trie_match_lengths(const trie *t, const prefix_key *keys, size_t n_keys, unsigned *lengths)
{
    match_walk walks[TRIE_GROUP];
    size_t n_walks = 0;

    assert(n_keys <= TRIE_GROUP);
    for (size_t i = 0; i < n_keys; i++) {
        lengths[i] = 0;
        walks[n_walks] = start_walk(t, keys[i], i);
        n_walks += walks[n_walks].blob > 0;
    }
    while (n_walks > 0) {
        size_t n_left = 0;
        for (size_t i = 0; i < n_walks; i++) {
            match_walk w = walks[i];
            step(t, &w, &lengths[w.number]);
            walks[n_left] = w;
            n_left += w.blob > 0;
        }
        n_walks = n_left;
    }
}
