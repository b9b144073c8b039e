/* A carrier whose lists have been read: its name, its costs, and its trie. */
#ifndef TABLE_CARRIER_H
#define TABLE_CARRIER_H

#include "base/text_list.h"
#include "route/cost_set.h"
#include "trie/trie.h"

typedef struct carrier_routes {
    char *name; /* name_length bytes; owned */
    size_t name_length;
    text_list spellings; /* of the costs, by their numbers */
    trie trie;           /* from prefixes to the numbers of costs; without an index */
} carrier_routes;

/* Whether a name may be a carrier's.  RC_OK or RC_ERROR_NAME. */
rc_code rc_carrier_check_name(rc_text name, rc_error *error);

/* Refuses a name that another carrier has: RC_ERROR_NAME. */
rc_code rc_carrier_refuse_duplicate(rc_text name, rc_error *error);

/* Judges the names of a table's carriers, those from n_before on, beside the others: they may be
 * empty, as of carriers that no name was given, but no two of all n are alike.  Sorts names.
 * RC_OK or RC_ERROR_NAME. */
rc_code rc_carrier_check_names(rc_text *names, size_t n_before, size_t n, rc_error *error);

/* Gives a new carrier its name.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_carrier_init(carrier_routes *c, rc_text name);

/* Frees what it holds. */
void rc_carrier_free(carrier_routes *c);

/* Takes over how the n costs are spelt.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_carrier_set_costs(carrier_routes *c, const cost_set *costs, const cost_ref *refs,
                             uint32_t n);

#endif
