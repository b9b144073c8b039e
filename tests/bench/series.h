/* What several runs of one thing took, and the median of it. */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H

#include "child.h"

#include <stddef.h>

enum { RUNS_MAX = 99 };

enum metric { WALL_RATIO, CPU_RATIO, WALL_S, CPU_S, PEAK_MIB, METRICS };

/* All zero is the empty series. */
struct series {
    double values[METRICS][RUNS_MAX];
    size_t n_values; /* at most RUNS_MAX */
};

/* Adds a run and the yardstick's beside it.  A ratio to no measurable time is 0. */
void series_add(struct series *series, struct child_use use, struct child_use yardstick);

/* The series is not empty. */
double series_median(const struct series *series, enum metric metric);

/* Millions of n_lines a second, by the median; 0 when the time is too short to tell. */
double series_rate(const struct series *series, unsigned long n_lines);

/* Nanoseconds of WALL_S or CPU_S for each of n_lines, by the median. */
double series_each_ns(const struct series *series, enum metric metric, unsigned long n_lines);

#endif
