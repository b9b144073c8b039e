/* A carrier whose lists have been read: its name, its costs, and its trie. */
#ifndef TABLE_CARRIER_H
#define TABLE_CARRIER_H

#include "route/cost_set.h"
#include "table/trie.h"

typedef struct carrier_routes {
    char *name; /* name_length bytes; owned */
    size_t name_length;
    cost_set *costs; /* owned */
    cost_ref *refs;  /* its costs in the order of their numbers; owned */
    uint32_t n_costs;
    trie trie; /* from prefixes to the numbers of costs; without an index */
} carrier_routes;

/* Gives a new carrier its name and an empty cost_set.  RC_OK or RC_ERROR_MEMORY. */
rc_code carrier_init(carrier_routes *c, rc_text name);

/* Frees what it holds. */
void carrier_free(carrier_routes *c);

/* Numbers the costs.  RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT.  Nobody may add any then. */
rc_code carrier_number_costs(carrier_routes *c);

#endif
