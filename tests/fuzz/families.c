/* Random scenario families against the oracle: list shapes, options, threads, table or list.
 *
 *     families [N]                 runs N of them (100) through the library
 *     families --write FOLDER NO   writes the files of the NO-th, and how to run the program on
 * them
 *
 * ROUTECOST_TEST_SEED in the environment gives the seed, which is printed.  What is written:
 * list-I.csv, numbers.txt, expected.txt, status, and, an argument a line, list-options, lists and
 * answer-options. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

enum { N_DEFAULT = 100 };

static void make(scenario *s, prng *p, unsigned long no)
{
    static const size_t n_rows_max[] = {12, 150, 150, 1500, 6000};
    feed f = {.random = p};

    scenario_make(s, &f, n_rows_max[no % 5], 300);
}

/* The PRNG of a family, which does not depend on those before. */
static prng prng_of(unsigned long no)
{
    prng p = prng_start();
    p.state += no * 0x2545f4914f6cdd1du;
    return p;
}

static void run_all(unsigned long n)
{
    unsigned long n_loaded = 0, n_compiled = 0;
    unsigned long long n_answers = 0;

    for (unsigned long no = 0; no < n; no++) {
        prng p = prng_of(no);
        scenario s;
        make(&s, &p, no);
        for (unsigned n_threads = 1; n_threads <= 4; n_threads += 3) {
            s.load_options.n_threads = s.answer_options.n_threads = n_threads;
            scenario_run(&s, prng_below(&p, 3) ? 0 : 1 + prng_below(&p, 5000));
            n_answers += s.load_code == RC_OK ? s.stats.n_numbers : 0;
        }
        n_loaded += s.load_code == RC_OK;
        n_compiled += s.load_code == RC_OK && s.compiled > 0;
        scenario_free(&s);
    }
    printf("%lu families: %lu with answers, %lu of them by way of compiled tables\n", n, n_loaded,
           n_compiled);
    printf("counted %llu answers compared with an oracle's\n", n_answers);
}

/* ---- Writing ---- */

static FILE *create(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        fprintf(stderr, "families: cannot write %s\n", path);
        exit(2);
    }
    return file;
}

static void finish(FILE *file)
{
    if (fclose(file) != 0)
        exit(2);
}

static void write_buffer(const char *folder, const char *name, const buffer *b)
{
    FILE *file = create(folder, name);
    fwrite(b->bytes ? b->bytes : "", 1, b->n_bytes, file);
    finish(file);
}

static void write_text(FILE *file, const char *option, rc_text text)
{
    if (text.length > 0)
        fprintf(file, "%s=%.*s\n", option, (int)text.length, text.bytes);
}

static void write_list_options(FILE *file, const rc_load_options *o)
{
    static const char *const duplicates[] = {"cheapest", "first", "last", "error"};
    static const char *const headers[] = {"auto", "yes", "no"};

    fprintf(file, "--duplicates=%s\n--header=%s\n", duplicates[o->duplicates], headers[o->header]);
    fputs(o->plus_optional ? "--plus=optional\n" : "", file);
    fputs(o->skip_bad_rows ? "--skip-bad-rows\n" : "", file);
    fputs(o->decimal_comma ? "--decimal-comma\n" : "", file);
    if (o->n_skipped_lines > 0)
        fprintf(file, "--skip-lines=%u\n", (unsigned)o->n_skipped_lines);
    for (size_t i = 0; i < o->n_blocked; i++)
        fprintf(file, "--blocked=%.*s\n", (int)o->blocked[i].length, o->blocked[i].bytes);
    write_text(file, "--prepend", o->prepend);
    write_text(file, "--currency", o->currency);
    write_text(file, "--factor", o->factor);
    if (o->delimiter == '\t')
        fputs("--delimiter=tab\n", file);
    else if (o->delimiter)
        fprintf(file, "--delimiter=%c\n", o->delimiter);
    if (o->prefix_column.number > 0)
        fprintf(file, "--prefix-column=%zu\n--cost-column=%zu\n", o->prefix_column.number,
                o->cost_column.number);
    if (o->at)
        fprintf(file, "--effective-column=%zu\n--at=%04u-%02u-%02u\n", o->effective_column.number,
                (unsigned)o->at / 10000, (unsigned)o->at / 100 % 100, (unsigned)o->at % 100);
}

static void write_answer_options(FILE *file, const rc_answer_options *o)
{
    static const char *const fields[] = {"", "cost", "prefix", "carrier"};

    fprintf(file, "--threads=%u\n", o->n_threads);
    fputs(o->line_buffered ? "--line-buffered\n" : "", file);
    fputs(o->answers_only ? "--answers-only\n" : "", file);
    if (o->rank > 0)
        fprintf(file, "--rank=%u\n", o->rank);
    if (o->no_route.bytes)
        fprintf(file, "--no-route=%.*s\n", (int)o->no_route.length, o->no_route.bytes);
    for (int i = 0; i < RC_FIELDS_MAX && o->fields[i] != RC_FIELD_NONE; i++)
        fprintf(file, "%s%s", i > 0 ? "," : "--fields=", fields[o->fields[i]]);
    fputs(o->fields[0] != RC_FIELD_NONE ? "\n" : "", file);
}

/* Whether rows are left out. */
static int has_bad_rows(const scenario *s)
{
    int has = 0;

    for (size_t i = 0; i < s->n_lists; i++) {
        const scenario_list *list = &s->lists[i];
        oracle o = {list->rows, list->n_rows, RC_DUPLICATES_FIRST, s->load_options.plus_optional};
        has |= list->n_bad_rows > 0 || (s->load_options.duplicates == RC_DUPLICATES_ERROR &&
                                        oracle_count(&o) < list->n_rows);
    }
    return has;
}

/* Files, and the exit statuses: of compiling, of answering lists, of answering the table. */
static void write_family(const char *folder, const scenario *s)
{
    FILE *lists = create(folder, "lists"), *status = create(folder, "status");
    FILE *list_options = create(folder, "list-options");
    FILE *answer_options = create(folder, "answer-options");

    for (size_t i = 0; i < s->n_lists; i++) {
        char name[32];
        snprintf(name, sizeof name, "list-%zu.csv", i);
        write_buffer(folder, name, &s->lists[i].text);
        fprintf(lists, "%s=%s\n", s->lists[i].name, name);
    }
    write_buffer(folder, "numbers.txt", &s->numbers);
    write_buffer(folder, "expected.txt", &s->expected);
    write_list_options(list_options, &s->load_options);
    write_answer_options(answer_options, &s->answer_options);
    int is_bad = has_bad_rows(s), is_invalid = s->stats.n_invalid > 0;
    if (s->load_code == RC_OK)
        fprintf(status, "%d\n%d\n%d\n", is_bad, is_bad || is_invalid, is_invalid);
    else
        fprintf(status, "2\n2\n2\n");
    finish(lists);
    finish(status);
    finish(list_options);
    finish(answer_options);
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--write") == 0) {
        unsigned long no = strtoul(argv[3], NULL, 10);
        prng p = prng_of(no);
        scenario s;
        make(&s, &p, no);
        write_family(argv[2], &s);
        scenario_free(&s);
        return 0;
    }
    run_all(argc > 1 ? strtoul(argv[1], NULL, 10) : N_DEFAULT);
    return 0;
}
