/* Finds a column by its name in the header of a file of call records. */
#ifndef ANSWER_CALL_HEADER_H
#define ANSWER_CALL_HEADER_H

#include "answer/call.h"

/* Finds the column, 1-based, of the header (a record without its line end) whose name is this one,
 * case and blanks aside.  RC_OK, or RC_ERROR_COLUMN when none or several have it. */
rc_code rc_call_header_find(rc_text header, char delimiter, rc_text name, size_t *column,
                            rc_error *error);

#endif
