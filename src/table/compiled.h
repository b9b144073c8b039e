/* Reads a compiled table; compiled_format.h draws it. */
#ifndef TABLE_COMPILED_H
#define TABLE_COMPILED_H

#include "table/carrier.h"

/* All zero is an empty one. */
typedef struct compiled_table {
    int plus_optional;
    carrier_routes *carriers;
    uint32_t n_carriers;
    trie cheapest;       /* of several carriers; without an index */
    uint64_t n_prefixes; /* of each carrier, added up */
} compiled_table;

/* Reads a table to the end of the stream and checks all of it.  On failure (RC_ERROR_MEMORY,
 * RC_ERROR_READ, RC_ERROR_TABLE) the compiled table is empty.  What is held grows with what is
 * read, whatever sizes the table claims. */
rc_code rc_compiled_read(compiled_table *m, rc_reader in, rc_error *error);
void rc_compiled_free(compiled_table *m);

/* Makes sure that what ignores '+' and what does not never come together: a compiled table that is
 * read first may set plus_optional.  RC_OK or RC_ERROR_TABLE. */
rc_code rc_compiled_check_plus(const compiled_table *m, int is_first, bool *plus_optional,
                               rc_error *error);

#endif
