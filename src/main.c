/* The program: options -> command -> exit status. */
#include "cli/advice.h"
#include "cli/carriers_file.h"
#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/compile.h"
#include "cli/diff.h"
#include "cli/explain.h"
#include "cli/export.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/price.h"
#include "cli/status.h"
#include "cli/system.h"

#include <errno.h>

/* Closes standard output, which can fail to write what it still holds.  Returns the exit status. */
static int close_output(int status)
{
    errno = 0;
    if (fclose(stdout) == 0 || status == STATUS_NOT_DONE)
        return status;
    message_output(errno);
    return STATUS_NOT_DONE;
}

/* Does what the options say; returns the exit status. */
static int carry_out(const options *o)
{
    switch (o->command) {
    case COMMAND_HELP:
        help_print(stdout, o->help_all);
        return close_output(STATUS_DONE);
    case COMMAND_VERSION:
        puts("routecost " RC_VERSION);
        return close_output(STATUS_DONE);
    case COMMAND_CHECK:
        return close_output(check_lists(o));
    case COMMAND_EXPLAIN:
        return close_output(explain_number(o));
    case COMMAND_EXPORT:
        return close_output(export_lists(o));
    case COMMAND_DIFF:
        return close_output(diff_lists(o));
    case COMMAND_COMPILE:
        return compile_is_to_output(o) ? close_output(compile_table(o)) : compile_table(o);
    case COMMAND_PRICE:
        break;
    }
    return close_output(price_numbers(o));
}

/* Reports what is wrong with the command line, or with a carriers file. */
static void report_usage(rc_code code, const usage_error *error)
{
    rc_error fault = {.line = error->line};
    char advice[ADVICE_BYTES];

    if (!error->reason[0])
        return; /* the message is out already */
    if (!error->file) {
        message_print(error->reason);
        if (code == RC_ERROR_OPTIONS)
            message_print(advice_write(advice, error->option));
        return;
    }
    snprintf(fault.reason, sizeof fault.reason, "%s", error->reason);
    message_fault(error->file, &fault);
}

int main(int argc, char **argv)
{
    options o;
    carriers_file file = {.n_lists = 0};
    usage_error error;
    int status = STATUS_NOT_DONE;

    system_begin();
    if (argc < 2) {
        help_print_usage(stderr);
        return STATUS_NOT_DONE;
    }
    rc_code code = command_line_parse(&o, argc, argv, &error);
    if (code == RC_OK)
        code = carriers_file_read(&file, &o, &error);
    if (code)
        report_usage(code, &error);
    else
        status = carry_out(&o);
    command_line_free(&o);
    carriers_file_free(&file);
    return status;
}
