/* Writes a trie in one pass over sorted routes; trie.c draws what it writes.
 *
 * Open nodes form a path from the root, a digit each; below each of its digits an open node
 * has a list of pending routes, or what became of it: a list that outgrows LIST_ROUTES_MAX
 * is opened as a node.  When a route comes that lies elsewhere, the nodes that are complete
 * are closed, children before parents.
 *
 * A node that is closed is not always written: where most digits of a node have nodes of one
 * digit below them, one node of two digits takes their place, and so with three.  So
 * a closed node is held in its parent, as slots, until the parent is closed and knows all of
 * its children; then either all are fused, or they are written as they are. */
#include "table/trie_writer.h"

#include "table/blob_writer.h"
#include "table/trie_step.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_DIGITS = 10,
    MAX_NODES = RC_PREFIX_DIGITS_MAX, /* open ones */
    SLOTS_1 = 11,
    SLOTS_2 = 111,

    /* A fused node may take so many quarters of the room of those it is made of: fewer steps
     * are worth a little room. */
    FUSED_QUARTERS_MAX = 5,

    /* Lists alone are not worth a node of two digits below so many routes: it has 111 slots. */
    FUSED_ROUTES_MIN = 32
};

typedef struct open_node {
    node_slot slots[SLOTS_1];           /* of its digits, each as a symbol; complete children */
    unsigned char held_digits[SLOTS_1]; /* of the closed node held there; 0: none */
    node_slot held[SLOTS_1][SLOTS_2];
    route_list lists[SLOTS_1]; /* pending */
} open_node;

struct trie_writer {
    blob_writer blobs;
    uint32_t roots[2];
    int with_plus;   /* the half of the trie that is being written */
    prefix_key path; /* digits of the route added last */
    route_list list; /* pending where no node is open */
    unsigned n_open;
    node_slot fused[NODE_SLOTS_MAX]; /* the node being closed */
    open_node open[MAX_NODES];
};

trie_writer *trie_writer_new(uint32_t n_costs, size_t n_bytes_max)
{
    trie_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->blobs.n_bytes = 1; /* no blob stands at 0 */
    w->blobs.n_bytes_max = n_bytes_max < TRIE_BYTES_MAX ? n_bytes_max : TRIE_BYTES_MAX;
    w->blobs.cost_width = n_costs < 1u << 8    ? 1
                          : n_costs < 1u << 16 ? 2
                          : n_costs < 1u << 24 ? 3
                                               : 4;
    return w;
}

void trie_writer_free(trie_writer *w)
{
    if (w)
        free(w->blobs.bytes);
    free(w);
}

static unsigned first_symbol(prefix_key rest)
{
    return (unsigned)(rest >> 60);
}

static int is_one_symbol(prefix_key rest)
{
    return rest << SYMBOL_BITS == 0;
}

/* Opens a node below the last open one, or at the root. */
static open_node *open_below(trie_writer *w)
{
    assert(w->n_open < MAX_NODES);
    open_node *node = &w->open[w->n_open++];
    memset(node->slots, 0, sizeof node->slots);
    memset(node->held_digits, 0, sizeof node->held_digits);
    for (unsigned symbol = 0; symbol < SLOTS_1; symbol++)
        node->lists[symbol].n = 0;
    return node;
}

/* ---- Fusing a node with its children ---- */

/* The digits of all nodes held by a node, if they have equally many, 1 if there are none but
 * lists; 0 if they differ, if there is little, or if a node was written before: then nothing is to
 * be fused. */
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

/* Takes the next routes of a list that go on alike for n_digits digits and longer; returns how
 * many there are, which is 0 where a route is not so long. */
static unsigned cut_routes(const route_list *list, unsigned at, unsigned n_digits, route_list *cut)
{
    prefix_key mask = key_mask(n_digits), start = list->suffixes[at] & mask;

    cut->n = 0;
    if ((list->suffixes[at] & ~mask) == 0)
        return 0;
    for (; at < list->n && (list->suffixes[at] & mask) == start; at++) {
        cut->suffixes[cut->n] = list->suffixes[at] << SYMBOL_BITS * n_digits;
        cut->costs[cut->n++] = list->costs[at];
    }
    return cut->n;
}

/* The bytes of the lists that are left of one when its routes' first digits go to a node. */
static size_t cut_bytes(const trie_writer *w, const route_list *list, unsigned n_digits)
{
    route_list cut;
    size_t n_bytes = 0;

    for (unsigned i = 0, n; i<list->n; i += n> 0 ? n : 1) {
        n = cut_routes(list, i, n_digits, &cut);
        n_bytes += n > 0 ? blob_list_bytes(&w->blobs, &cut) : 0;
    }
    return n_bytes;
}

/* What a node takes with its children as they are, and fused with them. */
typedef struct room {
    size_t apart, fused, span; /* span: from the first child to the fused node */
} room;

static void measure_held(const trie_writer *w, const open_node *node, unsigned symbol, room *r,
                         int *has_children)
{
    unsigned n_digits = node->held_digits[symbol];
    size_t first = blob_first_child(&w->blobs, n_digits, node->held[symbol]);

    *has_children |= first < w->blobs.n_bytes;
    r->apart +=
        blob_node_bytes(&w->blobs, n_digits, first < w->blobs.n_bytes || n_digits == 1 ? 2 : 0);
    if (w->blobs.n_bytes - first > r->span)
        r->span = w->blobs.n_bytes - first;
}

static room measure(const trie_writer *w, const open_node *node, unsigned n_digits)
{
    room r = {.apart = blob_node_bytes(&w->blobs, 1, 2)};
    size_t cut = 0;
    int has_children = 0;

    for (unsigned symbol = 1; symbol < SLOTS_1; symbol++) {
        const route_list *list = &node->lists[symbol];
        if (list->n > 0) {
            r.apart += blob_list_bytes(&w->blobs, list);
            cut += cut_bytes(w, list, n_digits);
        }
        if (node->held_digits[symbol] > 0)
            measure_held(w, node, symbol, &r, &has_children);
    }
    r.fused = cut + blob_node_bytes(&w->blobs, n_digits + 1, has_children || cut > 0 ? 2 : 0);
    r.span += cut;
    return r;
}

/* Whether fusing pays; *n_digits is the children's. */
static int should_fuse(const trie_writer *w, const open_node *node, unsigned *n_digits)
{
    *n_digits = held_alike(node);
    if (*n_digits == 0)
        return 0;
    room r = measure(w, node, *n_digits);
    if (*n_digits + 1 == NODE_DIGITS_MAX && r.span > NEAR_MAX)
        return 0;
    return r.fused / FUSED_QUARTERS_MAX <= r.apart / 4;
}

/* Puts a list's routes into the fused node, those of more than n_digits digits as lists. */
static rc_code fuse_list(trie_writer *w, const route_list *list, unsigned symbol, unsigned n_digits)
{
    route_list cut;
    rc_code code = RC_OK;

    for (unsigned i = 0, n; i < list->n && code == RC_OK; i += n > 0 ? n : 1) {
        prefix_key key = (prefix_key)symbol << 60 | list->suffixes[i] >> SYMBOL_BITS;
        node_slot *slot = &w->fused[trie_slots[key >> (64 - SYMBOL_BITS * (n_digits + 1))]];
        n = cut_routes(list, i, n_digits, &cut);
        if (n > 0)
            code = blob_write_list(&w->blobs, &cut, &slot->child);
        else
            slot->cost = list->costs[i];
    }
    return code;
}

/* Puts a held node's slots into the fused node. */
static void fuse_held(trie_writer *w, const node_slot *held, unsigned symbol, unsigned n_digits)
{
    unsigned power = 10;

    for (unsigned n = 1; n <= n_digits; n++, power *= 10)
        memcpy(w->fused + node_first_slot(n_digits + 1, n + 1) + (symbol - 1) * power,
               held + node_first_slot(n_digits, n), power * sizeof *held);
}

/* Makes one node of n_digits + 1 digits of the node and its children. */
static rc_code fuse(trie_writer *w, const open_node *node, unsigned n_digits)
{
    unsigned first = node_first_slot(n_digits + 1, 1);
    rc_code code = RC_OK;

    memset(w->fused, 0, node_slots(n_digits + 1) * sizeof *w->fused);
    for (unsigned symbol = 1; symbol < SLOTS_1 && code == RC_OK; symbol++) {
        w->fused[first + symbol - 1].cost = node->slots[symbol].cost;
        if (node->held_digits[symbol] > 0)
            fuse_held(w, node->held[symbol], symbol, n_digits);
        code = fuse_list(w, &node->lists[symbol], symbol, n_digits);
    }
    return code;
}

/* Writes the node's children as they are. */
static rc_code write_children(trie_writer *w, open_node *node)
{
    rc_code code = RC_OK;

    for (unsigned symbol = 1; symbol < SLOTS_1 && code == RC_OK; symbol++) {
        uint32_t *child = &node->slots[symbol].child;
        unsigned n_digits = node->held_digits[symbol];
        if (n_digits > 0)
            code = blob_write_node(&w->blobs, n_digits, node->held[symbol], child);
        else if (node->lists[symbol].n > 0)
            code = blob_write_list(&w->blobs, &node->lists[symbol], child);
    }
    memcpy(w->fused, node->slots, sizeof node->slots);
    return code;
}

/* ---- Closing ---- */

/* Whether the parent could fuse a node of w->fused with others like it. */
static int is_worth_holding(const trie_writer *w, unsigned n_digits)
{
    if (n_digits != 2)
        return n_digits == 1;
    return (w->blobs.n_bytes - blob_first_child(&w->blobs, 2, w->fused)) * N_DIGITS <= NEAR_MAX;
}

/* Hands the node in w->fused to the last open node, or to the root. */
static rc_code attach(trie_writer *w, unsigned n_digits)
{
    if (w->n_open == 0)
        return blob_write_node(&w->blobs, n_digits, w->fused, &w->roots[w->with_plus]);
    open_node *parent = &w->open[w->n_open - 1];
    unsigned symbol = first_symbol(w->path << SYMBOL_BITS * (w->n_open - 1));
    if (!is_worth_holding(w, n_digits))
        return blob_write_node(&w->blobs, n_digits, w->fused, &parent->slots[symbol].child);
    memcpy(parent->held[symbol], w->fused, node_slots(n_digits) * sizeof *w->fused);
    parent->held_digits[symbol] = (unsigned char)n_digits;
    return RC_OK;
}

/* Closes the last open node, which is complete. */
static rc_code close_node(trie_writer *w)
{
    open_node *node = &w->open[--w->n_open];
    unsigned n_digits;
    int fusing = should_fuse(w, node, &n_digits);
    rc_code code = fusing ? fuse(w, node, n_digits) : write_children(w, node);

    return code ? code : attach(w, fusing ? n_digits + 1 : 1);
}

/* Closes all that is open, down to the root. */
static rc_code close_all(trie_writer *w)
{
    rc_code code = RC_OK;

    while (code == RC_OK && w->n_open > 0)
        code = close_node(w);
    if (code == RC_OK && w->list.n > 0)
        code = blob_write_list(&w->blobs, &w->list, &w->roots[w->with_plus]);
    w->list.n = 0;
    return code;
}

/* ---- Adding ---- */

static void add_below(open_node *node, prefix_key rest, uint32_t cost)
{
    unsigned symbol = first_symbol(rest);
    route_list *list = &node->lists[symbol];

    if (is_one_symbol(rest)) {
        node->slots[symbol].cost = cost;
        return;
    }
    list->suffixes[list->n] = rest << SYMBOL_BITS;
    list->costs[list->n++] = cost;
}

/* The list that a route goes to; NULL for one that ends in the last open node. */
static route_list *choose_list(trie_writer *w, prefix_key key)
{
    if (w->n_open == 0)
        return &w->list;
    prefix_key rest = key << SYMBOL_BITS * (w->n_open - 1);
    return is_one_symbol(rest) ? NULL : &w->open[w->n_open - 1].lists[first_symbol(rest)];
}

/* Adds a route, given its digits, where it belongs below the open nodes. */
static void add(trie_writer *w, prefix_key key, uint32_t cost)
{
    route_list *list, full;

    while ((list = choose_list(w, key)) != NULL && list->n == LIST_ROUTES_MAX) {
        full = *list;
        list->n = 0;
        open_node *node = open_below(w);
        for (unsigned i = 0; i < full.n; i++)
            add_below(node, full.suffixes[i], full.costs[i]);
    }
    if (w->n_open > 0) {
        add_below(&w->open[w->n_open - 1], key << SYMBOL_BITS * (w->n_open - 1), cost);
        return;
    }
    w->list.suffixes[w->list.n] = key;
    w->list.costs[w->list.n++] = cost;
}

rc_code trie_writer_add(trie_writer *w, prefix_key key, uint32_t cost)
{
    rc_code code = RC_OK;

    if (key_has_plus(key)) {
        if (!w->with_plus)
            code = close_all(w);
        w->with_plus = 1;
        key <<= SYMBOL_BITS;
    }
    while (code == RC_OK && w->n_open > 0 && ((key ^ w->path) & key_mask(w->n_open - 1)) != 0)
        code = close_node(w);
    if (code)
        return code;
    w->path = key;
    add(w, key, cost + 1);
    return RC_OK;
}

rc_code trie_writer_finish(trie_writer *w, trie *t)
{
    blob_writer *b = &w->blobs;
    rc_code code = close_all(w);
    if (code == RC_OK)
        code = blob_reserve(b, 0);
    if (code)
        return code;
    memset(b->bytes + b->n_bytes, 0, TRIE_PADDING);
    b->bytes[0] = 0;
    unsigned char *shrunk = realloc(b->bytes, b->n_bytes + TRIE_PADDING);
    *t = (trie){.bytes = shrunk ? shrunk : b->bytes,
                .n_bytes = b->n_bytes,
                .cost_width = b->cost_width,
                .roots = {w->roots[0], w->roots[1]}};
    b->bytes = NULL;
    trie_shape_blobs(t);
    return RC_OK;
}
