/* The trie's blobs taken apart, for those that look at a trie in no hurry.  The drawing is in
 * trie.c, and so is the fast way. */
#ifndef TABLE_TRIE_BLOB_H
#define TABLE_TRIE_BLOB_H

#include "table/trie.h"
#include "table/trie_format.h"

typedef struct trie_node {
    uint32_t at;
    unsigned cost_symbols, child_symbols; /* bit s: symbol s has one */
    unsigned reference_bytes;
    uint32_t references_at, costs_at; /* in the order of the symbols */
} trie_node;

typedef struct trie_list {
    unsigned n, suffix_bytes;
    uint32_t suffixes_at, costs_at;
} trie_list;

static inline int blob_is_node(uint32_t blob)
{
    return blob & REFERENCE_IS_NODE;
}

static inline trie_node trie_read_node(const trie *t, uint32_t blob)
{
    uint32_t at = blob >> REFERENCE_SHIFT, head = load32(t->bytes + at);
    trie_node node = {.at = at,
                      .cost_symbols = head >> NODE_COSTS_SHIFT & NODE_MASK,
                      .child_symbols = head >> NODE_CHILDREN_SHIFT & NODE_MASK,
                      .reference_bytes = (1u << (head >> NODE_WIDTH_SHIFT & 3)),
                      .references_at = at + NODE_HEAD_BYTES};

    node.costs_at = node.references_at + popcount(node.child_symbols) * node.reference_bytes;
    return node;
}

static inline trie_list trie_read_list(const trie *t, uint32_t blob)
{
    uint32_t at = blob >> REFERENCE_SHIFT;
    unsigned head = t->bytes[at];
    trie_list list = {.n = (head >> LIST_COUNT_SHIFT & (LIST_ROUTES_MAX - 1)) + 1,
                      .suffix_bytes = (head >> LIST_WIDTH_SHIFT & 7) + 1,
                      .suffixes_at = at + LIST_HEAD_BYTES};

    list.costs_at = list.suffixes_at + list.n * list.suffix_bytes;
    return list;
}

/* The n-th child of a node, as roots refer to blobs. */
static inline uint32_t trie_read_child(const trie *t, const trie_node *node, unsigned n)
{
    const unsigned char *bytes = t->bytes + node->references_at + n * node->reference_bytes;
    uint32_t reference = load32(bytes) & UINT32_MAX >> (32 - 8 * node->reference_bytes);

    return (node->at - (reference >> REFERENCE_SHIFT)) << REFERENCE_SHIFT |
           (reference & REFERENCE_IS_NODE);
}

static inline prefix_key trie_read_suffix(const trie *t, const trie_list *list, unsigned n)
{
    const unsigned char *bytes = t->bytes + list->suffixes_at + n * list->suffix_bytes;
    return load64_big(bytes) & UINT64_MAX << (64 - 8 * list->suffix_bytes);
}

/* The n-th of the costs that stand from a position on. */
static inline uint32_t trie_read_cost(const trie *t, uint32_t costs_at, unsigned n)
{
    return load32(t->bytes + costs_at + n * t->cost_width) & UINT32_MAX >> (32 - 8 * t->cost_width);
}

#endif
