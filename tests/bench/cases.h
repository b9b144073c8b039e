/* What answers of other kinds take, beside the plain one; and runs that are short. */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include "setup.h"

/* Makes the data, measures and prints a table.  Returns 0, or 1 after a message on standard error.
 */
int cases_print(const struct bench_setup *bench);

#endif
