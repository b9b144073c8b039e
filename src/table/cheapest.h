/* Finds the cheapest carrier for every prefix of any carrier. */
#ifndef TABLE_CHEAPEST_H
#define TABLE_CHEAPEST_H

#include "table/offers.h"

/* Writes the trie from prefixes to the cheapest offers, without its index. Reads the carriers'
 * tries, if they are large on n_threads >= 1 threads. Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; then the trie is as before. */
rc_code rc_cheapest_write(const offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                          unsigned n_threads, trie *cheapest);

/* Checks that a trie, which is sound, is the one that rc_cheapest_write would write: with the same
 * prefixes and offers. Returns RC_OK, RC_ERROR_TABLE if it is not, or RC_ERROR_MEMORY. */
rc_code rc_cheapest_check(const offer_list *o, const carrier_routes *carriers, size_t n_carriers,
                          unsigned n_threads, const trie *cheapest);

#endif
