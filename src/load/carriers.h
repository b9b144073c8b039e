/* The carriers of a builder whose routes are complete. */
#ifndef LOAD_CARRIERS_H
#define LOAD_CARRIERS_H

#include "table/compiled.h"
#include "table/name_set.h"
#include "table/table.h"

typedef struct carriers {
    carrier_routes *items; /* owned, as all they hold */
    size_t n, capacity;
    name_set names;                /* of items */
    char idd_text[IDD_TEXT_BYTES]; /* of a table that has set the options' idd */
    trie cheapest;                 /* of a compiled table that is all there is; else empty */
} carriers;

/* Adds a carrier and leaves *c empty.  RC_OK or RC_ERROR_MEMORY; then *c is as before. */
rc_code rc_carriers_add(carriers *all, carrier_routes *c);

/* Checks the name of one more carrier.  RC_OK or RC_ERROR_NAME. */
rc_code rc_carriers_check_name(const carriers *all, rc_text name, rc_error *error);

/* Adds the carriers of a compiled table.  Returns RC_OK or sets *error. */
rc_code rc_carriers_read_table(carriers *all, rc_reader in, rc_load_options *options,
                               rc_load_stats *stats, rc_error *error);

/* Makes a table of all of them, which are gone then.  Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_carriers_make_table(carriers *all, const rc_load_options *options, rc_table **table);

void rc_carriers_free(carriers *all);

#endif
