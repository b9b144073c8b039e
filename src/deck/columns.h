/* Finds the columns of one route list: which of them are the prefix, the cost and the days.
 *
 * Options give them, or the names of the header do.  Where two columns may have a role, the list
 * is refused: nothing is guessed. */
#ifndef DECK_COLUMNS_H
#define DECK_COLUMNS_H

#include "deck/column_notes.h"

/* What a role is called in messages. */
extern const char *const rc_role_names[N_ROLES];

/* The same for a slot. */
const char *rc_slot_name(unsigned slot);

/* Returns the option of a slot's column. */
const rc_column *rc_columns_option(const rc_load_options *o, unsigned slot);

/* Returns true if an option gives a column by its name. */
bool rc_columns_have_names(const rc_load_options *o);

/* Sets the columns by numbers of options and by default; names do not count yet. */
void rc_columns_number(layout *l, const rc_load_options *o);

/* Checks that no column has two roles.  RC_OK or RC_ERROR_FORMAT. */
rc_code rc_columns_check(const layout *l, const rc_load_options *o, rc_error *error);

/* Finds the columns that a header has.  RC_OK; RC_ERROR_FORMAT if it lacks one, or leaves it open.
 */
rc_code rc_columns_find(layout *l, const rc_load_options *o, const header *h, column_notes *notes,
                        rc_error *error);

/* Returns true if the names of a header settle the columns of prefix and cost. */
bool rc_columns_are_named(layout l, const rc_load_options *o, const header *h);

#endif
