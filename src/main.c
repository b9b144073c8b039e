/* The program: options -> what they ask for -> exit status. */
#include "cli/check.h"
#include "cli/compile.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/price.h"
#include "cli/status.h"

#include <errno.h>

/* Closes standard output; what is still to be written may fail there. */
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
        fputs(help_text, stdout);
        return close_output(STATUS_DONE);
    case COMMAND_VERSION:
        puts("routecost " RC_VERSION);
        return close_output(STATUS_DONE);
    case COMMAND_CHECK:
        return close_output(check_lists(o));
    case COMMAND_EXPLAIN:
        return close_output(explain_number(o));
    case COMMAND_COMPILE:
        return compile_table(o);
    case COMMAND_PRICE:
        break;
    }
    return close_output(price_numbers(o));
}

int main(int argc, char **argv)
{
    options o;
    char reason[USAGE_REASON_BYTES];
    int status = STATUS_NOT_DONE;

    if (options_parse(&o, argc, argv, reason)) {
        message_print(reason);
        message_print(o.advice);
    } else {
        status = carry_out(&o);
    }
    options_free(&o);
    return status;
}
