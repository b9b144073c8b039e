/* What a route list's row means: its prefix and its cost, or what is wrong with it. */
#ifndef DECK_ROW_H
#define DECK_ROW_H

#include "deck/record.h"
#include "route/cost.h"
#include "route/symbol.h"

typedef struct row {
    prefix_key key;
    rc_text cost; /* as it was spelt */
    cost_value value;
} row;

/* Reads the row of a record that starts at record_start.  RC_OK, or RC_FAULT_ROW with
 * fault's reason and column set. */
rc_code row_read(const record *r, const char *record_start, row *out, rc_error *fault);

/* Whether a record is a header: neither its prefix field nor its cost field has a digit. */
int row_is_header(const record *r);

#endif
