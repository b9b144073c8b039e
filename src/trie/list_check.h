/* Checks lists of a trie that comes from a file. */
#ifndef TRIE_LIST_CHECK_H
#define TRIE_LIST_CHECK_H

#include "trie/trie.h"

/* What the lists of one place have to keep to, and what was found. */
typedef struct list_check {
    const trie *t; /* with its shapes */
    uint32_t n_values;
    size_t end;        /* they end by it */
    prefix_key beyond; /* ones behind the digits that can still follow */
    size_t n_visited;  /* bytes */
    uint64_t n_routes;
} list_check;

/* Checks those of *n_blobs blobs that are lists, and adds what was visited to c. Moves the others
 * to the front, and sets *n_blobs to their number. Returns false at the first fault. */
bool rc_list_check(list_check *c, uint32_t *blobs, unsigned *n_blobs);

#endif
