/* One line on standard error that shows how far the work is and renews itself. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/thread.h"
#include "routecost.h"

#include <stdbool.h>

typedef struct progress {
    bool enabled;
    const char *phase;       /* what is being done */
    double n_done, n_total;  /* bytes; n_total is 0 if it is not known */
    double started, painted; /* seconds of clock_now */
    int width;               /* of the line that is shown; 0: none */
    atomic_flag busy;        /* a thread paints, or has cleared the line for a message */
} progress;

/* Makes a line.  It is never shown unless enabled is true. */
void progress_init(progress *p, bool enabled);

/* Begins a phase that reads file, and clears the line of the phase before. */
void progress_begin(progress *p, const char *phase, FILE *file);

/* Adds n_bytes to what is done.  Paints the line a few times a second. */
void progress_add(progress *p, size_t n_bytes);

/* Clears the line for a message, and keeps it clear until progress_resume.  Messages and
 * progress_add may come from different threads. */
void progress_pause(progress *p);
void progress_resume(progress *p);

#endif
