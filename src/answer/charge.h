/* What a call costs: cost x billed seconds / PER + connection fee, exact, rounded once, half up.
 *
 * With s decimals, enough for cost, fee and charge to be whole numbers (COST, FEE) of 10^-s,
 *
 *     charge = (COST x billed + FEE x PER) / (PER x 10^(s - decimals))    in units of 10^-decimals
 *
 * and half up means to double both sides, add the divisor once, and drop the fraction:
 *
 *     charge = (multiplier x billed + addend) / divisor
 *
 *     multiplier = 2 x COST     addend = 2 x FEE x PER + PER x 10^(s - decimals)
 *                               divisor = 2 x PER x 10^(s - decimals)
 *
 * Example: 0.0125 a minute, no fee, 6 decimals, 63 seconds.  s is 6, multiplier 25000, addend 60,
 * divisor 120: (25000 x 63 + 60) / 120 = 13125, which is 0.013125.
 *
 * With the costs of real lists all of this fits words of 64 bits.  Where it does not, the same is
 * computed with wide numbers. */
#ifndef ANSWER_CHARGE_H
#define ANSWER_CHARGE_H

#include "answer/amount.h"
#include "route/cost.h"
#include "routecost_calls.h"

enum {
    CHARGE_EXACT_DECIMALS = 12 /* decimals beyond the charge's that rc_charge_explain shows */
};

/* How charges are computed. */
typedef struct charge_terms {
    cost_value fee; /* for a call longer than 0 seconds */
    uint32_t per;   /* seconds that a cost is for: 1..RC_PER_MAX */
    unsigned decimals;
} charge_terms;

/* A cost, ready to be charged in words of 64 bits. */
typedef struct charge_words {
    uint64_t multiplier, addend, divisor;
    uint64_t billed_max; /* with more billed seconds the sum does not fit a word; 0: with any */
} charge_words;

/* A cost, ready to be charged. */
typedef struct charge_rule {
    charge_words words;
    cost_value cost;
    charge_terms terms;
} charge_rule;

void rc_charge_prepare(charge_rule *rule, cost_value cost, const charge_terms *terms);

/* Computes a charge with wide numbers. */
rc_code rc_charge_widely(const charge_rule *rule, uint64_t n_billed, amount *charge);

/* Computes a charge of up to words->billed_max billed seconds. */
static inline amount charge_in_words(const charge_words *words, uint64_t n_billed)
{
    uint64_t sum = words->multiplier * n_billed + words->addend;
    return (amount){n_billed > 0 ? sum / words->divisor : 0, 0, 0};
}

/* Computes a charge; 0 for 0 billed seconds.  RC_OK, or RC_ERROR_LIMIT if it is above 10^30. */
static inline rc_code charge_compute(const charge_rule *rule, uint64_t n_billed, amount *charge)
{
    if (n_billed > rule->words.billed_max)
        return rc_charge_widely(rule, n_billed, charge);
    *charge = charge_in_words(&rule->words, n_billed);
    return RC_OK;
}

/* Writes the charge before it is rounded, NUL-terminated: without needless zeros, or cut off by
 * "..." where it goes on behind CHARGE_EXACT_DECIMALS more decimals.  RC_OK, or RC_ERROR_LIMIT if
 * it is above 10^30. */
rc_code rc_charge_explain(const charge_rule *rule, uint64_t n_billed,
                          char text[RC_EXACT_CHARGE_BYTES]);

#endif
