/* How long several carriers take, and how much memory, beside one.
 *
 * Lists of one kind and as many rows, but of other seeds, are loaded and asked for the cheapest
 * cost, and for three ranks with all fields.  One list that has as many rows as the most
 * carriers together stands beside them. */
#include "carriers.h"

#include "child.h"
#include "series.h"

#include <stdio.h>
#include <string.h>

enum {
    CARRIERS_MAX = 5,
    FIRST_SEED = 11,
    WORDS_MAX = CARRIERS_MAX + 6,
};

static const char kind[] = "routes";

/* What is appended: the cheapest cost; and all that can be. */
enum question { NOTHING, PLAIN, RANKED, QUESTIONS };

struct lists {
    char arguments[CARRIERS_MAX][DATA_PATH_BYTES + 8]; /* NAME=PATH */
    size_t n;
};

static int run_lists(const struct bench_setup *bench, const struct lists *lists,
                     enum question question, struct child_use *use)
{
    const char *argv[WORDS_MAX] = {bench->routecost, "--threads=1"};
    size_t n_words = 2;
    if (question == RANKED) {
        argv[n_words++] = "--rank=3";
        argv[n_words++] = "--fields=carrier,cost,prefix";
    }
    for (size_t i = 0; i < lists->n; i++)
        argv[n_words++] = lists->arguments[i];
    argv[n_words++] = question == NOTHING ? bench->empty : bench->numbers;
    argv[n_words] = NULL;
    return child_run(argv, "/dev/null", NULL, use);
}

/* One run of each question; what loading took is not counted to the others. */
static int run_once(const struct bench_setup *bench, const struct lists *lists,
                    struct series *results)
{
    const char *yardstick_argv[] = {bench->yardstick, bench->numbers, NULL};
    struct child_use yardstick;
    struct child_use load;
    if (child_run(yardstick_argv, "/dev/null", NULL, &yardstick) ||
        run_lists(bench, lists, NOTHING, &load))
        return 1;
    series_add(&results[NOTHING], load, yardstick);
    for (int question = PLAIN; question < QUESTIONS; question++) {
        struct child_use full;
        if (run_lists(bench, lists, (enum question)question, &full))
            return 1;
        full.wall_s -= load.wall_s;
        full.cpu_s -= load.cpu_s;
        series_add(&results[question], full, yardstick);
    }
    return 0;
}

static int print_lists(const struct bench_setup *bench, const struct lists *lists,
                       unsigned long n_rows)
{
    static struct series results[QUESTIONS];
    memset(results, 0, sizeof results);
    for (unsigned long run = 0; run < bench->n_runs; run++)
        if (run_once(bench, lists, results))
            return 1;
    printf("%-10zu%12lu%10.3f%11.1f%12.2f%14.2f%12.2f%11.1f\n", lists->n, n_rows,
           series_median(&results[NOTHING], WALL_S), series_median(&results[NOTHING], PEAK_MIB),
           series_rate(&results[PLAIN], bench->n_rows), series_median(&results[PLAIN], WALL_RATIO),
           series_rate(&results[RANKED], bench->n_rows), series_median(&results[RANKED], PEAK_MIB));
    return fflush(stdout) != 0;
}

static int add_list(const struct bench_setup *bench, unsigned long n_rows, unsigned seed,
                    struct lists *lists)
{
    struct data_path path;
    if (data_make(bench->maker, kind, n_rows, seed, &path))
        return 1;
    snprintf(lists->arguments[lists->n], sizeof lists->arguments[0], "c%u=%s", seed, path.text);
    lists->n++;
    return 0;
}

int carriers_print(const struct bench_setup *bench)
{
    static struct lists lists;
    static struct lists one;
    lists.n = one.n = 0;
    printf("\ncarriers of kind %s, 1 thread, %lu numbers; ranked: 3 carriers, all fields\n\n", kind,
           bench->n_rows);
    printf("%-10s%12s%10s%11s%12s%14s%12s%11s\n", "carriers", "rows each", "load s", "peak MiB",
           "million/s", "yardsticks", "ranked", "peak MiB");
    for (unsigned n = 1; n <= CARRIERS_MAX; n++) {
        if (add_list(bench, bench->n_rows, FIRST_SEED + n, &lists))
            return 1;
        if ((n == 1 || n == 2 || n == CARRIERS_MAX) && print_lists(bench, &lists, bench->n_rows))
            return 1;
    }
    unsigned long n_together = CARRIERS_MAX * bench->n_rows;
    return add_list(bench, n_together, FIRST_SEED, &one) || print_lists(bench, &one, n_together);
}
