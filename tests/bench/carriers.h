/* How long several carriers take, and how much memory, beside one. */
#ifndef BENCH_CARRIERS_H
#define BENCH_CARRIERS_H

#include "setup.h"

/* Makes the lists, measures and prints a table.  Returns 0, or 1 after a message on standard
 * error. */
int carriers_print(const struct bench_setup *bench);

#endif
