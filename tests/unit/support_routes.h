/* Small tries and carriers, from routes written in the test. */
#ifndef SUPPORT_ROUTES_H
#define SUPPORT_ROUTES_H

#include "table/carrier.h"
#include "trie/trie.h"

typedef struct text_route {
    const char *prefix;
    uint32_t value;
} text_route;

/* Returns the key of a prefix or number. */
prefix_key key_of(const char *symbols);

/* Returns the trie of n routes in ascending order of their keys, without an index. The caller frees
 * it. */
trie trie_of(const text_route *routes, size_t n);

/* Returns a carrier; the values of its routes number the n_costs spellings. The caller frees it. */
carrier_routes carrier_of(const char *name, const char *const *costs, size_t n_costs,
                          const text_route *routes, size_t n);

#endif
