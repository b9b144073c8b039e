/* One line on standard error that shows how far the work is and renews itself. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "routecost.h"

#ifndef __STDC_NO_ATOMICS__
#include <stdatomic.h>
#endif

typedef struct progress {
    int enabled;
    const char *phase;       /* what is being done */
    double n_done, n_total;  /* bytes; n_total 0: not known */
    double started, painted; /* seconds, of clock_now */
    int width;               /* of the line that is shown, 0: none */
#ifndef __STDC_NO_ATOMICS__
    atomic_flag busy; /* somebody paints, or has cleared the line for a message */
#endif
} progress;

/* Makes a line that is shown only if enabled is 1. */
void progress_init(progress *p, int enabled);

/* Seconds since some moment in the past. */
double clock_now(void);

/* Begins a phase that reads file; the line before is cleared. */
void progress_begin(progress *p, const char *phase, FILE *file);

/* Notes that n_bytes more are done, and paints a few times a second. */
void progress_add(progress *p, size_t n_bytes);

/* Clears the line for a message, and keeps it clear until progress_resume.  Messages may come
 * from another thread than progress_add does. */
void progress_pause(progress *p);
void progress_resume(progress *p);

#endif
