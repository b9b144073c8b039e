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

/* Reads the list into a table; NULL after a message. */
static rc_table *load(run *r, FILE *file)
{
    const options *o = r->o;
    source list = {.run = r,
                   .reader = rc_reader_from_file(file),
                   .name = message_name(o->routes),
                   .quiet = o->quiet && o->skip_bad_rows};
    rc_load_options load_options = {.duplicates = o->duplicates,
                                    .plus_optional = o->plus_optional,
                                    .skip_bad_rows = o->skip_bad_rows,
                                    .delimiter = o->delimiter,
                                    .header = o->header,
                                    .n_skipped_lines = o->n_skipped_lines,
                                    .prefix_column = o->prefix_column,
                                    .cost_column = o->cost_column,
                                    .effective_column = o->effective_column,
                                    .at = o->at,
                                    .decimal_comma = o->decimal_comma,
                                    .n_threads = o->n_threads,
                                    .on_fault = show_fault,
                                    .fault_context = &list};
    rc_error error = {.code = RC_ERROR_MEMORY, .reason = "out of memory"};
    rc_table *table = NULL;
    double started = clock_now();

    progress_begin(&r->progress, "reading routes", file);
    rc_builder *builder = rc_builder_new(&load_options);
    if (builder && rc_builder_read(builder, (rc_reader){&list, read_source}, &error) == RC_OK)
        rc_builder_seal(builder, &table, &error);
    if (builder)
        r->load_stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    r->load_seconds = clock_now() - started;
    progress_pause(&r->progress);
    progress_resume(&r->progress);
    if (!list.quiet)
        message_fault_count(list.name, r->load_stats.n_bad_rows, list.n_shown, "bad rows");
    if (!table && (error.code != RC_ERROR_LIST || r->load_stats.n_bad_rows == 0))
        message_error(list.name, &error);
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
    message_error(error->code == RC_ERROR_READ ? numbers : NULL, error);
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
    rc_answer_options answer_options = {.line_buffered = o->line_buffered,
                                        .n_threads = o->n_threads,
                                        .on_fault = show_fault,
                                        .fault_context = &numbers};
    rc_error error;
    double started = clock_now();

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
                            "lines are not numbers");
    if (code != RC_OK) {
        show_answer_error(numbers.name, &error);
        return EXIT_NOT_DONE;
    }
    if (!o->quiet && !o->plus_optional)
        hint(table, &r->answer_stats);
    return r->answer_stats.n_invalid > 0 || r->load_stats.n_bad_rows > 0 ? EXIT_WITH_FAULTS
                                                                         : EXIT_DONE;
}

static int price(const options *o)
{
    run r = {.o = o};
    int status = EXIT_NOT_DONE;

    progress_init(&r.progress, o->progress && !o->quiet);
    if ((strcmp(o->routes, "-") == 0 || strcmp(o->numbers, "-") == 0) && is_input_closed()) {
        message_file(message_name("-"), "cannot read", errno);
        return EXIT_NOT_DONE;
    }
    FILE *routes = open_input(o->routes);
    rc_table *table = routes ? load(&r, routes) : NULL;
    /* Not opened before: what feeds two FIFOs may come to the second when the first is read. */
    FILE *numbers = table ? open_input(o->numbers) : NULL;

    if (numbers)
        status = answer(&r, table, numbers);
    if (status != EXIT_NOT_DONE && o->stats && !o->quiet)
        stats_print(&r.load_stats, r.load_seconds, &r.answer_stats, r.answer_seconds);
    rc_table_free(table);
    close_input(numbers);
    close_input(routes);
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

int main(int argc, char **argv)
{
    options o;
    char reason[USAGE_REASON_BYTES];

    if (options_parse(&o, argc, argv, reason)) {
        message_print(reason);
        message_print("try \"routecost --help\"");
        return EXIT_NOT_DONE;
    }
    switch (o.command) {
    case COMMAND_HELP:
        fputs(help_text, stdout);
        return close_output(EXIT_DONE);
    case COMMAND_VERSION:
        puts("routecost " RC_VERSION);
        return close_output(EXIT_DONE);
    case COMMAND_PRICE:
        break;
    }
    return close_output(price(&o));
}
