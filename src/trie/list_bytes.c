/* Counts what the lists of a trie take: see list_bytes.h. */
#include "trie/list_bytes.h"

static size_t count_blob(const trie *t, uint32_t blob);

/* Counts the lists below a node: the slots for all its digits, from 1 on, have the children. */
static size_t count_below(const trie *t, uint32_t node)
{
    unsigned kind = node & BLOB_KIND_MASK, slot_bytes = t->shapes.slot_bytes[kind];
    unsigned n_slots = node_slots(node_digits[kind]);
    const unsigned char *slots = t->bytes + (node >> BLOB_KIND_BITS);
    size_t n_bytes = 0;

    for (unsigned i = 1; i < n_slots; i++) {
        uint32_t child = trie_read_slot(t, node, slots + (size_t)i * slot_bytes).child;
        if (child > 0)
            n_bytes += count_blob(t, child);
    }
    return n_bytes;
}

static size_t count_blob(const trie *t, uint32_t blob)
{
    const unsigned char *list = t->bytes + (blob >> BLOB_KIND_BITS);

    if ((blob & BLOB_KIND_MASK) != LIST)
        return count_below(t, blob);
    return LIST_HEAD_BYTES + list_routes(list) * ((size_t)list_suffix_bytes(list) + t->value_width);
}

size_t rc_trie_list_bytes(const trie *t)
{
    return (t->roots[0] > 0 ? count_blob(t, t->roots[0]) : 0) +
           (t->roots[1] > 0 ? count_blob(t, t->roots[1]) : 0);
}
