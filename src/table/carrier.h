/* A carrier whose lists have been read: its name, what its routes carry, and its trie. */
#ifndef TABLE_CARRIER_H
#define TABLE_CARRIER_H

#include "base/text_list.h"
#include "route/carried_set.h"
#include "route/values.h"
#include "table/carried.h"
#include "trie/trie.h"

typedef struct carrier_routes {
    char *name; /* name_length bytes; owned */
    size_t name_length;
    text_list spellings; /* of the costs, by values of the trie; empty: blocked, the last */
    carried carried;     /* what values stand for beside a cost */
    trie trie;           /* from prefixes to values; without an index */
} carrier_routes;

/* Checks that a carrier may have a name. Returns RC_OK or RC_ERROR_NAME. */
rc_code rc_carrier_check_name(rc_text name, rc_error *error);

/* Fills *error for a name that another carrier has. Returns RC_ERROR_NAME. */
rc_code rc_carrier_refuse_duplicate(rc_text name, rc_error *error);

/* Checks that no two of n names are the same, and that carriers may have those from n_before on,
 * which may also be empty: a compiled table can hold a carrier without a name. Sorts names. Returns
 * RC_OK or RC_ERROR_NAME. */
rc_code rc_carrier_check_names(rc_text *names, size_t n_before, size_t n, rc_error *error);

/* Makes a carrier with a name and without routes. Returns RC_OK or RC_ERROR_MEMORY; then *c can
 * only be freed. */
rc_code rc_carrier_init(carrier_routes *c, rc_text name);
void rc_carrier_free(carrier_routes *c);

/* Copies the spellings of n costs, number 0 first. Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_carrier_set_costs(carrier_routes *c, const cost_set *costs, const cost_ref *refs,
                             uint32_t n);

/* The same by values. Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_carrier_set_values(carrier_routes *c, const cost_set *costs, const route_values *values);

/* Sets what values stand for beside costs: the texts of carried.columns, and terms behind them if
 * numbers has one text more. Takes the texts over. RC_OK or RC_ERROR_MEMORY. */
rc_code rc_carrier_set_carried(carrier_routes *c, const route_values *values,
                               carried_numbers *numbers);

#endif
