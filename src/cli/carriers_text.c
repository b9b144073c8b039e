/* The text of a carriers file: see carriers_text.h. */
#include "cli/carriers_text.h"

#include "cli/messages.h"
#include "cli/source.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 1 << 14 };

static const char byte_order_mark[] = "\xef\xbb\xbf";

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static rc_code fail_memory(usage_error *error)
{
    usage_error_set(error, "out of memory");
    return RC_ERROR_MEMORY;
}

/* ---- Reading ---- */

/* Makes room for twice as many bytes. Returns false without memory; then *bytes is freed. */
static bool grow(char **bytes, size_t *capacity)
{
    char *larger = *capacity <= SIZE_MAX / 2 ? realloc(*bytes, 2 * *capacity) : NULL;

    if (!larger)
        free(*bytes);
    *bytes = larger;
    *capacity *= 2;
    return larger;
}

/* Reads a stream to its end, or until it fails; behind the text is room for a NUL. Returns NULL
 * without memory. */
static char *read_stream(FILE *in, size_t *n_bytes)
{
    size_t capacity = FIRST_BYTES;
    char *bytes = malloc(capacity);

    *n_bytes = 0;
    while (bytes && !feof(in) && !ferror(in)) {
        if (*n_bytes + 1 == capacity && !grow(&bytes, &capacity))
            return NULL;
        *n_bytes += fread(bytes + *n_bytes, 1, capacity - *n_bytes - 1, in);
    }
    return bytes;
}

static rc_code load(carriers_text *t, const char *path, usage_error *error)
{
    FILE *in = source_open(path);
    size_t n_bytes;

    error->reason[0] = '\0'; /* if it cannot be read, the message is out already */
    if (!in)
        return RC_ERROR_READ;
    errno = 0;
    t->bytes = read_stream(in, &n_bytes);
    int os_error = errno;
    bool has_failed = ferror(in);
    source_close(in);
    if (!t->bytes)
        return fail_memory(error);
    t->next = t->bytes;
    t->end = t->bytes + n_bytes;
    if (!has_failed)
        return RC_OK;
    message_file(message_name(path), "cannot read", os_error);
    return RC_ERROR_READ;
}

/* Counts the lines with words. Returns the most words that one of them has. */
static size_t count_words(carriers_text *t)
{
    size_t n_words = 0, n_most = 0;
    char before = '\n';

    for (const char *at = t->next; at < t->end; before = *at++) {
        if (*at == '\n')
            n_words = 0;
        else if (!is_blank(*at) && (is_blank(before) || before == '\n'))
            n_words++, t->n_lists_max += n_words == 1;
        n_most = n_words > n_most ? n_words : n_most;
    }
    return n_most;
}

static bool begins_with(const carriers_text *t, const char *bytes)
{
    size_t n = strlen(bytes);
    return (size_t)(t->end - t->next) >= n && memcmp(t->next, bytes, n) == 0;
}

rc_code carriers_text_read(carriers_text *t, const char *path, usage_error *error)
{
    rc_code code = load(t, path, error);

    if (code)
        return code;
    if (begins_with(t, "\xff\xfe") || begins_with(t, "\xfe\xff"))
        return usage_error_set(error, "the file is UTF-16 text: save it as UTF-8");
    if (begins_with(t, byte_order_mark))
        t->next += strlen(byte_order_mark);
    t->words = calloc(count_words(t) + 1, sizeof *t->words);
    return t->words ? RC_OK : fail_memory(error);
}

/* ---- Lines ---- */

/* Cuts a line into words, in its place. */
static rc_code cut_words(carriers_text *t, char *at, usage_error *error)
{
    t->n_words = 0;
    for (;;) {
        while (is_blank(*at))
            at++;
        if (!*at)
            return RC_OK;
        char *to = at;
        bool in_quotes = false;
        t->words[t->n_words++] = to;
        for (; *at && (in_quotes || !is_blank(*at)); at++) {
            if (*at == '"')
                in_quotes = !in_quotes;
            else
                *to++ = *at;
        }
        if (in_quotes)
            return usage_error_set(error, "a double quote is not closed");
        at += *at != '\0';
        *to = '\0';
    }
}

/* Ends the next line with a NUL in place of its line end, and moves on. Returns the line. */
static char *take_line(carriers_text *t, char **stop)
{
    char *line = t->next, *feed = memchr(line, '\n', (size_t)(t->end - line));

    *stop = feed ? feed : t->end;
    t->next = feed ? feed + 1 : t->end;
    t->line++;
    *stop -= *stop > line && (*stop)[-1] == '\r';
    **stop = '\0';
    return line;
}

rc_code carriers_text_next(carriers_text *t, usage_error *error)
{
    rc_code code = RC_OK;

    t->n_words = 0;
    while (code == RC_OK && t->n_words == 0 && t->next < t->end) {
        char *stop, *line = take_line(t, &stop);
        size_t n_bytes = (size_t)(stop - line);
        if (memchr(line, '\0', n_bytes))
            code = usage_error_set(error, "the line holds a NUL byte");
        else if (memchr(line, '\r', n_bytes))
            code = usage_error_set(error, "the line holds a carriage return: end lines with a "
                                          "line feed");
        else if (*line != '#')
            code = cut_words(t, line, error);
    }
    return code;
}

void carriers_text_free(carriers_text *t)
{
    free(t->bytes);
    free((void *)t->words);
    *t = (carriers_text){.bytes = NULL};
}
