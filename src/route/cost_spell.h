/* Spells costs as plain decimals: those that a list writes with an exponent, and products. */
#ifndef ROUTE_COST_SPELL_H
#define ROUTE_COST_SPELL_H

#include "route/cost.h"

enum { COST_EXPONENT_MAX = 30 /* either way */ };

typedef struct cost_spelling {
    size_t length;
    char bytes[RC_COST_LENGTH_MAX];
} cost_spelling;

/* Spells a cost that has an exponent: "1.50E-02" becomes "0.0150".  The digits before the exponent
 * stay, but for zeros in front.  Returns what is wrong with the text; the spelling may have too
 * many significant digits all the same. */
cost_fault rc_cost_spell_exponent(rc_text text, cost_spelling *to);

/* Spells the product of two values without needless zeros: 0.40 x 1.5 is "0.6".  Returns COST_OK or
 * COST_TOO_LONG; the spelling may have too many significant digits. */
cost_fault rc_cost_spell_product(cost_value a, cost_value b, cost_spelling *to);

#endif
