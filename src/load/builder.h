/* The builder of routecost.h, as its parts see it: builder.c reads lists, builder_seal.c begins
 * and ends carriers. */
#ifndef LOAD_BUILDER_H
#define LOAD_BUILDER_H

#include "base/error.h"
#include "deck/deck.h"
#include "table/carrier.h"
#include "sort/duplicates.h"
#include "table/compiled.h"
#include "sort/run_store.h"

enum {
    /* The trie's one writer and the one reader bound the gain from more. */
    WORKERS_MAX = 8,
    SLOTS_MAX = WORKERS_MAX + 1
};

/* What a block needs on its way to runs: 1.2 MiB. */
typedef struct load_slot {
    deck_block block;
    batch rows;
    uint64_t *lines; /* of the rows, under RC_DUPLICATES_ERROR only */
    run *runs;       /* one or a few; many where ranges stand for many routes */
    size_t n_runs, runs_capacity;
    rc_code code; /* what went wrong after parsing */
} load_slot;

struct rc_builder {
    rc_load_options options;
    char *column_names; /* of options; owned */
    rc_load_stats stats;
    rc_error failure; /* of the first list or carrier that has failed: there will be no table */
    carrier_routes *carriers; /* those that have ended, and behind them the one at hand, if any */
    size_t n_carriers, carriers_capacity;
    trie cheapest;          /* of a compiled table that was read first */
    size_t n_with_cheapest; /* the carriers that it had */

    /* Of the carrier at hand. */
    int is_open;       /* there is one */
    int is_judged;     /* its name has been */
    int has_failed;    /* with one of its lists */
    uint64_t n_routes; /* read so far */
    dated_costs dates; /* with options.at only */
    cost_set *costs;   /* the carrier's; owned */
    duplicates duplicates;
    run_store store;

    unsigned n_workers, n_slots;
    load_slot slots[SLOTS_MAX];
    batch *batches[SLOTS_MAX]; /* those of the slots */
};

/* Begins a carrier without a look at its name; none is at hand.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_builder_open_carrier(rc_builder *b, rc_text name);

/* Drops what was gathered for the carrier at hand, if there is one. */
void rc_builder_close_carrier(rc_builder *b);

/* Notes that a list or a carrier has failed, so that there will be no table. */
void rc_builder_note_failure(rc_builder *b, const rc_error *failure);

/* Makes room for a carrier more.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_builder_reserve_carrier(rc_builder *b);

/* Whether a name may be that of a carrier behind n_others.  RC_OK or RC_ERROR_NAME. */
rc_code rc_builder_judge_name(const rc_builder *b, size_t n_others, rc_text name, rc_error *error);

/* Adds the carriers of a compiled table to those that have ended.  An rc_code with an error. */
rc_code rc_builder_read_table(rc_builder *b, rc_reader in, rc_error *error);

/* The reason for a code. */
const char *rc_builder_describe(rc_code code);

#endif
