/* The program: options -> table -> answers -> exit status. */
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/stats.h"
#include "routecost.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXIT_DONE = 0,
    EXIT_WITH_FAULTS = 1, /* done, but some lines were invalid or skipped */
    EXIT_NOT_DONE = 2
};

/* One run of the program. */
typedef struct run {
    const options *o;
    progress progress;
    struct source *list; /* that is being read */
    rc_load_stats load_stats;
    rc_answer_stats answer_stats;
    double load_seconds, answer_seconds;
} run;

/* A file that is read, and where its faults are shown. */
typedef struct source {
    run *run;
    rc_reader reader;
    const char *name;
    int quiet;
    uint64_t n_shown; /* faults */
} source;

static void show_fault(void *context, const rc_error *fault)
{
    source *s = context;

    if (s->quiet)
        return;
    s->n_shown++;
    progress_pause(&s->run->progress);
    message_fault(s->name, fault);
    progress_resume(&s->run->progress);
}

/* The reader of a source: shows how far it is. */
static size_t read_source(void *context, void *bytes, size_t n_bytes, int *failed)
{
    source *s = context;
    size_t n_read = s->reader.read(s->reader.context, bytes, n_bytes, failed);

    progress_add(&s->run->progress, n_read);
    return n_read;
}

/* Whether standard input is closed.  The next file opened would then take its place, and
 * be read in its stead. */
static int is_input_closed(void)
{
#ifdef EBADF
    errno = 0;
    return ftell(stdin) < 0 && errno == EBADF;
#else
    return 0;
#endif
}

/* Opens a path for reading, "-" being standard input. */
static FILE *open_input(const char *path)
{
    if (strcmp(path, "-") == 0)
        return stdin;
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        message_file(path, "cannot open", errno);
    return file;
}

static void close_input(FILE *file)
{
    if (file && file != stdin)
        fclose(file);
}

/* An rc_fault_fn for the list that is being read. */
static void show_list_fault(void *context, const rc_error *fault)
{
    const run *r = context;
    show_fault(r->list, fault);
}

/* Whether prefixes or several carriers are asked for. */
static int wants_carriers(const options *o)
{
    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (o->fields[i] == RC_FIELD_PREFIX)
            return 1;
    return o->rank > 1;
}

/* Reads a carrier's list and tells what is wrong with it. */
static rc_code read_list(run *r, rc_builder *builder, const list_argument *argument, FILE *file)
{
    const options *o = r->o;
    source list = {.run = r,
                   .reader = rc_reader_from_file(file),
                   .name = message_name(argument->path),
                   .quiet = o->quiet && o->skip_bad_rows};
    uint64_t n_before = r->load_stats.n_bad_rows;
    rc_error error = {.code = RC_OK};

    progress_begin(&r->progress, "reading routes", file);
    r->list = &list;
    if (rc_builder_begin(builder, argument->name, &error) == RC_OK &&
        rc_builder_read(builder, (rc_reader){&list, read_source}, &error) == RC_OK)
        rc_builder_end(builder, &error);
    r->load_stats = rc_builder_stats(builder);
    progress_pause(&r->progress);
    progress_resume(&r->progress);
    uint64_t n_bad_rows = r->load_stats.n_bad_rows - n_before;
    if (!list.quiet)
        message_fault_count(list.name, n_bad_rows, list.n_shown, "bad rows");
    if (error.code != RC_OK && (error.code != RC_ERROR_LIST || n_bad_rows == 0))
        message_error(list.name, &error);
    if (error.code == RC_ERROR_NAME)
        message_print("name a list's carrier with NAME=PATH");
    return error.code;
}

/* Reads all lists, so that every fault is shown; returns RC_OK if all are good. */
static rc_code read_lists(run *r, rc_builder *builder)
{
    rc_code first = RC_OK;

    for (size_t i = 0; i < r->o->n_lists; i++) {
        FILE *file = open_input(r->o->lists[i].path);
        rc_code code = file ? read_list(r, builder, &r->o->lists[i], file) : RC_ERROR_READ;
        close_input(file);
        first = first ? first : code;
        if (code != RC_OK && code != RC_ERROR_LIST && code != RC_ERROR_EMPTY &&
            code != RC_ERROR_FORMAT)
            break;
    }
    return first;
}

/* Reads the lists into a table; NULL after a message. */
static rc_table *load(run *r)
{
    const options *o = r->o;
    rc_load_options load_options = {.duplicates = o->duplicates,
                                    .plus_optional = o->plus_optional,
                                    .skip_bad_rows = o->skip_bad_rows,
                                    .keep_carriers = wants_carriers(o),
                                    .delimiter = o->delimiter,
                                    .header = o->header,
                                    .n_skipped_lines = o->n_skipped_lines,
                                    .prefix_column = o->prefix_column,
                                    .cost_column = o->cost_column,
                                    .effective_column = o->effective_column,
                                    .at = o->at,
                                    .decimal_comma = o->decimal_comma,
                                    .n_threads = o->n_threads,
                                    .on_fault = show_list_fault,
                                    .fault_context = r};
    rc_error error = {.code = RC_ERROR_MEMORY, .reason = "out of memory"};
    rc_table *table = NULL;
    double started = clock_now();

    rc_builder *builder = rc_builder_new(&load_options);
    if (!builder) {
        message_error(NULL, &error);
        return NULL;
    }
    if (read_lists(r, builder) == RC_OK && rc_builder_seal(builder, &table, &error) != RC_OK)
        message_error(NULL, &error);
    r->load_stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    r->load_seconds = clock_now() - started;
    return table;
}

/* Names the option that helps where a '+' on one side alone made all numbers miss. */
static void hint(const rc_table *table, const rc_answer_stats *stats)
{
    int routes_have_plus = rc_table_has_plus(table), numbers_have_plus = stats->n_plus_numbers > 0;

    if (stats->n_numbers > 0 && stats->n_routed == 0 && routes_have_plus != numbers_have_plus)
        message_print(routes_have_plus ? "no number matched, and only the routes begin with +: "
                                         "try --plus=optional"
                                       : "no number matched, and only the numbers begin with +: "
                                         "try --plus=optional");
}

/* Tells what went wrong while answering. */
static void show_answer_error(const char *numbers, rc_error *error)
{
    static const char cannot_write[] = "cannot write standard output";

    if (error->code == RC_ERROR_WRITE)
        memcpy(error->reason, cannot_write, sizeof cannot_write);
    int is_about_numbers = error->code == RC_ERROR_READ || error->code == RC_ERROR_COLUMN;
    message_error(is_about_numbers ? numbers : NULL, error);
}

/* Answers the numbers; returns the exit status. */
static int answer(run *r, const rc_table *table, FILE *file)
{
    const options *o = r->o;
    source numbers = {.run = r,
                      .reader = o->line_buffered ? rc_line_reader_from_file(file)
                                                 : rc_reader_from_file(file),
                      .name = message_name(o->numbers),
                      .quiet = o->quiet};
    rc_answer_options answer_options = {.rank = o->rank,
                                        .number_column = o->number_column,
                                        .line_buffered = o->line_buffered,
                                        .n_threads = o->n_threads,
                                        .on_fault = show_fault,
                                        .fault_context = &numbers};
    int is_calls = o->number_column.number > 0 || o->number_column.name.bytes;
    rc_error error;
    double started = clock_now();

    memcpy(answer_options.fields, o->fields, sizeof o->fields);
    if (o->no_route)
        answer_options.no_route = (rc_text){o->no_route, strlen(o->no_route)};
    progress_begin(&r->progress, "pricing numbers", file);
    int code = rc_answer(table, (rc_reader){&numbers, read_source}, rc_writer_from_file(stdout),
                         &answer_options, &r->answer_stats, &error);
    r->answer_seconds = clock_now() - started;
    progress_pause(&r->progress);
    progress_resume(&r->progress);
    if (!o->quiet)
        message_fault_count(numbers.name, r->answer_stats.n_invalid, numbers.n_shown,
                            is_calls ? "records have no valid number" : "lines are not numbers");
    if (code != RC_OK) {
        show_answer_error(numbers.name, &error);
        return EXIT_NOT_DONE;
    }
    if (!o->quiet && !o->plus_optional)
        hint(table, &r->answer_stats);
    return r->answer_stats.n_invalid > 0 || r->load_stats.n_bad_rows > 0 ? EXIT_WITH_FAULTS
                                                                         : EXIT_DONE;
}

/* Whether one of the operands is standard input. */
static int reads_input(const options *o)
{
    for (size_t i = 0; i < o->n_lists; i++)
        if (strcmp(o->lists[i].path, "-") == 0)
            return 1;
    return strcmp(o->numbers, "-") == 0;
}

static int price(const options *o)
{
    run r = {.o = o};
    int status = EXIT_NOT_DONE;

    progress_init(&r.progress, o->progress && !o->quiet);
    if (reads_input(o) && is_input_closed()) {
        message_file(message_name("-"), "cannot read", errno);
        return EXIT_NOT_DONE;
    }
    rc_table *table = load(&r);
    /* Not opened before: what feeds FIFOs may come to the next when the one before is read. */
    FILE *numbers = table ? open_input(o->numbers) : NULL;

    if (numbers)
        status = answer(&r, table, numbers);
    if (status != EXIT_NOT_DONE && o->stats && !o->quiet)
        stats_print(&r.load_stats, r.load_seconds, &r.answer_stats, r.answer_seconds);
    rc_table_free(table);
    close_input(numbers);
    return status;
}

/* Closes standard output; what is still to be written may fail there. */
static int close_output(int status)
{
    errno = 0;
    if (fclose(stdout) == 0 || status == EXIT_NOT_DONE)
        return status;
    message_error(NULL, &(rc_error){.code = RC_ERROR_WRITE,
                                    .os_error = errno,
                                    .reason = "cannot write standard output"});
    return EXIT_NOT_DONE;
}

/* Does what the options say; returns the exit status. */
static int carry_out(const options *o)
{
    switch (o->command) {
    case COMMAND_HELP:
        fputs(help_text, stdout);
        return close_output(EXIT_DONE);
    case COMMAND_VERSION:
        puts("routecost " RC_VERSION);
        return close_output(EXIT_DONE);
    case COMMAND_PRICE:
        break;
    }
    return close_output(price(o));
}

int main(int argc, char **argv)
{
    options o;
    char reason[USAGE_REASON_BYTES];
    int status = EXIT_NOT_DONE;

    if (options_parse(&o, argc, argv, reason)) {
        message_print(reason);
        message_print(o.advice);
    } else {
        status = carry_out(&o);
    }
    options_free(&o);
    return status;
}
