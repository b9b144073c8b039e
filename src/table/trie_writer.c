/* Writes a trie in one pass over sorted routes; trie.c draws what it writes.
 *
 * Open nodes form a path from the root, a digit each; below the last one hangs a list of
 * pending routes, all behind one digit of it.  A list that outgrows LIST_ROUTES_MAX becomes an
 * open node.  When a route comes that lies elsewhere, what is complete is written, children
 * before parents. */
#include "table/trie_writer.h"

#include "table/trie_format.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_NODES = RC_PREFIX_DIGITS_MAX, /* open ones */
    LIST_BYTES_MAX = LIST_HEAD_BYTES + LIST_ROUTES_MAX * (8 + 4),
    NODE_BYTES_MAX = NODE_HEAD_BYTES + NODE_DIGITS * (4 + 4)
};

typedef struct open_node {
    unsigned child_mask, cost_mask; /* as in the node's head */
    unsigned n_children, n_costs;
    uint32_t children[NODE_DIGITS]; /* as roots would refer to them, in the order of the digits */
    uint32_t costs[NODE_DIGITS];
} open_node;

typedef struct pending {
    unsigned n;
    unsigned symbol; /* of the last open node */
    prefix_key suffixes[LIST_ROUTES_MAX];
    uint32_t costs[LIST_ROUTES_MAX];
} pending;

struct trie_writer {
    unsigned char *bytes;
    size_t n_bytes, capacity, n_bytes_max;
    unsigned cost_width;
    uint32_t roots[2];
    int with_plus;   /* the half of the trie that is being written */
    prefix_key path; /* digits of the route added last */
    unsigned n_open;
    open_node open[MAX_NODES];
    pending list;
};

trie_writer *trie_writer_new(uint32_t n_costs, size_t n_bytes_max)
{
    trie_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->n_bytes = 1; /* no blob stands at 0 */
    w->n_bytes_max = n_bytes_max < TRIE_BYTES_MAX ? n_bytes_max : TRIE_BYTES_MAX;
    w->cost_width = n_costs <= 1u << 8 ? 1 : n_costs <= 1u << 16 ? 2 : n_costs <= 1u << 24 ? 3 : 4;
    return w;
}

void trie_writer_free(trie_writer *w)
{
    if (w)
        free(w->bytes);
    free(w);
}

/* Makes sure that n bytes and the padding fit behind those written. */
static rc_code reserve(trie_writer *w, size_t n)
{
    if (n > w->n_bytes_max - w->n_bytes)
        return RC_ERROR_LIMIT;
    if (w->n_bytes + n + TRIE_PADDING <= w->capacity)
        return RC_OK;
    size_t capacity = w->capacity + w->capacity / 2 + 4096 + n;
    unsigned char *bytes = realloc(w->bytes, capacity);
    if (!bytes)
        return RC_ERROR_MEMORY;
    w->bytes = bytes;
    w->capacity = capacity;
    return RC_OK;
}

static void write_word(trie_writer *w, uint64_t word, unsigned n_bytes)
{
    store_bytes(w->bytes + w->n_bytes, word, n_bytes);
    w->n_bytes += n_bytes;
}

/* Writes the pending routes, at least one, as a list. */
static rc_code write_list(trie_writer *w, uint32_t *at)
{
    const pending *list = &w->list;
    prefix_key all = 0;

    rc_code code = reserve(w, LIST_BYTES_MAX);
    if (code)
        return code;
    for (unsigned i = 0; i < list->n; i++)
        all |= list->suffixes[i];
    unsigned width = (key_length(all) + 1) / 2;

    *at = (uint32_t)w->n_bytes;
    write_word(w, (width - 1) << LIST_WIDTH_SHIFT | (list->n - 1) << LIST_COUNT_SHIFT, 1);
    for (unsigned i = 0; i < list->n; i++)
        for (unsigned k = 0; k < width; k++)
            write_word(w, list->suffixes[i] >> (56 - 8 * k), 1);
    for (unsigned i = 0; i < list->n; i++)
        write_word(w, list->costs[i], w->cost_width);
    return RC_OK;
}

/* How a root would refer to a blob. */
static uint32_t refer(uint32_t at, unsigned is_node)
{
    return at << REFERENCE_SHIFT | is_node;
}

/* The reference to a child from the node at a position. */
static uint32_t refer_back(uint32_t node_at, uint32_t child)
{
    return (node_at - (child >> REFERENCE_SHIFT)) << REFERENCE_SHIFT | (child & REFERENCE_IS_NODE);
}

/* How many bytes a reference takes: 1 << the result. */
static unsigned width_of(uint32_t reference)
{
    return reference < 1u << 8 ? 0 : reference < 1u << 16 ? 1 : 2;
}

static rc_code write_node(trie_writer *w, const open_node *node, uint32_t *at)
{
    rc_code code = reserve(w, NODE_BYTES_MAX);
    if (code)
        return code;
    *at = (uint32_t)w->n_bytes;
    unsigned width = node->n_children > 0 ? width_of(refer_back(*at, node->children[0])) : 0;

    write_word(w,
               node->cost_mask << NODE_COSTS_SHIFT | node->child_mask << NODE_CHILDREN_SHIFT |
                   width << NODE_WIDTH_SHIFT,
               NODE_HEAD_BYTES);
    for (unsigned i = 0; i < node->n_children; i++)
        write_word(w, refer_back(*at, node->children[i]), 1u << width);
    for (unsigned i = 0; i < node->n_costs; i++)
        write_word(w, node->costs[i], w->cost_width);
    return RC_OK;
}

static unsigned first_symbol(prefix_key rest)
{
    return (unsigned)(rest >> 60);
}

static void add_cost(open_node *node, unsigned symbol, uint32_t cost)
{
    node->cost_mask |= 1u << symbol;
    node->costs[node->n_costs++] = cost;
}

/* Whether the pending routes take less room as a node: several, all of one digit. */
static int is_better_as_node(const pending *list)
{
    prefix_key all = 0;
    for (unsigned i = 0; i < list->n; i++)
        all |= list->suffixes[i];
    return list->n >= NODE_HEAD_BYTES && all << SYMBOL_BITS == 0;
}

/* Writes the pending routes in the form that takes less room. */
static rc_code write_pending(trie_writer *w, uint32_t *blob)
{
    open_node node = {0};
    uint32_t at = 0;
    int as_node = is_better_as_node(&w->list);

    for (unsigned i = 0; i < w->list.n && as_node; i++)
        add_cost(&node, first_symbol(w->list.suffixes[i]), w->list.costs[i]);
    rc_code code = as_node ? write_node(w, &node, &at) : write_list(w, &at);
    *blob = refer(at, as_node ? REFERENCE_IS_NODE : 0);
    return code;
}

/* Hangs a complete blob below the last open node, or at the root. */
static void attach(trie_writer *w, unsigned symbol, uint32_t blob)
{
    if (w->n_open == 0) {
        w->roots[w->with_plus] = blob;
        return;
    }
    open_node *node = &w->open[w->n_open - 1];
    node->child_mask |= 1u << symbol;
    node->children[node->n_children++] = blob;
}

/* Writes the pending routes, if any. */
static rc_code close_list(trie_writer *w)
{
    uint32_t blob;

    if (w->list.n == 0)
        return RC_OK;
    rc_code code = write_pending(w, &blob);
    if (code)
        return code;
    w->list.n = 0;
    attach(w, w->list.symbol, blob);
    return RC_OK;
}

/* Writes the last open node, which is complete. */
static rc_code close_node(trie_writer *w)
{
    uint32_t at;
    rc_code code = close_list(w);

    if (code == RC_OK)
        code = write_node(w, &w->open[w->n_open - 1], &at);
    if (code)
        return code;
    w->n_open--;
    unsigned symbol = 0;
    if (w->n_open > 0)
        symbol = first_symbol(w->path << SYMBOL_BITS * (w->n_open - 1));
    attach(w, symbol, refer(at, REFERENCE_IS_NODE));
    return RC_OK;
}

static rc_code add_below(trie_writer *w, prefix_key rest, uint32_t cost);

/* Turns the pending routes, which are too many for one more, into an open node. */
static rc_code open_list(trie_writer *w)
{
    pending full = w->list;
    rc_code code = RC_OK;

    assert(w->n_open < MAX_NODES);
    w->open[w->n_open++] = (open_node){0};
    w->list.n = 0;
    for (unsigned i = 0; i < full.n && code == RC_OK; i++)
        code = add_below(w, full.suffixes[i], full.costs[i]);
    return code;
}

/* Adds a route to the pending list, or to the node that the list becomes. */
static rc_code add_pending(trie_writer *w, prefix_key suffix, uint32_t cost)
{
    if (w->list.n == LIST_ROUTES_MAX) {
        rc_code code = open_list(w);
        return code ? code : add_below(w, suffix, cost);
    }
    w->list.suffixes[w->list.n] = suffix;
    w->list.costs[w->list.n++] = cost;
    return RC_OK;
}

/* Adds a route below the last open node; rest is the part of its key below that node. */
static rc_code add_below(trie_writer *w, prefix_key rest, uint32_t cost)
{
    unsigned symbol = first_symbol(rest);

    if (rest << SYMBOL_BITS == 0) {
        add_cost(&w->open[w->n_open - 1], symbol, cost);
        return RC_OK;
    }
    if (symbol != w->list.symbol) {
        rc_code code = close_list(w);
        if (code)
            return code;
        w->list.symbol = symbol;
    }
    return add_pending(w, rest << SYMBOL_BITS, cost);
}

/* Writes all that is open, down to the root. */
static rc_code close_all(trie_writer *w)
{
    rc_code code = RC_OK;

    while (code == RC_OK && w->n_open > 0)
        code = close_node(w);
    return code ? code : close_list(w);
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
    if (w->n_open == 0)
        return add_pending(w, key, cost);
    return add_below(w, key << SYMBOL_BITS * (w->n_open - 1), cost);
}

rc_code trie_writer_finish(trie_writer *w, trie *t)
{
    rc_code code = close_all(w);
    if (code == RC_OK)
        code = reserve(w, 0);
    if (code)
        return code;
    memset(w->bytes + w->n_bytes, 0, TRIE_PADDING);
    w->bytes[0] = 0;
    unsigned char *shrunk = realloc(w->bytes, w->n_bytes + TRIE_PADDING);
    *t = (trie){.bytes = shrunk ? shrunk : w->bytes,
                .n_bytes = w->n_bytes,
                .cost_width = w->cost_width,
                .roots = {w->roots[0], w->roots[1]}};
    w->bytes = NULL;
    return RC_OK;
}
