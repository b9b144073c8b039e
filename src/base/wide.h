/* Whole numbers of up to 1,536 bits, for sums that must be exact.
 *
 * A number is a row of 32-bit limbs, the lowest first.  Only the limbs up to the highest that is
 * not 0 are used, so that small numbers cost little:
 *
 *     5000000000  ->  n = 2, limbs = 705032704, 1
 *
 * 1,536 bits hold any number of 462 decimal digits. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "routecost.h"

#include <stdbool.h>

enum {
    WIDE_LIMBS = 48,
    WIDE_DIGITS_MAX = 463 /* decimal digits of the largest number */
};

/* All zero is 0. */
typedef struct wide {
    unsigned n; /* limbs in use; the highest of them is not 0 */
    uint32_t limbs[WIDE_LIMBS];
} wide;

void rc_wide_set(wide *w, uint64_t value);

/* Adds, multiplies, multiplies by 10^exponent.  RC_OK, or RC_ERROR_LIMIT if the result has more
 * than WIDE_LIMBS limbs; then *w may hold anything. */
rc_code rc_wide_add(wide *w, const wide *other);
rc_code rc_wide_multiply(wide *w, uint64_t factor);
rc_code rc_wide_scale(wide *w, unsigned exponent);

/* Divides by a divisor that is not 0, drops the fraction, and returns the remainder. */
uint32_t rc_wide_divide(wide *w, uint32_t divisor);

/* Divides by 10^exponent and drops the fraction.  Returns true if the fraction was not 0. */
bool rc_wide_unscale(wide *w, unsigned exponent);

/* Less than, equal to or greater than 0 as a is less than, equal to or greater than b. */
int rc_wide_compare(const wide *a, const wide *b);

/* Writes the number in decimal digits, without a NUL, and returns how many there are. */
size_t rc_wide_format(const wide *w, char digits[WIDE_DIGITS_MAX]);

#endif
