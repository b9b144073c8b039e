/* Makes the trie of a carrier of its runs. Workers merge them slice by slice and write a piece of
 * the trie each; the pieces are put together in order. */
#ifndef LOAD_MAKE_TRIE_H
#define LOAD_MAKE_TRIE_H

#include "route/payloads.h"
#include "route/values.h"
#include "sort/run_store.h"
#include "trie/trie.h"

/* Drains the store into *t, without an index, and sets *n_prefixes. A route's value is the number
 * of its cost; or, if values is not NULL, that of its bundle. All are below n_values. Returns
 * RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT; then *t is as before. */
rc_code rc_make_trie(run_store *store, const payloads *p, const route_values *values,
                     uint32_t n_values, trie *t, uint64_t *n_prefixes);

#endif
