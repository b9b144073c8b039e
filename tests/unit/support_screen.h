/* A file that stands for standard error, so that a test can read what is printed there. */
#ifndef SUPPORT_SCREEN_H
#define SUPPORT_SCREEN_H

/* Makes the file empty, and lets standard error write there, without a buffer.  Each program has a
 * path of its own. */
void screen_clear(const char *path);

/* The same with a buffer: _IOLBF, for instance. */
void screen_clear_buffered(const char *path, int buffering);

/* Returns what was printed since the file was empty, until the next call. */
const char *screen_read(const char *path);

/* Shows the file if tests have failed, as cmocka's messages went there too, and removes it. Returns
 * n_failed. */
int screen_end(const char *path, int n_failed);

#endif
