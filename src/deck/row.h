/* What a route list's row means: its prefixes and its cost, or what is wrong with it. */
#ifndef DECK_ROW_H
#define DECK_ROW_H

#include "deck/cost_field.h"
#include "deck/dialect.h"
#include "deck/prefix_list.h"
#include "route/terms.h"

typedef struct deck_row {
    prefix_list prefixes; /* one that rc_prefix_list_check has accepted */
    row_cost cost;
    bool is_blocked;         /* by the column of the dialect: the field of the cost is not read */
    rc_date date, last_date; /* on which it begins and ends to hold; 0 for none */
    call_terms terms;        /* those of the row, or of its list; the fee is in fee */
    row_cost fee;
    const record *record; /* that was read; it has what the row carries */
} deck_row;

/* Reads the row of a record that starts at record_start.  RC_OK, or RC_FAULT_ROW with
 * fault's reason and column set; it may be NULL.  is_first: the row stands at the list's beginning,
 * where what looks like words may be a preamble or a header. */
rc_code rc_row_read(const record *r, const char *record_start, const dialect *d, bool is_first,
                    deck_row *out, rc_error *fault);

#endif
