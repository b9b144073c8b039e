/* Fuzz target: bytes as a command line, its words ended by NULs. */
#include "cli/advice.h"
#include "cli/command_line.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static int is_printable(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            return 0;
    return 1;
}

static void expect_in_range(const options *o)
{
    EXPECT(o->n_threads >= 1 && o->n_threads <= RC_THREADS_MAX);
    EXPECT(o->rank >= 1 && o->rank <= RC_RANK_MAX);
    EXPECT(!o->no_route || !strpbrk(o->no_route, "\r\n"));
    for (size_t i = 0; i < o->n_lists; i++)
        EXPECT(o->lists[i].path[0] != '\0' && o->lists[i].name.length > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    char *text = calloc(n_bytes + 1, 1), **argv = calloc(n_bytes + 3, sizeof *argv);
    char advice[ADVICE_BYTES];
    usage_error error;
    int argc = 0;
    options o;

    if (!text || !argv)
        abort();
    if (n_bytes > 0)
        memcpy(text, bytes, n_bytes);
    argv[argc++] = text + n_bytes; /* "" for the program's name */
    for (char *word = text; word < text + n_bytes; word += strlen(word) + 1)
        argv[argc++] = word;
    if (command_line_parse(&o, argc, argv, &error)) {
        EXPECT(error.reason[0] != '\0' && memchr(error.reason, '\0', sizeof error.reason) != NULL);
        EXPECT(is_printable(error.reason) && is_printable(advice_write(advice, error.option)));
    } else {
        EXPECT(o.command != COMMAND_PRICE || ((o.n_lists > 0 || o.carriers) && o.numbers));
        expect_in_range(&o);
    }
    command_line_free(&o);
    free(argv);
    free(text);
    return 0;
}
