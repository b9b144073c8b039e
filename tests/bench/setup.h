/* What the parts of the benchmark work with. */
#ifndef BENCH_SETUP_H
#define BENCH_SETUP_H

#include "data.h"

struct bench_setup {
    const char *routecost;
    const char *yardstick;
    const struct data_maker *maker;
    const char *numbers;  /* n_rows of them */
    const char *empty;    /* an empty file */
    unsigned long n_rows; /* of each list */
    unsigned long n_runs;
};

#endif
