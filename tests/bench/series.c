/* What several runs of one thing took, and the median of it. */
#include "series.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static double quotient(double dividend, double divisor)
{
    return divisor > 0 ? dividend / divisor : 0;
}

void series_add(struct series *series, struct child_use use, struct child_use yardstick)
{
    size_t i = series->n_values++;
    assert(i < RUNS_MAX);
    series->values[WALL_RATIO][i] = quotient(use.wall_s, yardstick.wall_s);
    series->values[CPU_RATIO][i] = quotient(use.cpu_s, yardstick.cpu_s);
    series->values[WALL_S][i] = use.wall_s;
    series->values[CPU_S][i] = use.cpu_s;
    series->values[PEAK_MIB][i] = use.peak_mib;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

double series_median(const struct series *series, enum metric metric)
{
    double sorted[RUNS_MAX];
    size_t n = series->n_values;
    assert(n > 0);
    memcpy(sorted, series->values[metric], n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_doubles);
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

double series_rate(const struct series *series, unsigned long n_lines)
{
    return quotient((double)n_lines / 1e6, series_median(series, WALL_S));
}

double series_each_ns(const struct series *series, enum metric metric, unsigned long n_lines)
{
    return series_median(series, metric) * 1e9 / (double)n_lines;
}
