/* Writes a subtree of a trie in one pass: see subtree.h. */
#include "trie/subtree.h"

#include "trie/trie.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { N_DIGITS = 10 };

void rc_subtree_init(subtree *s, uint32_t n_values, size_t n_bytes_max)
{
    memset(s, 0, offsetof(subtree, open)); /* the rest is set before it is read */
    s->n_held = 0;
    s->blobs.n_bytes = 1; /* no blob stands at 0 */
    s->blobs.n_bytes_max = n_bytes_max < TRIE_BYTES_MAX ? n_bytes_max : TRIE_BYTES_MAX;
    s->blobs.value_width = n_values < 1u << 8    ? 1
                           : n_values < 1u << 16 ? 2
                           : n_values < 1u << 24 ? 3
                                                 : 4;
}

void rc_subtree_free(subtree *s)
{
    free(s->blobs.bytes);
    s->blobs.bytes = NULL;
}

static unsigned first_symbol(prefix_key rest)
{
    return (unsigned)(rest >> 60);
}

static bool is_one_symbol(prefix_key rest)
{
    return rest << SYMBOL_BITS == 0;
}

/* ---- Closing ---- */

/* Returns true if the parent might fuse the closed node with its siblings. */
static bool is_worth_holding(const subtree *s, unsigned n_digits)
{
    if (n_digits != 2)
        return n_digits == 1;
    return (s->blobs.n_bytes - rc_blob_first_child(&s->blobs, 2, s->closed)) * N_DIGITS <= NEAR_MAX;
}

rc_code rc_subtree_write_closed(subtree *s, unsigned *n_digits, uint32_t *blob)
{
    if (is_worth_holding(s, *n_digits))
        return RC_OK;
    rc_code code = rc_blob_write_node(&s->blobs, *n_digits, s->closed, blob);
    *n_digits = 0;
    return code;
}

/* Gives a node of n_digits digits that is not yet written to its parent, the last open node. */
static void hold(subtree *s, const node_slot *slots, unsigned n_digits)
{
    open_node *parent = &s->open[s->n_open - 1];
    unsigned symbol = first_symbol(s->path << SYMBOL_BITS * (s->n_open - 1));

    node_slot *held = s->held + s->n_held;

    assert(s->n_held + node_slots(n_digits) <= SUBTREE_HELD_MAX);
    memcpy(held, slots, node_slots(n_digits) * sizeof *slots);
    s->n_held += node_slots(n_digits);
    parent->held[symbol] = held;
    parent->held_digits[symbol] = (unsigned char)n_digits;
}

/* Gives a node that is written to its parent, the last open node. */
static void name_child(subtree *s, uint32_t blob)
{
    unsigned symbol = first_symbol(s->path << SYMBOL_BITS * (s->n_open - 1));
    s->open[s->n_open - 1].slots[symbol].child = blob;
}

/* Closes the last open node, which is complete, into s->closed. */
static rc_code close_last(subtree *s, unsigned *n_digits)
{
    s->n_open--;
    s->n_held = s->n_held_above[s->n_open];
    return rc_trie_fuse(&s->blobs, &s->open[s->n_open], s->closed, n_digits);
}

/* Closes the last open node, which is not the root. */
static rc_code close_node(subtree *s)
{
    unsigned n_digits;
    uint32_t blob;
    rc_code code = close_last(s, &n_digits);

    if (code == RC_OK)
        code = rc_subtree_write_closed(s, &n_digits, &blob);
    if (code)
        return code;
    if (n_digits > 0)
        hold(s, s->closed, n_digits);
    else
        name_child(s, blob);
    return RC_OK;
}

rc_code rc_subtree_close(subtree *s, unsigned *n_digits)
{
    rc_code code = RC_OK;

    *n_digits = 0;
    while (code == RC_OK && s->n_open > 1)
        code = close_node(s);
    if (code == RC_OK && s->n_open == 1)
        code = close_last(s, n_digits);
    return code;
}

/* Closes the nodes that a key does not go through, and sets the path to it. */
static rc_code close_beside(subtree *s, prefix_key key)
{
    rc_code code = RC_OK;

    while (code == RC_OK && s->n_open > 0 && ((key ^ s->path) & key_mask(s->n_open - 1)) != 0)
        code = close_node(s);
    s->path = key;
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

/* Opens a node for the routes of a list, below the last open one or as the root. */
static void open_for(subtree *s, route_list *list)
{
    assert(s->n_open < SUBTREE_NODES_MAX);
    s->n_held_above[s->n_open] = s->n_held;
    open_node *node = &s->open[s->n_open++];
    memset(node->slots, 0, sizeof node->slots);
    memset(node->held_digits, 0, sizeof node->held_digits);
    for (unsigned symbol = 0; symbol < SLOTS_1; symbol++)
        node->lists[symbol].n = 0;
    for (unsigned i = 0; i < list->n; i++)
        add_below(node, list->suffixes[i], list->values[i]);
    list->n = 0;
}

/* Returns the list that a route belongs to, or NULL if it ends in the last open node. */
static route_list *choose_list(subtree *s, prefix_key key)
{
    if (s->n_open == 0)
        return &s->list;
    prefix_key rest = key << SYMBOL_BITS * (s->n_open - 1);
    return is_one_symbol(rest) ? NULL : &s->open[s->n_open - 1].lists[first_symbol(rest)];
}

rc_code rc_subtree_add(subtree *s, prefix_key key, uint32_t value)
{
    route_list *list;
    rc_code code = close_beside(s, key);

    if (code)
        return code;
    while ((list = choose_list(s, key)) != NULL && list->n == LIST_ROUTES_MAX)
        open_for(s, list);
    if (s->n_open > 0) {
        add_below(&s->open[s->n_open - 1], key << SYMBOL_BITS * (s->n_open - 1), value);
        return RC_OK;
    }
    s->list.suffixes[s->list.n] = key;
    s->list.values[s->list.n++] = value;
    return RC_OK;
}

/* Adds those first ones of n routes that belong to the list of the route added last, as long as it
 * has room. Returns how many. */
static size_t add_alike(subtree *s, unsigned n_above, const prefix_key *keys,
                        const uint32_t *values, size_t n)
{
    const prefix_key path = s->path, mask = key_mask(s->n_open);
    const unsigned shift = SYMBOL_BITS * n_above, depth = s->n_open;
    size_t i = 0;

    if (depth == 0)
        return 0;
    route_list *list = &s->open[depth - 1].lists[first_symbol(path << SYMBOL_BITS * (depth - 1))];
    unsigned n_listed = list->n;
    while (i < n && n_listed < LIST_ROUTES_MAX && ((keys[i] << shift ^ path) & mask) == 0) {
        list->suffixes[n_listed] = keys[i] << shift << SYMBOL_BITS * depth;
        list->values[n_listed++] = values[i++] + 1;
    }
    list->n = n_listed;
    return i;
}

rc_code rc_subtree_add_all(subtree *s, unsigned n_above, const prefix_key *keys,
                           const uint32_t *values, size_t n)
{
    rc_code code = RC_OK;

    for (size_t i = 0; i < n && code == RC_OK;) {
        code = rc_subtree_add(s, keys[i] << SYMBOL_BITS * n_above, values[i] + 1);
        i++;
        if (code == RC_OK)
            i += add_alike(s, n_above, keys + i, values + i, n - i);
    }
    return code;
}

/* ---- Grafting ---- */

/* Returns a name that is moved with its blob; no blob stays none. */
static uint32_t move_name(uint32_t blob, uint32_t shift)
{
    return blob > 0 ? blob + shift : 0;
}

/* Gives the root of a graft to the last open node; shift is added to the names of blobs. */
static void attach(subtree *s, const graft *g, uint32_t shift)
{
    node_slot *slots = s->closed;

    if (g->n_digits == 0) {
        name_child(s, move_name(g->root, shift));
        return;
    }
    for (unsigned i = 0; i < node_slots(g->n_digits); i++)
        slots[i] = (node_slot){move_name(g->slots[i].child, shift), g->slots[i].value};
    hold(s, slots, g->n_digits);
}

rc_code rc_subtree_graft(subtree *s, prefix_key key, unsigned n_digits, const graft *g)
{
    blob_writer *b = &s->blobs;
    route_list *list;
    rc_code code = close_beside(s, key);

    if (code == RC_OK)
        code = rc_blob_reserve(b, g->n_bytes);
    if (code)
        return code;
    assert(s->n_open <= n_digits);
    while (s->n_open < n_digits && (list = choose_list(s, key)) != NULL)
        open_for(s, list);
    attach(s, g, (uint32_t)(b->n_bytes - g->at) << BLOB_KIND_BITS);
    if (g->n_bytes > 0)
        memcpy(b->bytes + b->n_bytes, g->bytes, g->n_bytes);
    b->n_bytes += g->n_bytes;
    return RC_OK;
}
