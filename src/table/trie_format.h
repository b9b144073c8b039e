/* The bytes of the trie's two kinds of blob, named for those that write and those that read
 * them.  The drawing is in trie.c. */
#ifndef TABLE_TRIE_FORMAT_H
#define TABLE_TRIE_FORMAT_H

enum {
    /* List: byte 0, then the suffixes, then the costs. */
    LIST_ROUTES_MAX = 16,
    LIST_COUNT_SHIFT = 0, /* 4 bits: routes less 1 */
    LIST_WIDTH_SHIFT = 4, /* 3 bits: bytes of a suffix less 1 */
    LIST_HEAD_BYTES = 1,

    /* Node: three bytes, the lowest first, then references to the children, then costs.  In both
     * masks digit d has bit d + 1, as it is symbol d + 1, and bit 0 is 0. */
    NODE_COSTS_SHIFT = 0,     /* 11 bits: symbols with which a prefix ends */
    NODE_CHILDREN_SHIFT = 11, /* 11 bits: symbols below which longer prefixes go on */
    NODE_WIDTH_SHIFT = 22,    /* 2 bits: bytes of a reference: 0: 1, 1: 2, 2: 4 */
    NODE_SYMBOLS = 11,        /* "none" and the digits */
    NODE_DIGITS = 10,
    NODE_MASK = (1 << NODE_SYMBOLS) - 1,
    NODE_HEAD_BYTES = 3,

    /* Reference, to a child from its node, to a root from the trie: bit 0: it is a node; above:
     * the distance back to the child; a root's position. */
    REFERENCE_IS_NODE = 1,
    REFERENCE_SHIFT = 1
};

#endif
