/* The bytes of the trie's blobs, named for those that write and those that read them.  The
 * drawing is in trie.c. */
#ifndef TRIE_FORMAT_H
#define TRIE_FORMAT_H

#include "base/portable.h"

enum {
    /* A reference names a blob: bits 0..2 its kind, above them where it stands: for a root its
     * position, for a child in its node's slot the distance back to it.  0: none. */
    BLOB_KIND_BITS = 3,
    BLOB_KIND_MASK = (1 << BLOB_KIND_BITS) - 1,
    BLOB_KINDS = 1 << BLOB_KIND_BITS,

    /* Kinds: a list, or a node of so many digits whose references to children take so many
     * bytes. */
    LIST = 0,
    NODE_1_NEAR = 1, /* 2 bytes */
    NODE_1_FAR = 2,  /* 4 bytes */
    NODE_2_LEAF = 3, /* none: no children */
    NODE_2_NEAR = 4,
    NODE_2_FAR = 5,
    NODE_3_LEAF = 6,
    NODE_3_NEAR = 7,

    NODE_DIGITS_MAX = 3,
    NEAR_MAX = (1 << (16 - BLOB_KIND_BITS)) - 1, /* the farthest child that 2 bytes can tell */

    /* List: byte 0, then the suffixes, then the values. */
    LIST_ROUTES_MAX = 16,
    LIST_COUNT_SHIFT = 0, /* 4 bits: routes less 1 */
    LIST_WIDTH_SHIFT = 4, /* 3 bits: bytes of a suffix less 1 */
    LIST_BITS = 7,        /* of byte 0 that are used */
    LIST_HEAD_BYTES = 1,

    /* Node: slots, then a bit a slot, the lowest first: a prefix ends with its digits. */
    NODE_SLOTS_MAX = 1111
};

/* How many digits a node of a kind answers for; 0 for a list. */
static const unsigned char node_digits[BLOB_KINDS] = {0, 1, 1, 2, 2, 2, 3, 3};

/* How many bytes its references take. */
static const unsigned char node_reference_bytes[BLOB_KINDS] = {0, 2, 4, 0, 2, 4, 0, 2};

/* Slots of a node of n_digits digits: one for no digit, then those for all of its digits,
 * those for one digit less, and so on. */
static inline unsigned node_slots(unsigned n_digits)
{
    return n_digits == 3 ? 1111 : n_digits == 2 ? 111 : 11;
}

/* The first slot for n of a node's n_digits digits, 1 <= n <= n_digits. */
static inline unsigned node_first_slot(unsigned n_digits, unsigned n)
{
    unsigned first = 1;
    for (unsigned power = 1000, i = 3; i > n; i--, power /= 10)
        first += i <= n_digits ? power : 0;
    return first;
}

static inline unsigned node_bitmap_bytes(unsigned n_digits)
{
    return node_slots(n_digits) / 8 + 1;
}

/* The reference that a node has to a child, given the child as a root would name it, or the
 * child, given the reference: it is the same sum. */
static HOT_INLINE uint32_t blob_turn(uint32_t node, uint32_t other)
{
    return (node | BLOB_KIND_MASK) - (other | BLOB_KIND_MASK) + (other & BLOB_KIND_MASK);
}

#endif
