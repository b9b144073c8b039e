/* Checks whether bytes from a file are a trie. */
#ifndef TRIE_CHECK_H
#define TRIE_CHECK_H

#include "trie/trie.h"

/* Returns true if a writer could have written this trie for values below n_values, and sets
 * *n_routes to the number of its routes. Then every walk stays inside the bytes and ends, and
 * finds only values below n_values. Of t, the fields bytes, n_bytes, value_width and roots are
 * read. Time is linear in n_bytes, whatever the bytes are; n_threads (1 or more) share it. */
bool rc_trie_is_sound(const trie *t, uint32_t n_values, unsigned n_threads, uint64_t *n_routes);

#endif
