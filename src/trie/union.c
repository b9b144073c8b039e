/* Walks several tries side by side: see union.h.
 *
 * A cursor reads each trie. The prefixes that the current one begins with form a path of at most
 * KEY_SYMBOLS levels. A level starts as a copy of the one above it; then the sources that have the
 * prefix itself replace their values. */
#include "trie/union.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

rc_code rc_trie_union_init(trie_union *u, size_t n_sources, bool wants_lengths)
{
    *u = (trie_union){.n_sources = n_sources};
    u->sources = calloc(n_sources, sizeof *u->sources);
    u->cursors = calloc(n_sources, sizeof *u->cursors);
    u->next_keys = calloc(n_sources, sizeof *u->next_keys);
    u->values = calloc(n_sources, UNION_LEVELS_MAX * sizeof *u->values);
    if (wants_lengths)
        u->lengths = calloc(n_sources, UNION_LEVELS_MAX * sizeof *u->lengths);
    if (u->sources && u->cursors && u->next_keys && u->values && (u->lengths || !wants_lengths))
        return RC_OK;
    rc_trie_union_free(u);
    return RC_ERROR_MEMORY;
}

void rc_trie_union_free(trie_union *u)
{
    free(u->sources);
    free(u->cursors);
    free(u->next_keys);
    free(u->values);
    free(u->lengths);
    *u = (trie_union){0};
}

void rc_trie_union_begin(trie_union *u, bool with_plus)
{
    u->level = 0;
    u->levels[0] = (union_level){0, 0};
    for (size_t i = 0; i < u->n_sources; i++) {
        rc_trie_cursor_open_root(&u->cursors[i], u->sources[i].trie, with_plus);
        u->next_keys[i] = u->cursors[i].key;
        u->values[i] = TRIE_NO_VALUE;
    }
}

static prefix_key find_least(const prefix_key *keys, size_t n)
{
    prefix_key least = keys[0];

    for (size_t i = 1; i < n; i++)
        least = keys[i] < least ? keys[i] : least;
    return least;
}

/* Closes the levels that the current prefix does not begin with, and opens its own. */
static void open_level(trie_union *u)
{
    while (((u->levels[u->level].key ^ u->key) & u->levels[u->level].mask) != 0)
        u->level--;
    size_t above = u->level * u->n_sources, own = above + u->n_sources;
    u->level++;
    assert(u->level < UNION_LEVELS_MAX);
    memcpy(u->values + own, u->values + above, u->n_sources * sizeof *u->values);
    if (u->lengths)
        memcpy(u->lengths + own, u->lengths + above, u->n_sources * sizeof *u->lengths);
}

/* Enters the value of a source that has the current prefix, and moves its cursor on. */
static void enter_value(trie_union *u, size_t i, unsigned length)
{
    const union_source *source = &u->sources[i];
    trie_cursor *cursor = &u->cursors[i];
    size_t at = u->level * u->n_sources + i;

    u->values[at] = source->values ? source->values[cursor->value] : cursor->value;
    if (u->lengths)
        u->lengths[at] = (unsigned char)length;
    rc_trie_cursor_advance(cursor);
    u->next_keys[i] = cursor->key;
}

bool rc_trie_union_next(trie_union *u)
{
    u->key = find_least(u->next_keys, u->n_sources);
    if (u->key == KEY_END)
        return false;
    unsigned length = key_length(u->key);
    open_level(u);
    u->levels[u->level] = (union_level){u->key, key_mask(length)};
    for (size_t i = 0; i < u->n_sources; i++)
        if (u->next_keys[i] == u->key)
            enter_value(u, i, length);
    return true;
}
