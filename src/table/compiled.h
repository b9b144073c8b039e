/* Reads a compiled table; compiled_format.h draws it. */
#ifndef TABLE_COMPILED_H
#define TABLE_COMPILED_H

#include "route/dialled.h"
#include "table/carrier.h"

/* All zero is an empty table. */
typedef struct compiled_table {
    bool plus_optional;
    idd_list idd; /* '+' takes their place in numbers */
    carrier_routes *carriers;
    uint32_t n_carriers;
    trie cheapest;       /* of several carriers, without an index */
    uint64_t n_prefixes; /* of all carriers together */
} compiled_table;

/* Reads a table to the end of the stream and checks all of it, on n_threads (1 or more). Memory
 * grows with what has been read, whatever sizes the table claims. Returns RC_OK, RC_ERROR_MEMORY,
 * RC_ERROR_READ or RC_ERROR_TABLE; on failure *m is empty. */
rc_code rc_compiled_read(compiled_table *m, rc_reader in, unsigned n_threads, rc_error *error);
void rc_compiled_free(compiled_table *m);

/* Checks that a table ignores '+' if and only if *plus_optional is set. If the table is the first
 * thing that is read and ignores '+', sets *plus_optional. Returns RC_OK or RC_ERROR_TABLE. */
rc_code rc_compiled_check_plus(const compiled_table *m, bool is_first, bool *plus_optional,
                               rc_error *error);

#endif
