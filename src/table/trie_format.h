/* The bytes of the trie's two kinds of blob, named for those that write and those that read
 * them.  The drawing is in trie.c. */
#ifndef TABLE_TRIE_FORMAT_H
#define TABLE_TRIE_FORMAT_H

enum {
    /* Both: bit 0 of byte 0. */
    BLOB_IS_NODE = 1,

    /* List: byte 0, then the suffixes, then the costs. */
    LIST_ROUTES_MAX = 16,
    LIST_COUNT_SHIFT = 1, /* 4 bits: routes less 1 */
    LIST_WIDTH_SHIFT = 5, /* 3 bits: bytes of a suffix less 1 */
    LIST_HEAD_BYTES = 1,

    /* Node: three bytes, the lowest first, then references to the children, then costs. */
    NODE_WIDTH_SHIFT = 1,    /* 2 bits: bytes of a reference less 1 */
    NODE_CHILDREN_SHIFT = 4, /* 10 bits: digits below which longer prefixes go on */
    NODE_COSTS_SHIFT = 14,   /* 10 bits: digits with which a prefix ends */
    NODE_DIGITS = 10,
    NODE_MASK = (1 << NODE_DIGITS) - 1,
    NODE_HEAD_BYTES = 3,

    /* Reference: bit 0 as in the child's byte 0, above it the distance back to the child. */
    REFERENCE_DISTANCE_SHIFT = 1
};

#endif
