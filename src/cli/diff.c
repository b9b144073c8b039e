/* Shows what changed between two lists: see diff.h. */
#include "cli/diff.h"

#include "cli/idd_hint.h"
#include "cli/load.h"
#include "cli/numbers_hint.h"
#include "cli/messages.h"
#include "cli/plus_hint.h"
#include "cli/stats.h"
#include "cli/status.h"
#include "cli/system.h"
#include "routecost_compare.h"

#include <inttypes.h>

enum { OLD, NEW, SIDES };

/* One run of the program. */
typedef struct diffing {
    const options *o;
    progress progress;
    rc_table *tables[SIDES];
    rc_load_stats load; /* of both sides */
    rc_table_sizes sizes;
    double load_seconds;
    rc_diff_stats found;
    source numbers;
    double started, ended; /* the first and the last reading of numbers */
} diffing;

/* Adds up what was read. */
static void add_stats(diffing *d, const load *l)
{
    d->load.n_rows += l->stats.n_rows;
    d->load.n_bad_rows += l->stats.n_bad_rows;
    d->load.n_prefixes += l->stats.n_prefixes;
    d->load.n_tables += l->stats.n_tables;
    d->load.n_dated_lists += l->stats.n_dated_lists;
    d->load.table_bytes += l->stats.table_bytes;
    stats_add_sizes(&d->sizes, &l->sizes);
    d->load_seconds += l->seconds;
}

/* Loads a side as if it were the only list. Returns NULL after messages. */
static rc_table *load_side(diffing *d, unsigned side)
{
    options one = *d->o;
    load l = {.o = &one, .is_part = true, .progress = &d->progress};

    one.lists = &d->o->lists[side];
    one.n_lists = 1;
    if (side == NEW && rc_table_ignores_plus(d->tables[OLD]))
        one.plus = PLUS_OPTIONAL; /* a compiled table was made with it */
    if (side == NEW && rc_table_idd(d->tables[OLD]).length > 0)
        one.idd = rc_table_idd(d->tables[OLD]).bytes; /* NUL-terminated */
    rc_table *table = load_table(&l, false);
    add_stats(d, &l);
    return table;
}

/* Loads both sides. Fails after messages. */
static rc_code load_sides(diffing *d)
{
    for (unsigned side = 0; side < SIDES; side++) {
        d->tables[side] = load_side(d, side);
        if (!d->tables[side])
            return RC_ERROR_LIST;
    }
    return load_check_options(d->o, &d->load);
}

/* An rc_reader's read: reads the numbers and notes how long that takes. */
static size_t read_numbers(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    diffing *d = context;

    if (d->started == 0)
        d->started = clock_now();
    size_t n_read = source_read(&d->numbers, bytes, n_bytes, failed);
    d->ended = clock_now();
    return n_read;
}

/* Prints how many numbers were invalid, if not all were shown. */
static void count_faults(const diffing *d)
{
    bool is_calls = d->o->number_column.number > 0 || d->o->number_column.name.bytes;

    if (!is_calls && d->found.read.n_numbers == 0 && d->found.read.n_invalid > 0)
        numbers_hint_print_calls(&d->numbers);
    message_fault_count(d->numbers.name, d->found.read.n_invalid, d->numbers.n_shown,
                        is_calls ? "records have no valid number" : "lines are not numbers");
}

/* Prints a hint if a '+', or what is dialled for one, kept all numbers from matching. */
static void hint(const diffing *d)
{
    const rc_table *const tables[SIDES] = {d->tables[OLD], d->tables[NEW]};
    bool has_tables = d->load.n_tables > 0;
    unsigned routes = 0;

    if (idd_hint_print_all(tables, SIDES, &d->found.read, has_tables) ||
        rc_table_ignores_plus(d->tables[OLD]))
        return;
    for (unsigned side = 0; side < SIDES; side++)
        for (size_t i = 0; i < rc_table_carriers(d->tables[side]); i++)
            routes |= rc_table_plus(d->tables[side], i);
    plus_hint_print_all(routes, &d->found.read, has_tables);
}

/* Compares the sides; file holds the numbers, or is NULL. Fails after a message. */
static rc_code compare(diffing *d, FILE *file)
{
    const options *o = d->o;
    const rc_reader reader = {d, read_numbers};
    const rc_diff_options wanted = {.number_column = o->number_column,
                                    .n_threads = o->n_threads,
                                    .on_fault = source_show_fault,
                                    .fault_context = &d->numbers};
    rc_error error;

    d->numbers = (source){.progress = &d->progress,
                          .reader = rc_reader_from_file(file),
                          .name = file ? message_name(o->numbers) : NULL,
                          .quiet = o->quiet};
    if (file)
        progress_begin_numbers(&d->progress, file);
    rc_code code = rc_diff(d->tables[OLD], d->tables[NEW], file ? &reader : NULL,
                           rc_writer_from_file(stdout), &wanted, &d->found, &error);
    progress_end(&d->progress);
    if (file && !o->quiet)
        count_faults(d);
    if (code != RC_OK)
        message_numbers_error(d->numbers.name, &error);
    else if (file && !o->quiet)
        hint(d);
    return code;
}

/* Prints the figures of --stats, and the line that sums up. */
static void sum_up(const diffing *d)
{
    const rc_change_counts *p = &d->found.prefixes, *n = &d->found.numbers;
    char text[320];
    size_t length;

    if (d->o->stats)
        stats_print_load(&d->load, &d->sizes, d->load_seconds);
    if (d->o->stats && d->o->numbers)
        stats_print_answers(&d->found.read, d->ended - d->started);
    length = (size_t)snprintf(text, sizeof text,
                              "%" PRIu64 " new, %" PRIu64 " gone, %" PRIu64 " dearer, %" PRIu64
                              " cheaper",
                              p->n_new, p->n_gone, p->n_dearer, p->n_cheaper);
    if (d->o->numbers)
        snprintf(text + length, sizeof text - length,
                 "; numbers: %" PRIu64 " new, %" PRIu64 " gone, %" PRIu64 " dearer, %" PRIu64
                 " cheaper",
                 n->n_new, n->n_gone, n->n_dearer, n->n_cheaper);
    message_print(text);
}

static int find_status(const diffing *d)
{
    const rc_change_counts *p = &d->found.prefixes;
    bool differs = p->n_new + p->n_gone + p->n_dearer + p->n_cheaper > 0;

    return differs || d->load.n_bad_rows > 0 || d->found.read.n_invalid > 0 ? STATUS_WITH_FAULTS
                                                                            : STATUS_DONE;
}

int diff_lists(const options *o)
{
    diffing d = {.o = o};
    int status = STATUS_NOT_DONE;
    FILE *file = NULL;

    progress_init(&d.progress, o->progress && !o->quiet, o->n_lists);
    if (load_check_input(o) == RC_OK && load_sides(&d) == RC_OK) {
        /* Opened last: what feeds FIFOs may write one after the other. */
        file = o->numbers ? source_open(o->numbers) : NULL;
        if ((file || !o->numbers) && compare(&d, file) == RC_OK)
            status = find_status(&d);
    }
    if (status != STATUS_NOT_DONE && !o->quiet)
        sum_up(&d);
    for (unsigned side = 0; side < SIDES; side++)
        rc_table_free(d.tables[side]);
    source_close(file);
    return status;
}
