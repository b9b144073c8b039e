/* What answers of other kinds take, beside the plain one; and runs that are short.
 *
 * All read compiled tables, of one carrier or of five, on one thread.  What loading takes is not
 * counted to an answer. The short runs are whole: beside `cat TABLE`, and beside `join` of lists of
 * ten rows. */
#include "cases.h"

#include "child.h"
#include "series.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 10,
    CARRIERS = 5,
    LIST_SEED = 11, /* and those that follow, for the other carriers */
    CALLS_SEED = 3,
    FEW_ROWS = 10,
    SHORT_RUNS = 10 /* of a short run, for each of a long one */
};

struct command {
    const char *words[WORDS_MAX]; /* ends with NULL */
};

/* Runs to be measured, and those that they stand beside. */
struct duel {
    const char *name, *name_beside;
    struct command run, beside;
    struct command load, load_beside; /* are taken off; no words: nothing is */
    unsigned long n_lines, n_runs;
};

struct files {
    struct data_path lists[CARRIERS], calls, few, few_numbers, one;
    struct data_path table, table_of_five;
};

static int measure(const struct command *run, const struct command *load, struct child_use *use)
{
    struct child_use loading = {0};
    if (child_run(run->words, "/dev/null", NULL, use) ||
        (load->words[0] && child_run(load->words, "/dev/null", NULL, &loading)))
        return 1;
    use->wall_s -= loading.wall_s;
    use->cpu_s -= loading.cpu_s;
    return 0;
}

static int print_duel(const struct duel *duel)
{
    static struct series results;
    memset(&results, 0, sizeof results);
    for (unsigned long run = 0; run < duel->n_runs && run < RUNS_MAX; run++) {
        struct child_use use, beside;
        if (measure(&duel->beside, &duel->load_beside, &beside) ||
            measure(&duel->run, &duel->load, &use))
            return 1;
        series_add(&results, use, beside);
    }
    printf("%-34s%-20s%12.2f%11.2f%12.1f%12.1f\n", duel->name, duel->name_beside,
           series_median(&results, WALL_RATIO), series_median(&results, CPU_RATIO),
           series_each_ns(&results, WALL_S, duel->n_lines),
           series_each_ns(&results, CPU_S, duel->n_lines));
    return fflush(stdout) != 0;
}

static struct command answer(const struct bench_setup *bench, const char *option,
                             const char *other_option, const struct data_path *table,
                             const char *numbers)
{
    struct command c = {{bench->routecost, "--threads=1", table->text, numbers}};
    size_t n_words = 2;
    if (option)
        c.words[n_words++] = option;
    if (other_option)
        c.words[n_words++] = other_option;
    c.words[n_words++] = table->text;
    c.words[n_words] = numbers;
    return c;
}

static int print_answers(const struct bench_setup *bench, const struct files *files)
{
    static const struct {
        const char *name, *option, *other_option;
        bool are_calls, are_many;
    } cases[] = {
        {"the cost", NULL, NULL, false, false},
        {"--fields=prefix", "--fields=prefix", NULL, false, false},
        {"--fields=cost,prefix,carrier", "--fields=cost,prefix,carrier", NULL, false, false},
        {"call records", "--number-column=1", NULL, true, false},
        {"call records and their charges", "--number-column=1", "--duration-column=2", true, false},
        {"the cheapest of five carriers", NULL, NULL, false, true},
        {"--rank=3 of five carriers", "--rank=3", NULL, false, true},
    };
    const struct command nothing = answer(bench, NULL, NULL, &files->table, bench->empty);
    const struct command plain = answer(bench, NULL, NULL, &files->table, bench->numbers);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct data_path *table = cases[i].are_many ? &files->table_of_five : &files->table;
        const char *numbers = cases[i].are_calls ? files->calls.text : bench->numbers;
        struct duel duel = {
            .name = cases[i].name,
            .name_beside = i == 0 ? "yardstick" : cases[0].name,
            .run = answer(bench, cases[i].option, cases[i].other_option, table, numbers),
            .load = answer(bench, NULL, NULL, table, bench->empty),
            .beside = i == 0 ? (struct command){{bench->yardstick, numbers}} : plain,
            .load_beside = i == 0 ? (struct command){{NULL}} : nothing,
            .n_lines = bench->n_rows,
            .n_runs = bench->n_runs};
        if (print_duel(&duel))
            return 1;
    }
    return 0;
}

static int print_short_runs(const struct bench_setup *bench, const struct files *files)
{
    const struct duel start_up = {.name = "a compiled table, one number",
                                  .name_beside = "cat of the table",
                                  .run = {{bench->routecost, files->table.text, files->one.text}},
                                  .beside = {{"cat", files->table.text}},
                                  .n_lines = 1,
                                  .n_runs = bench->n_runs * SHORT_RUNS};
    const struct duel few = {.name = "ten rows, ten numbers",
                             .name_beside = "join",
                             .run = {{bench->routecost, files->few.text, files->few_numbers.text}},
                             .beside = {{"join", "-t,", files->few.text, files->few.text}},
                             .n_lines = 1,
                             .n_runs = bench->n_runs * SHORT_RUNS};

    return print_duel(&start_up) || print_duel(&few);
}

static int compile(const struct bench_setup *bench, const struct data_path *lists, size_t n_lists,
                   const char *name, struct data_path *table)
{
    char option[DATA_PATH_BYTES + 16], named[CARRIERS][DATA_PATH_BYTES + 8];
    struct command c = {{bench->routecost, option}};

    if (data_table(bench->maker, name, table))
        return 1;
    snprintf(option, sizeof option, "--compile=%s", table->text);
    for (size_t i = 0; i < n_lists; i++) {
        snprintf(named[i], sizeof named[i], "c%zu=%s", i, lists[i].text);
        c.words[2 + i] = named[i];
    }
    return child_run(c.words, "/dev/null", NULL, NULL);
}

static int make_files(const struct bench_setup *bench, struct files *f)
{
    for (unsigned i = 0; i < CARRIERS; i++)
        if (data_make(bench->maker, "routes", bench->n_rows, LIST_SEED + i, &f->lists[i]))
            return 1;
    return data_make(bench->maker, "calls", bench->n_rows, CALLS_SEED, &f->calls) ||
           data_make(bench->maker, "sorted", FEW_ROWS, LIST_SEED, &f->few) ||
           data_make(bench->maker, "numbers", FEW_ROWS, LIST_SEED, &f->few_numbers) ||
           data_make(bench->maker, "numbers", 1, LIST_SEED, &f->one) ||
           compile(bench, f->lists, 1, "one-carrier", &f->table) ||
           compile(bench, f->lists, CARRIERS, "five-carriers", &f->table_of_five);
}

int cases_print(const struct bench_setup *bench)
{
    static struct files files;

    if (make_files(bench, &files))
        return 1;
    printf("\nother answers and short runs, from tables of kind routes, 1 thread\n\n");
    printf("%-34s%-20s%12s%11s%12s%12s\n", "case", "beside", "wall ratio", "cpu ratio", "wall ns",
           "cpu ns");
    return print_answers(bench, &files) || print_short_runs(bench, &files);
}
