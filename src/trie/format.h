/* The bytes of a trie, drawn and named for the files that write and read them.
 *
 * A trie is one array of bytes that holds blobs, children before parents. Positions are offsets
 * into the array; no blob is at 0. A blob is a list or a node. '+' can only come first: it selects
 * one of two roots, and below a root there are only digits.
 *
 * A reference names a blob by 32 bits: its kind in bits 0..2, and above them where it is. For a
 * root that is its position; for a child it is the distance back from its node. So a walk only
 * ever goes back in the array, and ends. 0 is no blob.
 *
 * A list holds the up to 16 routes of one place. A suffix is what is left of a prefix there,
 * packed two digits a byte as in symbol.h. All suffixes are as wide as the widest, and sorted: of
 * those that match a number, the last is the longest.
 *
 *     +--------+-----------------------------+---------------------+
 *     | head 1 | suffixes, 1..8 bytes each   | values, 1..4 each   |
 *     +--------+-----------------------------+---------------------+
 *      bits 0-3: routes - 1   bits 4-6: bytes of a suffix - 1   bit 7: 0
 *
 * A node holds a place with more routes. It answers for the next one, two or three digits, and has
 * a slot for each way in which they can go on:
 *
 *     +--------+---------------------+------------------+-----------------+---------+
 *     | slot 0 | all digits, e.g.    | numbers that end | ... 1 digit     | own     |
 *     | none   | "000" .. "999"      | after 2 digits   |     earlier     | bits    |
 *     +--------+---------------------+------------------+-----------------+---------+
 *       slot:  reference to a child, 0, 2 or 4 bytes | value, 1..4 bytes
 *
 * The value of a slot is that of the longest prefix that ends in the node on the way to the slot.
 * Values are stored plus 1, so 0 is none. The own bits, one a slot and the lowest first, are set
 * where a prefix ends with exactly the digits of the slot; a lookup of values does not read them.
 * The kind of a node gives its number of digits and the bytes of its references; two bytes are
 * enough while all children are within 8 KiB. */
#ifndef TRIE_FORMAT_H
#define TRIE_FORMAT_H

#include "base/portable.h"

enum {
    BLOB_KIND_BITS = 3,
    BLOB_KIND_MASK = (1 << BLOB_KIND_BITS) - 1,
    BLOB_KINDS = 1 << BLOB_KIND_BITS,

    /* Kinds: a list, or a node by its number of digits and the bytes of its references. */
    LIST = 0,
    NODE_1_NEAR = 1, /* 2 bytes */
    NODE_1_FAR = 2,  /* 4 bytes */
    NODE_2_LEAF = 3, /* 0 bytes: no children */
    NODE_2_NEAR = 4,
    NODE_2_FAR = 5,
    NODE_3_LEAF = 6,
    NODE_3_NEAR = 7,

    NODE_DIGITS_MAX = 3,
    NEAR_MAX = (1 << (16 - BLOB_KIND_BITS)) - 1, /* the largest distance in 2 bytes */

    LIST_ROUTES_MAX = 16,
    LIST_COUNT_SHIFT = 0, /* 4 bits: routes - 1 */
    LIST_WIDTH_SHIFT = 4, /* 3 bits: bytes of a suffix - 1 */
    LIST_BITS = 7,        /* bits of the head in use */
    LIST_HEAD_BYTES = 1,

    NODE_SLOTS_MAX = 1111
};

/* Digits of a node, by kind; 0 for a list. */
static const unsigned char node_digits[BLOB_KINDS] = {0, 1, 1, 2, 2, 2, 3, 3};

/* Bytes of a reference to a child, by kind. */
static const unsigned char node_reference_bytes[BLOB_KINDS] = {0, 2, 4, 0, 2, 4, 0, 2};

/* Returns the number of slots of a node of n_digits digits. */
static inline unsigned node_slots(unsigned n_digits)
{
    return n_digits == 3 ? 1111 : n_digits == 2 ? 111 : 11;
}

/* Returns the first slot for numbers that end after n digits of a node, 1 <= n <= n_digits. */
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

/* Turns a child, named as a root would name it, into the node's reference to it, and a reference
 * into the child: both are the same sum. */
static HOT_INLINE uint32_t blob_turn(uint32_t node, uint32_t other)
{
    return (node | BLOB_KIND_MASK) - (other | BLOB_KIND_MASK) + (other & BLOB_KIND_MASK);
}

#endif
