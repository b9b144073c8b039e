/* Messages on standard error: see messages.h. */
#include "cli/messages.h"

#include "base/terminal.h"
#include "cli/hint.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum {
    NAME_BYTES_MAX = 4096, /* of a path, as common systems have it */
    NAME_BYTES_SHOWN = 100 /* of a longer one */
};

const char *message_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static void show_escaped(FILE *to, rc_text text)
{
    for (size_t i = 0; i < text.length; i++)
        fprintf(to, "\\x%02x", (unsigned)(unsigned char)text.bytes[i]);
}

/* What needs no escape goes out in one piece: standard error has no buffer. */
void message_show(FILE *to, rc_text text)
{
    size_t length, n_shown = 0;
    uint32_t code;

    for (size_t i = 0; i < text.length; i += length) {
        const char *at = text.bytes + i;
        length = terminal_read(at, text.length - i, &code);
        if (!terminal_obeys(code) && (length > 1 || code < 128))
            continue;
        fwrite(text.bytes + n_shown, 1, i - n_shown, to);
        show_escaped(to, (rc_text){at, length});
        n_shown = i + length;
    }
    if (n_shown < text.length)
        fwrite(text.bytes + n_shown, 1, text.length - n_shown, to);
}

void message_show_text(FILE *to, const char *text)
{
    message_show(to, (rc_text){text, strlen(text)});
}

/* Shows the name of a file, or the beginning of what is too long for one. */
static void show_name(const char *file)
{
    rc_text name = {file, strlen(file)};
    bool is_name = name.length <= NAME_BYTES_MAX;

    if (!is_name)
        name.length = NAME_BYTES_SHOWN;
    message_show(stderr, name);
    fputs(is_name ? "" : "...", stderr);
}

/* Prints the beginning of a message.  file may be NULL, line 0. */
static void begin(const char *file, uint64_t line)
{
    fputs("routecost: ", stderr);
    if (file) {
        show_name(file);
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

    message_show_text(stderr, reason);
    fprintf(stderr, "%s%s\n", os_error ? ": " : "", cause);
}

/* Prints the rest of a message about an error: its reason, what helps, the system's reason. */
static void end_error(const rc_error *error)
{
    char hint[HINT_BYTES];

    message_show_text(stderr, error->reason);
    end(hint_write(hint, error), error->os_error);
}

void message_print(const char *reason)
{
    begin(NULL, 0);
    end(reason, 0);
}

void message_error(const char *file, const rc_error *error)
{
    begin(error->code == RC_ERROR_MEMORY ? NULL : file, error->line);
    end_error(error);
}

void message_output(int os_error)
{
    message_error(NULL, &(rc_error){.code = RC_ERROR_WRITE,
                                    .os_error = os_error,
                                    .reason = "cannot write standard output"});
}

void message_numbers_error(const char *numbers, const rc_error *error)
{
    bool is_about_numbers = error->code == RC_ERROR_READ || error->code == RC_ERROR_COLUMN;

    if (error->code == RC_ERROR_WRITE)
        message_output(error->os_error);
    else
        message_error(is_about_numbers ? numbers : NULL, error);
}

void message_fault(const char *file, const rc_error *fault)
{
    begin(file, fault->line);
    end_error(fault);
}

void message_fault_count(const char *file, uint64_t n_faults, uint64_t n_shown, const char *what)
{
    if (n_faults > n_shown)
        message_most(file, n_faults, n_shown, what);
}

void message_most(const char *file, uint64_t n_faults, uint64_t n_shown, const char *what)
{
    begin(file, 0);
    fprintf(stderr, "%" PRIu64 " %s", n_faults, what);
    if (n_faults > n_shown)
        fprintf(stderr, ", the first %" PRIu64 " are shown", n_shown);
    putc('\n', stderr);
}

const char message_plus_carriers[] = "carriers differ from all numbers in their +";

void message_plus(rc_text carrier, const char *reason, bool has_tables)
{
    char quoted[RC_QUOTE_BYTES];

    begin(NULL, 0);
    if (carrier.bytes)
        fprintf(stderr, "carrier %s: ", rc_quote(quoted, carrier));
    fprintf(stderr, "%s: %s --plus=optional\n", reason, has_tables ? "compile with" : "try");
}

void message_file(const char *file, const char *reason, int os_error)
{
    begin(file, 0);
    end(reason, os_error);
}
