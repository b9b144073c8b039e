/* Loads the lists and tables of the command line: see load.h. */
#include "cli/load.h"

#include "cli/messages.h"
#include "cli/system.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* An rc_fault_fn for the list that is being read. */
static void show_list_fault(void *context, const rc_error *fault)
{
    const load *l = context;
    source_show_fault(l->list, fault);
}

/* The same for warnings. */
static void show_list_warning(void *context, const rc_error *warning)
{
    const load *l = context;

    if (l->o->quiet)
        return;
    progress_pause(l->progress);
    message_fault(l->list->name, warning);
    progress_resume(l->progress);
}

/* Checks that a table is given without NAME=: it has the names of its carriers. */
static void check_table_name(const list_argument *argument, rc_error *error)
{
    if (!argument->is_named)
        return;
    error->code = RC_ERROR_TABLE;
    snprintf(error->reason, sizeof error->reason,
             "a compiled table has its own carriers' names: leave the NAME= out");
}

static const list_options *options_of(const load *l, const list_argument *argument)
{
    return argument->own ? argument->own : &l->o->list;
}

static bool skips_bad_rows(const load *l, const list_argument *argument)
{
    return l->skips_bad_rows || options_of(l, argument)->skip_bad_rows;
}

/* Tells the builder or the explainer how the list is read, if lists have options of their own. */
static rc_code set_list_options(load *l, const list_argument *argument, rc_error *error)
{
    rc_load_options wanted = {.n_threads = 0};

    if (!l->o->carriers)
        return RC_OK;
    list_options_copy(options_of(l, argument), &wanted);
    wanted.skip_bad_rows = skips_bad_rows(l, argument);
    return l->explainer ? rc_explainer_set_list_options(l->explainer, &wanted, error)
                        : rc_builder_set_list_options(l->builder, &wanted, error);
}

/* Reads a carrier's list into the builder or the explainer. */
static void read_stream(load *l, const list_argument *argument, rc_error *error)
{
    rc_reader in = {l->list, source_read};

    if (set_list_options(l, argument, error) != RC_OK)
        return;
    if (l->explainer) {
        rc_explainer_read(l->explainer, argument->name, in, error);
        l->stats = rc_explainer_stats(l->explainer);
        return;
    }
    if (rc_builder_begin_carrier(l->builder, argument->name, error) == RC_OK &&
        rc_builder_read(l->builder, in, error) == RC_OK)
        rc_builder_end_carrier(l->builder, error);
    l->stats = rc_builder_stats(l->builder);
}

/* Checks that a line of a carriers file has no options for a compiled table. */
static void check_own_options(const list_argument *argument, rc_error *error)
{
    if (!argument->own_given)
        return;
    error->code = RC_ERROR_TABLE;
    snprintf(error->reason, sizeof error->reason,
             "--%s is for route lists, and this is a compiled table: compile it with the option",
             argument->own_given);
}

/* Names the line of the carriers file that a message before is about. */
static void report_line(const list_argument *argument)
{
    rc_error fault = {.line = argument->line};
    char quoted[RC_QUOTE_BYTES];

    if (!argument->file)
        return;
    snprintf(fault.reason, sizeof fault.reason, "this line names the list %s",
             rc_quote(quoted, (rc_text){argument->argument, strlen(argument->argument)}));
    message_fault(message_name(argument->file), &fault);
}

/* Prints how many rows are bad, if not all were shown, or if they are most of those that were to be
 * left out.  Later duplicates that are faults count among the good rows, too. */
static void count_bad_rows(const load *l, const list_argument *argument, uint64_t n_bad_rows,
                           uint64_t n_good_rows)
{
    const source *list = l->list;
    char what[80];

    if (n_bad_rows <= n_good_rows || !skips_bad_rows(l, argument) ||
        options_of(l, argument)->duplicates == RC_DUPLICATES_ERROR) {
        message_fault_count(list->name, n_bad_rows, list->n_shown, "bad rows");
        return;
    }
    snprintf(what, sizeof what, "of %" PRIu64 " rows are bad", n_bad_rows + n_good_rows);
    message_most(list->name, n_bad_rows, list->n_shown, what);
}

/* Reads a carrier's list and reports what is wrong with it. */
static rc_code read_list(load *l, const list_argument *argument, FILE *file)
{
    const options *o = l->o;
    source list = {.progress = l->progress,
                   .reader = rc_reader_from_file(file),
                   .name = message_name(argument->path),
                   .quiet = o->quiet && skips_bad_rows(l, argument)};
    rc_load_stats before = l->stats;
    rc_error error = {.code = RC_OK};

    progress_begin_list(l->progress, file);
    l->list = &list;
    read_stream(l, argument, &error);
    if (error.code == RC_OK && l->stats.n_tables > before.n_tables)
        check_table_name(argument, &error);
    if (error.code == RC_OK && l->stats.n_tables > before.n_tables)
        check_own_options(argument, &error);
    progress_end(l->progress);
    uint64_t n_bad_rows = l->stats.n_bad_rows - before.n_bad_rows;
    if (!list.quiet)
        count_bad_rows(l, argument, n_bad_rows, l->stats.n_rows - before.n_rows);
    if (error.code != RC_OK && (error.code != RC_ERROR_LIST || n_bad_rows == 0))
        message_error(list.name, &error);
    if (error.code == RC_ERROR_NAME)
        message_print("name a list's carrier with NAME=PATH");
    if (!list.quiet && (error.code != RC_OK || n_bad_rows > 0))
        report_line(argument);
    return error.code;
}

/* Reads all lists, even after a bad one, so that every fault is shown.  Returns the first error. */
static rc_code read_lists(load *l)
{
    rc_code first = RC_OK;

    for (size_t i = 0; i < l->o->n_lists; i++) {
        FILE *file = source_open(l->o->lists[i].path);
        rc_code code = file ? read_list(l, &l->o->lists[i], file) : RC_ERROR_READ;
        if (!file)
            report_line(&l->o->lists[i]);
        source_close(file);
        first = first ? first : code;
        if (code != RC_OK && code != RC_ERROR_LIST && code != RC_ERROR_EMPTY &&
            code != RC_ERROR_FORMAT)
            break;
    }
    return first;
}

rc_code load_check_input(const options *o)
{
    bool reads_input = o->numbers && strcmp(o->numbers, "-") == 0;

    for (size_t i = 0; i < o->n_lists; i++)
        reads_input |= strcmp(o->lists[i].path, "-") == 0;
    if (!reads_input || !source_is_input_closed())
        return RC_OK;
    message_file(message_name("-"), "cannot read", errno);
    return RC_ERROR_READ;
}

/* Returns true if a day is given for a list. */
static bool has_day(const options *o)
{
    bool has_one = o->list.at != NULL;

    for (size_t i = 0; i < o->n_lists; i++)
        has_one |= o->lists[i].own && o->lists[i].own->at;
    return has_one;
}

rc_code load_check_options(const options *o, const rc_load_stats *stats)
{
    char reason[128];

    if (has_day(o) && stats->n_tables < o->n_lists && stats->n_dated_lists == 0) {
        message_print("--at: no list has a column of days by a known name: name one with "
                      "--effective-column or --until-column");
        return RC_ERROR_OPTIONS;
    }
    if (!o->list.given || stats->n_tables < o->n_lists)
        return RC_OK;
    snprintf(reason, sizeof reason,
             "--%s is for route lists, and there are compiled tables only: compile them with it",
             o->list.given);
    message_print(reason);
    return RC_ERROR_OPTIONS;
}

/* Checks that a compiled table does not ignore a '+' that has to match.  Fails with
 * RC_ERROR_OPTIONS, after a message. */
static rc_code check_plus(const load *l, bool ignores_plus)
{
    if (l->o->plus != PLUS_EXACT || !ignores_plus)
        return RC_OK;
    message_print("--plus=exact: the compiled table was made with --plus=optional");
    return RC_ERROR_OPTIONS;
}

/* How many threads load.  Half of more than two: a worker's batch should stay in its core's cache.
 * Where there are fewer cores than threads, which ISO C cannot tell, more workers would push each
 * other's batches out. */
static unsigned count_load_threads(unsigned n_threads)
{
    return n_threads > 4 ? n_threads / 2 : n_threads > 2 ? 2 : n_threads;
}

/* Sets the columns whose texts routes carry: those that a table keeps, or that are asked for. */
static void set_carried(load *l, rc_load_options *wanted)
{
    const options *o = l->o;
    size_t n = 0;

    for (size_t i = 0; i < o->carried.n_texts; i++)
        l->carried[n++].name = o->carried.texts[i];
    for (size_t i = 0; i < o->answer.n_columns && n < RC_CARRIED_COLUMNS_MAX; i++)
        l->carried[n++].name = o->answer.columns[i];
    if (o->summary.field == RC_FIELD_COLUMN)
        l->carried[n++].name = o->summary.column; /* beside neither of the others */
    wanted->carried_columns = l->carried;
    wanted->n_carried_columns = n;
}

static rc_load_options load_options(load *l, bool keep_carriers)
{
    rc_load_options wanted = {.plus_optional = l->o->plus == PLUS_OPTIONAL,
                              .keep_carriers = keep_carriers,
                              .compare_duplicates = l->compare_duplicates,
                              .n_threads = count_load_threads(l->o->n_threads),
                              .on_fault = show_list_fault,
                              .on_warning = show_list_warning,
                              .fault_context = l};

    list_options_copy(&l->o->list, &wanted);
    set_carried(l, &wanted);
    if (l->o->idd)
        wanted.idd = (rc_text){l->o->idd, strlen(l->o->idd)};
    wanted.skip_bad_rows |= l->skips_bad_rows;
    return wanted;
}

rc_table *load_table(load *l, bool keep_carriers)
{
    rc_load_options wanted = load_options(l, keep_carriers);
    rc_error error = {.code = RC_ERROR_MEMORY, .reason = "out of memory"};
    rc_table *table = NULL;
    double started = clock_now();

    l->builder = rc_builder_new(&wanted);
    if (!l->builder) {
        message_error(NULL, &error);
        return NULL;
    }
    if (read_lists(l) == RC_OK && (l->is_part || load_check_options(l->o, &l->stats) == RC_OK) &&
        rc_builder_seal(l->builder, &table, &error) != RC_OK)
        message_error(error.code == RC_ERROR_TABLE ? message_name(l->o->lists[0].path) : NULL,
                      &error); /* only the first list's table can be found wrong here */
    l->stats = rc_builder_stats(l->builder);
    rc_builder_free(l->builder);
    l->builder = NULL;
    l->seconds = clock_now() - started;
    if (table && l->o->stats)
        rc_table_measure(table, &l->sizes);
    if (table && check_plus(l, rc_table_ignores_plus(table))) {
        rc_table_free(table);
        table = NULL;
    }
    return table;
}

rc_explainer *load_explainer(load *l)
{
    rc_load_options wanted = load_options(l, false);
    rc_text number = {l->o->explained, strlen(l->o->explained)};
    rc_error error;
    double started = clock_now();

    l->explainer = rc_explainer_new(&wanted, number, &error);
    if (!l->explainer) {
        message_error(NULL, &error);
        return NULL;
    }
    if (read_lists(l) != RC_OK || load_check_options(l->o, &l->stats) != RC_OK ||
        check_plus(l, rc_explainer_ignores_plus(l->explainer)) != RC_OK) {
        rc_explainer_free(l->explainer);
        l->explainer = NULL;
    }
    l->seconds = clock_now() - started;
    return l->explainer;
}
