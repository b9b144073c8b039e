/* Walks several tries side by side: see union.h.
 *
 * A cursor reads each trie. The prefixes that the current one begins with form a path of at most
 * KEY_SYMBOLS levels. A level has the values of the one above it, except for the sources that have
 * the prefix itself. */
#include "trie/union.h"

#include <assert.h>
#include <stdlib.h>

rc_code rc_trie_union_init(trie_union *u, size_t n_sources, bool wants_lengths)
{
    *u = (trie_union){.n_sources = n_sources};
    u->sources = calloc(n_sources, sizeof *u->sources);
    u->cursors = calloc(n_sources, sizeof *u->cursors);
    u->cursor_keys = calloc(n_sources, sizeof *u->cursor_keys);
    u->values = calloc(n_sources, UNION_LEVELS_MAX * sizeof *u->values);
    if (wants_lengths)
        u->lengths = calloc(n_sources, UNION_LEVELS_MAX * sizeof *u->lengths);
    if (u->sources && u->cursors && u->cursor_keys && u->values && (u->lengths || !wants_lengths))
        return RC_OK;
    rc_trie_union_free(u);
    return RC_ERROR_MEMORY;
}

void rc_trie_union_free(trie_union *u)
{
    free(u->sources);
    free(u->cursors);
    free(u->cursor_keys);
    free(u->values);
    free(u->lengths);
    *u = (trie_union){0};
}

/* Begins a walk with the cursors, which are open. */
static void begin(trie_union *u)
{
    u->level = 0;
    u->levels[0] = (union_level){.least = TRIE_NO_VALUE};
    u->next_key = KEY_END;
    for (size_t i = 0; i < u->n_sources; i++) {
        u->cursor_keys[i] = u->cursors[i].key;
        u->next_key = u->cursor_keys[i] < u->next_key ? u->cursor_keys[i] : u->next_key;
        u->values[i] = TRIE_NO_VALUE;
    }
}

void rc_trie_union_begin(trie_union *u, bool with_plus)
{
    for (size_t i = 0; i < u->n_sources; i++)
        rc_trie_cursor_open_root(&u->cursors[i], u->sources[i].trie, with_plus);
    begin(u);
}

void rc_trie_union_begin_from(trie_union *u, prefix_key from)
{
    for (size_t i = 0; i < u->n_sources; i++)
        rc_trie_cursor_open_from(&u->cursors[i], u->sources[i].trie, from);
    begin(u);
}

/* Closes the levels that the current prefix does not begin with, and opens its own. */
static void open_level(trie_union *u, unsigned length)
{
    while (((u->levels[u->level].key ^ u->key) & u->levels[u->level].mask) != 0)
        u->level--;
    u->level++;
    assert(u->level < UNION_LEVELS_MAX);
    u->levels[u->level].key = u->key;
    u->levels[u->level].mask = key_mask(length);
}

static void enter_lengths(trie_union *u, unsigned length)
{
    unsigned char *lengths = u->lengths + u->level * u->n_sources;
    const unsigned char *above = lengths - u->n_sources;

    for (size_t i = 0; i < u->n_sources; i++)
        lengths[i] = u->cursor_keys[i] == u->key ? (unsigned char)length : above[i];
}

/* Returns the value of a source that has the current prefix, and advances its cursor. */
static uint32_t read_value(trie_union *u, size_t i)
{
    const uint32_t *values = u->sources[i].values;
    trie_cursor *cursor = &u->cursors[i];
    uint32_t value = values ? values[cursor->value] : cursor->value;

    rc_trie_cursor_advance(cursor);
    u->cursor_keys[i] = cursor->key;
    return value;
}

/* Enters the values of the level: those of the sources that have the current prefix, and of the
 * others what the level above has. Finds the next prefix on the way. */
static void enter_values(trie_union *u)
{
    const size_t n = u->n_sources;
    const prefix_key key = u->key, *keys = u->cursor_keys;
    uint32_t *values = u->values + u->level * n;
    const uint32_t *above = values - n;
    uint32_t least = TRIE_NO_VALUE;
    prefix_key next = KEY_END;

    for (size_t i = 0; i < n; i++) {
        uint32_t value = keys[i] == key ? read_value(u, i) : above[i];
        values[i] = value;
        least = value < least ? value : least;
        next = keys[i] < next ? keys[i] : next;
    }
    u->levels[u->level].least = least;
    u->next_key = next;
}

bool rc_trie_union_next(trie_union *u)
{
    u->key = u->next_key;
    if (u->key == KEY_END)
        return false;
    unsigned length = key_length(u->key);
    open_level(u, length);
    if (u->lengths)
        enter_lengths(u, length);
    enter_values(u);
    return true;
}
