/* Writes the blobs of a trie: see blob_writer.h. */
#include "trie/blob_writer.h"

#include "base/array.h"
#include "trie/trie.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

rc_code rc_blob_reserve(blob_writer *w, size_t n)
{
    if (n > w->n_bytes_max - w->n_bytes)
        return RC_ERROR_LIMIT;
    if (w->n_bytes + n + TRIE_PADDING <= w->capacity)
        return RC_OK;
    unsigned char *bytes =
        rc_array_grow(w->bytes, &w->capacity, w->n_bytes + n + TRIE_PADDING, sizeof *bytes);
    if (!bytes)
        return RC_ERROR_MEMORY;
    w->bytes = bytes;
    return RC_OK;
}

/* Writes the n_bytes lowest bytes of a word. Those above land where later bytes, or the padding,
 * will be written. */
static HOT_INLINE void write_word(blob_writer *w, uint64_t word, unsigned n_bytes)
{
    store64(w->bytes + w->n_bytes, word);
    w->n_bytes += n_bytes;
}

/* ---- Lists ---- */

static unsigned suffix_bytes(const route_list *list)
{
    prefix_key all = 0;

    for (unsigned i = 0; i < list->n; i++)
        all |= list->suffixes[i];
    return (key_length(all) + 1) / 2;
}

size_t rc_blob_list_bytes(const blob_writer *w, const route_list *list)
{
    return LIST_HEAD_BYTES + list->n * (size_t)(suffix_bytes(list) + w->value_width);
}

rc_code rc_blob_write_list(blob_writer *w, const route_list *list, uint32_t *blob)
{
    unsigned width = suffix_bytes(list);
    rc_code code = rc_blob_reserve(w, LIST_HEAD_BYTES + list->n * (size_t)(width + w->value_width));

    if (code)
        return code;
    *blob = (uint32_t)w->n_bytes << BLOB_KIND_BITS | LIST;
    write_word(w, (width - 1) << LIST_WIDTH_SHIFT | (list->n - 1) << LIST_COUNT_SHIFT, 1);
    for (unsigned i = 0; i < list->n; i++, w->n_bytes += width)
        store64_big(w->bytes + w->n_bytes, list->suffixes[i]);
    for (unsigned i = 0; i < list->n; i++)
        write_word(w, list->values[i], w->value_width);
    return RC_OK;
}

/* ---- Nodes ---- */

size_t rc_blob_first_child(const blob_writer *w, unsigned n_digits, const node_slot *slots)
{
    size_t first = w->n_bytes;

    for (unsigned i = 0; i < node_slots(n_digits); i++)
        if (slots[i].child > 0 && slots[i].child >> BLOB_KIND_BITS < first)
            first = slots[i].child >> BLOB_KIND_BITS;
    return first;
}

size_t rc_blob_node_bytes(const blob_writer *w, unsigned n_digits, unsigned reference_bytes)
{
    return node_slots(n_digits) * (size_t)(reference_bytes + w->value_width) +
           node_bitmap_bytes(n_digits);
}

/* Returns the kind of a node. */
static unsigned choose_kind(const blob_writer *w, unsigned n_digits, const node_slot *slots)
{
    static const unsigned char kinds[NODE_DIGITS_MAX + 1][3] = {
        {0},
        {NODE_1_NEAR, NODE_1_NEAR, NODE_1_FAR},
        {NODE_2_LEAF, NODE_2_NEAR, NODE_2_FAR},
        {NODE_3_LEAF, NODE_3_NEAR, NODE_3_NEAR}};
    size_t first = rc_blob_first_child(w, n_digits, slots);
    int has_children = first<w->n_bytes, is_far = w->n_bytes - first> NEAR_MAX;

    assert(!is_far || n_digits < NODE_DIGITS_MAX);
    return kinds[n_digits][has_children + is_far];
}

/* Copies the values for n digits to the slots for one digit more that have none. */
static void push_values(node_slot *slots, unsigned n_digits, unsigned n)
{
    node_slot *from = slots + node_first_slot(n_digits, n);
    node_slot *to = slots + node_first_slot(n_digits, n + 1);
    unsigned n_slots = n == 1 ? 10 : 100;

    for (unsigned i = 0; i < n_slots * 10; i++)
        if (to[i].value == 0)
            to[i].value = from[i / 10].value;
}

/* Sets the bits of the slots with whose digits a prefix ends. */
static void mark_own(unsigned char *bitmap, unsigned n_digits, const node_slot *slots)
{
    memset(bitmap, 0, node_bitmap_bytes(n_digits));
    for (unsigned i = 0; i < node_slots(n_digits); i++)
        bitmap[i / 8] |= (unsigned char)((slots[i].value > 0) << i % 8);
}

rc_code rc_blob_write_node(blob_writer *w, unsigned n_digits, node_slot *slots, uint32_t *blob)
{
    unsigned char own_bits[NODE_SLOTS_MAX / 8 + 1];
    unsigned kind = choose_kind(w, n_digits, slots), reference_bytes = node_reference_bytes[kind];
    rc_code code = rc_blob_reserve(w, rc_blob_node_bytes(w, n_digits, reference_bytes));

    if (code)
        return code;
    *blob = (uint32_t)w->n_bytes << BLOB_KIND_BITS | kind;
    mark_own(own_bits, n_digits, slots);
    for (unsigned n = 1; n < n_digits; n++)
        push_values(slots, n_digits, n);
    for (unsigned i = 0; i < node_slots(n_digits); i++) {
        uint32_t child = slots[i].child;
        uint64_t reference = child > 0 ? blob_turn(*blob, child) : 0;
        write_word(w, reference | (uint64_t)slots[i].value << 8 * reference_bytes,
                   reference_bytes + w->value_width);
    }
    memcpy(w->bytes + w->n_bytes, own_bits, node_bitmap_bytes(n_digits));
    w->n_bytes += node_bitmap_bytes(n_digits);
    return RC_OK;
}
