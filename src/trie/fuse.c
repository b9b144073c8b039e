/* Closes a node of a trie that is being written: see fuse.h.
 *
 * Where most digits of a node have nodes of one digit below them, one node of two digits replaces
 * them all: it has a slot for every pair of digits, takes no more room as long as most pairs
 * occur, and a walk takes one step instead of two. The same goes for three digits. */
#include "trie/fuse.h"

#include "trie/trie.h"

#include <string.h>

enum {
    /* A fused node may take 5/4 of the room of the nodes it replaces: fewer steps are worth it. */
    FUSED_QUARTERS_MAX = 5,

    /* Fewer routes, all in lists, are not worth a node of two digits, which has 111 slots. */
    FUSED_ROUTES_MIN = 32
};

/* Returns the digits that the nodes held by a node have, if all have the same, or 1 if there are
 * only lists. Returns 0 if the node must not be fused: the digits differ, there are few routes, or
 * a child has already been written. */
static unsigned held_alike(const open_node *node)
{
    unsigned n_digits = 0, n_listed = 0;

    for (unsigned symbol = 1; symbol < SLOTS_1; symbol++) {
        unsigned n = node->held_digits[symbol];
        if (node->slots[symbol].child > 0 || (n > 0 && n_digits > 0 && n != n_digits))
            return 0;
        n_digits = n > 0 ? n : n_digits;
        n_listed += node->lists[symbol].n;
    }
    return n_digits > 0 ? n_digits : n_listed >= FUSED_ROUTES_MIN;
}

/* Copies the routes of a list from at on that are longer than n_digits and begin with the same
 * n_digits digits, without these. Returns their number: 0 if the route at is not so long. */
static unsigned cut_routes(const route_list *list, unsigned at, unsigned n_digits, route_list *cut)
{
    prefix_key mask = key_mask(n_digits), start = list->suffixes[at] & mask;

    cut->n = 0;
    if ((list->suffixes[at] & ~mask) == 0)
        return 0;
    for (; at < list->n && (list->suffixes[at] & mask) == start; at++) {
        cut->suffixes[cut->n] = list->suffixes[at] << SYMBOL_BITS * n_digits;
        cut->values[cut->n++] = list->values[at];
    }
    return cut->n;
}

/* Returns the bytes of the lists that a list becomes when its routes' first digits go to a node.
 * Where such a list ends is unpredictable, so no branch depends on it. */
static size_t cut_bytes(const blob_writer *w, const route_list *list, unsigned n_digits)
{
    const prefix_key lowest = (prefix_key)1 << 60; /* of one symbol: a route may end in the node */
    prefix_key mask = key_mask(n_digits), start = 0;
    size_t n_bytes = 0, n_list_bytes = 0; /* of all lists, of the last one so far */
    size_t n = 0, width = 0;              /* routes of the last one, bytes of its suffixes */

    for (unsigned i = 0; i < list->n; i++) {
        prefix_key suffix = list->suffixes[i], rest = suffix << SYMBOL_BITS * n_digits;
        bool is_new = (suffix & mask) != start;
        size_t least = is_new ? 0 : width;
        width = (key_length(rest | lowest) + 1) / 2;
        width = width > least ? width : least;
        n = (is_new ? 0 : n) + (rest != 0);
        n_bytes -= is_new ? 0 : n_list_bytes;
        n_list_bytes = n * (width + w->value_width) + (n > 0 ? LIST_HEAD_BYTES : 0);
        n_bytes += n_list_bytes;
        start = suffix & mask;
    }
    return n_bytes;
}

/* The bytes that a node takes with its children, apart and fused. */
typedef struct room {
    size_t apart, fused, span; /* span: bytes from the first child to the fused node */
} room;

static void measure_held(const blob_writer *w, const open_node *node, unsigned symbol, room *r,
                         bool *has_children)
{
    unsigned n_digits = node->held_digits[symbol];
    size_t first = rc_blob_first_child(w, n_digits, node->held[symbol]);

    *has_children |= first < w->n_bytes;
    r->apart += rc_blob_node_bytes(w, n_digits, first < w->n_bytes || n_digits == 1 ? 2 : 0);
    if (w->n_bytes - first > r->span)
        r->span = w->n_bytes - first;
}

static room measure(const blob_writer *w, const open_node *node, unsigned n_digits)
{
    room r = {.apart = rc_blob_node_bytes(w, 1, 2)};
    size_t cut = 0;
    bool has_children = false;

    for (unsigned symbol = 1; symbol < SLOTS_1; symbol++) {
        const route_list *list = &node->lists[symbol];
        if (list->n > 0) {
            r.apart += rc_blob_list_bytes(w, list);
            cut += cut_bytes(w, list, n_digits);
        }
        if (node->held_digits[symbol] > 0)
            measure_held(w, node, symbol, &r, &has_children);
    }
    r.fused = cut + rc_blob_node_bytes(w, n_digits + 1, has_children || cut > 0 ? 2 : 0);
    r.span += cut;
    return r;
}

/* Returns true if fusing pays, and sets *n_digits to the digits of the children. */
static bool should_fuse(const blob_writer *w, const open_node *node, unsigned *n_digits)
{
    *n_digits = held_alike(node);
    if (*n_digits == 0)
        return 0;
    room r = measure(w, node, *n_digits);
    if (*n_digits + 1 == NODE_DIGITS_MAX && r.span > NEAR_MAX)
        return 0;
    return r.fused / FUSED_QUARTERS_MAX <= r.apart / 4;
}

/* Adds a list's routes to the fused node, those of more than n_digits digits as lists. */
static rc_code fuse_list(blob_writer *w, const route_list *list, unsigned symbol, unsigned n_digits,
                         node_slot *fused)
{
    route_list cut;
    rc_code code = RC_OK;

    for (unsigned i = 0, n; i < list->n && code == RC_OK; i += n > 0 ? n : 1) {
        prefix_key key = (prefix_key)symbol << 60 | list->suffixes[i] >> SYMBOL_BITS;
        node_slot *slot = &fused[rc_trie_slots[key >> (64 - SYMBOL_BITS * (n_digits + 1))]];
        n = cut_routes(list, i, n_digits, &cut);
        if (n > 0)
            code = rc_blob_write_list(w, &cut, &slot->child);
        else
            slot->value = list->values[i];
    }
    return code;
}

/* Copies a held node's slots to the fused node. */
static void fuse_held(const node_slot *held, unsigned symbol, unsigned n_digits, node_slot *fused)
{
    unsigned power = 10;

    for (unsigned n = 1; n <= n_digits; n++, power *= 10)
        memcpy(fused + node_first_slot(n_digits + 1, n + 1) + (symbol - 1) * power,
               held + node_first_slot(n_digits, n), power * sizeof *held);
}

/* Makes one node of n_digits + 1 digits of a node and its children. */
static rc_code fuse(blob_writer *w, const open_node *node, unsigned n_digits, node_slot *fused)
{
    unsigned first = node_first_slot(n_digits + 1, 1);
    rc_code code = RC_OK;

    memset(fused, 0, node_slots(n_digits + 1) * sizeof *fused);
    for (unsigned symbol = 1; symbol < SLOTS_1 && code == RC_OK; symbol++) {
        fused[first + symbol - 1].value = node->slots[symbol].value;
        if (node->held_digits[symbol] > 0)
            fuse_held(node->held[symbol], symbol, n_digits, fused);
        code = fuse_list(w, &node->lists[symbol], symbol, n_digits, fused);
    }
    return code;
}

/* Writes a node's children, each on its own. */
static rc_code write_children(blob_writer *w, open_node *node, node_slot *fused)
{
    rc_code code = RC_OK;

    for (unsigned symbol = 1; symbol < SLOTS_1 && code == RC_OK; symbol++) {
        uint32_t *child = &node->slots[symbol].child;
        unsigned n_digits = node->held_digits[symbol];
        if (n_digits > 0)
            code = rc_blob_write_node(w, n_digits, node->held[symbol], child);
        else if (node->lists[symbol].n > 0)
            code = rc_blob_write_list(w, &node->lists[symbol], child);
    }
    memcpy(fused, node->slots, sizeof node->slots);
    return code;
}

rc_code rc_trie_fuse(blob_writer *w, open_node *node, node_slot *fused, unsigned *n_digits)
{
    unsigned n_held;
    bool is_fused = should_fuse(w, node, &n_held);

    *n_digits = is_fused ? n_held + 1 : 1;
    return is_fused ? fuse(w, node, n_held, fused) : write_children(w, node, fused);
}
