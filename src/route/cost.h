/* Costs: plain decimals, compared exactly. No floating point touches them. */
#ifndef ROUTE_COST_H
#define ROUTE_COST_H

#include "routecost.h"

/* The value 0.DIGITS x 10^exponent with exactly RC_COST_DIGITS_MAX digits, the first of which is
 * not 0; zero has digits 0 and the least exponent of a cost. So equal values have equal members,
 * however they were spelt.
 *
 * A blocked route has no cost: its spelling is empty, and its value compares below all costs. */
typedef struct cost_value {
    uint64_t digits;
    int16_t exponent; /* -RC_COST_LENGTH_MAX..RC_COST_LENGTH_MAX, COST_ZERO_EXPONENT or
                         COST_BLOCKED_EXPONENT */
} cost_value;

enum { COST_ZERO_EXPONENT = INT16_MIN + 1, COST_BLOCKED_EXPONENT = INT16_MIN };

static const cost_value cost_blocked = {0, COST_BLOCKED_EXPONENT};

/* Returns true for the value of a blocked route. */
static inline bool cost_is_blocked(cost_value value)
{
    return value.exponent == COST_BLOCKED_EXPONENT;
}

/* What is wrong with the text of a cost. */
typedef enum cost_fault {
    COST_OK = 0,
    COST_NOT_DECIMAL,      /* other characters than digits and one point, or no digit */
    COST_TOO_MANY_DIGITS,  /* more than RC_COST_DIGITS_MAX significant ones */
    COST_TOO_LONG,         /* more than RC_COST_LENGTH_MAX characters */
    COST_EXPONENT_TOO_HIGH /* see cost_spell.h; a plain decimal has no exponent */
} cost_fault;

/* Parses a cost. Sets *value on COST_OK only. */
cost_fault rc_cost_parse(rc_text text, cost_value *value);

/* Returns the number of digits from the first that is not 0 to the last. */
size_t rc_cost_significant_digits(rc_text text);

/* Returns a number below, equal to or above 0 if a is less than, equal to or greater than b. */
static inline int cost_compare(cost_value a, cost_value b)
{
    if (a.exponent != b.exponent)
        return a.exponent < b.exponent ? -1 : 1;
    return (a.digits > b.digits) - (a.digits < b.digits);
}

#endif
