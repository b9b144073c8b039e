/* One line that shows how far the work is: see progress.h. */
#include "cli/progress.h"

#include <time.h>

static const double paint_interval = 0.25; /* seconds */

void progress_init(progress *p, int enabled)
{
    *p = (progress){.enabled = enabled};
#ifndef __STDC_NO_ATOMICS__
    atomic_flag_clear(&p->busy);
#endif
}

double clock_now(void)
{
    struct timespec now = {0};
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Takes the line for this thread; 0 if another one has it. */
static int try_take(progress *p)
{
#ifndef __STDC_NO_ATOMICS__
    return !atomic_flag_test_and_set(&p->busy);
#else
    (void)p;
    return 1;
#endif
}

static void leave(progress *p)
{
#ifndef __STDC_NO_ATOMICS__
    atomic_flag_clear(&p->busy);
#else
    (void)p;
#endif
}

static void clear(progress *p)
{
    if (p->width > 0)
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->width = 0;
}

/* The bytes of a file from where it stands to its end, 0 if that cannot be told. */
static double size_of(FILE *file)
{
    long at = ftell(file);

    if (at < 0 || fseek(file, 0, SEEK_END) != 0)
        return 0;
    long end = ftell(file);
    return fseek(file, at, SEEK_SET) == 0 && end > at ? (double)(end - at) : 0;
}

void progress_begin(progress *p, const char *phase, FILE *file)
{
    progress_pause(p);
    progress_resume(p);
    p->phase = phase;
    p->n_done = 0;
    p->n_total = p->enabled && file ? size_of(file) : 0;
    p->started = p->painted = clock_now();
}

static void paint(progress *p, double now)
{
    double rate = p->n_done / (now - p->started);
    int width = fprintf(stderr, "\r%s", p->phase) - 1;

    if (p->n_total > 0)
        width += fprintf(stderr, " %3.0f %%", 100 * p->n_done / p->n_total);
    width += fprintf(stderr, ", %.0f MB/s", rate / 1e6);
    if (p->n_total >= p->n_done && rate > 0)
        width += fprintf(stderr, ", %.0f s left", (p->n_total - p->n_done) / rate);
    for (int i = width; i < p->width; i++)
        putc(' ', stderr);
    fflush(stderr);
    p->width = width > p->width ? width : p->width;
}

void progress_add(progress *p, size_t n_bytes)
{
    if (!p->enabled)
        return;
    double now = clock_now();
    p->n_done += (double)n_bytes;
    if (now - p->painted < paint_interval || !try_take(p))
        return;
    paint(p, now);
    p->painted = now;
    leave(p);
}

void progress_pause(progress *p)
{
    if (!p->enabled)
        return;
    while (!try_take(p))
        ; /* no longer than a line takes to be painted */
    clear(p);
}

void progress_resume(progress *p)
{
    if (p->enabled)
        leave(p);
}
