/* Reads a sealed trie from front to back: see trie_cursor.h.
 *
 * A node's routes and children come digit by digit: the route that ends with the digit, then
 * all that goes on below it.  So keys ascend, and a path of open nodes is all there is to
 * remember. */
#include "table/trie_cursor.h"

#include <assert.h>

/* The path with one symbol more, behind depth others. */
static prefix_key append_symbol(prefix_key path, unsigned depth, unsigned symbol)
{
    return path | (prefix_key)symbol << (64 - SYMBOL_BITS - SYMBOL_BITS * depth);
}

/* Goes down into a blob behind depth symbols, which are the path. */
static void open_blob(trie_cursor *c, uint32_t blob, prefix_key path, unsigned depth)
{
    if (!blob_is_node(blob)) {
        c->list = trie_read_list(c->source, blob);
        c->list_path = path;
        c->list_depth = depth;
        c->n_listed = 0;
        c->in_list = 1;
        return;
    }
    assert(c->n_levels < TRIE_LEVELS_MAX);
    trie_level *level = &c->levels[c->n_levels++];
    level->node = trie_read_node(c->source, blob);
    level->path = path;
    level->depth = depth;
    level->costs_left = level->node.cost_symbols;
    level->children_left = level->node.child_symbols;
    level->n_costs = level->n_children = 0;
}

/* Takes the list's next route; 0 behind the last. */
static int take_listed(trie_cursor *c)
{
    if (c->n_listed == c->list.n) {
        c->in_list = 0;
        return 0;
    }
    prefix_key suffix = trie_read_suffix(c->source, &c->list, c->n_listed);
    c->key = c->list_path | suffix >> SYMBOL_BITS * c->list_depth;
    c->cost = trie_read_cost(c->source, c->list.costs_at, c->n_listed++);
    return 1;
}

/* Takes the next of the last level: a route (1), or the way down into a child or up (0). */
static int take_from_node(trie_cursor *c)
{
    trie_level *level = &c->levels[c->n_levels - 1];
    unsigned symbols_left = level->costs_left | level->children_left;

    if (symbols_left == 0) {
        c->n_levels--;
        return 0;
    }
    unsigned symbol = trailing_zeros(symbols_left), bit = 1u << symbol;
    prefix_key path = append_symbol(level->path, level->depth, symbol);
    if (level->costs_left & bit) {
        level->costs_left ^= bit;
        c->key = path;
        c->cost = trie_read_cost(c->source, level->node.costs_at, level->n_costs++);
        return 1;
    }
    level->children_left ^= bit;
    open_blob(c, trie_read_child(c->source, &level->node, level->n_children++), path,
              level->depth + 1);
    return 0;
}

/* Goes to the next root; 0 behind the last. */
static int open_root(trie_cursor *c)
{
    unsigned with_plus = c->n_roots++;

    if (with_plus > 1)
        return 0;
    if (c->source->roots[with_plus] > 0)
        open_blob(c, c->source->roots[with_plus], with_plus ? KEY_PLUS : 0, with_plus);
    return 1;
}

void trie_cursor_advance(trie_cursor *c)
{
    for (;;) {
        if (c->in_list) {
            if (take_listed(c))
                return;
        } else if (c->n_levels > 0) {
            if (take_from_node(c))
                return;
        } else if (!open_root(c)) {
            c->key = KEY_END;
            return;
        }
    }
}

void trie_cursor_open(trie_cursor *c, const trie *source)
{
    *c = (trie_cursor){.source = source};
    trie_cursor_advance(c);
}
