/* Finds the lengths of the prefixes that numbers match: see prefix.h.
 *
 * All walks step in turn: while one waits for memory, the others go on. */
#include "trie/prefix.h"

#include <assert.h>

typedef struct match_walk {
    prefix_key rest; /* symbols to look for in the blob */
    uint32_t blob;   /* 0: the walk has ended */
    unsigned depth;  /* symbols above it */
    unsigned number; /* the index of its key */
} match_walk;

/* Returns the symbols of the longest suffix in the list that rest begins with. */
static unsigned match_list(const unsigned char *list, prefix_key rest)
{
    unsigned longest = 0;

    for (unsigned i = 0; i < list_routes(list); i++) {
        prefix_key suffix = list_suffix(list, i);
        unsigned n_symbols = key_length(suffix);
        if (((suffix ^ rest) & key_mask(n_symbols)) == 0)
            longest = n_symbols; /* later matches are longer */
    }
    return longest;
}

/* Moves a walk to the next blob, and sets *length if a prefix ends in the one it leaves. */
static void step(const trie *t, match_walk *w, unsigned *length)
{
    unsigned n_digits = node_digits[w->blob & BLOB_KIND_MASK], n;

    if (n_digits == 0) {
        n = match_list(t->bytes + (w->blob >> BLOB_KIND_BITS), w->rest);
        *length = n > 0 ? w->depth + n : *length;
        w->blob = 0;
        return;
    }
    n = trie_match_node(t, w->blob, w->rest);
    *length = n > 0 ? w->depth + n : *length;
    w->blob = trie_read_slot(t, w->blob, trie_place(t, w->blob, w->rest)).child;
    w->depth += n_digits;
    w->rest <<= SYMBOL_BITS * n_digits;
    PREFETCH(trie_place(t, w->blob, w->rest));
}

static match_walk start_walk(const trie *t, prefix_key key, size_t number)
{
    unsigned with_plus = key_has_plus(key) ? 1 : 0;

    return (match_walk){.rest = key << SYMBOL_BITS * with_plus,
                        .blob = t->roots[with_plus],
                        .depth = with_plus,
                        .number = (unsigned)number};
}

void rc_trie_match_lengths(const trie *t, const prefix_key *keys, size_t n_keys, unsigned *lengths)
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
