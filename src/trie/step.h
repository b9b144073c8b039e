/* Blobs of the trie taken apart, for those that walk through it.  The layout is drawn in trie.c. */
#ifndef TRIE_STEP_H
#define TRIE_STEP_H

#include "trie/trie.h"
#include "trie/format.h"

/* The number of the slot for up to three digits, given as they stand in a key. */
extern const uint16_t rc_trie_slots[1 << (NODE_DIGITS_MAX * SYMBOL_BITS)];

/* Where a walk with these digits left looks in a blob: at the digits' slot, or at a list. */
static HOT_INLINE const unsigned char *trie_place(const trie *t, uint32_t blob, prefix_key rest)
{
    const trie_shape *shape = &t->shapes[blob & BLOB_KIND_MASK];
    return t->bytes + (blob >> BLOB_KIND_BITS) +
           (uint32_t)rc_trie_slots[rest >> shape->key_shift] * shape->slot_bytes;
}

/* What a slot says. */
typedef struct trie_slot {
    uint32_t child; /* as roots would name it; 0: none */
    uint32_t value; /* of the longest prefix that ends in the node, plus 1; 0: none does */
} trie_slot;

/* Reads a slot of a node. */
static HOT_INLINE trie_slot trie_read_slot(const trie *t, uint32_t node, const unsigned char *place)
{
    const trie_shape *shape = &t->shapes[node & BLOB_KIND_MASK];
    uint64_t word = load64(place);
    uint32_t reference = (uint32_t)word & shape->reference_mask;
    uint32_t value = (uint32_t)(word >> shape->reference_bits) & t->value_mask;

    return (trie_slot){reference > 0 ? blob_turn(node, reference) : 0, value};
}

/* Whether a prefix ends in a node with just these digits. */
static inline int trie_is_own(const trie *t, uint32_t node, prefix_key digits)
{
    unsigned kind = node & BLOB_KIND_MASK,
             slot = rc_trie_slots[digits >> t->shapes[kind].key_shift];
    const unsigned char *bits = t->bytes + (node >> BLOB_KIND_BITS) +
                                node_slots(node_digits[kind]) * t->shapes[kind].slot_bytes;

    return bits[slot / 8] >> slot % 8 & 1;
}

/* The routes of a list, and the bytes of each of its suffixes. */
static HOT_INLINE unsigned list_routes(const unsigned char *list)
{
    return (*list >> LIST_COUNT_SHIFT & (LIST_ROUTES_MAX - 1)) + 1;
}

static HOT_INLINE unsigned list_suffix_bytes(const unsigned char *list)
{
    return (*list >> LIST_WIDTH_SHIFT & 7) + 1;
}

/* The i-th suffix, as a key. */
static inline prefix_key list_suffix(const unsigned char *list, unsigned i)
{
    unsigned width = list_suffix_bytes(list);
    return load64_big(list + LIST_HEAD_BYTES + i * width) & UINT64_MAX << (64 - 8 * width);
}

/* The value of the i-th route. */
static inline uint32_t trie_list_value(const trie *t, const unsigned char *list, unsigned i)
{
    const unsigned char *values =
        list + LIST_HEAD_BYTES + list_routes(list) * list_suffix_bytes(list);
    return (load32(values + i * t->value_width) & t->value_mask) - 1;
}

#endif
