/* A file that is read: it is opened, its progress shown, its faults reported. */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "cli/progress.h"

enum { SOURCE_FIRST_BYTES = 512 };

typedef struct source {
    progress *progress;
    rc_reader reader;
    const char *name;               /* in messages */
    bool quiet;                     /* faults are not shown */
    uint64_t n_shown;               /* faults shown so far */
    size_t n_first;                 /* bytes of first */
    char first[SOURCE_FIRST_BYTES]; /* what the file begins with */
} source;

/* Opens a path for reading; "-" is standard input.  Returns NULL after a message. */
FILE *source_open(const char *path);
void source_close(FILE *file);

/* Returns true if standard input is closed.  The next file that is opened would take its place and
 * be read instead. */
bool source_is_input_closed(void);

/* An rc_reader's read: reads the source that context is, and shows the progress. */
size_t source_read(void *context, void *bytes, size_t n_bytes, bool *failed);

/* An rc_fault_fn: reports a fault of the source that context is. */
void source_show_fault(void *context, const rc_error *fault);

#endif
