/* Charges the calls of a block: see charger.h. */
#include "answer/charger.h"

#include "base/error.h"

#include <stdlib.h>

/* ---- Of a stream ---- */

rc_code rc_charging_init(charging *c, const rc_charge_options *options, rc_field summary,
                         rc_error *error)
{
    *c = (charging){.increment = charge_increment(options), .summary = summary};
    if (summary == RC_FIELD_COST || summary == RC_FIELD_CHARGE)
        return rc_error_set(error, RC_ERROR_OPTIONS,
                            "totals are by prefix, by carrier or by a column");
    rc_code code = rc_charge_terms_read(&c->terms, options, error);
    if (code || summary == RC_FIELD_NONE)
        return code;
    c->totals = rc_totals_new();
    return c->totals ? RC_OK : rc_error_set(error, RC_ERROR_MEMORY, "out of memory");
}

void rc_charging_free(charging *c)
{
    rc_totals_free(c->totals);
    c->totals = NULL;
}

/* ---- Of a block ---- */

charger *rc_charger_new(const charging *c, const answer_tails *tails)
{
    charger *new = malloc(sizeof *new);

    if (!new)
        return NULL;
    new->charging = c;
    new->tails = tails;
    new->n_calls = 0;
    new->n_billed = 0;
    new->charges = calloc(tails->n_ranked, sizeof *new->charges);
    new->book = rc_charge_book_new(tails->table, c->increment, &c->terms);
    if (new->charges &&new->book)
        return new;
    rc_charger_free(new);
    return NULL;
}

void rc_charger_free(charger *c)
{
    if (!c)
        return;
    rc_charge_book_free(c->book);
    free(c->charges);
    free(c);
}

rc_code rc_charger_charge(charger *c, const ranked_offer *offers, size_t n, uint64_t n_seconds)
{
    for (size_t i = 0; i < n; i++) {
        call_charge charge;
        rc_code code = charge_book_charge(c->book, offers[i].offer, n_seconds, &charge);
        if (code)
            return code;
        c->charges[i] = charge.amount;
        c->n_billed = i == 0 ? charge.n_billed : c->n_billed;
    }
    return RC_OK;
}

/* Returns the text of the field by which calls are added up. */
static rc_text find_value(charger *c, const ranked_offer *offer, prefix_key key)
{
    const rc_table *table = c->book->table;
    char *prefix = c->prefixes[c->n_calls];

    if (c->charging->summary >= RC_FIELD_COLUMN)
        return rc_tails_column(c->tails, c->charging->summary - RC_FIELD_COLUMN, offer->offer);
    if (c->charging->summary == RC_FIELD_CARRIER)
        return rc_table_carrier_name(table, table_offer_carrier(table, offer->offer));
    return (rc_text){prefix, rc_key_unpack(prefix, key & key_mask(offer->prefix_length))};
}

rc_code rc_charger_add(charger *c, const ranked_offer *offer, prefix_key key, uint64_t n_seconds)
{
    total_call *call = &c->calls[c->n_calls];

    *call = (total_call){.value = {"", 0}, .n_seconds = n_seconds};
    if (offer) {
        call->value = find_value(c, offer, key);
        call->n_billed = c->n_billed;
        call->charge = c->charges[0];
    }
    return ++c->n_calls < CHARGER_CALLS ? RC_OK : rc_charger_flush(c);
}

rc_code rc_charger_flush(charger *c)
{
    rc_code code = rc_totals_add(c->charging->totals, c->calls, c->n_calls);

    c->n_calls = 0;
    return code;
}
