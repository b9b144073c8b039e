/* Reports on route lists. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/options.h"

/* Writes a block of "name: value" lines for every list of the options, each looked at by itself,
 * and for every carrier of a compiled table.  Bad rows are reported and left out.  Returns the exit
 * status. */
int check_lists(const options *o);

#endif
