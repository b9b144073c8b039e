/* Walks several tries side by side: see union.h.
 *
 * A cursor reads each trie. The prefixes that the current one begins with form a path of at most
 * KEY_SYMBOLS levels. A level has the values of the one above it, except for the sources that have
 * the prefix itself.
 *
 * To go through all sources at each prefix takes too long if they are many and each has few of the
 * prefixes. Then a heap of the cursors gives those that have the next one, and a tree of the values
 * at the current level gives their least:
 *
 *               2                  the root, tree[1], is the least of all values
 *          2         5             every node is the least of its two children
 *        7   2     -   5           the leaves, from tree[n_leaves] on: a value for each source
 *
 * What a prefix replaces in it is put down, and put back when the walk leaves that prefix. So a
 * route of any source costs the logarithm of their number. */
#include "trie/union.h"

#include <assert.h>
#include <stdlib.h>

enum {
    MANY_SOURCES = 64
}; /* from this number on they are many: about where both ways cost as much */

/* Makes room for many sources. */
static bool init_many(trie_union *u)
{
    size_t n = u->n_sources;

    for (u->n_leaves = 1; u->n_leaves < n;)
        u->n_leaves *= 2;
    u->heap = calloc(n, sizeof *u->heap);
    u->tree = calloc(u->n_leaves, 2 * sizeof *u->tree);
    u->replaced = calloc(n, KEY_SYMBOLS * sizeof *u->replaced); /* once a level and source */
    return u->heap && u->tree && u->replaced;
}

static bool init_values(trie_union *u, bool wants_lengths)
{
    u->values = calloc(u->n_sources, UNION_LEVELS_MAX * sizeof *u->values);
    if (wants_lengths)
        u->lengths = calloc(u->n_sources, UNION_LEVELS_MAX * sizeof *u->lengths);
    return u->values && (u->lengths || !wants_lengths);
}

rc_code rc_trie_union_init(trie_union *u, size_t n_sources, union_wants wants)
{
    *u = (trie_union){.n_sources = n_sources,
                      .is_many = wants == UNION_LEAST && n_sources >= MANY_SOURCES};
    u->sources = calloc(n_sources, sizeof *u->sources);
    u->cursors = calloc(n_sources, sizeof *u->cursors);
    u->cursor_keys = calloc(n_sources, sizeof *u->cursor_keys);
    if (u->sources && u->cursors && u->cursor_keys &&
        (u->is_many ? init_many(u) : init_values(u, wants == UNION_LENGTHS)))
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
    free(u->heap);
    free(u->tree);
    free(u->replaced);
    *u = (trie_union){0};
}

/* ---- Many sources ---- */

/* Moves the source at place i of the heap down to where it belongs. */
static void sink(trie_union *u, size_t i)
{
    const prefix_key *keys = u->cursor_keys;
    uint32_t source = u->heap[i];

    for (size_t child = 2 * i + 1; child < u->n_sources; child = 2 * i + 1) {
        if (child + 1 < u->n_sources && keys[u->heap[child + 1]] < keys[u->heap[child]])
            child++;
        if (keys[source] <= keys[u->heap[child]])
            break;
        u->heap[i] = u->heap[child];
        i = child;
    }
    u->heap[i] = source;
}

static void begin_many(trie_union *u)
{
    u->n_replaced = 0;
    for (size_t i = 0; i < 2 * u->n_leaves; i++)
        u->tree[i] = TRIE_NO_VALUE;
    for (size_t i = 0; i < u->n_sources; i++)
        u->heap[i] = (uint32_t)i;
    for (size_t i = u->n_sources / 2; i-- > 0;)
        sink(u, i);
}

/* Gives a source a value in the tree. */
static void set_leaf(trie_union *u, size_t source, uint32_t value)
{
    uint32_t *tree = u->tree;
    size_t i = u->n_leaves + source;

    tree[i] = value;
    while (i > 1) {
        uint32_t least = tree[i] < tree[i ^ 1] ? tree[i] : tree[i ^ 1];
        i /= 2;
        if (tree[i] == least)
            break;
        tree[i] = least;
    }
}

/* Puts back the values that the current level has replaced. */
static void leave_level(trie_union *u)
{
    while (u->n_replaced > u->levels[u->level].n_before) {
        const union_replaced *r = &u->replaced[--u->n_replaced];
        set_leaf(u, r->source, r->value);
    }
}

/* ---- The walk ---- */

/* Begins a walk with the cursors, which are open. */
static void begin(trie_union *u)
{
    u->level = 0;
    u->levels[0] = (union_level){.least = TRIE_NO_VALUE};
    u->next_key = KEY_END;
    for (size_t i = 0; i < u->n_sources; i++) {
        u->cursor_keys[i] = u->cursors[i].key;
        u->next_key = u->cursor_keys[i] < u->next_key ? u->cursor_keys[i] : u->next_key;
        if (!u->is_many)
            u->values[i] = TRIE_NO_VALUE;
    }
    if (u->is_many)
        begin_many(u);
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
    while (((u->levels[u->level].key ^ u->key) & u->levels[u->level].mask) != 0) {
        if (u->is_many)
            leave_level(u);
        u->level--;
    }
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

/* The same where the sources are many. */
static void enter_many(trie_union *u)
{
    u->levels[u->level].n_before = u->n_replaced;
    while (u->cursor_keys[u->heap[0]] == u->key) {
        uint32_t source = u->heap[0];
        u->replaced[u->n_replaced++] =
            (union_replaced){.source = source, .value = u->tree[u->n_leaves + source]};
        set_leaf(u, source, read_value(u, source));
        sink(u, 0);
    }
    u->levels[u->level].least = u->tree[1];
    u->next_key = u->cursor_keys[u->heap[0]];
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
    if (u->is_many)
        enter_many(u);
    else
        enter_values(u);
    return true;
}
