/* One line on standard error that shows how far the work is and renews itself. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "routecost.h"

typedef struct progress {
    int enabled;
    const char *phase;       /* what is being done */
    double n_done, n_total;  /* bytes; n_total 0: not known */
    double started, painted; /* seconds, of clock_now */
    int width;               /* of the line that is shown, 0: none */
} progress;

/* Seconds since some moment in the past. */
double clock_now(void);

/* Begins a phase that reads file; the line before is cleared. */
void progress_begin(progress *p, const char *phase, FILE *file);

/* Notes that n_bytes more are done, and paints a few times a second. */
void progress_add(progress *p, size_t n_bytes);

/* Clears the line: before a message, and at the end.  It is painted again when time comes. */
void progress_clear(progress *p);

#endif
