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
    LIST_BYTES_USUAL = 20 /* most lists end within so many bytes */
};

void rc_trie_shape_blobs(trie *t)
{
    t->value_mask = UINT32_MAX >> (32 - 8 * t->value_width);
    t->shapes[LIST] = (trie_shape){.key_shift = 60, .ahead = LIST_BYTES_USUAL};
    for (unsigned kind = LIST + 1; kind < BLOB_KINDS; kind++) {
        unsigned n_bytes = node_reference_bytes[kind], n_bits = SYMBOL_BITS * node_digits[kind];
        t->shapes[kind] = (trie_shape){
            .reference_mask = (uint32_t)((UINT64_C(1) << 8 * n_bytes) - 1),
            .reference_bits = (unsigned char)(8 * n_bytes),
            .slot_bytes = (unsigned char)(n_bytes + t->value_width),
            .key_bits = (unsigned char)n_bits,
            .key_shift = (unsigned char)(64 - n_bits),
            .ahead = (unsigned char)(n_bytes + t->value_width - 1),
        };
    }
}

/* Returns the entry for n_digits digits, by a walk through the nodes that answer for these. */
static trie_entry find_entry(const trie *t, uint32_t root, prefix_key digits, unsigned n_digits)
{
    uint32_t blob = root, value = 0;
    unsigned n_passed = 0;

    for (unsigned n; (n = node_digits[blob & BLOB_KIND_MASK]) > 0; n_passed += n) {
        if (n_passed + n > n_digits)
            break;
        prefix_key rest = digits << SYMBOL_BITS * n_passed;
        trie_slot slot = trie_read_slot(t, blob, trie_place(t, blob, rest));
        value = slot.value > 0 ? slot.value : value;
        blob = slot.child;
    }
    return (trie_entry){.blob = blob, .found = value << 3 | n_passed};
}

/* Returns the digits of a place in the index, as a key. */
static prefix_key place_key(uint32_t place, unsigned n_digits)
{
    prefix_key key = 0;
    for (unsigned i = n_digits; i-- > 0; place /= 10)
        key |= (prefix_key)(place % 10 + 1) << (60 - SYMBOL_BITS * i);
    return key;
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
    static const uint32_t n_places[INDEX_DIGITS_MAX + 1] = {0, 10, 100, 1000, 10000, 100000};
    uint32_t last = n_places[n_digits];
    trie_entry *index = malloc((last + 1) * sizeof *index);

    if (!index)
        return RC_ERROR_MEMORY;
    for (uint32_t i = 0; i < last; i++)
        index[i] = find_entry(t, t->roots[plus], place_key(i, n_digits), n_digits);
    index[last] = find_entry(t, t->roots[plus], 0, 0);
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
