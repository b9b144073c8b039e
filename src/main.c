/* The program: options -> table -> answers -> exit status. */
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "routecost.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXIT_DONE = 0,
    EXIT_WITH_FAULTS = 1, /* done, but some lines were invalid or skipped */
    EXIT_NOT_DONE = 2
};

/* Where faults are shown, and whether. */
typedef struct fault_context {
    const char *file;
    int quiet;
} fault_context;

static void show_fault(void *context, const rc_error *fault)
{
    const fault_context *c = context;
    if (!c->quiet)
        message_fault(c->file, fault);
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
static rc_table *load(const options *o, FILE *file, int *has_faults)
{
    const char *name = message_name(o->routes);
    fault_context faults = {name, o->quiet && o->skip_bad_rows};
    rc_load_options load_options = {.duplicates = o->duplicates,
                                    .plus_optional = o->plus_optional,
                                    .skip_bad_rows = o->skip_bad_rows,
                                    .n_threads = o->n_threads,
                                    .on_fault = show_fault,
                                    .fault_context = &faults};
    rc_error error = {.code = RC_ERROR_MEMORY, .reason = "out of memory"};
    rc_table *table = NULL;
    rc_load_stats stats = {0};
    rc_builder *builder = rc_builder_new(&load_options);

    if (builder && rc_builder_read(builder, rc_reader_from_file(file), &error) == RC_OK)
        rc_builder_seal(builder, &table, &error);
    if (builder)
        stats = rc_builder_stats(builder);
    rc_builder_free(builder);
    if (!faults.quiet)
        message_fault_count(name, stats.n_bad_rows, "bad rows");
    if (!table && (error.code != RC_ERROR_LIST || stats.n_bad_rows == 0))
        message_error(name, &error);
    *has_faults = stats.n_bad_rows > 0;
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

/* Answers the numbers; returns the exit status. */
static int answer(const options *o, const rc_table *table, FILE *file)
{
    const char *name = message_name(o->numbers);
    fault_context faults = {name, o->quiet};
    rc_answer_options answer_options = {
        .n_threads = o->n_threads, .on_fault = show_fault, .fault_context = &faults};
    rc_answer_stats stats;
    rc_error error;

    if (o->no_route)
        answer_options.no_route = (rc_text){o->no_route, strlen(o->no_route)};
    int code = rc_answer(table, rc_reader_from_file(file), rc_writer_from_file(stdout),
                         &answer_options, &stats, &error);
    if (!o->quiet)
        message_fault_count(name, stats.n_invalid, "lines are not numbers");
    if (code == RC_ERROR_WRITE)
        memcpy(error.reason, "cannot write standard output", sizeof "cannot write standard output");
    if (code != RC_OK) {
        message_error(code == RC_ERROR_READ ? name : NULL, &error);
        return EXIT_NOT_DONE;
    }
    if (!o->quiet && !o->plus_optional)
        hint(table, &stats);
    return stats.n_invalid > 0 ? EXIT_WITH_FAULTS : EXIT_DONE;
}

static int price(const options *o)
{
    int status = EXIT_NOT_DONE, has_faults = 0;

    if ((strcmp(o->routes, "-") == 0 || strcmp(o->numbers, "-") == 0) && is_input_closed()) {
        message_file(message_name("-"), "cannot read", errno);
        return EXIT_NOT_DONE;
    }
    FILE *routes = open_input(o->routes);
    FILE *numbers = routes ? open_input(o->numbers) : NULL;
    rc_table *table = numbers ? load(o, routes, &has_faults) : NULL;

    if (table)
        status = answer(o, table, numbers);
    if (status == EXIT_DONE && has_faults)
        status = EXIT_WITH_FAULTS;
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
