/* Runs another program to its end and tells what it took.  POSIX and wait4. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

struct child_use {
    double wall_s;
    double cpu_s;    /* user and system, all threads */
    double peak_mib; /* largest resident set */
};

/* Runs argv[0], which is looked for as a shell does, with the arguments argv, which ends with
 * NULL.  Its standard input is empty, its standard output goes to the file out_path, its standard
 * error to the file err_path, or is ours when that is NULL.  Returns 0, or 1 after a message on
 * standard error: it could not be run, or did not exit with 0.  use may be NULL. */
int child_run(const char *const *argv, const char *out_path, const char *err_path,
              struct child_use *use);

#endif
