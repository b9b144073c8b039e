/* Writes a compiled table: see compile.h. */
#include "cli/compile.h"

#include "cli/load.h"
#include "cli/messages.h"
#include "cli/stats.h"
#include "cli/system.h"
#include "cli/status.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAMES_MAX = 1000, /* names that are tried for the new file */
    NAMES_SHOWN = 10, /* of those that are taken */
    SUFFIX_BYTES = 16,
    TABLE_FIRST_BYTES = 8 /* enough to recognise a table */
};

/* The signals that end the program. */
static const int signals[] = {
    SIGINT, SIGTERM,
#ifdef SIGHUP
    SIGHUP, /* the terminal was closed */
#endif
#ifdef SIGXFSZ
    SIGXFSZ, /* the file is larger than allowed */
#endif
};

enum { N_SIGNALS = sizeof signals / sizeof *signals };

/* The signal that came, or 0. */
static volatile sig_atomic_t stopped_by;

static void on_signal(int number)
{
    signal(number, on_signal); /* a C library may have set the default back */
    stopped_by = number;
}

/* ---- The new file, beside the one it will replace ---- */

typedef struct draft {
    char *path; /* owned */
    FILE *file;
} draft;

static void complain(const char *path, const char *reason, int os_error)
{
    message_file(path, reason, os_error);
}

/* Returns true if a file holds a compiled table.  A device or a pipe cannot be sought in. */
static bool holds_table(FILE *file)
{
    char first[TABLE_FIRST_BYTES] = {0};

    if (fseek(file, 0, SEEK_END) != 0 || fseek(file, 0, SEEK_SET) != 0)
        return false;
    size_t n_read = fread(first, 1, sizeof first, file);
    return rc_is_compiled_table((rc_text){first, n_read});
}

/* Checks that path names nothing, or a compiled table.  A list, a device or anything else is not
 * replaced: it was probably named by mistake.  Opening for writing too does not wait for a FIFO.
 * Fails with RC_ERROR_WRITE, after a message. */
static rc_code check_place(const char *path)
{
    errno = 0;
    FILE *file = fopen(path, "r+b");
    int os_error = errno;

    if (file) {
        bool is_table = holds_table(file);
        fclose(file);
        if (!is_table)
            complain(path, "is there already and is no compiled table: remove it first", 0);
        return is_table ? RC_OK : RC_ERROR_WRITE;
    }
#ifdef ENOENT
    if (os_error != ENOENT) {
        complain(path, "cannot be replaced", os_error);
        return RC_ERROR_WRITE;
    }
#endif
    return RC_OK;
}

/* Opens a new file.  Names those that lie in its way: nobody else tells of them.  Fails with
 * RC_ERROR_WRITE or RC_ERROR_MEMORY, after a message. */
static rc_code draft_open(draft *d, const char *path, bool quiet)
{
    size_t size = strlen(path) + SUFFIX_BYTES;

    d->path = malloc(size);
    for (int i = 0; d->path && !d->file && i < NAMES_MAX; i++) {
        snprintf(d->path, size, "%s.new%d", path, i);
        errno = 0;
        d->file = system_create(d->path);
#ifdef EEXIST
        if (!d->file && errno != EEXIST)
            break;
        if (!d->file && !quiet && i < NAMES_SHOWN)
            complain(d->path, "a run that was killed has left this file, or one writes it now", 0);
#endif
    }
    if (d->file)
        return RC_OK;
    complain(path, d->path ? "cannot write beside it" : "out of memory", errno);
    return d->path ? RC_ERROR_WRITE : RC_ERROR_MEMORY;
}

/* Closes the file and renames it to path, or removes it if it is not complete.  Fails with
 * RC_ERROR_WRITE, after a message. */
static rc_code draft_end(draft *d, const char *path, bool is_complete)
{
    errno = 0;
    bool failed = fclose(d->file) != 0;

    if (failed && is_complete)
        complain(path, "cannot write", errno);
    errno = 0;
    if (!failed && is_complete && system_replace(d->path, path) != 0) {
        complain(path, "cannot put the new table into its place", errno);
        failed = true;
    }
    if (failed || !is_complete)
        remove(d->path);
    free(d->path);
    return failed ? RC_ERROR_WRITE : RC_OK;
}

static bool write_draft(void *context, const void *bytes, size_t n_bytes)
{
    rc_writer out = rc_writer_from_file(context);

    return stopped_by == 0 && out.write(out.context, bytes, n_bytes);
}

/* ---- Writing ---- */

/* Writes the table.  Fails after a message. */
static rc_code save(const rc_table *table, const char *path, bool quiet)
{
    draft d = {NULL, NULL};
    rc_error error;

    rc_code code = check_place(path);
    if (code)
        return code;
    code = draft_open(&d, path, quiet);
    if (code) {
        free(d.path);
        return code;
    }
    code = rc_table_save(table, (rc_writer){d.file, write_draft}, &error);
    if (code && !stopped_by)
        message_error(path, &error);
    rc_code end_code = draft_end(&d, path, code == RC_OK);
    return code ? code : end_code;
}

/* Does as save.  A signal ends the program only when the new file is in its place or removed. */
static rc_code save_uninterrupted(const rc_table *table, const char *path, bool quiet)
{
    void (*before[N_SIGNALS])(int);

    stopped_by = 0;
    for (int i = 0; i < N_SIGNALS; i++) {
        before[i] = signal(signals[i], on_signal);
        if (before[i] == SIG_IGN)
            signal(signals[i], SIG_IGN);
    }
    rc_code code = save(table, path, quiet);
    for (int i = 0; i < N_SIGNALS; i++)
        signal(signals[i], before[i] == SIG_ERR ? SIG_DFL : before[i]);
    if (stopped_by)
        raise(stopped_by);
    return code;
}

bool compile_is_to_output(const options *o)
{
    return strcmp(o->compiled, "-") == 0;
}

/* Writes the table to standard output.  Fails after a message. */
static rc_code save_to_output(const rc_table *table)
{
    rc_error error;
    rc_code code = rc_table_save(table, rc_writer_from_file(stdout), &error);

    if (code == RC_ERROR_WRITE)
        message_output(error.os_error);
    else if (code != RC_OK)
        message_error(NULL, &error);
    return code;
}

/* Writes the table to where the options say.  Fails after a message. */
static rc_code save_as_wanted(const options *o, const rc_table *table)
{
    return compile_is_to_output(o) ? save_to_output(table)
                                   : save_uninterrupted(table, o->compiled, o->quiet);
}

int compile_table(const options *o)
{
    progress p;
    load l = {.o = o, .progress = &p};
    int status = STATUS_NOT_DONE;

    progress_init(&p, o->progress && !o->quiet, o->n_lists);
    rc_table *table = load_table(&l, true);
    if (table && save_as_wanted(o, table) == RC_OK)
        status = l.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS : STATUS_DONE;
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet)
        stats_print_load(&l.stats, &l.sizes, l.seconds);
    rc_table_free(table);
    return status;
}
