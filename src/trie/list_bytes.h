/* Counts what the lists of a trie take. */
#ifndef TRIE_LIST_BYTES_H
#define TRIE_LIST_BYTES_H

#include "trie/trie.h"

/* Returns the bytes of all lists. Visits every blob; the trie needs no index. */
size_t rc_trie_list_bytes(const trie *t);

#endif
