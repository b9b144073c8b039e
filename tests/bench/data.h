/* The files the benchmark works on: made once by the generator, kept in one folder.  POSIX. */
#ifndef BENCH_DATA_H
#define BENCH_DATA_H

enum { DATA_PATH_BYTES = 4096 };

struct data_path {
    char text[DATA_PATH_BYTES];
};

struct data_maker {
    const char *generate; /* the generator program */
    const char *folder;
};

/* These return 0, or 1 after a message on standard error. */

/* Makes the folder unless it is there. */
int data_folder(const struct data_maker *maker);

/* Tells the path of a compiled table. */
int data_table(const struct data_maker *maker, const char *name, struct data_path *path);

/* Makes an empty file, or empties it, and tells its path. */
int data_empty(const struct data_maker *maker, const char *kind, struct data_path *path);

/* Makes a file of count lines of a kind, unless it is there and no older than the generator,
 * and tells its path. */
int data_make(const struct data_maker *maker, const char *kind, unsigned long count, unsigned seed,
              struct data_path *path);

#endif
