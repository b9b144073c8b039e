/* The benchmark: how long routecost takes and how much memory, beside the yardstick.
 *
 *     bench ROUTECOST GENERATE YARDSTICK [--rows N] [--runs N] [--folder DIR]
 *
 * The three names are programs.  The data, N rows and N numbers of each kind, is made in DIR
 * once and used again by later runs.
 *
 *     load     routecost ROUTES empty.txt        beside  yardstick ROUTES
 *     lookup   routecost ROUTES NUMBERS - load   beside  yardstick NUMBERS
 *
 * The ns are those of one row or number.
 *
 * Seconds drift on a busy computer, so the figures to compare are the
 * ratios: each is taken between neighbours in time, and the median of the runs is shown.  One
 * more run ahead of them warms the caches and is not counted.  Memory is the largest resident
 * set of the whole process; what the table alone takes is read from
 *
 *     routecost --stats ROUTES empty.txt
 */
#include "carriers.h"
#include "cases.h"
#include "child.h"
#include "data.h"
#include "series.h"
#include "table_size.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_DEFAULT = 10000000,
    ROWS_MAX = 1000000000,
    RUNS_DEFAULT = 5,
    NUMBER_KINDS_MAX = 3,
    LIST_SEED = 1,
    NUMBERS_SEED = 2,
    SCALING_FIRST = 10000, /* rows of the smallest list of the scaling table */
    SCALING_THREADS = 1,
};

static const char *const list_kinds[] = {"routes", "distinct", "costs", "sorted", "quoted"};
static const char *const number_kinds[NUMBER_KINDS_MAX] = {"numbers", "misses", "zipf"};
static const unsigned thread_counts[] = {1, 2, 4};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct bench {
    const char *routecost;
    const char *yardstick;
    struct data_maker maker;
    unsigned long n_rows;
    unsigned long n_runs;
};

/* ---- Measuring ---- */

/* One list, loaded and asked for several files of numbers. */
struct job {
    struct data_path list;
    struct table_size size; /* of the list's table */
    struct data_path empty;
    struct data_path stats; /* what routecost --stats told last */
    struct data_path numbers[NUMBER_KINDS_MAX];
    size_t n_numbers;
    unsigned n_threads;
};

struct result {
    struct series load;
    struct series lookups[NUMBER_KINDS_MAX]; /* peak_mib: of the run that loads and looks up */
};

static int run_routecost(const struct bench *bench, const struct job *job, const char *numbers,
                         struct child_use *use)
{
    char threads[32];
    snprintf(threads, sizeof threads, "--threads=%u", job->n_threads);
    const char *argv[] = {bench->routecost, threads, job->list.text, numbers, NULL};
    return child_run(argv, "/dev/null", NULL, use);
}

static int run_yardstick(const struct bench *bench, const char *file, struct child_use *use)
{
    const char *argv[] = {bench->yardstick, file, NULL};
    return child_run(argv, "/dev/null", NULL, use);
}

static struct child_use less(struct child_use full, struct child_use load)
{
    full.wall_s -= load.wall_s;
    full.cpu_s -= load.cpu_s;
    return full;
}

/* One run of everything in a job. */
static int run_job(const struct bench *bench, const struct job *job, struct result *result)
{
    struct child_use yardstick;
    struct child_use load;
    struct child_use full;
    if (run_yardstick(bench, job->list.text, &yardstick) ||
        run_routecost(bench, job, job->empty.text, &load))
        return 1;
    series_add(&result->load, load, yardstick);
    for (size_t i = 0; i < job->n_numbers; i++) {
        if (run_yardstick(bench, job->numbers[i].text, &yardstick) ||
            run_routecost(bench, job, job->numbers[i].text, &full))
            return 1;
        series_add(&result->lookups[i], less(full, load), yardstick);
    }
    return 0;
}

static int measure(const struct bench *bench, const struct job *job, struct result *result)
{
    static const struct result nothing;
    *result = nothing;
    if (run_job(bench, job, result))
        return 1;
    *result = nothing;
    for (unsigned long run = 0; run < bench->n_runs; run++)
        if (run_job(bench, job, result))
            return 1;
    return 0;
}

/* ---- The tables ---- */

static int flush_table(void)
{
    if (fflush(stdout) == 0)
        return 0;
    fprintf(stderr, "bench: cannot write: %s\n", strerror(errno));
    return 1;
}

static void print_row(const struct bench *bench, const char *list, const char *task,
                      const struct job *job, const struct series *series)
{
    printf("%-10s%-10s%7u%14.2f%12.2f%10.3f%10.1f%10.1f%11.1f%12llu%14.2f\n", list, task,
           job->n_threads, series_median(series, WALL_RATIO), series_median(series, CPU_RATIO),
           series_median(series, WALL_S), series_each_ns(series, WALL_S, bench->n_rows),
           series_each_ns(series, CPU_S, bench->n_rows), series_median(series, PEAK_MIB),
           job->size.n_prefixes, table_size_per_prefix(job->size));
}

/* Makes the job's list and reads how large its table is. */
static int prepare_list(const struct bench *bench, const char *kind, unsigned long n_rows,
                        struct job *job)
{
    return data_make(&bench->maker, kind, n_rows, LIST_SEED, &job->list) ||
           table_size_read(bench->routecost, job->list.text, job->empty.text, job->stats.text,
                           &job->size);
}

/* All thread counts on one kind of list. */
static int print_list(const struct bench *bench, const char *kind, struct job *job)
{
    static struct result result;
    if (prepare_list(bench, kind, bench->n_rows, job))
        return 1;
    for (size_t t = 0; t < COUNT_OF(thread_counts); t++) {
        job->n_threads = thread_counts[t];
        if (measure(bench, job, &result))
            return 1;
        print_row(bench, kind, "load", job, &result.load);
        for (size_t i = 0; i < job->n_numbers; i++)
            print_row(bench, kind, number_kinds[i], job, &result.lookups[i]);
        if (flush_table())
            return 1;
    }
    return 0;
}

/* Every kind of list; the first is asked for every kind of numbers, the others for one. */
static int print_lists(const struct bench *bench, struct job *job)
{
    printf("%lu rows, %lu numbers; median of %lu; wall and cpu as multiples of the yardstick\n\n",
           bench->n_rows, bench->n_rows, bench->n_runs);
    printf("%-10s%-10s%7s%14s%12s%10s%10s%10s%11s%12s%14s\n", "list", "task", "threads",
           "wall ratio", "cpu ratio", "wall s", "wall ns", "cpu ns", "peak MiB", "prefixes",
           "bytes/prefix");
    for (size_t k = 0; k < COUNT_OF(list_kinds); k++) {
        job->n_numbers = k == 0 ? NUMBER_KINDS_MAX : 1;
        if (print_list(bench, list_kinds[k], job))
            return 1;
    }
    return 0;
}

static int print_scale(const struct bench *bench, unsigned long n_rows, struct job *job)
{
    static struct result result;
    if (prepare_list(bench, list_kinds[0], n_rows, job) || measure(bench, job, &result))
        return 1;
    printf("%-12lu%12.4f%12.1f%26.2f%12llu%14.2f\n", n_rows, series_median(&result.load, WALL_S),
           series_median(&result.load, PEAK_MIB), series_rate(&result.lookups[0], bench->n_rows),
           job->size.n_prefixes, table_size_per_prefix(job->size));
    return flush_table();
}

static int print_scaling(const struct bench *bench, struct job *job)
{
    printf("\nkind %s, %d thread, %lu numbers\n\n", list_kinds[0], SCALING_THREADS, bench->n_rows);
    printf("%-12s%12s%12s%26s%12s%14s\n", "rows", "load s", "peak MiB", "million numbers/s",
           "prefixes", "bytes/prefix");
    job->n_numbers = 1;
    job->n_threads = SCALING_THREADS;
    for (unsigned long n_rows = SCALING_FIRST; n_rows < bench->n_rows; n_rows *= 10)
        if (print_scale(bench, n_rows, job))
            return 1;
    return print_scale(bench, bench->n_rows, job);
}

static int run_bench(const struct bench *bench)
{
    static struct job job;
    if (data_folder(&bench->maker) || data_empty(&bench->maker, "empty", &job.empty) ||
        data_empty(&bench->maker, "stats", &job.stats))
        return 1;
    for (size_t i = 0; i < NUMBER_KINDS_MAX; i++)
        if (data_make(&bench->maker, number_kinds[i], bench->n_rows, NUMBERS_SEED, &job.numbers[i]))
            return 1;
    const struct bench_setup setup = {.routecost = bench->routecost,
                                      .yardstick = bench->yardstick,
                                      .maker = &bench->maker,
                                      .numbers = job.numbers[0].text,
                                      .empty = job.empty.text,
                                      .n_rows = bench->n_rows,
                                      .n_runs = bench->n_runs};
    return print_lists(bench, &job) || print_scaling(bench, &job) || cases_print(&setup) ||
           carriers_print(&setup);
}

/* ---- The command line ---- */

static int complain(const char *reason, const char *word)
{
    fprintf(stderr, "bench: %s%s\n", reason, word);
    fprintf(stderr, "usage: bench ROUTECOST GENERATE YARDSTICK"
                    " [--rows N] [--runs N] [--folder DIR]\n");
    return 1;
}

static int parse_count(const char *text, unsigned long max, unsigned long *count)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || value < 1 || value > max)
        return complain("not a count that is possible here: ", text);
    *count = value;
    return 0;
}

static int set_option(struct bench *bench, const char *name, size_t length, const char *value)
{
    if (length == strlen("--rows") && strncmp(name, "--rows", length) == 0)
        return parse_count(value, ROWS_MAX, &bench->n_rows);
    if (length == strlen("--runs") && strncmp(name, "--runs", length) == 0)
        return parse_count(value, RUNS_MAX, &bench->n_runs);
    if (length != strlen("--folder") || strncmp(name, "--folder", length) != 0)
        return complain("no such option: ", name);
    bench->maker.folder = value;
    return 0;
}

/* Takes --name=value and --name value. */
static int parse_arguments(char **argv, struct bench *bench)
{
    const char **programs[] = {&bench->routecost, &bench->maker.generate, &bench->yardstick};
    size_t n_programs = 0;
    for (char **word = argv + 1; *word != NULL; word++) {
        if (strncmp(*word, "--", 2) != 0) {
            if (n_programs == COUNT_OF(programs))
                return complain("one word too many: ", *word);
            *programs[n_programs++] = *word;
            continue;
        }
        const char *name = *word;
        size_t length = strcspn(name, "=");
        const char *value = name[length] == '=' ? name + length + 1 : *++word;
        if (value == NULL)
            return complain("a value is missing behind ", name);
        if (set_option(bench, name, length, value))
            return 1;
    }
    return n_programs < COUNT_OF(programs) ? complain("three programs are needed", "") : 0;
}

int main(int argc, char **argv)
{
    struct bench bench = {
        .maker.folder = "bench-data", .n_rows = ROWS_DEFAULT, .n_runs = RUNS_DEFAULT};
    (void)argc;
    if (parse_arguments(argv, &bench) || run_bench(&bench))
        return 2;
    return 0;
}
