/* What the program says on standard error: see messages.h. */
#include "cli/messages.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

const char *message_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

void message_print(const char *format, ...)
{
    va_list arguments;

    fputs("routecost: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    putc('\n', stderr);
}

void message_error(const char *file, const rc_error *error)
{
    const char *cause = error->os_error ? strerror(error->os_error) : "";
    const char *colon = error->os_error ? ": " : "";

    if (file && error->code != RC_ERROR_MEMORY)
        message_print("%s: %s%s%s", file, error->reason, colon, cause);
    else
        message_print("%s%s%s", error->reason, colon, cause);
}

void message_fault(const char *file, const rc_error *fault)
{
    message_print("%s:%" PRIu64 ": %s", file, fault->line, fault->reason);
}

void message_fault_count(const char *file, uint64_t n_faults, const char *what)
{
    if (n_faults > RC_FAULTS_SHOWN)
        message_print("%s: %" PRIu64 " %s, the first %d are shown", file, n_faults, what,
                      RC_FAULTS_SHOWN);
}

void message_open_failure(const char *file, int os_error)
{
    if (os_error)
        message_print("%s: cannot open: %s", file, strerror(os_error));
    else
        message_print("%s: cannot open", file);
}
