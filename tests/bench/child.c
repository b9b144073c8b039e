/* Runs another program to its end and tells what it took. */
#define _DEFAULT_SOURCE /* wait4, which POSIX lacks */
#define _DARWIN_C_SOURCE

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NOT_RUN = 127 };

#ifdef __APPLE__
static const double maxrss_units_per_mib = 1024.0 * 1024.0; /* bytes */
#else
static const double maxrss_units_per_mib = 1024.0; /* KiB */
#endif

static int fail(const char *what, const char *name)
{
    fprintf(stderr, "bench: %s %s: %s\n", what, name, strerror(errno));
    return 1;
}

static int now(double *seconds)
{
    struct timespec time;
    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0)
        return fail("cannot read", "the clock");
    *seconds = (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
    return 0;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

/* Puts the file in the place of the stream.  0 for success. */
static int redirect(int stream, const char *path, int flags)
{
    int opened = open(path, flags, 0666);
    if (opened < 0 || dup2(opened, stream) < 0)
        return fail("cannot open", path);
    if (opened != stream)
        close(opened);
    return 0;
}

/* Standard error comes last: what fails before is told on ours. */
static int redirect_all(const char *out_path, const char *err_path)
{
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    return redirect(STDIN_FILENO, "/dev/null", O_RDONLY) ||
           redirect(STDOUT_FILENO, out_path, flags) ||
           (err_path != NULL && redirect(STDERR_FILENO, err_path, flags));
}

/* The child's side of the fork. */
_Noreturn static void become(const char *const *argv, const char *out_path, const char *err_path)
{
    if (redirect_all(out_path, err_path) == 0) {
        execvp(argv[0], (char *const *)argv);
        fail("cannot run", argv[0]);
    }
    _exit(EXIT_NOT_RUN);
}

static int wait_for(pid_t pid, const char *name, struct rusage *usage)
{
    int status;
    while (wait4(pid, &status, 0, usage) < 0)
        if (errno != EINTR)
            return fail("cannot wait for", name);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    if (WIFEXITED(status))
        fprintf(stderr, "bench: %s: exit status %d\n", name, WEXITSTATUS(status));
    else
        fprintf(stderr, "bench: %s: ended by signal %d\n", name, WTERMSIG(status));
    return 1;
}

int child_run(const char *const *argv, const char *out_path, const char *err_path,
              struct child_use *use)
{
    double start_s;
    double end_s;
    struct rusage usage;
    if (now(&start_s))
        return 1;
    pid_t pid = fork();
    if (pid < 0)
        return fail("cannot start", argv[0]);
    if (pid == 0)
        become(argv, out_path, err_path);
    if (wait_for(pid, argv[0], &usage) || now(&end_s))
        return 1;
    if (use != NULL) {
        use->wall_s = end_s - start_s;
        use->cpu_s = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
        use->peak_mib = (double)usage.ru_maxrss / maxrss_units_per_mib;
    }
    return 0;
}
