/* Writes a trie in one pass over sorted routes. */
#ifndef TRIE_WRITER_H
#define TRIE_WRITER_H

#include "trie/piece.h"
#include "trie/trie.h"

typedef struct trie_writer trie_writer;

/* Returns a writer of values below n_values that writes at most n_bytes_max bytes, or NULL without
 * memory. */
trie_writer *rc_trie_writer_new(uint32_t n_values, size_t n_bytes_max);
void rc_trie_writer_free(trie_writer *w);

/* Makes room for n_bytes more at once, so that the array need not grow step by step. Returns RC_OK
 * or RC_ERROR_MEMORY. */
rc_code rc_trie_writer_reserve(trie_writer *w, size_t n_bytes);

/* Adds a route. Each key must be above the one before. Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; after a failure the writer can only be freed. */
rc_code rc_trie_writer_add(trie_writer *w, prefix_key key, uint32_t value);

/* Adds all routes of a piece. The trie has the same bytes as if rc_trie_writer_add had added them.
 * Returns what that returns. */
rc_code rc_trie_writer_add_piece(trie_writer *w, const trie_piece *p);

/* Completes the trie, without its index, and moves it to *t. Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; then *t is as before. */
rc_code rc_trie_writer_finish(trie_writer *w, trie *t);

#endif
