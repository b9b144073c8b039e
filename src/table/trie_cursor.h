/* Reads a sealed trie from front to back: its routes in ascending order of their keys. */
#ifndef TABLE_TRIE_CURSOR_H
#define TABLE_TRIE_CURSOR_H

#include "table/trie_blob.h"

enum {
    TRIE_LEVELS_MAX = KEY_SYMBOLS /* nodes above each other; each answers for a symbol */
};

/* A node on the way to the route at hand, and what of it is still to come. */
typedef struct trie_level {
    trie_node node;
    prefix_key path;                    /* the symbols above it */
    unsigned depth;                     /* how many */
    unsigned costs_left, children_left; /* symbols */
    unsigned n_costs, n_children;       /* seen already */
} trie_level;

typedef struct trie_cursor {
    prefix_key key; /* of the route at hand, KEY_END behind the last */
    uint32_t cost;
    const trie *source;
    unsigned n_roots; /* begun */
    unsigned n_levels;
    int in_list; /* a list below the last level is being read */
    trie_list list;
    unsigned n_listed; /* its routes that have been seen */
    prefix_key list_path;
    unsigned list_depth;
    trie_level levels[TRIE_LEVELS_MAX];
} trie_cursor;

/* Opens a cursor at the first route.  The trie stays the caller's, and needs no index. */
void trie_cursor_open(trie_cursor *c, const trie *source);

/* Moves on to the next route. */
void trie_cursor_advance(trie_cursor *c);

#endif
