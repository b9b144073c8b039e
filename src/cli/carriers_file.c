/* Reads a carriers file: see carriers_file.h. */
#include "cli/carriers_file.h"

#include "cli/command_line.h"
#include "cli/messages.h"

#include <stdlib.h>
#include <string.h>

enum { LISTS_MAX = 1000000 /* of a file: more would be a mistake, and fill the memory */ };

typedef struct reading {
    carriers_file *file;
    const options *o;
    usage_error *error;
} reading;

static rc_code fail_memory(usage_error *error)
{
    usage_error_set(error, "out of memory");
    return RC_ERROR_MEMORY;
}

/* ---- One line ---- */

/* Makes the path of a list start from the carriers file's folder. */
static rc_code place_path(reading *r, list_argument *list)
{
    const char *file = r->o->carriers, *slash = strrchr(file, '/');

    if (!slash || list->path[0] == '/')
        return RC_OK;
    size_t n_folder = (size_t)(slash + 1 - file), n_path = strlen(list->path) + 1;
    char *path = malloc(n_folder + n_path);
    if (!path)
        return fail_memory(r->error);
    memcpy(path, file, n_folder);
    memcpy(path + n_folder, list->path, n_path);
    list->path = r->file->paths[r->file->n_lists] = path;
    return RC_OK;
}

/* Parses the words behind the path. Where they say nothing, the command line's options hold. */
static rc_code parse_options(reading *r, list_argument *list)
{
    const carriers_text *t = &r->file->text;

    if (t->n_words < 2)
        return list_options_check(&r->o->list, r->error);
    list_options *own = malloc(sizeof *own);
    if (!own)
        return fail_memory(r->error);
    r->file->options[r->file->n_lists] = own;
    *own = r->o->list;
    own->given = NULL;
    rc_code code = command_line_parse_list(own, t->words + 1, t->n_words - 1, r->error);
    list->own = own;
    list->own_given = own->given;
    return code;
}

static rc_code check_list(const list_argument *list, usage_error *error)
{
    if (strcmp(list->path, "-") == 0)
        return usage_error_set(error, "- is no path here: name standard input on the command line");
    if (list->argument[0] == '-')
        return usage_error_set(error, "a line begins with PATH or NAME=PATH, not with %s",
                               QUOTED(list->argument, strlen(list->argument)));
    return list_check(list, error);
}

/* Adds the list of the line at hand. */
static rc_code add_list(reading *r)
{
    carriers_file *f = r->file;
    list_argument list = list_parse(f->text.words[0]);

    list.file = r->o->carriers;
    list.line = f->text.line;
    rc_code code = check_list(&list, r->error);
    if (code == RC_OK)
        code = parse_options(r, &list);
    if (code == RC_OK)
        code = place_path(r, &list);
    f->lists[f->n_lists++] = list;
    return code;
}

/* ---- All lines ---- */

static rc_code add_lists(reading *r)
{
    carriers_file *f = r->file;
    size_t n = (f->text.n_lists_max < LISTS_MAX ? f->text.n_lists_max : LISTS_MAX) + 1;

    f->paths = calloc(n, sizeof *f->paths);
    f->options = calloc(n, sizeof(list_options *));
    f->lists = calloc(n + r->o->n_lists, sizeof *f->lists);
    if (!f->paths || !f->options || !f->lists)
        return fail_memory(r->error);
    rc_code code = carriers_text_next(&f->text, r->error);
    while (code == RC_OK && f->text.n_words > 0) {
        if (f->n_lists == LISTS_MAX)
            return usage_error_set(r->error, "the file names more than %d lists", LISTS_MAX);
        code = add_list(r);
        if (code == RC_OK)
            code = carriers_text_next(&f->text, r->error);
    }
    return code;
}

/* Puts the lists of the file before those of the command line, for which there is room behind. */
static rc_code put_first(carriers_file *f, options *o, usage_error *error)
{
    size_t n = f->n_lists + o->n_lists;

    f->text.line = 0;
    if (n == 0)
        return usage_error_set(error, "the file names no list");
    if (o->n_lists > 0)
        memcpy(f->lists + f->n_lists, o->lists, o->n_lists * sizeof *o->lists);
    free(o->lists);
    o->lists = f->lists;
    o->n_lists = n;
    f->lists = NULL;
    return RC_OK;
}

rc_code carriers_file_read(carriers_file *f, options *o, usage_error *error)
{
    reading r = {.file = f, .o = o, .error = error};

    *error = (usage_error){.option = NULL};
    if (!o->carriers)
        return RC_OK;
    rc_code code = carriers_text_read(&f->text, o->carriers, error);
    if (code == RC_OK)
        code = add_lists(&r);
    if (code == RC_OK)
        code = put_first(f, o, error);
    if (code == RC_ERROR_OPTIONS) {
        error->file = message_name(o->carriers);
        error->line = f->text.line;
    }
    return code;
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
    carriers_text_free(&f->text);
    *f = (carriers_file){.n_lists = 0};
}
