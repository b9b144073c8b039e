/* One line that shows how far the work is: see progress.h.
 *
 * A thread paints the line, so that it also changes while no bytes come.  Where there are no
 * threads, it is painted when bytes come. */
#include "cli/progress.h"
#include "cli/system.h"

static const double paint_interval = 0.25; /* seconds */

/* ISO C cannot tell how wide a terminal is, and a line that wraps cannot be painted over. */
enum { LINE_BYTES = 40 };

void progress_init(progress *p, bool enabled, size_t n_lists)
{
    *p = (progress){.enabled = enabled, .n_lists = n_lists};
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

/* Notes what is done now, and returns the bytes a second since the oldest note. */
static double measure_rate(progress *p, double now, double n_done)
{
    unsigned n_kept = p->n_samples < PROGRESS_SAMPLES ? p->n_samples : PROGRESS_SAMPLES;
    progress_sample first = {p->started, 0};

    if (n_kept == PROGRESS_SAMPLES)
        first = p->samples[p->n_samples % PROGRESS_SAMPLES];
    p->samples[p->n_samples++ % PROGRESS_SAMPLES] = (progress_sample){now, n_done};
    return now > first.time ? (n_done - first.n_done) / (now - first.time) : 0;
}

/* Appends a part to the line of length bytes, unless it has no room.  Returns the new length. */
static int append(char line[LINE_BYTES], int length, const char *part)
{
    int n = snprintf(line + length, (size_t)(LINE_BYTES - length), "%s", part);

    if (length + n < LINE_BYTES)
        return length + n;
    line[length] = '\0';
    return length;
}

/* Writes the time left in the unit in which people would say it. */
static int append_time_left(char line[LINE_BYTES], int length, double seconds)
{
    int unit = seconds < 100 ? 0 : seconds < 100 * 60 ? 1 : 2;
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{1, "s"}, {60, "min"}, {3600, "h"}};
    char part[LINE_BYTES];

    snprintf(part, sizeof part, ", %.0f %s left", seconds / units[unit].seconds, units[unit].name);
    return append(line, length, part);
}

/* Writes "routes 2 of 3, 45 %, 210 MB/s, 3 s left" or less.  Returns its length. */
static int write_line(char line[LINE_BYTES], progress *p, double now)
{
    double n_done = (double)atomic_read(&p->n_done), seconds = now - p->started;
    double rate = measure_rate(p, now, n_done);
    bool has_share = p->n_total > 0 && p->n_total >= n_done;
    bool has_lists = p->is_list && p->n_lists > 1;
    char part[LINE_BYTES];
    int length = append(line, 0, p->is_list ? "routes" : "numbers");

    if (has_lists) {
        snprintf(part, sizeof part, " %zu of %zu%s", p->list_no, p->n_lists, has_share ? "," : "");
        length = append(line, length, part);
    }
    if (has_share) {
        snprintf(part, sizeof part, " %.0f %%", 100 * n_done / p->n_total);
        length = append(line, length, part);
    }
    snprintf(part, sizeof part, "%s %.0f MB/s", has_share || has_lists ? "," : "", rate / 1e6);
    length = append(line, length, part);
    if (rate == 0 && atomic_read(&p->is_reading))
        return append(line, length, ", waiting");
    if (has_share && rate > 0 && n_done > 0)
        return append_time_left(line, length, (p->n_total - n_done) * seconds / n_done);
    return length;
}

/* Shows the line with one write, so that it never flickers.  Blanks cover a longer line before. */
static void paint(progress *p, double now)
{
    char line[LINE_BYTES];
    int width = write_line(line, p, now);

    fprintf(stderr, "\r%s%*s", line, p->width > width ? p->width - width : 0, "");
    fflush(stderr);
    p->width = width;
}

/* Paints the line if it is time, and no other thread has it. */
static void paint_in_time(progress *p)
{
    double now = clock_now();

    if (now - p->painted < paint_interval || !try_take(p))
        return;
    paint(p, now);
    p->painted = now;
    leave(p);
}

#if HAVE_THREADS

/* A thread: paints the line until the phase ends. */
static int paint_until_end(void *context)
{
    progress *p = context;
    const struct timespec nap = {.tv_nsec = 20000000};

    while (!atomic_read(&p->is_ended)) {
        paint_in_time(p);
        thrd_sleep(&nap, NULL);
    }
    return 0;
}

static void start_painter(progress *p)
{
    atomic_publish(&p->is_ended, false);
    p->is_painted = thrd_create(&p->painter, paint_until_end, p) == thrd_success;
}

static void stop_painter(progress *p)
{
    atomic_publish(&p->is_ended, true);
    if (p->is_painted)
        thrd_join(p->painter, NULL);
    p->is_painted = false;
}

static bool has_painter(const progress *p)
{
    return p->is_painted;
}

#else

static void start_painter(progress *p)
{
    (void)p;
}

static void stop_painter(progress *p)
{
    (void)p;
}

static bool has_painter(const progress *p)
{
    (void)p;
    return false;
}

#endif

static void begin(progress *p, FILE *file)
{
    if (!p->enabled)
        return;
    atomic_publish(&p->n_done, 0);
    atomic_publish(&p->is_reading, false);
    p->n_total = file ? size_of(file) : 0;
    p->n_samples = 0;
    p->started = p->painted = clock_now();
    start_painter(p);
}

void progress_begin_list(progress *p, FILE *file)
{
    p->is_list = true;
    p->list_no++;
    begin(p, file);
}

void progress_begin_numbers(progress *p, FILE *file)
{
    p->is_list = false;
    begin(p, file);
}

void progress_wait(progress *p)
{
    if (p->enabled)
        atomic_publish(&p->is_reading, true);
}

void progress_add(progress *p, size_t n_bytes)
{
    if (!p->enabled)
        return;
    atomic_publish(&p->n_done, atomic_read(&p->n_done) + n_bytes);
    atomic_publish(&p->is_reading, false);
    if (!has_painter(p))
        paint_in_time(p);
}

void progress_end(progress *p)
{
    if (!p->enabled)
        return;
    stop_painter(p);
    clear(p);
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
