/* Makes a program's writing slow or faulty, as ROUTECOST_FAULT says: the linker puts the functions
 * below in the place of the C library's.
 *
 *     slow     the first block takes a while to be written
 *     write    no block can be written
 *     close    a file that was written cannot be closed
 *     rename   no file can be renamed
 *     kill     the program is killed once it has written as many bytes as ROUTECOST_KILL_AT says,
 * or before or behind the renaming if that is "rename" or "renamed" */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

size_t __real_fwrite(const void *bytes, size_t size, size_t n, FILE *file);
int __real_fclose(FILE *file);
int __real_rename(const char *from, const char *to);
size_t __wrap_fwrite(const void *bytes, size_t size, size_t n, FILE *file);
int __wrap_fclose(FILE *file);
int __wrap_rename(const char *from, const char *to);

static FILE *written;
static int was_slow; /* once is enough: what measures coverage writes at the end, too */

static int has_fault(const char *name)
{
    const char *fault = getenv("ROUTECOST_FAULT");
    return fault && strcmp(fault, name) == 0;
}

/* A second or two on the clock: signals do not cut it short. */
static void wait_a_while(void)
{
    for (time_t start = time(NULL); difftime(time(NULL), start) < 2;)
        continue;
}

static void be_killed_at(const char *point)
{
#ifdef SIGKILL
    const char *at = getenv("ROUTECOST_KILL_AT");

    if (has_fault("kill") && at && strcmp(at, point) == 0)
        raise(SIGKILL);
#else
    (void)point;
#endif
}

/* Writes bytes, but no more than until the program is to be killed. */
static void write_until_killed(const void *bytes, size_t n_bytes, FILE *file)
{
    static size_t n_written;
    const char *at = getenv("ROUTECOST_KILL_AT");
    char *end = NULL;
    size_t limit = at ? (size_t)strtoul(at, &end, 10) : 0;

    if (at && end > at && n_written + n_bytes > limit) {
        __real_fwrite(bytes, 1, limit - n_written, file);
        fflush(file);
        be_killed_at(at);
    }
    n_written += n_bytes;
}

size_t __wrap_fwrite(const void *bytes, size_t size, size_t n, FILE *file)
{
    if (file == stdout || file == stderr)
        return __real_fwrite(bytes, size, n, file);
    written = file;
    if (has_fault("slow") && !was_slow) {
        was_slow = 1;
        wait_a_while();
    }
    if (has_fault("kill"))
        write_until_killed(bytes, size * n, file);
    if (has_fault("write")) {
        errno = ENOSPC;
        return 0;
    }
    return __real_fwrite(bytes, size, n, file);
}

int __wrap_fclose(FILE *file)
{
    int failed = __real_fclose(file);

    if (file == written && has_fault("close")) {
        errno = ENOSPC;
        return EOF;
    }
    return failed;
}

int __wrap_rename(const char *from, const char *to)
{
    if (has_fault("rename")) {
        errno = EIO;
        return -1;
    }
    be_killed_at("rename");
    int failed = __real_rename(from, to);
    be_killed_at("renamed");
    return failed;
}
