/* The routes of the carrier at hand: gathered list by list, then sealed into its trie. */
#ifndef LOAD_GATHERING_H
#define LOAD_GATHERING_H

#include "load/list.h"
#include "route/payloads.h"
#include "sort/run_store.h"
#include "table/carrier.h"

/* All zero: there is no carrier at hand. */
typedef struct gathering {
    bool is_open;           /* there is a carrier at hand */
    bool has_failed;        /* one of its lists has */
    uint64_t n_routes;      /* read so far */
    uint64_t n_prefixes;    /* of the trie */
    carrier_routes carrier; /* its name and, once it is sealed, its trie and costs */
    payloads payloads;
    duplicates duplicates;
    run_store store;
} gathering;

/* Begins a carrier without looking at its name; there is none at hand.  The batches are for
 * merging and live as long as the gathering.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_gathering_open(gathering *g, rc_text name, const rc_load_options *options,
                          batch *const *batches, unsigned n_batches, unsigned n_workers);

/* Makes the trie of the carrier, none of whose lists has failed.  RC_OK, RC_ERROR_EMPTY,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT.  Any thread may call it. */
rc_code rc_gathering_write(gathering *g);

/* Reports the duplicates of the carrier if they are faults, and adds to *stats; code is that of
 * rc_gathering_write.  Returns RC_OK or sets *error. */
rc_code rc_gathering_finish(gathering *g, rc_code code, const rc_load_options *options,
                            rc_load_stats *stats, rc_error *error);

/* Frees all that is held, the carrier too; it may be moved out before.  There may be none at hand.
 */
void rc_gathering_close(gathering *g);

#endif
