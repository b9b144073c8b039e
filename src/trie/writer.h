/* Writes a trie in one pass over sorted routes. */
#ifndef TRIE_WRITER_H
#define TRIE_WRITER_H

#include "trie/trie.h"

typedef struct trie_writer trie_writer;

/* A writer of values below n_values into an array of at most n_bytes_max bytes; NULL without
 * memory. */
trie_writer *rc_trie_writer_new(uint32_t n_values, size_t n_bytes_max);
void rc_trie_writer_free(trie_writer *w);

/* Adds a route; keys come in ascending order, none twice.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; after a failure the writer can only be freed. */
rc_code rc_trie_writer_add(trie_writer *w, prefix_key key, uint32_t value);

/* Completes the trie, without its index, and hands it over. */
rc_code rc_trie_writer_finish(trie_writer *w, trie *t);

#endif
