/* One step of a walk through the trie, for those that walk one number and those that walk many.
 * The layout is drawn in trie.c. */
#ifndef TABLE_TRIE_STEP_H
#define TABLE_TRIE_STEP_H

#include "table/trie.h"
#include "table/trie_format.h"

/* The number of the slot for up to three digits, given as they stand in a key. */
extern const uint16_t trie_slots[1 << (NODE_DIGITS_MAX * SYMBOL_BITS)];

/* Where a walk with these digits left looks in a blob: at the digits' slot, or at a list. */
static HOT_INLINE const unsigned char *trie_place(const trie *t, uint32_t blob, prefix_key rest)
{
    const trie_shape *shape = &t->shapes[blob & BLOB_KIND_MASK];
    return t->bytes + (blob >> BLOB_KIND_BITS) +
           (uint32_t)trie_slots[rest >> shape->key_shift] * shape->slot_bytes;
}

/* What a slot says. */
typedef struct trie_slot {
    uint32_t child; /* as roots would name it; 0: none */
    uint32_t cost;  /* of the longest prefix that ends in the node, plus 1; 0: none does */
} trie_slot;

/* Reads a slot of a node. */
static HOT_INLINE trie_slot trie_read_slot(const trie *t, uint32_t node, const unsigned char *place)
{
    const trie_shape *shape = &t->shapes[node & BLOB_KIND_MASK];
    uint64_t word = load64(place);
    uint32_t reference = (uint32_t)word & shape->reference_mask;
    uint32_t cost = (uint32_t)(word >> shape->reference_bits) & t->cost_mask;

    return (trie_slot){reference > 0 ? blob_turn(node, reference) : 0, cost};
}

#endif
