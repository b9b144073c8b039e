/* Tells how long the prefix is that a number matches: see trie_prefix.h. */
#include "table/trie_prefix.h"

#include "table/trie_step.h"

/* The symbols of the longest suffix in the list that rest begins with. */
static unsigned match_list(const unsigned char *list, prefix_key rest)
{
    unsigned longest = 0;

    for (unsigned i = 0; i < list_routes(list); i++) {
        prefix_key suffix = list_suffix(list, i);
        unsigned n_symbols = key_length(suffix);
        if (((suffix ^ rest) & key_mask(n_symbols)) == 0)
            longest = n_symbols; /* of those that match, the last is the longest */
    }
    return longest;
}

/* The digits of the longest prefix that ends in the node and that rest begins with. */
static unsigned match_node(const trie *t, uint32_t node, prefix_key rest)
{
    unsigned n_digits = node_digits[node & BLOB_KIND_MASK];

    for (; n_digits > 0; n_digits--) {
        prefix_key digits = rest & key_mask(n_digits);
        if (digits > 0 && key_length(digits) == n_digits && trie_is_own(t, node, digits))
            break;
    }
    return n_digits;
}

unsigned trie_match_length(const trie *t, prefix_key key)
{
    unsigned with_plus = key_has_plus(key) ? 1 : 0, depth = with_plus, longest = 0;
    prefix_key rest = with_plus ? key << SYMBOL_BITS : key;
    uint32_t blob = t->roots[with_plus];

    while ((blob & BLOB_KIND_MASK) != LIST) {
        unsigned n = match_node(t, blob, rest);
        longest = n > 0 ? depth + n : longest;
        uint32_t child = trie_read_slot(t, blob, trie_place(t, blob, rest)).child;
        depth += node_digits[blob & BLOB_KIND_MASK];
        rest <<= SYMBOL_BITS * node_digits[blob & BLOB_KIND_MASK];
        blob = child;
    }
    const unsigned char *list = t->bytes + (blob >> BLOB_KIND_BITS);
    unsigned n_listed = blob > 0 ? match_list(list, rest) : 0;
    return n_listed > 0 ? depth + n_listed : longest;
}
