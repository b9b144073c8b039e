/* Checks whether bytes from a file are a trie: see check.h.
 *
 * All blobs are visited from the roots on. Each must lie inside the array, before the node that
 * refers to it, and together they must fill the array, without gaps or overlaps: the sum of their
 * sizes must be that of the array, and the check stops once it is exceeded. So nodes that refer
 * to one child again and again, which would make a few bytes an endless tree, take little time.
 *
 * Bytes visited and routes are sums, so threads can share the blobs: the roots and their children
 * are checked first, and what these refer to is a list of tasks.
 *
 * Reading a table takes little longer than this check, so it reads blobs by whole words, and has
 * code of its own for the most frequent kinds. */
#include "trie/check.h"

#include "base/array.h"
#include "base/pipeline.h"

#include <stdlib.h>

enum {
    CHILDREN_MAX = 1000,
    LEVELS_FIRST = 2,           /* of nodes that are checked before tasks are shared */
    SHARED_BYTES_MIN = 1 << 18, /* fewer are checked before a thread has started */
    SLICES = 64,                /* of the tasks */
    SLOTS = 16
};

/* A blob that is still to be checked, and its place. */
typedef struct task {
    uint32_t blob, end;
    unsigned depth;
} task;

typedef struct task_list {
    task *tasks;
    size_t n, capacity;
} task_list;

typedef struct check {
    const trie *t;
    uint32_t n_values;
    uint64_t values_word; /* n_values, at most 255, in each byte */
    size_t n_visited;     /* bytes */
    uint64_t n_routes;
    task_list *later; /* takes the children of nodes; NULL: they are checked with these */
} check;

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
static HOT_INLINE uint64_t values_faults(const check *c, const unsigned char *values, unsigned n)
{
    unsigned width = c->t->value_width;
    uint64_t faults = 0;

    for (unsigned i = 0; i < n; i++)
        faults |= (load32(values + i * width) & c->t->value_mask) - 1 >= c->n_values;
    return faults;
}

/* Does the same for up to eight values of one byte. */
static HOT_INLINE uint64_t byte_values_faults(const check *c, uint64_t values, unsigned n)
{
    const uint64_t all = 128 * EACH_BYTE & UINT64_MAX >> (64 - 8 * n);

    return (~bytes_less(0, values) | bytes_less(c->values_word, values)) & all;
}

/* Returns 0 if n routes of a list are as they should be. */
static HOT_INLINE uint64_t routes_faults(const check *c, const place *p,
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
static HOT_INLINE bool check_list(check *c, size_t at, const place *p)
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

static bool check_node(check *c, uint32_t blob, const place *p);

/* Checks a blob, and all below it. */
static HOT_INLINE bool check_blob(check *c, uint32_t blob, const place *p)
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
static HOT_INLINE bool check_ten(const check *c, open_node node, unsigned first, uint32_t above,
                                 uint32_t *references)
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
static HOT_INLINE bool check_slots(const check *c, open_node node, unsigned n)
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

static HOT_INLINE bool check_all_slots(const check *c, open_node node)
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

/* Leaves a blob for later. Returns false without memory. */
static bool put_off(task_list *later, uint32_t blob, const place *p)
{
    task *tasks = rc_array_grow(later->tasks, &later->capacity, later->n + 1, sizeof *tasks);

    if (!tasks)
        return 0;
    later->tasks = tasks;
    tasks[later->n++] = (task){blob, (uint32_t)p->end, p->depth};
    return 1;
}

/* Checks the children, or leaves them for later. */
static HOT_INLINE bool check_children(check *c, open_node node, uint32_t blob, const place *below)
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
        if (!(c->later && put_off(c->later, children[i], below)) &&
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
static HOT_INLINE bool check_kind(check *c, open_node node, uint32_t blob, const place *p)
{
    place below = place_below(blob >> BLOB_KIND_BITS, p->depth + node.n_digits);

    if (!check_all_slots(c, node))
        return 0;
    c->n_routes += count_own(node.own_bits, node_bitmap_bytes(node.n_digits));
    return node.reference_bytes == 0 || check_children(c, node, blob, &below);
}

/* Checks a node that begins inside the array. */
static bool check_node(check *c, uint32_t blob, const place *p)
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

/* ---- Tasks ---- */

/* Checks some of the tasks. */
static bool check_tasks(check *c, const task *tasks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        place p = place_below(tasks[i].end, tasks[i].depth);
        if (!check_blob(c, tasks[i].blob, &p))
            return 0;
    }
    return 1;
}

/* Checks the tasks, and leaves their children as tasks. */
static bool check_level(check *c, task_list *tasks)
{
    task_list below = {0};

    c->later = &below;
    bool is_sound = check_tasks(c, tasks->tasks, tasks->n);
    c->later = NULL;
    free(tasks->tasks);
    *tasks = below;
    return is_sound;
}

typedef struct slice {
    const task *tasks;
    size_t n;
    check c;
    bool is_sound;
} slice;

typedef struct sharing {
    const task_list *all;
    size_t n_taken;
    check *c;
    bool is_sound;
} sharing;

static bool take_slice(void *context, void *slot)
{
    sharing *s = context;
    slice *taken = slot;
    size_t n_left = s->all->n - s->n_taken, n = s->all->n / SLICES + 1;

    *taken = (slice){.tasks = s->all->tasks + s->n_taken, .n = n < n_left ? n : n_left, .c = *s->c};
    taken->c.n_visited = 0;
    taken->c.n_routes = 0;
    s->n_taken += taken->n;
    return taken->n > 0;
}

static void check_slice(void *context, void *slot)
{
    slice *taken = slot;

    (void)context;
    taken->is_sound = check_tasks(&taken->c, taken->tasks, taken->n);
}

static pipeline_step add_slice(void *context, void *slot)
{
    sharing *s = context;
    const slice *checked = slot;

    s->c->n_visited += checked->c.n_visited;
    s->c->n_routes += checked->c.n_routes;
    s->is_sound = checked->is_sound && s->c->n_visited <= s->c->t->n_bytes;
    return s->is_sound ? PIPELINE_GO_ON : PIPELINE_STOP;
}

/* Checks the tasks, on several threads. */
static bool share_tasks(check *c, const task_list *tasks, unsigned n_threads)
{
    slice slices[SLOTS];
    void *slots[SLOTS];
    sharing s = {.all = tasks, .c = c, .is_sound = true};

    for (unsigned i = 0; i < SLOTS; i++)
        slots[i] = &slices[i];
    rc_pipeline_run(&(pipeline){.context = &s,
                                .take = take_slice,
                                .work = check_slice,
                                .give = add_slice,
                                .slots = slots,
                                .n_slots = SLOTS,
                                .n_workers = n_threads < SLOTS ? n_threads : SLOTS});
    return s.is_sound;
}

/* Checks all blobs. */
static bool check_all(check *c, unsigned n_threads)
{
    const uint32_t *roots = c->t->roots;
    place whole = place_below(c->t->n_bytes, 0);
    task_list tasks = {0};
    bool is_sound = true, is_shared = n_threads > 1 && c->t->n_bytes >= SHARED_BYTES_MIN;

    for (int plus = 0; plus < 2 && is_sound; plus++)
        if (roots[plus] > 0 && !(is_shared && put_off(&tasks, roots[plus], &whole)))
            is_sound = check_blob(c, roots[plus], &whole);
    for (int level = 0; level < LEVELS_FIRST && is_sound && tasks.n > 0; level++)
        is_sound = check_level(c, &tasks);
    if (is_sound && tasks.n > 0)
        is_sound = share_tasks(c, &tasks, n_threads);
    free(tasks.tasks);
    return is_sound;
}

bool rc_trie_is_sound(const trie *t, uint32_t n_values, unsigned n_threads, uint64_t *n_routes)
{
    trie shaped = *t;
    check c = {.t = &shaped, .n_values = n_values, .n_visited = 1};

    if (t->value_width < 1 || t->value_width > 4 || t->n_bytes < 1 || t->n_bytes > TRIE_BYTES_MAX)
        return 0;
    rc_trie_shape_blobs(&shaped);
    c.values_word = (n_values < 255 ? n_values : 255) * EACH_BYTE;
    if (!check_all(&c, n_threads))
        return 0;
    *n_routes = c.n_routes;
    return c.n_visited == t->n_bytes;
}
