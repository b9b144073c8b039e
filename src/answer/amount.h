/* Amounts of money: whole numbers of the smallest unit that is written, 10^-decimals.
 *
 * A charge is below 10^30 and has at most 12 decimals, so it takes 140 bits.  192 bits hold the
 * sum of more charges than anyone can make. */
#ifndef ANSWER_AMOUNT_H
#define ANSWER_AMOUNT_H

#include "base/wide.h"

enum {
    AMOUNT_DECIMALS_MAX = 24, /* those of a charge and CHARGE_EXACT_DECIMALS more */
    AMOUNT_WHOLE_DIGITS = 30, /* 10^30 is the highest amount and the highest sum */
    AMOUNT_TEXT_BYTES = 64    /* room for any amount as text: 58 digits, a point; no NUL */
};

/* All zero is 0. */
typedef struct amount {
    uint64_t low, middle, high;
} amount;

/* Adds.  A sum of fewer than 2^50 charges never wraps. */
static inline void amount_add(amount *sum, amount other)
{
    sum->low += other.low;
    uint64_t carry = sum->low < other.low;
    sum->middle += carry;
    carry = sum->middle < carry;
    sum->middle += other.middle;
    sum->high += other.high + carry + (sum->middle < other.middle);
}

/* Converts.  RC_ERROR_LIMIT if the number is above 10^30 units of money, that is
 * 10^(30 + decimals). */
rc_code rc_amount_from_wide(const wide *w, unsigned decimals, amount *a);

/* Returns true if the amount is above 10^n_digits. */
bool rc_amount_is_above(amount a, unsigned n_digits);

/* Writes the amount with exactly so many decimals (0..AMOUNT_DECIMALS_MAX) and returns the length.
 * Without decimals there is no point. */
size_t rc_amount_format(amount a, unsigned decimals, char text[AMOUNT_TEXT_BYTES]);

#endif
