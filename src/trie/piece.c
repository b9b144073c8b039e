/* Writes what a stretch of a trie's routes determines alone: see piece.h. */
#include "trie/piece.h"

#include "base/array.h"
#include "trie/trie.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

trie_piece *rc_trie_piece_new(uint32_t n_values)
{
    trie_piece *p = malloc(sizeof *p);

    if (!p)
        return NULL;
    memset(p, 0, offsetof(trie_piece, tree));
    rc_subtree_init(&p->tree, n_values, TRIE_BYTES_MAX);
    return p;
}

void rc_trie_piece_free(trie_piece *p)
{
    if (!p)
        return;
    rc_subtree_free(&p->tree);
    free(p->parts);
    free(p->slots);
    free(p);
}

static size_t bytes_before(const trie_piece *p, size_t i)
{
    return i > 0 ? p->parts[i - 1].bytes_end : 1;
}

graft rc_trie_piece_graft(const trie_piece *p, size_t i)
{
    const piece_part *part = &p->parts[i];
    size_t at = bytes_before(p, i), n_bytes = part->bytes_end - at;

    return (graft){.bytes = n_bytes > 0 ? p->tree.blobs.bytes + at : NULL,
                   .n_bytes = n_bytes,
                   .at = at,
                   .n_digits = part->n_digits,
                   .root = part->root,
                   .slots = part->n_digits > 0 ? p->slots + part->first_slot : NULL};
}

/* Returns the symbols of the shortest path to the key below which the stretch has all routes: those
 * that the key shares with no key outside, and one more. */
static unsigned whole_path(const trie_stretch *r, prefix_key key)
{
    unsigned before = key_shared(key, r->from - 1), behind = key_shared(key, r->until);
    unsigned n_symbols = 1 + (before > behind ? before : behind), least = 1 + key_has_plus(key);

    return n_symbols > least ? n_symbols : least; /* a root of the trie is never a part */
}

/* Keeps the root of a part that its parent has to hold. */
static rc_code keep_slots(trie_piece *p, piece_part *part)
{
    size_t n = node_slots(part->n_digits);
    node_slot *slots = rc_array_grow(p->slots, &p->slots_capacity, p->n_slots + n, sizeof *slots);

    if (!slots)
        return RC_ERROR_MEMORY;
    p->slots = slots;
    memcpy(slots + p->n_slots, p->tree.closed, n * sizeof *slots);
    part->first_slot = p->n_slots;
    p->n_slots += n;
    return RC_OK;
}

/* Completes a part whose routes have been added to the tree. */
static rc_code end_part(trie_piece *p, piece_part *part)
{
    unsigned n_digits;
    rc_code code = rc_subtree_close(&p->tree, &n_digits);

    if (code == RC_OK)
        code = rc_subtree_write_closed(&p->tree, &n_digits, &part->root);
    part->n_digits = (unsigned char)n_digits;
    part->bytes_end = p->tree.blobs.n_bytes;
    return code == RC_OK && n_digits > 0 ? keep_slots(p, part) : code;
}

/* Writes a subtree from the routes first up to end, which begin with n_symbols symbols alike and
 * have more. */
static rc_code write_part(trie_piece *p, size_t first, size_t end, unsigned n_symbols)
{
    const trie_stretch *r = &p->routes;
    piece_part *parts = rc_array_grow(p->parts, &p->parts_capacity, p->n_parts + 1, sizeof *parts);

    if (!parts)
        return RC_ERROR_MEMORY;
    p->parts = parts;
    parts[p->n_parts] =
        (piece_part){.first = first, .end = end, .n_symbols = (unsigned char)n_symbols};
    rc_code code =
        rc_subtree_add_all(&p->tree, n_symbols, r->keys + first, r->values + first, end - first);
    return code ? code : end_part(p, &parts[p->n_parts++]);
}

/* Returns the end of the routes that begin as the one at first does, by a mask. */
static size_t find_end(const trie_stretch *r, size_t first, prefix_key mask)
{
    size_t end = first + 1;

    while (end < r->n && ((r->keys[end] ^ r->keys[first]) & mask) == 0)
        end++;
    return end;
}

rc_code rc_trie_piece_write(trie_piece *p, const trie_stretch *routes)
{
    rc_code code = RC_OK;

    p->routes = *routes;
    p->n_parts = p->n_slots = 0;
    p->tree.blobs.n_bytes = bytes_before(p, 0);
    for (size_t i = 0, end; i < routes->n && code == RC_OK; i = end) {
        unsigned n_symbols = whole_path(routes, routes->keys[i]);
        prefix_key mask = key_mask(n_symbols);
        bool ends_above = (routes->keys[i] & ~mask) == 0; /* in the parent of what follows */
        end = ends_above ? i + 1 : find_end(routes, i, mask);
        if (end - i > LIST_ROUTES_MAX)
            code = write_part(p, i, end, n_symbols);
    }
    return code;
}
