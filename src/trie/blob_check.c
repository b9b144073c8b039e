/* Checks blobs of a trie that comes from a file: see blob_check.h.
 *
 * Reading a table takes little longer than this check, so it reads blobs by whole words, and has
 * code of its own for the most frequent kinds. */
#include "trie/blob_check.h"

#include "base/array.h"

enum { CHILDREN_MAX = 1000 };

bool rc_blob_tasks_add(blob_tasks *tasks, blob_task task)
{
    blob_task *grown =
        rc_array_grow(tasks->tasks, &tasks->capacity, tasks->n + 1, sizeof *tasks->tasks);

    if (!grown)
        return 0;
    tasks->tasks = grown;
    tasks->tasks[tasks->n++] = task;
    return 1;
}

/* Where a blob is: it must end by end, and depth digits come before it. */
typedef struct place {
    size_t end;
    unsigned depth;
    prefix_key beyond; /* ones behind the digits that can still follow */
} place;

static place place_below(size_t end, unsigned depth)
{
    return (place){end, depth, ~key_mask(RC_PREFIX_DIGITS_MAX - depth)};
}

/* ---- Lists: faults are gathered without branches, as bits that should be 0 ---- */

/* Returns bits that are 0 if the key is one or more digits and then nothing; beyond has ones behind
 * the digits that are allowed. */
static HOT_INLINE prefix_key suffix_faults(prefix_key key, prefix_key beyond)
{
    const prefix_key ones = 0x1111111111111111u;
    prefix_key twos = key >> 1, fours = key >> 2, eights = key >> 3;
    prefix_key is_symbol = (key | twos | fours | eights) & ones;
    prefix_key behind_none = is_symbol & ~(is_symbol >> SYMBOL_BITS | (prefix_key)1 << 60);
    prefix_key is_no_digit = eights & (fours | (twos & key)) & ones; /* above 10 */

    return behind_none | is_no_digit | (key & beyond);
}

/* Returns bits that are 0 if n suffixes are digits and ascend. */
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

/* Returns a word with the high bit of each byte set if the byte is less in a than in b. */
static HOT_INLINE uint64_t bytes_less(uint64_t a, uint64_t b)
{
    uint64_t low_not_less = (a | 128 * EACH_BYTE) - (b & 127 * EACH_BYTE);
    return ((~a & b) | (~(a ^ b) & ~low_not_less)) & 128 * EACH_BYTE;
}

/* Does the same for up to eight suffixes of one byte. */
static HOT_INLINE uint64_t byte_suffixes_faults(uint64_t suffixes, unsigned n, prefix_key beyond)
{
    const uint64_t ones = EACH_BYTE, all = UINT64_MAX >> (64 - 8 * n);
    uint64_t first = suffixes >> 4 & 15 * ones, second = suffixes & 15 * ones;
    uint64_t is_no_digit = ((first + 5 * ones) | (second + 5 * ones)) & 16 * ones; /* above 10 */
    uint64_t has_first = (first + 15 * ones) & 16 * ones;
    uint64_t ascends = bytes_less(suffixes << 8, suffixes);

    return (is_no_digit | (has_first ^ 16 * ones) | (ascends ^ 128 * ones) |
            (suffixes & (beyond >> 56) * ones)) &
           all;
}

/* Returns 0 if n values are all below n_values. */
static HOT_INLINE uint64_t values_faults(const blob_check *c, const unsigned char *values,
                                         unsigned n)
{
    unsigned width = c->t->value_width;
    uint64_t faults = 0;

    for (unsigned i = 0; i < n; i++)
        faults |= (load32(values + i * width) & c->t->value_mask) - 1 >= c->n_values;
    return faults;
}

/* Does the same for up to eight values of one byte. */
static HOT_INLINE uint64_t byte_values_faults(const blob_check *c, uint64_t values, unsigned n)
{
    const uint64_t all = 128 * EACH_BYTE & UINT64_MAX >> (64 - 8 * n);

    return (~bytes_less(0, values) | bytes_less(c->values_word, values)) & all;
}

/* Returns 0 if n routes of a list are as they should be. */
static HOT_INLINE uint64_t routes_faults(const blob_check *c, const place *p,
                                         const unsigned char *suffixes, unsigned n, unsigned width)
{
    const unsigned char *values = suffixes + n * width;

    if (width == 1 && n <= 8 && c->t->value_width == 1)
        return byte_suffixes_faults(load64(suffixes), n, p->beyond) |
               byte_values_faults(c, load64(values), n);
    return suffixes_faults(suffixes, n, width, p->beyond) | values_faults(c, values, n);
}

/* Checks a list that begins inside the array. If this visits more bytes than the array has, the
 * next node or the end notices. */
static HOT_INLINE bool check_list(blob_check *c, size_t at, const place *p)
{
    const unsigned char *list = c->t->bytes + at;
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    size_t n_bytes = LIST_HEAD_BYTES + n * (size_t)(width + c->t->value_width);

    c->n_visited += n_bytes;
    c->n_routes += n;
    if (UNLIKELY(at == 0 || n_bytes > p->end - at || *list >> LIST_BITS != 0))
        return 0;
    return routes_faults(c, p, list + LIST_HEAD_BYTES, n, width) == 0;
}

/* ---- Nodes ---- */

static bool check_node(blob_check *c, uint32_t blob, const place *p);

/* Checks a blob, and all below it. */
static HOT_INLINE bool check_blob(blob_check *c, uint32_t blob, const place *p)
{
    size_t at = blob >> BLOB_KIND_BITS;

    if (at >= p->end)
        return 0;
    return (blob & BLOB_KIND_MASK) == LIST ? check_list(c, at, p) : check_node(c, blob, p);
}

/* Returns 10^n, for n of 1..3. */
static HOT_INLINE unsigned ways(unsigned n)
{
    return n == 1 ? 10 : n == 2 ? 100 : 1000;
}

/* A node. Where the compiler knows the numbers, it folds them into the code below. */
typedef struct open_node {
    const unsigned char *slots, *own_bits;
    unsigned n_digits, reference_bytes, value_width;
} open_node;

/* The bits of a slot. */
typedef struct raw_slot {
    uint32_t reference, value;
} raw_slot;

static HOT_INLINE raw_slot read_slot(open_node node, unsigned slot)
{
    uint64_t word = load64(node.slots + slot * (node.reference_bytes + node.value_width));

    return (raw_slot){(uint32_t)(word & ((UINT64_C(1) << 8 * node.reference_bytes) - 1)),
                      (uint32_t)(word >> 8 * node.reference_bytes) &
                          UINT32_MAX >> (32 - 8 * node.value_width)};
}

/* Checks the ten slots from first on: each has the value of a prefix of its own, or above, which is
 * that of the slot for one digit less. Adds the bits of their references to *references. */
static HOT_INLINE bool check_ten(const blob_check *c, open_node node, unsigned first,
                                 uint32_t above, uint32_t *references)
{
    uint32_t own = load32(node.own_bits + first / 8) >> first % 8, faults = 0;

    for (unsigned i = 0; i < 10; i++, own >>= 1) {
        raw_slot slot = read_slot(node, first + i);
        uint32_t is_own = 0 - (own & 1);
        faults |= (slot.value ^ above) & ~is_own;
        faults |= (slot.value - 1 >= c->n_values) & is_own;
        *references |= slot.reference;
    }
    return faults == 0;
}

/* Checks the slots for n digits; only those for all digits may have references. */
static HOT_INLINE bool check_slots(const blob_check *c, open_node node, unsigned n)
{
    unsigned first = node_first_slot(node.n_digits, n);
    unsigned parents = n > 1 ? node_first_slot(node.n_digits, n - 1) : 0;
    uint32_t references = 0;

    for (unsigned i = 0; i < ways(n); i += 10) {
        uint32_t above = parents > 0 ? read_slot(node, parents + i / 10).value : 0;
        if (!check_ten(c, node, first + i, above, &references))
            return 0;
    }
    return n == node.n_digits || references == 0;
}

static HOT_INLINE bool check_all_slots(const blob_check *c, open_node node)
{
    unsigned n_slots = node_slots(node.n_digits);
    raw_slot none = read_slot(node, 0);

    if (none.reference > 0 || none.value > 0 || (*node.own_bits & 1) != 0 ||
        node.own_bits[n_slots / 8] >> n_slots % 8 != 0)
        return 0;
    for (unsigned n = 1; n <= node.n_digits; n++)
        if (!check_slots(c, node, n))
            return 0;
    return 1;
}

/* Checks the children, or leaves them for later. */
static HOT_INLINE bool check_children(blob_check *c, open_node node, uint32_t blob,
                                      const place *below)
{
    uint32_t children[CHILDREN_MAX];
    unsigned n = 0;

    /* First they are gathered without a branch: whether a slot has a child is unpredictable. */
    for (unsigned i = 1; i <= ways(node.n_digits); i++) {
        uint32_t reference = read_slot(node, i).reference;
        children[n] = blob_turn(blob, reference);
        n += reference > 0;
    }
    for (unsigned i = 0; i < n; i++)
        if (!(c->later && rc_blob_tasks_add(c->later, (blob_task){children[i], (uint32_t)below->end,
                                                                  below->depth})) &&
            !check_blob(c, children[i], below))
            return 0;
    return 1;
}

/* Returns the number of prefixes that end in a node. */
static unsigned count_own(const unsigned char *own_bits, unsigned n_bytes)
{
    unsigned n = 0;

    for (; n_bytes >= 8; n_bytes -= 8, own_bits += 8)
        n += popcount(load64(own_bits));
    return n_bytes == 0 ? n : n + popcount(load64(own_bits) & (UINT64_MAX >> (64 - 8 * n_bytes)));
}

/* Checks a node whose kind and place are in order. */
static HOT_INLINE bool check_kind(blob_check *c, open_node node, uint32_t blob, const place *p)
{
    place below = place_below(blob >> BLOB_KIND_BITS, p->depth + node.n_digits);

    if (!check_all_slots(c, node))
        return 0;
    c->n_routes += count_own(node.own_bits, node_bitmap_bytes(node.n_digits));
    return node.reference_bytes == 0 || check_children(c, node, blob, &below);
}

/* Checks a node that begins inside the array. */
static bool check_node(blob_check *c, uint32_t blob, const place *p)
{
    unsigned kind = blob & BLOB_KIND_MASK, n_digits = node_digits[kind];
    unsigned reference_bytes = node_reference_bytes[kind], value_width = c->t->value_width;
    size_t at = blob >> BLOB_KIND_BITS, n_slots = node_slots(n_digits);
    size_t n_slot_bytes = n_slots * (reference_bytes + value_width);
    size_t n_bytes = n_slot_bytes + node_bitmap_bytes(n_digits);
    const unsigned char *slots = c->t->bytes + at;
    open_node node = {slots, slots + n_slot_bytes, n_digits, reference_bytes, value_width};

    c->n_visited += n_bytes;
    if (at == 0 || n_bytes > p->end - at || c->n_visited > c->t->n_bytes ||
        p->depth + n_digits > RC_PREFIX_DIGITS_MAX)
        return 0;
    if (kind == NODE_3_NEAR && value_width == 1) /* where most time goes */
        return check_kind(c, (open_node){slots, node.own_bits, 3, 2, 1}, blob, p);
    return check_kind(c, node, blob, p);
}

bool rc_blob_check(blob_check *c, const blob_task *tasks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        place p = place_below(tasks[i].end, tasks[i].depth);
        if (!check_blob(c, tasks[i].blob, &p))
            return 0;
    }
    return 1;
}
