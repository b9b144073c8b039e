/* Writes a compiled table: see compile.h. */
#include "cli/compile.h"

#include "cli/load.h"
#include "cli/messages.h"
#include "cli/stats.h"
#include "cli/status.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAMES_MAX = 1000, /* that are tried for the file beside the place */
    SUFFIX_BYTES = 16,
    TABLE_FIRST_BYTES = 8 /* tell a table */
};

/* The signals that ask for an end, or bring it about. */
static const int numbers[] = {
    SIGINT, SIGTERM,
#ifdef SIGHUP
    SIGHUP, /* the terminal is gone */
#endif
#ifdef SIGXFSZ
    SIGXFSZ, /* no file may be so large */
#endif
};

enum { N_SIGNALS = sizeof numbers / sizeof *numbers };

/* The one that has come, or 0. */
static volatile sig_atomic_t stopped_by;

static void note_signal(int number)
{
    signal(number, note_signal); /* where it has gone back to the default, a second would kill */
    stopped_by = number;
}

/* ---- The file beside the place ---- */

typedef struct draft {
    char *path; /* owned */
    FILE *file;
} draft;

static void complain(const char *path, const char *reason, int os_error)
{
    message_file(path, reason, os_error);
}

/* Whether a file holds a compiled table.  What is no plain file cannot be sought in. */
static int holds_table(FILE *file)
{
    char first[TABLE_FIRST_BYTES] = {0};

    if (fseek(file, 0, SEEK_END) != 0 || fseek(file, 0, SEEK_SET) != 0)
        return 0;
    size_t n_read = fread(first, 1, sizeof first, file);
    return rc_is_compiled_table((rc_text){first, n_read});
}

/* Only a compiled table is replaced: a list, a device or anything else that the path names by
 * mistake stays as it is.  Opened for writing, too, as a FIFO would else be waited for.  Returns 0,
 * or 1 after a message. */
static int judge_place(const char *path)
{
    errno = 0;
    FILE *file = fopen(path, "r+b");
    int os_error = errno;

    if (file) {
        int is_table = holds_table(file);
        fclose(file);
        if (!is_table)
            complain(path, "is there already and is no compiled table: remove it first", 0);
        return !is_table;
    }
#ifdef ENOENT
    if (os_error != ENOENT) {
        complain(path, "cannot be replaced", os_error);
        return 1;
    }
#endif
    return 0;
}

/* Opens a file that was not there before.  Returns 0, or 1 after a message. */
static int draft_open(draft *d, const char *path)
{
    size_t size = strlen(path) + SUFFIX_BYTES;

    d->path = malloc(size);
    for (int i = 0; d->path && !d->file && i < NAMES_MAX; i++) {
        snprintf(d->path, size, "%s.new%d", path, i);
        errno = 0;
        d->file = fopen(d->path, "wbx");
#ifdef EEXIST
        if (!d->file && errno != EEXIST)
            break;
#endif
    }
    if (!d->file)
        complain(path, d->path ? "cannot write beside it" : "out of memory", errno);
    return !d->file;
}

/* Closes the file and puts it into its place, or removes it if it is not complete.  Returns 0, or
 * 1 after a message. */
static int draft_end(draft *d, const char *path, int is_complete)
{
    errno = 0;
    int failed = d->file && fclose(d->file) != 0;

    if (failed && is_complete)
        complain(path, "cannot write", errno);
    errno = 0;
    if (!failed && is_complete && rename(d->path, path) != 0) {
        complain(path, "cannot put the new table into its place", errno);
        failed = 1;
    }
    if (d->file && (failed || !is_complete))
        remove(d->path);
    free(d->path);
    return failed;
}

static bool write_draft(void *context, const void *bytes, size_t n_bytes)
{
    rc_writer out = rc_writer_from_file(context);

    return stopped_by == 0 && out.write(out.context, bytes, n_bytes);
}

/* ---- Writing ---- */

/* Writes the table.  Returns 0, or 1 after a message. */
static int save(const rc_table *table, const char *path)
{
    draft d = {NULL, NULL};
    rc_error error;

    if (judge_place(path))
        return 1;
    if (draft_open(&d, path)) {
        free(d.path);
        return 1;
    }
    int failed = rc_table_save(table, (rc_writer){d.file, write_draft}, &error) != RC_OK;
    if (failed && !stopped_by)
        message_error(path, &error);
    return draft_end(&d, path, !failed) || failed;
}

/* As save; a signal that asks for an end is answered when nothing is left lying about. */
static int save_uninterrupted(const rc_table *table, const char *path)
{
    void (*before[N_SIGNALS])(int);

    stopped_by = 0;
    for (int i = 0; i < N_SIGNALS; i++) {
        before[i] = signal(numbers[i], note_signal);
        if (before[i] == SIG_IGN)
            signal(numbers[i], SIG_IGN);
    }
    int failed = save(table, path);
    for (int i = 0; i < N_SIGNALS; i++)
        signal(numbers[i], before[i] == SIG_ERR ? SIG_DFL : before[i]);
    if (stopped_by)
        raise(stopped_by);
    return failed;
}

int compile_table(const options *o)
{
    progress p;
    load l = {.o = o, .progress = &p};
    int status = STATUS_NOT_DONE;

    progress_init(&p, o->progress && !o->quiet);
    rc_table *table = load_table(&l, 1);
    if (table && save_uninterrupted(table, o->compiled) == 0)
        status = l.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS : STATUS_DONE;
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet)
        stats_print_load(&l.stats, l.seconds);
    rc_table_free(table);
    return status;
}
