/* The yardstick of the benchmark: the least work that answers every line of a file.
 *
 *     yardstick FILE
 *
 * Reads FILE in blocks, finds the end of every line and writes the line with a constant
 * cost behind it.  A program that looks something up does this and more, so its time is
 * told as a multiple of this one's.
 *
 * A line may cross blocks: its parts are copied as they come, so no line is too long.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char tail[] = ",0.00\n";

enum {
    TAIL_BYTES = sizeof tail - 1,
    IN_BYTES = 1 << 18,
    OUT_BYTES = 2 * IN_BYTES, /* room for a whole block in one line, and its tail */
};

static char in[IN_BYTES];
static char out[OUT_BYTES];

/* NULL after a failure, else where the next bytes go. */
static char *flush_out(const char *out_end)
{
    size_t n_bytes = (size_t)(out_end - out);
    return fwrite(out, 1, n_bytes, stdout) == n_bytes ? out : NULL;
}

/* Writes the first n_in bytes of `in` behind out_end, a tail at the end of every line. */
static char *answer_block(char *out_end, size_t n_in)
{
    const char *line = in;
    const char *end = in + n_in;
    while (line < end) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((newline != NULL ? newline : end) - line);
        if (length + TAIL_BYTES > (size_t)(out + OUT_BYTES - out_end)) {
            out_end = flush_out(out_end);
            if (out_end == NULL)
                return NULL;
        }
        memcpy(out_end, line, length);
        out_end += length;
        if (newline == NULL)
            return out_end;
        memcpy(out_end, tail, TAIL_BYTES);
        out_end += TAIL_BYTES;
        line = newline + 1;
    }
    return out_end;
}

/* Answers the whole file; 0 for success, else reading or writing failed. */
static int answer_file(FILE *file)
{
    char *out_end = out;
    char last = '\n';
    size_t n_in;
    while ((n_in = fread(in, 1, IN_BYTES, file)) > 0) {
        last = in[n_in - 1];
        out_end = answer_block(out_end, n_in);
        if (out_end == NULL)
            return 1;
    }
    if (ferror(file) || flush_out(out_end) == NULL)
        return 1;
    if (last != '\n' && fwrite(tail, 1, TAIL_BYTES, stdout) != TAIL_BYTES)
        return 1;
    return fflush(stdout) != 0;
}

static int fail(const char *what, const char *name)
{
    fprintf(stderr, "yardstick: %s %s: %s\n", what, name, strerror(errno));
    return 2;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: yardstick FILE\n");
        return 2;
    }
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL)
        return fail("cannot open", argv[1]);
    int status = answer_file(file) == 0 ? 0 : fail("cannot read or answer", argv[1]);
    if (fclose(file) != 0 && status == 0)
        status = fail("cannot close", argv[1]);
    return status;
}
