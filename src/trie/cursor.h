/* Reads a sealed trie from front to back: its routes in ascending order of their keys. */
#ifndef TRIE_CURSOR_H
#define TRIE_CURSOR_H

#include "trie/trie.h"

#include <stdbool.h>

enum {
    TRIE_LEVELS_MAX = KEY_SYMBOLS /* nodes above each other; each answers for a digit at least */
};

/* A node on the path to the current route, and how far it has been read. */
typedef struct trie_level {
    uint32_t node;     /* named as a root would name it */
    prefix_key path;   /* the symbols above it */
    unsigned depth;    /* their number */
    prefix_key digits; /* the slot read last, as a key */
    unsigned n_digits;
    bool is_child_left; /* the child of that slot is not yet read */
} trie_level;

typedef struct trie_cursor {
    prefix_key key; /* of the current route, KEY_END behind the last */
    uint32_t value;
    const trie *source;
    prefix_key from;              /* children that have only routes before it are passed over */
    unsigned next_root, end_root; /* roots still to read: 0 is the one without '+', 1 with it */
    unsigned n_levels;
    unsigned n_listed, n_in_list; /* routes read of the list below the last level, and all of it */
    const unsigned char *list;
    prefix_key list_path;
    unsigned list_depth;
    trie_level levels[TRIE_LEVELS_MAX];
} trie_cursor;

/* Opens a cursor at the first route. The trie must outlive it and needs no index. */
void rc_trie_cursor_open(trie_cursor *c, const trie *source);

/* Opens a cursor that reads all routes from a key on, the prefixes that the key begins with, and
 * perhaps some more before the key. */
void rc_trie_cursor_open_from(trie_cursor *c, const trie *source, prefix_key from);

/* Opens a cursor that reads only the routes whose prefixes begin with '+', or only the others. */
void rc_trie_cursor_open_root(trie_cursor *c, const trie *source, bool with_plus);

/* Moves to the next route. */
void rc_trie_cursor_advance(trie_cursor *c);

#endif
