/* Finds where the last record of a long text ends, many bytes at a time.
 *
 * A line feed ends a record unless it stands within quotes, and whether it does depends on every
 * quote before it.  Reading record by record tells; but nearly always quotes stand where they
 * should, and then counting them is enough. */
#ifndef CSV_QUOTE_SCAN_H
#define CSV_QUOTE_SCAN_H

#include "routecost.h"

#define QUOTES_UNCLEAR SIZE_MAX

/* The bytes up to and with the last line feed outside quotes, 0 if there is none.
 *
 * QUOTES_UNCLEAR unless every opening quote stands right behind a delimiter or a line feed, every
 * closing one right before a delimiter or a line's end, and no line begins with '#'.  Text starts
 * with a record. */
size_t rc_quote_scan_last_end(rc_text text, char delimiter);

#endif
