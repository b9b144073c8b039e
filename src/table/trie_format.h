/* The bytes of the trie's two kinds of blob, named for those that write and those that read
 * them.  The drawing is in trie.c. */
#ifndef TABLE_TRIE_FORMAT_H
#define TABLE_TRIE_FORMAT_H

#include "base/portable.h"

enum {
    /* Both: byte 0. */
    BLOB_IS_NODE = 1,

    /* List: byte 0, then the suffixes, then the costs. */
    LIST_ROUTES_MAX = 16,
    LIST_COUNT_SHIFT = 1, /* 4 bits: routes less 1 */
    LIST_WIDTH_SHIFT = 5, /* 3 bits: bytes of a suffix less 1 */
    LIST_HEAD_BYTES = 1,

    /* Node: four words, then references to the children; the costs stand before it. */
    NODE_HEAD_BYTES = 32,
    NODE_IS_WIDE = 2,          /* references take 4 bytes, not 2 */
    NODE_LOW_CHILDREN_SHIFT = 2, /* 7 bits: children in slots below 64 */
    NODE_LOW_COSTS_SHIFT = 9,    /* 7 bits: costs in slots below 64 */
    NODE_HIGH_COSTS_SHIFT = 18,  /* 46 bits: which slots from 64 on have a cost */
    NODE_COUNT_MASK = 127,
    NODE_LOW_COSTS = 8,          /* byte: word of the slots below 64 that have a cost */
    NODE_LOW_CHILDREN = 16,      /* byte: word of the slots below 64 that have a child */
    NODE_HIGH_CHILDREN = 24,     /* byte: word of the slots from 64 on that have a child */

    /* Slots of a node. */
    SLOT_ONE_DIGIT = 100, /* + d: the one digit d; below: two digits */
    SLOTS = 110,
    SLOT_NONE = 127       /* a bit that is never set */
};

/* What the first two symbols of a key ask a node for, by the key's first byte. */
typedef struct slot_pair {
    uint8_t two; /* slot of the two digits, SLOT_NONE if there are not two */
    uint8_t one; /* slot of the first digit alone, SLOT_NONE if there is none */
} slot_pair;

extern const slot_pair slot_of_byte[256];

#endif
