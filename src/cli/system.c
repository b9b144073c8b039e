/* What the C libraries of the systems do differently: all that needs _WIN32 stands here. */
#include "cli/system.h"

#include <time.h>

#ifdef _WIN32

#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>

void system_begin(void)
{
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
}

/* Windows' clock() counts wall time, and never goes back. */
double clock_now(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Older C runtimes of Windows do not know the mode "x". */
FILE *system_create(const char *path)
{
    int file = _open(path, _O_CREAT | _O_EXCL | _O_BINARY | _O_WRONLY, _S_IREAD | _S_IWRITE);

    return file < 0 ? NULL : _fdopen(file, "wb");
}

/* Windows' rename() never replaces a file. */
int system_replace(const char *from, const char *to)
{
    remove(to);
    return rename(from, to);
}

#else

void system_begin(void)
{
}

double clock_now(void)
{
    struct timespec now = {0};

#ifdef TIME_MONOTONIC
    timespec_get(&now, TIME_MONOTONIC);
#else
    timespec_get(&now, TIME_UTC);
#endif
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

FILE *system_create(const char *path)
{
    return fopen(path, "wbx");
}

int system_replace(const char *from, const char *to)
{
    return rename(from, to);
}

#endif
