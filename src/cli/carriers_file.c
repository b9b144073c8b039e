/* Reads a carriers file: see carriers_file.h. */
#include "cli/carriers_file.h"

#include "cli/command_line.h"
#include "cli/messages.h"
#include "cli/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 1 << 14, BYTE_ORDER_MARK_BYTES = 3 };

typedef struct reading {
    carriers_file *file;
    const options *o;
    usage_error *error;
    const char *path; /* of the carriers file */
    uint64_t line;
    char **words; /* of the line at hand; room for those of the longest */
    size_t n_words;
} reading;

static rc_code fail_memory(usage_error *error)
{
    usage_error_set(error, "out of memory");
    return RC_ERROR_MEMORY;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- The text ---- */

/* Reads a stream to its end; a NUL follows the text. Returns NULL when it cannot be read (then
 * errno says why) or when memory is short (errno 0). */
static char *read_text(FILE *in, size_t *n_bytes)
{
    size_t capacity = FIRST_BYTES;
    char *text = malloc(capacity);

    *n_bytes = 0;
    errno = 0;
    while (text && !feof(in) && !ferror(in)) {
        *n_bytes += fread(text + *n_bytes, 1, capacity - *n_bytes - 1, in);
        if (*n_bytes + 1 < capacity)
            continue;
        char *larger = capacity <= SIZE_MAX / 2 ? realloc(text, 2 * capacity) : NULL;
        if (!larger) {
            free(text);
            errno = 0;
            return NULL;
        }
        text = larger;
        capacity *= 2;
    }
    if (text && ferror(in)) {
        free(text);
        return NULL;
    }
    if (text)
        text[*n_bytes] = '\0';
    else
        errno = 0;
    return text;
}

static rc_code load_text(reading *r, size_t *n_bytes)
{
    FILE *in = source_open(r->path);

    if (!in) {
        r->error->reason[0] = '\0'; /* the message is out already */
        return RC_ERROR_READ;
    }
    r->file->text = read_text(in, n_bytes);
    int os_error = errno;
    source_close(in);
    if (r->file->text)
        return RC_OK;
    if (os_error == 0)
        return fail_memory(r->error);
    message_file(message_name(r->path), "cannot read", os_error);
    r->error->reason[0] = '\0';
    return RC_ERROR_READ;
}

/* Counts the lines, and the most words that one of them can have. */
static size_t count_lines(carriers_file *f, size_t n_bytes)
{
    size_t n_lines = 1, n_words = 1;

    for (size_t i = 0; i < n_bytes; i++) {
        n_words += is_blank(f->text[i]);
        if (f->text[i] != '\n')
            continue;
        n_lines++;
        f->n_words = n_words > f->n_words ? n_words : f->n_words;
        n_words = 1;
    }
    f->n_words = n_words > f->n_words ? n_words : f->n_words;
    return n_lines;
}

/* ---- One line ---- */

/* Cuts a line into words, in its own place. */
static rc_code cut_words(reading *r, char *at)
{
    r->n_words = 0;
    for (;;) {
        while (is_blank(*at))
            at++;
        if (!*at)
            return RC_OK;
        char *to = at;
        bool in_quotes = false;
        r->words[r->n_words++] = to;
        for (; *at && (in_quotes || !is_blank(*at)); at++) {
            if (*at == '"')
                in_quotes = !in_quotes;
            else
                *to++ = *at;
        }
        if (in_quotes)
            return usage_error_set(r->error, "a double quote is not closed");
        at += *at != '\0';
        *to = '\0';
    }
}

/* Makes the path of a list one that starts from the carriers file's folder. */
static rc_code place_path(reading *r, list_argument *list)
{
    const char *slash = strcmp(r->path, "-") == 0 ? NULL : strrchr(r->path, '/');

    if (!slash || list->path[0] == '/')
        return RC_OK;
    size_t n_folder = (size_t)(slash + 1 - r->path), n_path = strlen(list->path) + 1;
    char *path = malloc(n_folder + n_path);
    if (!path)
        return fail_memory(r->error);
    memcpy(path, r->path, n_folder);
    memcpy(path + n_folder, list->path, n_path);
    list->path = r->file->paths[r->file->n_lists] = path;
    return RC_OK;
}

/* Parses the words behind the path. What the command line says holds where they say nothing. */
static rc_code parse_options(reading *r, list_argument *list)
{
    if (r->n_words < 2)
        return RC_OK;
    list_options *own = malloc(sizeof *own);
    if (!own)
        return fail_memory(r->error);
    r->file->options[r->file->n_lists] = own;
    *own = r->o->list;
    own->given = NULL;
    rc_code code = command_line_parse_list(own, r->words + 1, r->n_words - 1, r->error);
    list->own = own;
    list->own_given = own->given;
    return code;
}

static rc_code parse_line(reading *r, char *line)
{
    carriers_file *f = r->file;
    rc_code code = cut_words(r, line);

    if (code || r->n_words == 0)
        return code;
    list_argument list = list_parse(r->words[0]);
    list.file = r->path;
    list.line = r->line;
    code = list_check(&list, r->error);
    if (code == RC_OK && strcmp(list.path, "-") == 0)
        code = usage_error_set(r->error, "- is no path here");
    if (code == RC_OK)
        code = parse_options(r, &list);
    if (code == RC_OK)
        code = place_path(r, &list);
    f->lists[f->n_lists++] = list;
    return code;
}

/* ---- All lines ---- */

static rc_code parse_lines(reading *r, size_t n_bytes)
{
    char *at = r->file->text, *end = at + n_bytes;
    rc_code code = RC_OK;

    if (n_bytes >= BYTE_ORDER_MARK_BYTES && memcmp(at, "\xef\xbb\xbf", BYTE_ORDER_MARK_BYTES) == 0)
        at += BYTE_ORDER_MARK_BYTES;
    for (char *next; code == RC_OK && at < end; at = next) {
        char *feed = memchr(at, '\n', (size_t)(end - at)), *stop = feed ? feed : end;
        next = feed ? feed + 1 : end;
        r->line++;
        stop -= stop > at && stop[-1] == '\r';
        *stop = '\0';
        if (memchr(at, '\0', (size_t)(stop - at)))
            code = usage_error_set(r->error, "the line holds a NUL byte");
        else if (memchr(at, '\r', (size_t)(stop - at)))
            code = usage_error_set(r->error,
                                   "a carriage return stands within the line: lines end with a "
                                   "line feed");
        else if (*at != '#')
            code = parse_line(r, at);
    }
    return code;
}

/* Puts the lists of the file before those of the command line. */
static rc_code put_first(carriers_file *f, options *o, usage_error *error)
{
    size_t n = f->n_lists + o->n_lists;

    if (n == 0) {
        error->file = message_name(o->carriers);
        return usage_error_set(error, "the file names no list");
    }
    list_argument *lists = calloc(n, sizeof *lists);
    if (!lists)
        return fail_memory(error);
    if (f->n_lists > 0)
        memcpy(lists, f->lists, f->n_lists * sizeof *lists);
    if (o->n_lists > 0)
        memcpy(lists + f->n_lists, o->lists, o->n_lists * sizeof *lists);
    free(o->lists);
    o->lists = lists;
    o->n_lists = n;
    return RC_OK;
}

rc_code carriers_file_read(carriers_file *f, options *o, usage_error *error)
{
    reading r = {.file = f, .o = o, .error = error, .path = o->carriers};
    size_t n_bytes;

    *error = (usage_error){.option = NULL};
    if (!o->carriers)
        return RC_OK;
    rc_code code = load_text(&r, &n_bytes);
    if (code)
        return code;
    size_t n_lines = count_lines(f, n_bytes);
    f->paths = calloc(n_lines, sizeof *f->paths);
    f->options = calloc(n_lines, sizeof(list_options *));
    f->lists = calloc(n_lines, sizeof *f->lists);
    r.words = calloc(f->n_words, sizeof *r.words);
    if (!f->paths || !f->options || !f->lists || !r.words)
        code = fail_memory(error);
    if (code == RC_OK)
        code = parse_lines(&r, n_bytes);
    if (code == RC_ERROR_OPTIONS) {
        error->file = message_name(o->carriers);
        error->line = r.line;
    }
    free(r.words);
    return code ? code : put_first(f, o, error);
}

void carriers_file_free(carriers_file *f)
{
    for (size_t i = 0; i < f->n_lists; i++) {
        free(f->paths[i]);
        free(f->options[i]);
    }
    free(f->paths);
    free((void *)f->options);
    free(f->lists);
    free(f->text);
    *f = (carriers_file){.text = NULL};
}
