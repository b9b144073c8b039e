/* Tells how long the prefixes are that numbers match. */
#ifndef TRIE_PREFIX_H
#define TRIE_PREFIX_H

#include "trie/trie.h"

/* The symbols of the longest prefix that each of n_keys <= TRIE_GROUP numbers begins with, 0 if
 * there is none.  Keys are as for rc_trie_find_group, which tells what the prefixes value, and
 * faster. */
void rc_trie_match_lengths(const trie *t, const prefix_key *keys, size_t n_keys, unsigned *lengths);

#endif
