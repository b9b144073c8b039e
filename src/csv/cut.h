/* Finds how many whole records a text holds, many bytes at a time. */
#ifndef CSV_CUT_H
#define CSV_CUT_H

#include "csv/reader.h"

/* Returns the bytes of the whole records that text starts with, 0 if there is none.  is_last:
 * nothing comes behind the text, so that its last record needs no line end if no quote is open.
 * Text starts with a record. */
size_t rc_csv_cut(rc_text text, char delimiter, csv_rules rules, bool is_last);

#endif
