/* What the first row shows of the columns. */
#ifndef DECK_FIRST_ROW_H
#define DECK_FIRST_ROW_H

#include "deck/column_notes.h"
#include "deck/row_rules.h"

/* Looks at the first row, at the start of text, for what the header has left open.  RC_OK or
 * RC_ERROR_FORMAT. */
rc_code rc_first_row_check_header(const layout *l, const column_notes *notes, rc_text text,
                                  bool multiline, rc_error *error);

/* Checks that the cost of a list without a header is not in another column than the second.  RC_OK
 * or RC_ERROR_FORMAT. */
rc_code rc_first_row_check(const rc_load_options *o, const row_rules *rules, const header *row,
                           rc_error *error);

#endif
