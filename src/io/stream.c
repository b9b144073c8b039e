/* Readers and writers over C streams. */
#include "routecost.h"

static size_t read_file(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    FILE *file = context;
    size_t n_read = fread(bytes, 1, n_bytes, file);

    *failed = n_read == 0 && ferror(file);
    return n_read;
}

/* Reads up to and with a line feed. */
static size_t read_line(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    FILE *file = context;
    char *to = bytes;
    size_t n_read = 0;

    for (int c = 0; c != '\n' && n_read < n_bytes && (c = getc(file)) != EOF;)
        to[n_read++] = (char)c;
    *failed = n_read == 0 && ferror(file);
    return n_read;
}

static bool write_file(void *context, const void *bytes, size_t n_bytes)
{
    FILE *file = context;

    if (n_bytes == 0)
        return fflush(file) == 0;
    return fwrite(bytes, 1, n_bytes, file) == n_bytes;
}

rc_reader rc_reader_from_file(FILE *file)
{
    return (rc_reader){.context = file, .read = read_file};
}

rc_reader rc_line_reader_from_file(FILE *file)
{
    return (rc_reader){.context = file, .read = read_line};
}

rc_writer rc_writer_from_file(FILE *file)
{
    return (rc_writer){.context = file, .write = write_file};
}
