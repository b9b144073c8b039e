/* Works out which carrier is the cheapest, for every prefix of any of them. */
#ifndef TABLE_CHEAPEST_H
#define TABLE_CHEAPEST_H

#include "table/table.h"

/* Writes the trie from prefixes to the cheapest offers, without its index.  The table's offers
 * have been numbered; the carriers' tries are read only.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; then the trie is as it was. */
rc_code rc_cheapest_write(const rc_table *t, const carrier_routes *carriers, trie *cheapest);

#endif
