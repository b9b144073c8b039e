/* How many prefixes the table of a list has and how many bytes it takes. */
#include "table_size.h"

#include "child.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 256 };

static const char prefixes_name[] = "routecost: prefixes: ";
static const char bytes_name[] = "routecost: table bytes: ";

static int fail(const char *what, const char *name)
{
    fprintf(stderr, "bench: %s %s: %s\n", what, name, strerror(errno));
    return 1;
}

static int complain(const char *reason, const char *name)
{
    fprintf(stderr, "bench: %s%s\n", reason, name);
    return 1;
}

/* Whether the line is the name and a count behind it, which is then told. */
static int parse_line(const char *line, const char *name, unsigned long long *count)
{
    size_t length = strlen(name);
    if (strncmp(line, name, length) != 0 || !isdigit((unsigned char)line[length]))
        return 0;
    char *end;
    errno = 0;
    unsigned long long value = strtoull(line + length, &end, 10);
    if (*end != '\n' || errno != 0)
        return 0;
    *count = value;
    return 1;
}

/* Looks for both counts in the file; 0 when they are there. */
static int parse_stats(FILE *file, const char *path, struct table_size *size)
{
    char line[LINE_BYTES];
    int has_prefixes = 0;
    int has_bytes = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        has_prefixes |= parse_line(line, prefixes_name, &size->n_prefixes);
        has_bytes |= parse_line(line, bytes_name, &size->n_bytes);
    }
    if (ferror(file))
        return fail("cannot read", path);
    return has_prefixes && has_bytes ? 0 : complain("no prefixes or table bytes told in ", path);
}

static int read_stats(const char *path, struct table_size *size)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return fail("cannot open", path);
    int status = parse_stats(file, path, size);
    if (fclose(file) != 0 && status == 0)
        return fail("cannot close", path);
    return status;
}

int table_size_read(const char *routecost, const char *list, const char *empty,
                    const char *stats_path, struct table_size *size)
{
    const char *argv[] = {routecost, "--stats", list, empty, NULL};
    if (child_run(argv, "/dev/null", stats_path, NULL))
        return complain("what it told is in ", stats_path);
    return read_stats(stats_path, size);
}

double table_size_per_prefix(struct table_size size)
{
    return size.n_prefixes > 0 ? (double)size.n_bytes / (double)size.n_prefixes : 0;
}
