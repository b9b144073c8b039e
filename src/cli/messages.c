/* What the program says on standard error: see messages.h. */
#include "cli/messages.h"

#include <inttypes.h>
#include <string.h>

const char *message_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Prints text; a control byte, in a file's name say, becomes \xNN. */
static void print_safely(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127)
            fprintf(stderr, "\\x%02x", (unsigned)(unsigned char)*text);
        else
            putc(*text, stderr);
}

/* Begins a message; file may be NULL, line 0. */
static void begin(const char *file, uint64_t line)
{
    fputs("routecost: ", stderr);
    if (file) {
        print_safely(file);
        fputs(":", stderr);
    }
    if (line)
        fprintf(stderr, "%" PRIu64 ":", line);
    if (file)
        fputs(" ", stderr);
}

static void end(const char *reason, int os_error)
{
    const char *cause = os_error ? strerror(os_error) : "";
    fprintf(stderr, "%s%s%s\n", reason, os_error ? ": " : "", cause);
}

void message_print(const char *reason)
{
    begin(NULL, 0);
    end(reason, 0);
}

void message_error(const char *file, const rc_error *error)
{
    begin(error->code == RC_ERROR_MEMORY ? NULL : file, 0);
    end(error->reason, error->os_error);
}

void message_fault(const char *file, const rc_error *fault)
{
    begin(file, fault->line);
    end(fault->reason, 0);
}

void message_fault_count(const char *file, uint64_t n_faults, const char *what)
{
    if (n_faults <= RC_FAULTS_SHOWN)
        return;
    begin(file, 0);
    fprintf(stderr, "%" PRIu64 " %s, the first %d are shown\n", n_faults, what, RC_FAULTS_SHOWN);
}

void message_file(const char *file, const char *reason, int os_error)
{
    begin(file, 0);
    end(reason, os_error);
}
