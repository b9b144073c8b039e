/* Finds the lengths of the prefixes that numbers match. */
#ifndef TRIE_PREFIX_H
#define TRIE_PREFIX_H

#include "trie/trie.h"

/* Finds the number of symbols of the longest prefix of each of n_keys <= TRIE_GROUP numbers; 0 if
 * there is none. Keys are as for rc_trie_find_group, which is faster. Needs no index. */
void rc_trie_match_lengths(const trie *t, const prefix_key *keys, size_t n_keys, unsigned *lengths);

#endif
