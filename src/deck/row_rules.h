/* What options change in the fields of all rows of a list. */
#ifndef DECK_ROW_RULES_H
#define DECK_ROW_RULES_H

#include "route/cost.h"
#include "route/dialled.h"

/* All zero: nothing. */
typedef struct row_rules {
    rc_text currency; /* taken off costs; empty: none */
    bool has_factor;
    cost_value factor;      /* costs are multiplied by it */
    dialled prepended;      /* comes before each prefix */
    idd_list idd;           /* '+' takes their place in prefixes */
    const rc_text *blocked; /* texts of costs that mean that the route is blocked; not owned */
    size_t n_blocked;
    bool has_blocked_decimals; /* one of them may be read as a cost */
    bool change_rows; /* all rows, not only some costs: there is a factor, prefixes change, or what
                         reads as a cost means blocked */
} row_rules;

/* Reads the options.  RC_OK or RC_ERROR_OPTIONS. */
rc_code rc_row_rules_read(row_rules *rules, const rc_load_options *options, rc_error *error);

#endif
