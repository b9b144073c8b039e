/* Prices numbers: options -> table -> answers -> exit status. */
#include "cli/price.h"

#include "cli/idd_hint.h"
#include "cli/load.h"
#include "cli/messages.h"
#include "cli/numbers_hint.h"
#include "cli/plus_hint.h"
#include "cli/stats.h"
#include "cli/status.h"
#include "cli/system.h"
#include "routecost_calls.h"

#include <string.h>

/* One run of the program. */
typedef struct run {
    const options *o;
    progress progress;
    load load;
    rc_answer_stats answer_stats;
    double answer_seconds;
} run;

/* Returns true if prefixes or several carriers are asked for. */
static bool wants_carriers(const options *o)
{
    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (o->answer.fields[i] == RC_FIELD_PREFIX)
            return true;
    return o->rank > 1 || o->summary.field == RC_FIELD_PREFIX;
}

/* Returns true if NUMBERS holds call records. */
static bool has_calls(const options *o)
{
    return o->number_column.number > 0 || o->number_column.name.bytes;
}

/* Prints how many lines had no number, if not all were shown.  If no line had one, they are
 * probably call records. */
static void count_faults(const run *r, const source *numbers)
{
    const rc_answer_stats *stats = &r->answer_stats;
    bool is_calls = has_calls(r->o);

    message_fault_count(numbers->name, stats->n_invalid, numbers->n_shown,
                        !is_calls ? "lines are not numbers"
                        : r->o->duration_column.number > 0 || r->o->duration_column.name.bytes
                            ? "records have no valid number or duration"
                            : "records have no valid number");
    if (!is_calls && stats->n_numbers == 0 && stats->n_invalid > 0)
        numbers_hint_print_calls(numbers);
}

/* Answers the numbers; returns the exit status. */
static int answer(run *r, const rc_table *table, FILE *file)
{
    const options *o = r->o;
    source numbers = {.progress = &r->progress,
                      .reader = o->line_buffered ? rc_line_reader_from_file(file)
                                                 : rc_reader_from_file(file),
                      .name = message_name(o->numbers),
                      .quiet = o->quiet};
    rc_answer_options answer_options = {.rank = o->rank,
                                        .answers_only = o->answers_only,
                                        .line_buffered = o->line_buffered,
                                        .n_threads = o->n_threads,
                                        .on_fault = source_show_fault,
                                        .fault_context = &numbers};
    rc_error error;
    double started = clock_now();

    memcpy(answer_options.fields, o->answer.fields, sizeof answer_options.fields);
    answer_options.columns = o->answer.columns;
    answer_options.n_columns = o->answer.n_columns;
    if (o->summary.field == RC_FIELD_COLUMN) {
        answer_options.columns = &o->summary.column;
        answer_options.n_columns = 1;
    }
    if (o->no_route)
        answer_options.no_route = (rc_text){o->no_route, strlen(o->no_route)};
    progress_begin_numbers(&r->progress, file);
    rc_call_options call_options = {.number_column = o->number_column,
                                    .duration_column = o->duration_column,
                                    .charges = o->charges,
                                    .summary = o->summary.field};
    rc_reader in = {&numbers, source_read};
    rc_writer out = rc_writer_from_file(stdout);
    rc_code code =
        has_calls(o) ? rc_answer_calls(table, in, out, &answer_options, &call_options,
                                       &r->answer_stats, &error)
                     : rc_answer_numbers(table, in, out, &answer_options, &r->answer_stats, &error);
    r->answer_seconds = clock_now() - started;
    progress_end(&r->progress);
    if (!o->quiet)
        count_faults(r, &numbers);
    if (code != RC_OK) {
        message_numbers_error(numbers.name, &error);
        return STATUS_NOT_DONE;
    }
    bool has_tables = r->load.stats.n_tables > 0;
    bool is_hinted = o->quiet || idd_hint_print_all(&table, 1, &r->answer_stats, has_tables);
    if (!is_hinted && !rc_table_ignores_plus(table))
        plus_hint_print(table, &r->answer_stats, has_tables);
    return r->answer_stats.n_invalid > 0 || r->load.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS
                                                                         : STATUS_DONE;
}

int price_numbers(const options *o)
{
    run r = {.o = o, .load = {.o = o, .progress = &r.progress}};
    int status = STATUS_NOT_DONE;

    progress_init(&r.progress, o->progress && !o->quiet, o->n_lists);
    if (load_check_input(o) != RC_OK)
        return STATUS_NOT_DONE;
    rc_table *table = load_table(&r.load, wants_carriers(o));
    /* Opened last: what feeds FIFOs may write one after the other. */
    FILE *numbers = table ? source_open(o->numbers) : NULL;

    if (table && !numbers)
        numbers_hint_print_operand(o);

    if (numbers)
        status = answer(&r, table, numbers);
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet) {
        stats_print_load(&r.load.stats, &r.load.sizes, r.load.seconds);
        stats_print_answers(&r.answer_stats, r.answer_seconds);
    }
    rc_table_free(table);
    source_close(numbers);
    return status;
}
