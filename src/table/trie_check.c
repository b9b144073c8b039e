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

/* Counts the bytes of a blob that is about to be read; NULL if it does not lie inside the array, or
 * if more are visited than there can be. */
static HOT_INLINE const unsigned char *visit(check *c, uint32_t blob, size_t n_bytes)
{
    size_t at = blob >> BLOB_KIND_BITS, n_all = c->t->n_bytes;

    if (UNLIKELY(at == 0 || at >= n_all || n_bytes > n_all - at || n_bytes > n_all - c->n_visited))
        return NULL;
    c->n_visited += n_bytes;
    return c->t->bytes + at;
}

/* ---- Lists: what is wrong is gathered as bits that should be 0, without branches ---- */

/* Bits for a key that is not 1 to so many digits and then nothing; beyond has ones behind as many
 * as there may be. */
static HOT_INLINE prefix_key suffix_faults(prefix_key key, prefix_key beyond)
{
    const prefix_key ones = 0x1111111111111111u;
    prefix_key twos = key >> 1, fours = key >> 2, eights = key >> 3;
    prefix_key is_symbol = (key | twos | fours | eights) & ones;
    prefix_key behind_none = is_symbol & ~(is_symbol >> SYMBOL_BITS | (prefix_key)1 << 60);
    prefix_key is_no_digit = eights & (fours | (twos & key)) & ones; /* above 10 */

    return behind_none | is_no_digit | (key & beyond);
}

/* Bits for n suffixes that do not ascend, or are none. */
static HOT_INLINE prefix_key suffixes_faults(const unsigned char *suffixes, unsigned n,
                                             unsigned width, prefix_key beyond)
{
    const prefix_key mask = UINT64_MAX << (64 - 8 * width);
    prefix_key last = 0, faults = 0;

    for (unsigned i = 0; i < n; i++, suffixes += width) {
        prefix_key suffix = load64_big(suffixes) & mask;
        faults |= suffix_faults(suffix, beyond) | (suffix <= last);
        last = suffix;
    }
    return faults;
}

/* Of each byte the high bit: is it less in a than in b? */
static HOT_INLINE uint64_t bytes_less(uint64_t a, uint64_t b)
{
    uint64_t low_not_less = (a | 128 * EACH_BYTE) - (b & 127 * EACH_BYTE);
    return ((~a & b) | (~(a ^ b) & ~low_not_less)) & 128 * EACH_BYTE;
}

/* The same for up to eight suffixes of one byte behind the suffix last. */
static HOT_INLINE uint64_t byte_suffixes_faults(uint64_t suffixes, unsigned n, unsigned last,
                                                prefix_key beyond)
{
    const uint64_t ones = EACH_BYTE, all = UINT64_MAX >> (64 - 8 * n);
    uint64_t first = suffixes >> 4 & 15 * ones, second = suffixes & 15 * ones;
    uint64_t is_no_digit = ((first + 5 * ones) | (second + 5 * ones)) & 16 * ones; /* above 10 */
    uint64_t has_first = (first + 15 * ones) & 16 * ones;
    uint64_t ascends = bytes_less(suffixes << 8 | last, suffixes);

    return (is_no_digit | (has_first ^ 16 * ones) | (ascends ^ 128 * ones) |
            (suffixes & (beyond >> 56) * ones)) &
           all;
}

static HOT_INLINE uint64_t suffix_list_faults(const unsigned char *suffixes, unsigned n,
                                              unsigned width, prefix_key beyond)
{
    if (LIKELY(width == 1 && n <= 8))
        return byte_suffixes_faults(load64(suffixes), n, 0, beyond);
    if (width == 1)
        return byte_suffixes_faults(load64(suffixes), 8, 0, beyond) |
               byte_suffixes_faults(load64(suffixes + 8), n - 8, suffixes[7], beyond);
    return suffixes_faults(suffixes, n, width, beyond);
}

/* Not 0 if one of n costs is none that there is. */
static HOT_INLINE uint64_t costs_faults(const check *c, const unsigned char *costs, unsigned n)
{
    unsigned width = c->t->cost_width;
    uint64_t faults = 0;

    for (unsigned i = 0; i < n; i++)
        faults |= (load32(costs + i * width) & c->t->cost_mask) - 1 >= c->n_costs;
    return faults;
}

/* The same for up to eight costs of one byte. */
static HOT_INLINE uint64_t byte_costs_faults(const check *c, uint64_t costs, unsigned n)
{
    const uint64_t all = 128 * EACH_BYTE & UINT64_MAX >> (64 - 8 * n);
    uint64_t n_costs = c->n_costs < 255 ? c->n_costs : 255;

    return (~bytes_less(0, costs) | bytes_less(n_costs * EACH_BYTE, costs)) & all;
}

static HOT_INLINE uint64_t cost_list_faults(const check *c, const unsigned char *costs, unsigned n)
{
    if (c->t->cost_width > 1)
        return costs_faults(c, costs, n);
    return byte_costs_faults(c, load64(costs), n < 8 ? n : 8) |
           (n > 8 ? byte_costs_faults(c, load64(costs + 8), n - 8) : 0);
}

static HOT_INLINE int check_list(check *c, uint32_t blob, unsigned depth)
{
    const unsigned char *list = c->t->bytes + (blob >> BLOB_KIND_BITS);

    if (blob >> BLOB_KIND_BITS >= c->t->n_bytes || *list >> LIST_BITS != 0)
        return 0;
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    if (!visit(c, blob, LIST_HEAD_BYTES + n * (size_t)(width + c->t->cost_width)))
        return 0;
    const unsigned char *suffixes = list + LIST_HEAD_BYTES;
    prefix_key beyond = ~key_mask(RC_PREFIX_DIGITS_MAX - depth);
    c->n_routes += n;
    return (suffix_list_faults(suffixes, n, width, beyond) |
            cost_list_faults(c, suffixes + n * width, n)) == 0;
}

/* ---- Nodes ---- */

static int check_node(check *c, uint32_t blob, unsigned depth);

/* Checks a blob behind depth digits, and all below it. */
static HOT_INLINE int check_blob(check *c, uint32_t blob, unsigned depth)
{
    return (blob & BLOB_KIND_MASK) == LIST ? check_list(c, blob, depth)
                                           : check_node(c, blob, depth);
}

/* In how many ways n digits can go on. */
static HOT_INLINE unsigned ways(unsigned n)
{
    return n == 1 ? 10 : n == 2 ? 100 : 1000;
}

/* A node at work. */
typedef struct open_node {
    uint32_t blob;
    const unsigned char *slots, *own_bits;
    unsigned slot_bytes, n_digits, depth; /* depth: digits that have been passed behind it */
} open_node;

/* What a slot has, as it stands there. */
typedef struct raw_slot {
    uint32_t reference, cost;
} raw_slot;

static HOT_INLINE raw_slot read_slot(const check *c, const open_node *node, unsigned slot)
{
    const trie_shape *shape = &c->t->shapes[node->blob & BLOB_KIND_MASK];
    uint64_t word = load64(node->slots + slot * node->slot_bytes);

    return (raw_slot){(uint32_t)word & shape->reference_mask,
                      (uint32_t)(word >> shape->reference_bits) & c->t->cost_mask};
}

/* Whether ten slots, from first on, are as they should be: each has the cost of a prefix of its own
 * or that of the slot for one digit less, which is above.  References are gathered. */
static HOT_INLINE int check_ten(const check *c, const open_node *node, unsigned first,
                                uint32_t above, uint32_t *references)
{
    uint32_t own = load32(node->own_bits + first / 8) >> first % 8;
    uint32_t faults = 0;

    for (unsigned i = 0; i < 10; i++, own >>= 1) {
        raw_slot slot = read_slot(c, node, first + i);
        uint32_t is_own = 0 - (own & 1);
        faults |= (slot.cost ^ above) & ~is_own;
        faults |= (slot.cost - 1 >= c->n_costs) & is_own;
        *references |= slot.reference;
    }
    return faults == 0;
}

/* Whether the slots for n digits are as they should be; only those for all digits may have
 * references. */
static HOT_INLINE int check_slots(const check *c, const open_node *node, unsigned n)
{
    unsigned first = node_first_slot(node->n_digits, n);
    unsigned parents = n > 1 ? node_first_slot(node->n_digits, n - 1) : 0;
    uint32_t references = 0;

    for (unsigned i = 0; i < ways(n); i += 10) {
        uint32_t above = parents > 0 ? read_slot(c, node, parents + i / 10).cost : 0;
        if (!check_ten(c, node, first + i, above, &references))
            return 0;
    }
    return n == node->n_digits || references == 0;
}

/* Whether the children are in order, each standing before the node. */
static HOT_INLINE int check_children(check *c, const open_node *node)
{
    for (unsigned i = 1; i <= ways(node->n_digits); i++) {
        uint32_t reference = read_slot(c, node, i).reference;
        if (reference == 0)
            continue;
        uint32_t child = blob_turn(node->blob, reference);
        if (child >> BLOB_KIND_BITS >= node->blob >> BLOB_KIND_BITS ||
            !check_blob(c, child, node->depth))
            return 0;
    }
    return 1;
}

/* How many prefixes end in a node. */
static unsigned count_own(const unsigned char *own_bits, unsigned n_bytes)
{
    unsigned n = 0;

    for (; n_bytes >= 8; n_bytes -= 8, own_bits += 8)
        n += popcount(load64(own_bits));
    return n_bytes == 0 ? n : n + popcount(load64(own_bits) & (UINT64_MAX >> (64 - 8 * n_bytes)));
}

static int check_node(check *c, uint32_t blob, unsigned depth)
{
    unsigned n_digits = node_digits[blob & BLOB_KIND_MASK], n_slots = node_slots(n_digits);
    unsigned slot_bytes = c->t->shapes[blob & BLOB_KIND_MASK].slot_bytes;
    unsigned n_own_bytes = node_bitmap_bytes(n_digits);
    const unsigned char *slots = visit(c, blob, (size_t)n_slots * slot_bytes + n_own_bytes);

    if (!slots || depth + n_digits > RC_PREFIX_DIGITS_MAX)
        return 0;
    open_node node = {blob,       slots,    slots + n_slots * slot_bytes,
                      slot_bytes, n_digits, depth + n_digits};
    raw_slot none = read_slot(c, &node, 0);
    if (none.reference > 0 || none.cost > 0 || (*node.own_bits & 1) != 0 ||
        node.own_bits[n_slots / 8] >> n_slots % 8 != 0)
        return 0;
    for (unsigned n = 1; n <= n_digits; n++)
        if (!check_slots(c, &node, n))
            return 0;
    c->n_routes += count_own(node.own_bits, n_own_bytes);
    return node_reference_bytes[blob & BLOB_KIND_MASK] == 0 || check_children(c, &node);
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
