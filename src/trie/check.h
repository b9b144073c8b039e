/* Tells whether bytes from outside are a trie. */
#ifndef TRIE_CHECK_H
#define TRIE_CHECK_H

#include "trie/trie.h"

/* Whether a trie, of which bytes, n_bytes, value_width and roots are given, is what a writer could
 * have written for values below n_values: then any walk stays inside the bytes and ends, and
 * every value that it finds is below n_values.  *n_routes is how many it has.  Time is linear
 * in n_bytes, whatever they are. */
int rc_trie_is_sound(const trie *t, uint32_t n_values, uint64_t *n_routes);

#endif
