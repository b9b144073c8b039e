/* Writes a trie in one pass over sorted routes; format.h draws it.
 *
 * Open nodes form a path from the root, a digit each. Below each of its digits, an open node has a
 * list of routes not yet written, or a closed node. A list that outgrows LIST_ROUTES_MAX becomes
 * an open node. When a route belongs elsewhere, the nodes that are complete are closed, children
 * before parents.
 *
 * fuse.c decides how a closed node is written; the parent may hold it until it is closed itself. */
#include "trie/writer.h"

#include "trie/fuse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_DIGITS = 10,
    MAX_NODES = RC_PREFIX_DIGITS_MAX /* open ones */
};

struct trie_writer {
    blob_writer blobs;
    uint32_t roots[2];
    bool with_plus;  /* the half of the trie that is being written */
    prefix_key path; /* digits of the route added last */
    route_list list; /* routes not yet written while no node is open */
    unsigned n_open;
    node_slot fused[NODE_SLOTS_MAX]; /* the node being closed */
    open_node open[MAX_NODES];
};

trie_writer *rc_trie_writer_new(uint32_t n_values, size_t n_bytes_max)
{
    trie_writer *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->blobs.n_bytes = 1; /* no blob stands at 0 */
    w->blobs.n_bytes_max = n_bytes_max < TRIE_BYTES_MAX ? n_bytes_max : TRIE_BYTES_MAX;
    w->blobs.value_width = n_values < 1u << 8    ? 1
                           : n_values < 1u << 16 ? 2
                           : n_values < 1u << 24 ? 3
                                                 : 4;
    return w;
}

void rc_trie_writer_free(trie_writer *w)
{
    if (w)
        free(w->blobs.bytes);
    free(w);
}

static unsigned first_symbol(prefix_key rest)
{
    return (unsigned)(rest >> 60);
}

static bool is_one_symbol(prefix_key rest)
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

/* ---- Closing ---- */

/* Returns true if the parent might fuse the node in w->fused with its siblings. */
static bool is_worth_holding(const trie_writer *w, unsigned n_digits)
{
    if (n_digits != 2)
        return n_digits == 1;
    return (w->blobs.n_bytes - rc_blob_first_child(&w->blobs, 2, w->fused)) * N_DIGITS <= NEAR_MAX;
}

/* Holds the node in w->fused in the last open node, or writes it. */
static rc_code attach(trie_writer *w, unsigned n_digits)
{
    if (w->n_open == 0)
        return rc_blob_write_node(&w->blobs, n_digits, w->fused, &w->roots[w->with_plus]);
    open_node *parent = &w->open[w->n_open - 1];
    unsigned symbol = first_symbol(w->path << SYMBOL_BITS * (w->n_open - 1));
    if (!is_worth_holding(w, n_digits))
        return rc_blob_write_node(&w->blobs, n_digits, w->fused, &parent->slots[symbol].child);
    memcpy(parent->held[symbol], w->fused, node_slots(n_digits) * sizeof *w->fused);
    parent->held_digits[symbol] = (unsigned char)n_digits;
    return RC_OK;
}

/* Closes the last open node, which is complete. */
static rc_code close_node(trie_writer *w)
{
    unsigned n_digits;
    rc_code code = rc_trie_fuse(&w->blobs, &w->open[--w->n_open], w->fused, &n_digits);

    return code ? code : attach(w, n_digits);
}

/* Closes all open nodes, down to the root. */
static rc_code close_all(trie_writer *w)
{
    rc_code code = RC_OK;

    while (code == RC_OK && w->n_open > 0)
        code = close_node(w);
    if (code == RC_OK && w->list.n > 0)
        code = rc_blob_write_list(&w->blobs, &w->list, &w->roots[w->with_plus]);
    w->list.n = 0;
    return code;
}

/* ---- Adding ---- */

static void add_below(open_node *node, prefix_key rest, uint32_t value)
{
    unsigned symbol = first_symbol(rest);
    route_list *list = &node->lists[symbol];

    if (is_one_symbol(rest)) {
        node->slots[symbol].value = value;
        return;
    }
    list->suffixes[list->n] = rest << SYMBOL_BITS;
    list->values[list->n++] = value;
}

/* Returns the list that a route belongs to, or NULL if it ends in the last open node. */
static route_list *choose_list(trie_writer *w, prefix_key key)
{
    if (w->n_open == 0)
        return &w->list;
    prefix_key rest = key << SYMBOL_BITS * (w->n_open - 1);
    return is_one_symbol(rest) ? NULL : &w->open[w->n_open - 1].lists[first_symbol(rest)];
}

/* Adds a route, given its digits, below the open nodes. */
static void add(trie_writer *w, prefix_key key, uint32_t value)
{
    route_list *list, full;

    while ((list = choose_list(w, key)) != NULL && list->n == LIST_ROUTES_MAX) {
        full = *list;
        list->n = 0;
        open_node *node = open_below(w);
        for (unsigned i = 0; i < full.n; i++)
            add_below(node, full.suffixes[i], full.values[i]);
    }
    if (w->n_open > 0) {
        add_below(&w->open[w->n_open - 1], key << SYMBOL_BITS * (w->n_open - 1), value);
        return;
    }
    w->list.suffixes[w->list.n] = key;
    w->list.values[w->list.n++] = value;
}

rc_code rc_trie_writer_add(trie_writer *w, prefix_key key, uint32_t value)
{
    rc_code code = RC_OK;

    if (key_has_plus(key)) {
        if (!w->with_plus)
            code = close_all(w);
        w->with_plus = true;
        key <<= SYMBOL_BITS;
    }
    while (code == RC_OK && w->n_open > 0 && ((key ^ w->path) & key_mask(w->n_open - 1)) != 0)
        code = close_node(w);
    if (code)
        return code;
    w->path = key;
    add(w, key, value + 1);
    return RC_OK;
}

rc_code rc_trie_writer_finish(trie_writer *w, trie *t)
{
    blob_writer *b = &w->blobs;
    rc_code code = close_all(w);
    if (code == RC_OK)
        code = rc_blob_reserve(b, 0);
    if (code)
        return code;
    memset(b->bytes + b->n_bytes, 0, TRIE_PADDING);
    b->bytes[0] = 0;
    unsigned char *shrunk = realloc(b->bytes, b->n_bytes + TRIE_PADDING);
    *t = (trie){.bytes = shrunk ? shrunk : b->bytes,
                .n_bytes = b->n_bytes,
                .value_width = b->value_width,
                .roots = {w->roots[0], w->roots[1]}};
    b->bytes = NULL;
    rc_trie_shape_blobs(t);
    return RC_OK;
}
