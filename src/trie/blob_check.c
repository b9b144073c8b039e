/* Checks blobs of a trie that comes from a file: see blob_check.h.
 *
 * Reading a table takes little longer than this check. So what a node's slots hold is put into
 * arrays, which are checked in a loop that compilers turn into vector instructions, and the node's
 * lists are checked together (list_check.c). The most frequent kind has code of its own. */
#include "trie/blob_check.h"

#include "base/array.h"
#include "trie/list_check.h"

enum { CHILDREN_MAX = 1000, UNSOUND = CHILDREN_MAX + 1 };

/* What is read of a node's slots, and of the bits behind them. */
typedef struct slot_room {
    uint32_t values[NODE_SLOTS_MAX + 8], aboves[NODE_SLOTS_MAX + 8], owns[NODE_SLOTS_MAX + 8];
} slot_room;

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

/* ---- Nodes ---- */

/* Checks blobs of one place, and all below them. Nodes become tasks of c->later instead, unless
 * that is NULL. */
static bool check_blobs(blob_check *c, uint32_t *blobs, unsigned n, const place *p);

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

/* Reads the values of all slots, and the children. Returns their number; the bits of references
 * that no slot may have are added to *faults. */
static HOT_INLINE unsigned read_slots(open_node node, uint32_t blob, slot_room *room,
                                      uint32_t *children, uint32_t *faults)
{
    unsigned n_slots = node_slots(node.n_digits), n = 0, slot = 1;

    /* Without a branch: whether a slot has a child is unpredictable. Ten at a time are unrolled. */
    for (; slot <= ways(node.n_digits); slot += 10)
        for (unsigned i = slot; i < slot + 10; i++) {
            raw_slot raw = read_slot(node, i);
            room->values[i] = raw.value;
            children[n] = raw.reference;
            n += raw.reference > 0;
        }
    for (unsigned i = 0; i < n; i++)
        children[i] = blob_turn(blob, children[i]);
    for (; slot < n_slots; slot++) {
        raw_slot raw = read_slot(node, slot);
        room->values[slot] = raw.value;
        *faults |= raw.reference;
    }
    raw_slot none = read_slot(node, 0);
    room->values[0] = 0;
    *faults |= none.reference | none.value;
    return n;
}

/* Sets for each slot the value that it has if no prefix of its own ends there: that of the slot for
 * one digit less. */
static HOT_INLINE void find_aboves(open_node node, slot_room *room)
{
    room->aboves[0] = 0;
    for (unsigned n = node.n_digits; n > 0; n--) {
        unsigned parent = n > 1 ? node_first_slot(node.n_digits, n - 1) : 0;
        unsigned first = node_first_slot(node.n_digits, n), end = first + ways(n);
        for (; first < end; first += 10, parent++)
            for (unsigned i = 0; i < 10; i++)
                room->aboves[first + i] = room->values[parent];
    }
}

#define BIT_MASK(n, i) (0u - ((n) >> (i)&1))
#define MASKS(n)       BIT_MASK(n, 0), BIT_MASK(n, 1), BIT_MASK(n, 2), BIT_MASK(n, 3)

/* Sets a mask for each bit. */
static HOT_INLINE void spread_bits(const unsigned char *bits, unsigned n_bytes, uint32_t *masks)
{
    enum { FOUR_MASKS = 4 * sizeof *masks };
    static const uint32_t all[16 * 4] = {
        MASKS(0), MASKS(1), MASKS(2),  MASKS(3),  MASKS(4),  MASKS(5),  MASKS(6),  MASKS(7),
        MASKS(8), MASKS(9), MASKS(10), MASKS(11), MASKS(12), MASKS(13), MASKS(14), MASKS(15)};

    for (unsigned i = 0; i < n_bytes; i++) {
        memcpy(masks + 8 * i, all + 4 * (bits[i] & 15), FOUR_MASKS);
        memcpy(masks + 8 * i + 4, all + 4 * (bits[i] >> 4), FOUR_MASKS);
    }
}

/* Checks that each slot has the value of a prefix of its own, or that from above. The bits behind
 * the slots have neither. Sets the children. Returns their number, or UNSOUND. */
static HOT_INLINE unsigned check_slots(const blob_check *c, open_node node, uint32_t blob,
                                       uint32_t *children)
{
    unsigned n_slots = node_slots(node.n_digits), n_bytes = node_bitmap_bytes(node.n_digits);
    uint32_t faults = 0, high_bits = 0, n_values = c->n_values;
    slot_room *r = c->room;

    unsigned n = read_slots(node, blob, r, children, &faults);
    find_aboves(node, r);
    spread_bits(node.own_bits, n_bytes, r->owns);
    for (unsigned i = n_slots; i < 8 * n_bytes; i++)
        r->values[i] = r->aboves[i] = 0;
    for (unsigned i = 0; i < 8 * n_bytes; i++) {
        faults |= (r->values[i] ^ r->aboves[i]) & ~r->owns[i];
        high_bits |= r->values[i] | (n_values - r->values[i]) | ((r->values[i] - 1) & r->owns[i]);
    }
    return (faults | high_bits >> 31) == 0 ? n : UNSOUND;
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
    uint32_t children[CHILDREN_MAX];
    unsigned n = check_slots(c, node, blob, children);

    if (n == UNSOUND)
        return 0;
    c->n_routes += count_own(node.own_bits, node_bitmap_bytes(node.n_digits));
    return n == 0 || check_blobs(c, children, n, &below);
}

/* Checks a node. */
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
    if (at == 0 || at >= p->end || n_bytes > p->end - at || c->n_visited > c->t->n_bytes ||
        p->depth + n_digits > RC_PREFIX_DIGITS_MAX)
        return 0;
    if (kind == NODE_3_NEAR && value_width == 1) /* where most time goes */
        return check_kind(c, (open_node){slots, node.own_bits, 3, 2, 1}, blob, p);
    return check_kind(c, node, blob, p);
}

static bool check_blobs(blob_check *c, uint32_t *blobs, unsigned n, const place *p)
{
    list_check lists = {c->t, c->n_values, p->end, p->beyond, 0, 0};

    if (!rc_list_check(&lists, blobs, &n))
        return 0;
    c->n_visited += lists.n_visited;
    c->n_routes += lists.n_routes;
    for (unsigned i = 0; i < n; i++)
        if (!(c->later &&
              rc_blob_tasks_add(c->later, (blob_task){blobs[i], (uint32_t)p->end, p->depth})) &&
            !check_node(c, blobs[i], p))
            return 0;
    return 1;
}

bool rc_blob_check(blob_check *c, const blob_task *tasks, size_t n)
{
    slot_room room;
    bool is_sound = true;

    c->room = &room;
    for (size_t i = 0; i < n && is_sound; i++) {
        place p = place_below(tasks[i].end, tasks[i].depth);
        uint32_t blob = tasks[i].blob;
        if ((blob & BLOB_KIND_MASK) == LIST)
            is_sound = check_blobs(c, &blob, 1, &p);
        else
            is_sound = check_node(c, blob, &p);
    }
    c->room = NULL;
    return is_sound;
}
