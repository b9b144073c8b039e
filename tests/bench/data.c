/* The files the benchmark works on: made once by the generator, kept in one folder. */
#define _POSIX_C_SOURCE 200809L

#include "data.h"

#include "child.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

static int fail(const char *what, const char *name)
{
    fprintf(stderr, "bench: %s %s: %s\n", what, name, strerror(errno));
    return 1;
}

/* FOLDER/KIND-COUNT-SEED.SUFFIX */
static int name_file(const struct data_maker *maker, const char *kind, unsigned long count,
                     unsigned seed, const char *suffix, struct data_path *path)
{
    int length = snprintf(path->text, sizeof path->text, "%s/%s-%lu-%u.%s", maker->folder, kind,
                          count, seed, suffix);
    if (length >= 0 && (size_t)length < sizeof path->text)
        return 0;
    errno = ENAMETOOLONG;
    return fail("cannot use", maker->folder);
}

/* Whether the file is there and no older than the program that makes it. */
static int is_fresh(const char *path, const char *program)
{
    struct stat file;
    struct stat maker;
    return stat(path, &file) == 0 && stat(program, &maker) == 0 && file.st_mtime >= maker.st_mtime;
}

int data_folder(const struct data_maker *maker)
{
    if (mkdir(maker->folder, 0777) != 0 && errno != EEXIST)
        return fail("cannot make the folder", maker->folder);
    return 0;
}

int data_table(const struct data_maker *maker, const char *name, struct data_path *path)
{
    return name_file(maker, name, 0, 0, "table", path);
}

int data_empty(const struct data_maker *maker, const char *kind, struct data_path *path)
{
    if (name_file(maker, kind, 0, 0, "txt", path))
        return 1;
    FILE *file = fopen(path->text, "wb");
    if (file == NULL || fclose(file) != 0)
        return fail("cannot make", path->text);
    return 0;
}

/* Written beside its place and renamed, so that a file that is there is whole. */
int data_make(const struct data_maker *maker, const char *kind, unsigned long count, unsigned seed,
              struct data_path *path)
{
    struct data_path part;
    if (name_file(maker, kind, count, seed, "txt", path) ||
        name_file(maker, kind, count, seed, "part", &part))
        return 1;
    if (is_fresh(path->text, maker->generate))
        return 0;
    char count_text[24];
    char seed_text[24];
    snprintf(count_text, sizeof count_text, "%lu", count);
    snprintf(seed_text, sizeof seed_text, "%u", seed);
    const char *argv[] = {maker->generate, kind, count_text, seed_text, NULL};
    if (child_run(argv, part.text, NULL, NULL))
        return 1;
    if (rename(part.text, path->text) != 0)
        return fail("cannot rename", part.text);
    return 0;
}
