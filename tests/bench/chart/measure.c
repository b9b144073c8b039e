/* Runs a program and tells what it took: measure OUT PROGRAM [ARGUMENT...]
 *
 * OUT takes its standard output.  Prints wall seconds, cpu seconds and peak MiB.  It is small,
 * because a child's peak counts what its parent held when it was started. */
#include "child.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct child_use use;

    if (argc < 3)
        return fputs("usage: measure OUT PROGRAM [ARGUMENT...]\n", stderr), 2;
    if (child_run((const char *const *)argv + 2, argv[1], NULL, &use))
        return 2;
    printf("%.4f %.4f %.2f\n", use.wall_s, use.cpu_s, use.peak_mib);
    return 0;
}
