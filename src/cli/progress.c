/* One line that shows how far the work is: see progress.h. */
#include "cli/progress.h"
#include "cli/system.h"

static const double paint_interval = 0.25; /* seconds */

/* ISO C cannot tell how wide a terminal is, and a line that wraps cannot be painted over. */
enum { LINE_BYTES = 40 };

void progress_init(progress *p, bool enabled)
{
    *p = (progress){.enabled = enabled};
    atomic_flag_clear(&p->busy);
}

/* Takes the line for this thread; returns false if another thread has it. */
static bool try_take(progress *p)
{
    return !atomic_flag_test_and_set(&p->busy);
}

static void leave(progress *p)
{
    atomic_flag_clear(&p->busy);
}

static void clear(progress *p)
{
    if (p->width > 0)
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->width = 0;
}

/* Returns the bytes from the position of a file to its end, or 0 if they are not known. */
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

/* Returns true if it is known how much there is to do. */
static bool has_share(const progress *p)
{
    return p->n_total > 0 && p->n_total >= p->n_done;
}

/* Writes the time left in the unit in which people would say it. */
static void write_time_left(char text[LINE_BYTES], double seconds)
{
    int unit = seconds < 100 ? 0 : seconds < 100 * 60 ? 1 : 2;
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{1, "s"}, {60, "min"}, {3600, "h"}};

    snprintf(text, LINE_BYTES, ", %.0f %s left", seconds / units[unit].seconds, units[unit].name);
}

/* Shows the line with one write, so that it never flickers.  Blanks cover a longer line before. */
static void paint(progress *p, double now)
{
    double rate = p->n_done / (now - p->started);
    char share[LINE_BYTES] = "", left[LINE_BYTES] = "", line[LINE_BYTES];

    if (has_share(p))
        snprintf(share, sizeof share, " %.0f %%,", 100 * p->n_done / p->n_total);
    if (has_share(p) && rate > 0)
        write_time_left(left, (p->n_total - p->n_done) / rate);
    int width = snprintf(line, sizeof line, "%s%s %.0f MB/s%s", p->phase, share, rate / 1e6, left);
    width = width < LINE_BYTES ? width : LINE_BYTES - 1;
    fprintf(stderr, "\r%s%*s", line, p->width > width ? p->width - width : 0, "");
    fflush(stderr);
    p->width = width;
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
        ; /* for no longer than it takes to paint a line */
    clear(p);
}

void progress_resume(progress *p)
{
    if (p->enabled)
        leave(p);
}
