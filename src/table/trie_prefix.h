/* Tells how long the prefix is that a number matches. */
#ifndef TABLE_TRIE_PREFIX_H
#define TABLE_TRIE_PREFIX_H

#include "table/trie.h"

/* The symbols of the longest prefix that a number begins with, 0 if there is none.  key is as
 * for trie_find_group, which tells what the prefix costs, and faster. */
unsigned trie_match_length(const trie *t, prefix_key key);

#endif
