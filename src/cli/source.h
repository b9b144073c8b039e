/* A file that is read: opened, shown to be on its way, its faults told. */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "cli/progress.h"

typedef struct source {
    progress *progress;
    rc_reader reader;
    const char *name; /* in messages */
    int quiet;        /* faults are not shown */
    uint64_t n_shown; /* faults */
} source;

/* Opens a path for reading, "-" being standard input; NULL after a message. */
FILE *source_open(const char *path);
void source_close(FILE *file);

/* Whether standard input is closed.  The next file opened would then take its place, and
 * be read in its stead. */
int source_is_input_closed(void);

/* Reads the source, of which context is one, and shows how far it is. */
size_t source_read(void *context, void *bytes, size_t n_bytes, bool *failed);

/* An rc_fault_fn: tells a fault of the source. */
void source_show_fault(void *context, const rc_error *fault);

#endif
