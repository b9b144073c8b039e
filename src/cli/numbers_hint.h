/* Hints about operands that are not what NUMBERS should be. */
#ifndef CLI_NUMBERS_HINT_H
#define CLI_NUMBERS_HINT_H

#include "cli/options.h"
#include "cli/source.h"

/* Prints that call records need an option, if the first line has several fields; and the names of
 * its columns, if it seems to be a header. No line was a number. */
void numbers_hint_print_calls(const source *numbers);

/* Prints how to price a single number, if NUMBERS, which cannot be opened, looks like one. */
void numbers_hint_print_operand(const options *o);

#endif
