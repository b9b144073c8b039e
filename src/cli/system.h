/* What the C libraries of the systems do differently: the clock, text streams, files. */
#ifndef CLI_SYSTEM_H
#define CLI_SYSTEM_H

#include <stdio.h>

/* Sets the standard streams to pass bytes unchanged. To be called before they are used. */
void system_begin(void);

/* Returns the seconds since some moment in the past. Setting the system's clock does not disturb
 * it where the C library has a monotonic clock. */
double clock_now(void);

/* Creates a file and opens it for writing. Returns NULL, with errno EEXIST if there is such a file
 * already. */
FILE *system_create(const char *path);

/* Renames a file, over one that is there. Returns 0, or another value on failure. */
int system_replace(const char *from, const char *to);

#endif
