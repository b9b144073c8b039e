/* Tells how long the prefix is that a number matches: see trie_prefix.h. */
#include "table/trie_prefix.h"

#include "table/trie_blob.h"

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

unsigned trie_match_length(const trie *t, prefix_key key)
{
    unsigned with_plus = key_has_plus(key) ? 1 : 0, depth = with_plus, longest = 0;
    prefix_key rest = with_plus ? key << SYMBOL_BITS : key;
    uint32_t blob = t->roots[with_plus];

    while (blob > 0 && blob_is_node(blob)) {
        trie_node node = trie_read_node(t, blob);
        unsigned symbol = (unsigned)(rest >> (64 - SYMBOL_BITS)), bit = 1u << symbol;
        depth++;
        rest <<= SYMBOL_BITS;
        if (node.cost_symbols & bit)
            longest = depth;
        if (!(node.child_symbols & bit))
            return longest;
        blob = trie_read_child(t, &node, popcount(node.child_symbols & (bit - 1)));
    }
    unsigned n_listed = blob > 0 ? match_list(t, blob, rest) : 0;
    return n_listed > 0 ? depth + n_listed : longest;
}
