/* Numbers the offers of a table's carriers. */
#ifndef TABLE_OFFERS_H
#define TABLE_OFFERS_H

#include "table/table.h"

/* Fills in a table's n_offers and spellings and, for several carriers, the order of their offers.
 * The list of a single carrier's spellings moves to the table.
 * RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT; what it has made then is the table's all the same. */
rc_code rc_offers_number(rc_table *t, carrier_routes *carriers, size_t n_carriers);

#endif
