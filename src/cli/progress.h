/* One line on standard error that shows how far the work is and renews itself. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/thread.h"
#include "routecost.h"

#include <stdbool.h>

/* A rate is measured over so many paintings, which is two seconds. */
enum { PROGRESS_SAMPLES = 8 };

typedef struct progress_sample {
    double time, n_done;
} progress_sample;

typedef struct progress {
    bool enabled;
    bool is_list;                              /* of n_lists lists, list_no from 1 is read */
    size_t n_lists, list_no;                   /* of them, lists that were read count too */
    ATOMIC(unsigned long long) n_done;         /* bytes */
    ATOMIC(bool) is_reading;                   /* bytes are waited for */
    double n_total;                            /* bytes, or 0 if it is not known */
    double started, painted;                   /* seconds of clock_now */
    progress_sample samples[PROGRESS_SAMPLES]; /* the last paintings; i % PROGRESS_SAMPLES */
    unsigned n_samples;                        /* since the phase began */
    int width;                                 /* of the line that is shown; 0: none */
    atomic_flag busy; /* a thread paints, or cleared the line for a message */
#if HAVE_THREADS
    bool is_painted; /* by a thread */
    thrd_t painter;
    ATOMIC(bool) is_ended;
#endif
} progress;

/* Makes a line.  It is never shown unless enabled is true. */
void progress_init(progress *p, bool enabled, size_t n_lists);

/* Begins to show how far the next of the lists is read, or the numbers. */
void progress_begin_list(progress *p, FILE *file);
void progress_begin_numbers(progress *p, FILE *file);

/* Says that bytes are waited for, and then how many came. */
void progress_wait(progress *p);
void progress_add(progress *p, size_t n_bytes);

/* Ends what has begun, if anything has, and clears the line. */
void progress_end(progress *p);

/* Clears the line for a message, and keeps it clear until progress_resume.  Messages and
 * progress_add may come from different threads. */
void progress_pause(progress *p);
void progress_resume(progress *p);

#endif
