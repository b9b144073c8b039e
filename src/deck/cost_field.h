/* Reads the cost of a row.
 *
 *     "$ 1,05E-02"  ->  1,05E-02  ->  1.05E-02  ->  0.0105  ->  0.0126
 *                   currency  decimal comma   exponent   factor (1.2)
 *
 * The fees of a list are read the same way. */
#ifndef DECK_COST_FIELD_H
#define DECK_COST_FIELD_H

#include "deck/field_reading.h"
#include "route/cost_spell.h"

typedef struct row_cost {
    rc_text text; /* as answers show it: in the record, or in one of the spellings; empty: the
                     route is blocked */
    rc_text own;  /* the same before the factor; text NULL without a factor */
    cost_value value;
    cost_spelling spelling, product;
} row_cost;

/* Sets the cost of a row that is blocked. */
static inline void row_cost_block(row_cost *cost)
{
    cost->text = (rc_text){"", 0};
    cost->own = (rc_text){NULL, 0};
    cost->value = cost_blocked;
}

/* Takes the sign of a currency off one end of a cost, with the blanks beside it. */
void rc_cost_remove_currency(rc_text *cost, rc_text sign);

/* RC_OK, or RC_FAULT_ROW with the fault of the reading set. */
rc_code rc_cost_field_read(const field_reading *f, row_cost *out);

/* Reads a connection fee, which is written as costs are; nothing means blocked. As above. */
rc_code rc_fee_field_read(const field_reading *f, row_cost *out);

#endif
