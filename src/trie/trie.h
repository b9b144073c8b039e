/* The longest-prefix-match trie: one array of bytes, read-only once it is written. format.h draws
 * the bytes; this header reads them blob by blob, trie.c walks through them. */
#ifndef TRIE_TRIE_H
#define TRIE_TRIE_H

#include "route/symbol.h"
#include "routecost.h"
#include "trie/list.h"

#include <stdbool.h>

#define TRIE_NO_VALUE UINT32_MAX /* value of a number that no prefix matches */

enum {
    TRIE_GROUP = 64,                /* numbers that are walked in step */
    TRIE_PADDING = 64,              /* zero bytes behind the array, so that reads may be words */
    TRIE_BYTES_MAX = (1 << 29) - 1, /* a reference has 29 bits for a distance */
    TRIE_VALUES_MAX = (1 << 29) - 2 /* different values: an index entry has 29 bits for one */
};

_Static_assert(LIST_READ_BYTES <= TRIE_PADDING + LIST_HEAD_BYTES,
               "a list is read within the padding");

/* Where the walk of a number starts, given its first digits. */
typedef struct trie_entry {
    uint32_t blob;  /* named as a root would name it */
    uint32_t found; /* bits 0..2: digits before the blob; above them: the value of the longest
                       prefix passed on the way, plus 1, or 0 */
} trie_entry;

/* How to read blobs, by kind. */
typedef struct trie_shapes {
    uint32_t reference_mask[BLOB_KINDS];      /* over the reference in a slot's lowest bits */
    unsigned char reference_bits[BLOB_KINDS]; /* of a slot, below its value */
    unsigned char slot_bytes[BLOB_KINDS];     /* 0 for a list */
    unsigned char key_bits[BLOB_KINDS];  /* of the key that the blob answers for; 0 for a list */
    unsigned char key_shift[BLOB_KINDS]; /* brings these lowest */
    unsigned char ahead[BLOB_KINDS];     /* bytes behind the place that a walk may read, too */
} trie_shapes;

typedef struct trie {
    unsigned char *bytes; /* n_bytes, then TRIE_PADDING zeros */
    size_t n_bytes;
    unsigned value_width; /* bytes of a value, 1..4 */
    uint32_t roots[2];    /* the blobs of all prefixes without and with '+'; 0 for none */

    uint32_t value_mask; /* over value_width bytes */
    trie_shapes shapes;
    trie_entry *index[2]; /* by the first digits; the last entry is the root */
    unsigned index_digits[2];
    uint32_t index_last[2]; /* 10^index_digits, or 0 without an index */
} trie;

/* Sets value_mask and shapes of a trie that has its first four fields. */
void rc_trie_shape_blobs(trie *t);

/* Builds the index over the first digits, whose size follows that of the trie. rc_trie_find_group
 * needs it. Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_trie_index(trie *t);
void rc_trie_free(trie *t);

/* Return the memory held, in bytes: by the index, and by all. */
size_t rc_trie_index_size(const trie *t);
size_t rc_trie_size(const trie *t);

/* Finds the value of the longest prefix of each of n_keys <= TRIE_GROUP numbers, or TRIE_NO_VALUE.
 * Keys are the numbers' first KEY_SYMBOLS symbols; no prefix matches the key 0. */
void rc_trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *values);

/* Does the same, and finds the number of symbols of each of these prefixes; 0 if none matches. */
void rc_trie_find_group_lengths(const trie *t, const prefix_key *keys, size_t n_keys,
                                uint32_t *values, unsigned *lengths);

/* Returns how the prefixes begin, as rc_table_plus does. */
static inline unsigned trie_plus(const trie *t)
{
    return (t->roots[0] > 0 ? RC_PLUS_WITHOUT : 0u) | (t->roots[1] > 0 ? RC_PLUS_WITH : 0u);
}

/* ---- Reading blobs ---- */

/* The slot for up to three digits, by the digits' bits in a key. */
extern const uint16_t rc_trie_slots[1 << (NODE_DIGITS_MAX * SYMBOL_BITS)];

/* Returns the distance to the slot for the digits left from the start of a blob; 0 for a list. */
static HOT_INLINE uint32_t trie_slot_at(const trie *t, unsigned kind, prefix_key rest)
{
    return (uint32_t)rc_trie_slots[rest >> t->shapes.key_shift[kind]] * t->shapes.slot_bytes[kind];
}

/* Returns where a walk with these digits left reads a blob: the digits' slot, or the list. */
static HOT_INLINE const unsigned char *trie_place(const trie *t, uint32_t blob, prefix_key rest)
{
    return t->bytes + (blob >> BLOB_KIND_BITS) + trie_slot_at(t, blob & BLOB_KIND_MASK, rest);
}

/* What a slot holds. */
typedef struct trie_slot {
    uint32_t child; /* named as a root would name it; 0: none */
    uint32_t value; /* of the longest prefix that ends in the node, plus 1; 0: none does */
} trie_slot;

/* Reads a slot of a node. */
static HOT_INLINE trie_slot trie_read_slot(const trie *t, uint32_t node, const unsigned char *place)
{
    unsigned kind = node & BLOB_KIND_MASK;
    uint64_t word = load64(place);
    uint32_t reference = (uint32_t)word & t->shapes.reference_mask[kind];
    uint32_t value = (uint32_t)(word >> t->shapes.reference_bits[kind]) & t->value_mask;

    /* Without a branch: whether there is a child is unpredictable. */
    return (trie_slot){blob_turn(node, reference) & (0u - (reference > 0)), value};
}

/* Returns the byte of a node's own bits that has the bit for these digits. */
static HOT_INLINE const unsigned char *trie_own_bits(const trie *t, uint32_t node,
                                                     prefix_key digits)
{
    unsigned kind = node & BLOB_KIND_MASK;

    return t->bytes + (node >> BLOB_KIND_BITS) +
           node_slots(node_digits[kind]) * t->shapes.slot_bytes[kind] +
           rc_trie_slots[digits >> t->shapes.key_shift[kind]] / 8;
}

/* Returns true if a prefix ends in the node with exactly these digits. */
static inline bool trie_is_own(const trie *t, uint32_t node, prefix_key digits)
{
    unsigned key_shift = t->shapes.key_shift[node & BLOB_KIND_MASK];

    return *trie_own_bits(t, node, digits) >> rc_trie_slots[digits >> key_shift] % 8 & 1;
}

/* Returns the number of digits of the longest prefix that ends in the node and that rest begins
 * with; 0 if there is none. */
static HOT_INLINE unsigned trie_match_node(const trie *t, uint32_t node, prefix_key rest)
{
    unsigned n_digits = node_digits[node & BLOB_KIND_MASK];

    for (; n_digits > 0; n_digits--) {
        prefix_key digits = rest & key_mask(n_digits);
        if ((digits & (prefix_key)15 << (64 - SYMBOL_BITS * n_digits)) > 0 &&
            trie_is_own(t, node, digits))
            break;
    }
    return n_digits;
}

/* Returns the value of route i. */
static inline uint32_t trie_list_value(const trie *t, const unsigned char *list, unsigned i)
{
    const unsigned char *values =
        list + LIST_HEAD_BYTES + list_routes(list) * list_suffix_bytes(list);
    return (load32(values + i * t->value_width) & t->value_mask) - 1;
}

#endif
