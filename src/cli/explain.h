/* Shows why a number costs what it costs. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "cli/options.h"

/* Writes the options' number, its cost and carrier, and for every carrier of their lists the rows
 * that match the number.  Returns the exit status. */
int explain_number(const options *o);

#endif
