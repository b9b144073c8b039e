/* Finds a header further down, where the first record of a list cannot be used. */
#ifndef DECK_PREAMBLE_H
#define DECK_PREAMBLE_H

#include "routecost.h"

#include <stdbool.h>

/* If one of the 20 lines behind the first of text holds known names for the columns of prefix and
 * cost, makes the lines before it the hint of the error that the record at the start of text has
 * led to.  with_first: the first line may be that header, too.  n_lines is the number of lines
 * before text. */
void rc_preamble_advise(rc_text text, bool with_first, uint64_t n_lines, rc_error *error);

#endif
