/* Writes a trie in one pass over sorted routes: see writer.h. format.h draws it, subtree.h does the
 * work. */
#include "trie/writer.h"

#include "trie/subtree.h"

#include <stdlib.h>
#include <string.h>

struct trie_writer {
    uint32_t roots[2];
    bool with_plus; /* the half of the trie that is being written */
    subtree half;
};

trie_writer *rc_trie_writer_new(uint32_t n_values, size_t n_bytes_max)
{
    trie_writer *w = malloc(sizeof *w);

    if (!w)
        return NULL;
    w->roots[0] = w->roots[1] = 0;
    w->with_plus = false;
    rc_subtree_init(&w->half, n_values, n_bytes_max);
    return w;
}

void rc_trie_writer_free(trie_writer *w)
{
    if (w)
        rc_subtree_free(&w->half);
    free(w);
}

/* Completes the half that is being written. */
static rc_code close_half(trie_writer *w)
{
    subtree *s = &w->half;
    unsigned n_digits;
    rc_code code = rc_subtree_close(s, &n_digits);

    if (code == RC_OK && n_digits > 0)
        code = rc_blob_write_node(&s->blobs, n_digits, s->closed, &w->roots[w->with_plus]);
    if (code == RC_OK && s->list.n > 0)
        code = rc_blob_write_list(&s->blobs, &s->list, &w->roots[w->with_plus]);
    s->list.n = 0;
    return code;
}

/* Moves to the half that a key is in, and takes the '+' off the key. */
static rc_code enter_half(trie_writer *w, prefix_key *key)
{
    rc_code code = RC_OK;

    if (!key_has_plus(*key))
        return RC_OK;
    if (!w->with_plus)
        code = close_half(w);
    w->with_plus = true;
    *key <<= SYMBOL_BITS;
    return code;
}

rc_code rc_trie_writer_add(trie_writer *w, prefix_key key, uint32_t value)
{
    rc_code code = enter_half(w, &key);
    return code ? code : rc_subtree_add(&w->half, key, value + 1);
}

rc_code rc_trie_writer_reserve(trie_writer *w, size_t n_bytes)
{
    blob_writer *b = &w->half.blobs;
    return n_bytes < b->n_bytes_max - b->n_bytes ? rc_blob_reserve(b, n_bytes) : RC_OK;
}

/* Adds part i of a piece. */
static rc_code add_part(trie_writer *w, const trie_piece *p, size_t i)
{
    const piece_part *part = &p->parts[i];
    const graft g = rc_trie_piece_graft(p, i);
    prefix_key key = p->routes.keys[part->first];
    unsigned n_digits = part->n_symbols - key_has_plus(key);
    rc_code code = enter_half(w, &key);

    return code ? code : rc_subtree_graft(&w->half, key, n_digits, &g);
}

/* Adds the routes first up to end, one by one. */
static rc_code add_routes(trie_writer *w, const trie_stretch *r, size_t first, size_t end)
{
    rc_code code = RC_OK;

    for (size_t i = first; i < end && code == RC_OK; i++)
        code = rc_trie_writer_add(w, r->keys[i], r->values[i]);
    return code;
}

rc_code rc_trie_writer_add_piece(trie_writer *w, const trie_piece *p)
{
    rc_code code = RC_OK;
    size_t at = 0;

    for (size_t i = 0; i < p->n_parts && code == RC_OK; i++) {
        code = add_routes(w, &p->routes, at, p->parts[i].first);
        if (code == RC_OK)
            code = add_part(w, p, i);
        at = p->parts[i].end;
    }
    return code ? code : add_routes(w, &p->routes, at, p->routes.n);
}

rc_code rc_trie_writer_finish(trie_writer *w, trie *t)
{
    blob_writer *b = &w->half.blobs;
    rc_code code = close_half(w);
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
