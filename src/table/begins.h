/* Finds whether prefixes of a trie begin with a direct-dial prefix. */
#ifndef TABLE_BEGINS_H
#define TABLE_BEGINS_H

#include "trie/trie.h"

/* As rc_table_begins. */
unsigned rc_trie_begins(const trie *t);

#endif
