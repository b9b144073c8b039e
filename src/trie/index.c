/* Prepares a trie for walks: the shapes of its blobs and the index over the first digits. */
#include "trie/trie.h"

#include <stdlib.h>

/* The slots in the order of format.h. */
#define TEN(n)        (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7, (n) + 8, (n) + 9
#define SLOTS_2(b)    [16 * (b)] = 100 + (b), TEN(10 * (b)-9)
#define SLOTS_3(a, b) [256 * (a) + 16 * (b)] = 990 + 10 * (a) + (b), TEN(100 * (a) + 10 * (b)-109)
#define ALL_SLOTS_3(a)                                                                             \
    [256 * (a)] = 1100 + (a), SLOTS_3(a, 1), SLOTS_3(a, 2), SLOTS_3(a, 3), SLOTS_3(a, 4),          \
           SLOTS_3(a, 5), SLOTS_3(a, 6), SLOTS_3(a, 7), SLOTS_3(a, 8), SLOTS_3(a, 9),              \
           SLOTS_3(a, 10)

const uint16_t rc_trie_slots[1 << (NODE_DIGITS_MAX * SYMBOL_BITS)] = {0,
                                                                      TEN(1),
                                                                      SLOTS_2(1),
                                                                      SLOTS_2(2),
                                                                      SLOTS_2(3),
                                                                      SLOTS_2(4),
                                                                      SLOTS_2(5),
                                                                      SLOTS_2(6),
                                                                      SLOTS_2(7),
                                                                      SLOTS_2(8),
                                                                      SLOTS_2(9),
                                                                      SLOTS_2(10),
                                                                      ALL_SLOTS_3(1),
                                                                      ALL_SLOTS_3(2),
                                                                      ALL_SLOTS_3(3),
                                                                      ALL_SLOTS_3(4),
                                                                      ALL_SLOTS_3(5),
                                                                      ALL_SLOTS_3(6),
                                                                      ALL_SLOTS_3(7),
                                                                      ALL_SLOTS_3(8),
                                                                      ALL_SLOTS_3(9),
                                                                      ALL_SLOTS_3(10)};

enum {
    INDEX_DIGITS_MAX = 5,
    LIST_BYTES_USUAL = 40 /* most lists end within so many bytes */
};

void rc_trie_shape_blobs(trie *t)
{
    t->value_mask = UINT32_MAX >> (32 - 8 * t->value_width);
    t->shapes = (trie_shapes){.key_shift = {[LIST] = 60}, .ahead = {[LIST] = LIST_BYTES_USUAL}};
    for (unsigned kind = LIST + 1; kind < BLOB_KINDS; kind++) {
        unsigned n_bytes = node_reference_bytes[kind], n_bits = SYMBOL_BITS * node_digits[kind];
        t->shapes.reference_mask[kind] = (uint32_t)((UINT64_C(1) << 8 * n_bytes) - 1);
        t->shapes.reference_bits[kind] = (unsigned char)(8 * n_bytes);
        t->shapes.slot_bytes[kind] = (unsigned char)(n_bytes + t->value_width);
        t->shapes.key_bits[kind] = (unsigned char)n_bits;
        t->shapes.key_shift[kind] = (unsigned char)(64 - n_bits);
        t->shapes.ahead[kind] = (unsigned char)(n_bytes + t->value_width - 1);
    }
}

static const uint32_t powers_of_10[INDEX_DIGITS_MAX + 1] = {1, 10, 100, 1000, 10000, 100000};

/* Fills the entries for all ways in which n_digits digits go on from an entry: a node that answers
 * for no more of them has an entry for each of its slots. */
static void fill_entries(const trie *t, trie_entry *entries, trie_entry from, unsigned n_digits)
{
    unsigned n = node_digits[from.blob & BLOB_KIND_MASK];

    if (n == 0 || n > n_digits) {
        for (uint32_t i = 0; i < powers_of_10[n_digits]; i++)
            entries[i] = from;
        return;
    }
    unsigned slot_bytes = t->shapes.slot_bytes[from.blob & BLOB_KIND_MASK];
    const unsigned char *place = t->bytes + (from.blob >> BLOB_KIND_BITS) + slot_bytes;
    for (uint32_t i = 0; i < powers_of_10[n];
         i++, place += slot_bytes, entries += powers_of_10[n_digits - n]) {
        trie_slot slot = trie_read_slot(t, from.blob, place);
        uint32_t passed = (slot.value > 0 ? slot.value << 3 : from.found & ~7u) | (from.found & 7);
        fill_entries(t, entries, (trie_entry){slot.child, passed + n}, n_digits - n);
    }
}

/* Returns the digits that the index of a root with n_bytes of blobs covers, so that the index is
 * small compared with them. */
static unsigned choose_digits(size_t n_bytes)
{
    return n_bytes < 16u << 10 ? 0 : n_bytes < 256u << 10 ? 3 : n_bytes < 4u << 20 ? 4 : 5;
}

/* Builds the index of a root. */
static rc_code index_root(trie *t, int plus, unsigned n_digits)
{
    uint32_t last = powers_of_10[n_digits] - (n_digits == 0); /* no digits: no index */
    trie_entry *index = malloc((last + 1) * sizeof *index);

    if (!index)
        return RC_ERROR_MEMORY;
    index[last] = (trie_entry){.blob = t->roots[plus]};
    if (last > 0)
        fill_entries(t, index, index[last], n_digits);
    t->index[plus] = index;
    t->index_digits[plus] = n_digits;
    t->index_last[plus] = last;
    return RC_OK;
}

rc_code rc_trie_index(trie *t)
{
    rc_code code = RC_OK;

    for (int plus = 0; plus < 2 && code == RC_OK; plus++) {
        uint32_t end = t->roots[plus] >> BLOB_KIND_BITS;
        uint32_t start = plus ? t->roots[0] >> BLOB_KIND_BITS : 0;
        code = index_root(t, plus, choose_digits(end > start ? end - start : 0));
    }
    return code;
}

void rc_trie_free(trie *t)
{
    free(t->bytes);
    free(t->index[0]);
    free(t->index[1]);
    *t = (trie){0};
}

size_t rc_trie_index_size(const trie *t)
{
    return ((size_t)t->index_last[0] + t->index_last[1] + 2) * sizeof(trie_entry);
}

size_t rc_trie_size(const trie *t)
{
    return t->n_bytes + TRIE_PADDING + rc_trie_index_size(t);
}
