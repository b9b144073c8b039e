/* Tells whether bytes from outside are a trie: see trie_check.h.
 *
 * All blobs are visited from the roots on.  Each must lie inside the array, before the node
 * that refers to it, and they must fill the array to the last byte, without gaps or overlaps:
 * their bytes are added up, and no more may be visited than there are.  So blobs that refer to
 * the same child again and again, which would make a few bytes a tree without end, are found
 * out as soon as they have been read once too often. */
#include "table/trie_check.h"

#include "table/trie_step.h"

typedef struct check {
    const trie *t;
    uint32_t n_costs;
    size_t n_visited; /* bytes */
    uint64_t n_routes;
} check;

/* The blob's bytes, of which n_bytes can be read; NULL if it does not lie inside the array. */
static const unsigned char *locate(const check *c, uint32_t blob, size_t n_bytes)
{
    size_t at = blob >> BLOB_KIND_BITS;

    return at > 0 && at < c->t->n_bytes && n_bytes <= c->t->n_bytes - at ? c->t->bytes + at : NULL;
}

/* Counts bytes that are visited; 0 if there are more than there can be. */
static int count_bytes(check *c, size_t n_bytes)
{
    if (n_bytes > c->t->n_bytes - c->n_visited)
        return 0;
    c->n_visited += n_bytes;
    return 1;
}

/* Whether a key is 1..n_max digits and then nothing. */
static int is_suffix(prefix_key key, unsigned n_max)
{
    const prefix_key ones = 0x1111111111111111u, halves = 0x0f0f0f0f0f0f0f0fu;
    unsigned n = key > 0 ? key_length(key) : 0;
    prefix_key is_symbol = (key | key >> 1 | key >> 2 | key >> 3) & ones;
    prefix_key over =
        ((key & halves) + (halves / 15) * 5) | ((key >> 4 & halves) + (halves / 15) * 5);

    return n > 0 && n <= n_max && is_symbol == (key_mask(n) & ones) && (over & ~halves) == 0;
}

static int check_list(check *c, uint32_t blob, unsigned depth)
{
    const unsigned char *list = locate(c, blob, LIST_HEAD_BYTES);
    prefix_key last = 0;

    if (!list || *list >> LIST_BITS != 0)
        return 0;
    unsigned n = list_routes(list);
    size_t n_bytes = LIST_HEAD_BYTES + n * (size_t)(list_suffix_bytes(list) + c->t->cost_width);
    if (!locate(c, blob, n_bytes) || !count_bytes(c, n_bytes))
        return 0;
    for (unsigned i = 0; i < n; i++) {
        prefix_key suffix = list_suffix(list, i);
        if (suffix <= last || !is_suffix(suffix, RC_PREFIX_DIGITS_MAX - depth) ||
            trie_list_cost(c->t, list, i) >= c->n_costs)
            return 0;
        last = suffix;
    }
    c->n_routes += n;
    return 1;
}

static int check_blob(check *c, uint32_t blob, unsigned depth);

/* A node at work. */
typedef struct open_node {
    uint32_t blob;
    const unsigned char *slots, *own_bits;
    unsigned slot_bytes, n_digits, depth; /* depth: digits that have been passed behind it */
} open_node;

static trie_slot read_slot(const check *c, const open_node *node, unsigned slot)
{
    return trie_read_slot(c->t, node->blob, node->slots + slot * node->slot_bytes);
}

/* Whether a slot's child is in order: only where all digits are used, and standing before. */
static int check_child(check *c, const open_node *node, uint32_t child, int is_full)
{
    if (child == 0)
        return 1;
    return is_full && child >> BLOB_KIND_BITS < node->blob >> BLOB_KIND_BITS &&
           check_blob(c, child, node->depth);
}

/* Whether the slots for n digits are as they should be: each has the cost of a prefix of its own
 * or that of the slot for one digit less. */
static int check_slots(check *c, const open_node *node, unsigned n)
{
    unsigned first = node_first_slot(node->n_digits, n);
    unsigned parents = n > 1 ? node_first_slot(node->n_digits, n - 1) : 0;
    unsigned n_slots = n == 1 ? 10 : n == 2 ? 100 : 1000;

    for (unsigned i = 0; i < n_slots; i++) {
        unsigned at = first + i, is_own = node->own_bits[at / 8] >> at % 8 & 1;
        trie_slot slot = read_slot(c, node, at);
        uint32_t above = parents > 0 ? read_slot(c, node, parents + i / 10).cost : 0;
        if (slot.cost > c->n_costs || (is_own ? slot.cost == 0 : slot.cost != above) ||
            !check_child(c, node, slot.child, n == node->n_digits))
            return 0;
        c->n_routes += is_own;
    }
    return 1;
}

static int check_node(check *c, uint32_t blob, unsigned depth)
{
    unsigned n_digits = node_digits[blob & BLOB_KIND_MASK], n_slots = node_slots(n_digits);
    unsigned slot_bytes = c->t->shapes[blob & BLOB_KIND_MASK].slot_bytes;
    size_t n_bytes = (size_t)n_slots * slot_bytes + node_bitmap_bytes(n_digits);
    const unsigned char *slots = locate(c, blob, n_bytes);

    if (!slots || depth + n_digits > RC_PREFIX_DIGITS_MAX || !count_bytes(c, n_bytes))
        return 0;
    open_node node = {blob,       slots,    slots + n_slots * slot_bytes,
                      slot_bytes, n_digits, depth + n_digits};
    trie_slot none = read_slot(c, &node, 0);
    if (none.child > 0 || none.cost > 0 || (*node.own_bits & 1) != 0 ||
        node.own_bits[n_slots / 8] >> n_slots % 8 != 0)
        return 0;
    for (unsigned n = 1; n <= n_digits; n++)
        if (!check_slots(c, &node, n))
            return 0;
    return 1;
}

/* Checks a blob behind depth digits, and all below it. */
static int check_blob(check *c, uint32_t blob, unsigned depth)
{
    return (blob & BLOB_KIND_MASK) == LIST ? check_list(c, blob, depth)
                                           : check_node(c, blob, depth);
}

int trie_is_sound(const trie *t, uint32_t n_costs, uint64_t *n_routes)
{
    trie shaped = *t;
    check c = {.t = &shaped, .n_costs = n_costs, .n_visited = 1};

    if (t->cost_width < 1 || t->cost_width > 4 || t->n_bytes < 1 || t->n_bytes > TRIE_BYTES_MAX)
        return 0;
    trie_shape_blobs(&shaped);
    for (int plus = 0; plus < 2; plus++)
        if (t->roots[plus] > 0 && !check_blob(&c, t->roots[plus], 0))
            return 0;
    *n_routes = c.n_routes;
    return c.n_visited == t->n_bytes;
}
