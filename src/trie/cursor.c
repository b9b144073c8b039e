/* Reads a sealed trie from front to back: see cursor.h.
 *
 * In a node the cursor counts digits up, and visits fewer digits before those that go on from
 * them: 0, 00, 000, 001, ... 009, 01, 010, and so on. At each it reads the route that ends there,
 * then all routes below. So keys ascend, and the path of open nodes is all the cursor holds. */
#include "trie/cursor.h"

#include <assert.h>

/* Opens a blob below the path, which has depth symbols. */
static void open_blob(trie_cursor *c, uint32_t blob, prefix_key path, unsigned depth)
{
    if ((blob & BLOB_KIND_MASK) == LIST) {
        c->list = c->source->bytes + (blob >> BLOB_KIND_BITS);
        c->list_path = path;
        c->list_depth = depth;
        c->n_listed = 0;
        c->n_in_list = list_routes(c->list);
        return;
    }
    assert(c->n_levels < TRIE_LEVELS_MAX);
    c->levels[c->n_levels++] = (trie_level){.node = blob, .path = path, .depth = depth};
}

static void read_listed(trie_cursor *c)
{
    prefix_key suffix = list_suffix(c->list, c->n_listed);

    c->key = c->list_path | suffix >> SYMBOL_BITS * c->list_depth;
    c->value = trie_list_value(c->source, c->list, c->n_listed++);
}

/* Moves to the next digits of a node. Returns false behind the last. */
static bool count_up(trie_level *l)
{
    if (l->n_digits < node_digits[l->node & BLOB_KIND_MASK]) {
        l->digits |= (prefix_key)1 << (60 - SYMBOL_BITS * l->n_digits++);
        return 1;
    }
    for (; l->n_digits > 0; l->n_digits--) {
        unsigned shift = 64 - SYMBOL_BITS * l->n_digits;
        if ((l->digits >> shift & 15) < 10) {
            l->digits += (prefix_key)1 << shift;
            return 1;
        }
        l->digits &= ~((prefix_key)15 << shift);
    }
    return 0;
}

/* Reads on in the last level. Returns true at a route, false after going down to a child or up. */
static bool advance_in_node(trie_cursor *c)
{
    trie_level *l = &c->levels[c->n_levels - 1];

    if (!l->is_child_left && !count_up(l)) {
        c->n_levels--;
        return 0;
    }
    prefix_key path = l->path | l->digits >> SYMBOL_BITS * l->depth;
    unsigned place_digits = node_digits[l->node & BLOB_KIND_MASK];
    trie_slot slot = trie_read_slot(c->source, l->node, trie_place(c->source, l->node, l->digits));
    if (l->is_child_left) {
        l->is_child_left = 0;
        open_blob(c, slot.child, path, l->depth + l->n_digits);
        return 0;
    }
    l->is_child_left = l->n_digits == place_digits && slot.child > 0 &&
                       (path | ~key_mask(l->depth + l->n_digits)) >= c->from;
    c->key = path;
    c->value = slot.value - 1;
    return trie_is_own(c->source, l->node, l->digits);
}

/* Opens the next root. Returns false behind the last. */
static bool open_root(trie_cursor *c)
{
    if (c->next_root == c->end_root)
        return 0;
    unsigned with_plus = c->next_root++;
    if (c->source->roots[with_plus] > 0)
        open_blob(c, c->source->roots[with_plus], with_plus ? KEY_PLUS : 0, with_plus);
    return 1;
}

void rc_trie_cursor_advance(trie_cursor *c)
{
    for (;;) {
        if (c->n_listed < c->n_in_list) {
            read_listed(c);
            return;
        }
        if (c->n_levels > 0) {
            if (advance_in_node(c))
                return;
        } else if (!open_root(c)) {
            c->key = KEY_END;
            return;
        }
    }
}

void rc_trie_cursor_open(trie_cursor *c, const trie *source)
{
    *c = (trie_cursor){.source = source, .end_root = 2};
    rc_trie_cursor_advance(c);
}

void rc_trie_cursor_open_from(trie_cursor *c, const trie *source, prefix_key from)
{
    *c =
        (trie_cursor){.source = source, .from = from, .next_root = from >= KEY_PLUS, .end_root = 2};
    rc_trie_cursor_advance(c);
}

void rc_trie_cursor_open_root(trie_cursor *c, const trie *source, bool with_plus)
{
    *c = (trie_cursor){.source = source, .next_root = with_plus, .end_root = with_plus + 1u};
    rc_trie_cursor_advance(c);
}
