/* Charges the calls of a block, and adds them up where totals are wanted. */
#ifndef ANSWER_CHARGER_H
#define ANSWER_CHARGER_H

#include "answer/charge_book.h"
#include "answer/charge_options.h"
#include "answer/tails.h"
#include "answer/totals.h"

/* How the calls of a stream are charged; all blocks share it. */
typedef struct charging {
    rc_increment increment;
    charge_terms terms;
    rc_field summary; /* adds calls up by this field; RC_FIELD_NONE: not at all */
    totals *totals;   /* if summary is set; owned */
} charging;

/* Reads the options.  Returns RC_OK, RC_ERROR_OPTIONS or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_charging_init(charging *c, const rc_charge_options *options, rc_field summary,
                         rc_error *error);
void rc_charging_free(charging *c);

enum { CHARGER_CALLS = 512 }; /* calls that are added to the totals at once */

/* For one thread at a time.  All zero holds nothing. */
typedef struct charger {
    const charging *charging;
    const answer_tails *tails;
    charge_book *book;
    amount *charges;   /* of a call, by its offers */
    uint64_t n_billed; /* of the call that was charged last, by its first offer */

    size_t n_calls; /* that wait to be added */
    total_call calls[CHARGER_CALLS];
    char prefixes[CHARGER_CALLS][KEY_SYMBOLS];
} charger;

/* Returns a new charger for calls whose offers the tails rank, or NULL without memory. */
charger *rc_charger_new(const charging *c, const answer_tails *tails);
void rc_charger_free(charger *c); /* NULL is fine */

/* Charges a call by n offers.  RC_OK, or RC_ERROR_LIMIT if a charge is above 10^30. */
rc_code rc_charger_charge(charger *c, const ranked_offer *offers, size_t n, uint64_t n_seconds);

/* Adds the call that was charged last to the totals, under a field of its first offer; key holds
 * its number's first symbols.  With offer NULL, adds a call without a route.  Returns RC_OK or
 * RC_ERROR_MEMORY. */
rc_code rc_charger_add(charger *c, const ranked_offer *offer, prefix_key key, uint64_t n_seconds);

/* Hands the calls that wait over to the totals.  Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_charger_flush(charger *c);

#endif
