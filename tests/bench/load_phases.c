/* Measures the phases of loading a list on one thread, and what takes its memory at the peak; then
 * those of answering a file of numbers.
 *
 *     load_phases LIST [NUMBERS]
 *
 * The library is built anew for it, with allocations and pipelines that count (counted.h). A
 * pipeline takes and gives one block after the other, so that time is serial however many threads
 * there are; so is the time outside pipelines. Exit status 1: the list cannot be loaded, or the
 * parts of the memory do not add up to what the allocator counts. */
#include "counted.h"

#include "routecost.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- Memory ---- */

typedef enum part { PART_INPUT, PART_BATCHES, PART_RUNS, PART_TRIE, PART_OTHERS, N_PARTS } part;

static const char *const part_names[N_PARTS] = {"input blocks", "batches", "runs", "trie",
                                                "others"};

typedef struct block_head {
    _Alignas(max_align_t) size_t n_bytes;
    part of;
} block_head;

static size_t n_held[N_PARTS], at_peak[N_PARTS], n_all, n_peak;
static const char *array_file;

static part part_of(const char *file)
{
    static const struct {
        const char *name;
        part of;
    } files[] = {
        {"/io/", PART_INPUT},  {"/deck/deck.c", PART_INPUT},   {"/sort/batch.c", PART_BATCHES},
        {"/sort/", PART_RUNS}, {"/load/workers.c", PART_RUNS}, {"/trie/", PART_TRIE}};

    if (strstr(file, "/base/array.c") && array_file)
        file = array_file;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strstr(file, files[i].name))
            return files[i].of;
    return PART_OTHERS;
}

static void count(const block_head *b)
{
    n_held[b->of] += b->n_bytes;
    n_all += b->n_bytes;
    if (n_all > n_peak) {
        n_peak = n_all;
        memcpy(at_peak, n_held, sizeof at_peak);
    }
}

static void discount(const block_head *b)
{
    n_held[b->of] -= b->n_bytes;
    n_all -= b->n_bytes;
}

void *counted_realloc(void *old, size_t n_bytes, const char *file)
{
    block_head *b = old ? (block_head *)old - 1 : NULL;
    block_head before = b ? *b : (block_head){0};

    if (n_bytes > SIZE_MAX - sizeof *b || !(b = realloc(b, sizeof *b + n_bytes)))
        return NULL;
    if (old)
        discount(&before);
    *b = (block_head){.n_bytes = n_bytes, .of = part_of(file)};
    count(b);
    return b + 1;
}

void *counted_malloc(size_t n_bytes, const char *file)
{
    return counted_realloc(NULL, n_bytes, file);
}

/* As the system does, takes no memory from it for zeros that are not written to. */
void *counted_calloc(size_t n, size_t size, const char *file)
{
    block_head *b =
        size > 0 && n > (SIZE_MAX - sizeof *b) / size ? NULL : calloc(1, sizeof *b + n * size);
    if (!b)
        return NULL;
    *b = (block_head){.n_bytes = n * size, .of = part_of(file)};
    count(b);
    return b + 1;
}

void counted_free(void *bytes)
{
    if (!bytes)
        return;
    block_head *b = (block_head *)bytes - 1;
    discount(b);
    free(b);
}

bool counted_for(const char *file)
{
    array_file = file;
    return true;
}

/* ---- Phases ---- */

typedef struct phase {
    double take, work, give; /* ns of the processor */
} phase;

enum { READING, MERGING, WRITING, N_LOAD_PHASES, ANSWERING = N_LOAD_PHASES, N_PHASES };

static const char *const phase_names[N_PHASES] = {"reading", "merging", "writing", "answering"};
static phase phases[N_PHASES], last_merge;

/* Processor time: others may use the machine, too. */
static double now(void)
{
    return (double)clock() * (1e9 / CLOCKS_PER_SEC);
}

static void add(phase *to, const phase *p)
{
    to->take += p->take;
    to->work += p->work;
    to->give += p->give;
}

void counted_pipeline_run(const char *file, const pipeline *p)
{
    void *slot = p->slots[0];
    phase measured = {0};
    pipeline_step step = PIPELINE_GO_ON;

    while (step == PIPELINE_GO_ON) {
        double start = now();
        bool taken = p->take(p->context, slot);
        double at_work = now();
        measured.take += at_work - start;
        if (!taken)
            break;
        p->work(p->context, slot);
        double at_gift = now();
        step = p->give(p->context, slot);
        measured.work += at_gift - at_work;
        measured.give += now() - at_gift;
    }
    if (strstr(file, "merge.c")) {
        add(&phases[MERGING], &last_merge);
        last_merge = measured;
    } else {
        add(&phases[strstr(file, "/answer/") ? ANSWERING : READING], &measured);
    }
}

/* ---- Printing ---- */

/* Returns how many times faster n cores are if this share of the time is serial. */
static double speed_up(double serial, double n)
{
    return 1 / (serial + (1 - serial) / n);
}

/* Prints the phases from first up to end, and what n rows or numbers share. */
static void print_phases(const char *unit, int first, int end, double all, double n_rows)
{
    double work = 0, longest = 0, in_phases = 0;

    printf("ns a %s   take    work    give\n", unit);
    for (int i = first; i < end; i++) {
        const phase *p = &phases[i];
        printf("%-9s %6.1f  %6.1f  %6.1f\n", phase_names[i], p->take / n_rows, p->work / n_rows,
               p->give / n_rows);
        work += p->work;
        longest += p->take > p->give ? p->take : p->give;
        in_phases += p->take + p->work + p->give;
    }
    double serial = 1 - work / all;
    longest += all - in_phases;
    printf("outside   %6.1f\nin all    %6.1f\n", (all - in_phases) / n_rows, all / n_rows);
    printf("serial share %.1f %%: at most %.1f times as fast on 16 cores, %.1f on 32\n",
           100 * serial, speed_up(serial, 16), speed_up(serial, 32));
    printf("taking beside giving: at most %.1f times as fast on any number of cores\n",
           all / longest);
}

static bool print_memory(void)
{
    size_t sum = 0;

    printf("\nat the peak       KiB       bytes\n");
    for (int i = 0; i < N_PARTS; i++) {
        printf("%-12s %8zu %11zu\n", part_names[i], at_peak[i] / 1024, at_peak[i]);
        sum += at_peak[i];
    }
    printf("in all       %8zu %11zu\n", n_peak / 1024, n_peak);
    return sum == n_peak;
}

static rc_code load(FILE *file, rc_table **table, uint64_t *n_rows)
{
    rc_load_options options = {.n_threads = 1};
    rc_error error = {0};
    rc_load_stats stats = {0};
    rc_builder *builder = rc_builder_new(&options);
    rc_code code = builder ? RC_OK : RC_ERROR_MEMORY;

    if (code == RC_OK)
        code = rc_builder_read(builder, rc_reader_from_file(file), &error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, table, &error);
    if (code)
        fprintf(stderr, "load_phases: %s\n", error.reason);
    else
        stats = rc_builder_stats(builder);
    *n_rows = stats.n_rows;
    rc_builder_free(builder);
    return code;
}

/* Answers the numbers, into a file that is gone afterwards. */
static rc_code answer(const rc_table *table, const char *path)
{
    FILE *file = fopen(path, "rb"), *out = tmpfile();
    rc_answer_options options = {.n_threads = 1};
    rc_answer_stats stats = {0};
    rc_error error = {0};
    rc_code code = RC_ERROR_READ;
    double start = now();

    if (file && out)
        code = rc_answer_numbers(table, rc_reader_from_file(file), rc_writer_from_file(out),
                                 &options, &stats, &error);
    if (code == RC_OK && stats.n_numbers > 0) {
        printf("\n");
        print_phases("number", ANSWERING, N_PHASES, now() - start, (double)stats.n_numbers);
    }
    if (file)
        fclose(file);
    if (out)
        fclose(out);
    return code;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 2 || argc == 3 ? fopen(argv[1], "rb") : NULL;
    rc_table *table = NULL;
    uint64_t n_rows = 0;

    if (!file) {
        fprintf(stderr, "usage: load_phases LIST [NUMBERS]\n");
        return 2;
    }
    double start = now();
    rc_code code = load(file, &table, &n_rows);
    double all = now() - start;
    fclose(file);
    if (code)
        return 1;
    phases[WRITING] = last_merge; /* the last merge writes the trie */
    print_phases("row", READING, N_LOAD_PHASES, all, (double)n_rows);
    bool adds_up = print_memory();
    if (argc == 3 && answer(table, argv[2]))
        return 1;
    rc_table_free(table);
    if (!adds_up || n_all > 0)
        fprintf(stderr, "load_phases: the parts do not add up, or %zu bytes are left\n", n_all);
    return adds_up && n_all == 0 ? 0 : 1;
}
