/* What is worth a warning in a header. */
#ifndef DECK_COLUMN_WARNINGS_H
#define DECK_COLUMN_WARNINGS_H

#include "deck/column_notes.h"

/* Notes what of a header whose columns have been found is worth a warning. */
void rc_columns_warn(const layout *l, const rc_load_options *o, const header *h,
                     column_notes *notes);

#endif
