/* One line that shows how far the work is: see progress.h. */
#include "cli/progress.h"

#include <time.h>

static const double paint_interval = 0.25; /* seconds */

double clock_now(void)
{
    struct timespec now = {0};
    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
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
    progress_clear(p);
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
    if (now - p->painted < paint_interval)
        return;
    paint(p, now);
    p->painted = now;
}

void progress_clear(progress *p)
{
    if (p->width > 0)
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->width = 0;
}
