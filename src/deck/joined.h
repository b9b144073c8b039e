/* Joins the fields of several columns into one prefix field. */
#ifndef DECK_JOINED_H
#define DECK_JOINED_H

#include "csv/record.h"
#include "route/dialled.h"

/* Returns true if a layout has a prefix that is joined. */
static inline bool layout_joins(const layout *l)
{
    return l->n_slots > SLOT_JOINED && l->columns[SLOT_JOINED] != COLUMN_NONE;
}

/* Reads the parts of a record's prefix, which are all there.  An empty part adds nothing.  Sets
 * *last to the last of the others, which may be a list, and *before to what stands before each of
 * its codes.  Returns RC_OK, or RC_FAULT_ROW with fault set. */
rc_code rc_joined_read(const record *r, const layout *l, dialled *before, field *last,
                       rc_error *fault);

#endif
