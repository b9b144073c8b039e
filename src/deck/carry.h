/* Keeps what a row carries beside its cost: the texts of columns, and the terms of calls. */
#ifndef DECK_CARRY_H
#define DECK_CARRY_H

#include "deck/row.h"
#include "route/carried_set.h"

/* Returns how many texts the rows of a list carry. */
unsigned rc_row_texts(const rc_load_options *options);

/* Finds the texts of a row without terms whose record has no doubled quotes in them.  Returns false
 * to decline: there are some, or the texts are new, or missing. */
bool rc_row_find_carried(const record *r, const dialect *d, const carried_set *set,
                         uint32_t *group);

/* Adds the texts of a row to a set made for so many, and sets *group.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_row_carry(const deck_row *row, const dialect *d, carried_set *set, uint32_t *group);

#endif
