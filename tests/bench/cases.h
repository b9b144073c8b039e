/* What answers of other kinds take, beside the plain one; and runs that are short. */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include "data.h"

struct cases_bench {
    const char *routecost;
    const char *yardstick;
    const struct data_maker *maker;
    const char *numbers;  /* n_rows of them */
    const char *empty;    /* an empty file */
    unsigned long n_rows; /* of each list */
    unsigned long n_runs;
};

/* Makes the data, measures and prints a table.  Returns 0, or 1 after a message on standard error.
 */
int cases_print(const struct cases_bench *bench);

#endif
