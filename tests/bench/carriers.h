/* How long several carriers take, and how much memory, beside one. */
#ifndef BENCH_CARRIERS_H
#define BENCH_CARRIERS_H

#include "data.h"

struct carriers_bench {
    const char *routecost;
    const char *yardstick;
    const struct data_maker *maker;
    const char *numbers;  /* n_rows of them */
    const char *empty;    /* an empty file */
    unsigned long n_rows; /* of each carrier's list */
    unsigned long n_runs;
};

/* Makes the lists, measures and prints a table.  Returns 0, or 1 after a message on standard
 * error. */
int carriers_print(const struct carriers_bench *bench);

#endif
