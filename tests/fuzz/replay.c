/* Runs a fuzz target without libFuzzer: replay [--rounds=N] FILE...
 *
 * Each file is given to the target as it is; then, N times, a file at random that has been damaged
 * at random, the seed of which is printed (ROUTECOST_TEST_SEED in the environment gives it). Damage
 * that makes the target end the process is left in replay-crash. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static int read_file(const char *name, buffer *b)
{
    char bytes[4096];
    FILE *file = fopen(name, "rb");

    if (!file)
        return 1;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buffer_add(b, bytes, n);
    int failed = ferror(file);
    return fclose(file) != 0 || failed;
}

/* The target must not read behind its bytes: they end where their memory does. */
static void run(const buffer *b)
{
    uint8_t *bytes = malloc(b->n_bytes + !b->n_bytes);

    if (!bytes)
        abort();
    if (b->n_bytes > 0)
        memcpy(bytes, b->bytes, b->n_bytes);
    LLVMFuzzerTestOneInput(bytes, b->n_bytes);
    free(bytes);
}

static void keep(const buffer *b)
{
    FILE *file = fopen("replay-crash", "wb");

    if (!file)
        return;
    fwrite(b->bytes, 1, b->n_bytes, file);
    fclose(file);
}

/* Damages bytes in one of a few ways: another byte, bytes doubled, dropped, or of another file. */
static void damage(prng *p, buffer *b, const buffer *other)
{
    static const char telling[] = "+0123456789,.;\t|\" \r\n#-ENae\0\xef\xff";
    size_t at = prng_below(p, b->n_bytes + 1), n = 1 + prng_below(p, 24);
    buffer out = {0};

    buffer_add(&out, b->bytes, at);
    if (n > b->n_bytes - at)
        n = b->n_bytes - at;
    switch (prng_below(p, 5)) {
    case 0:
        buffer_fill(&out, (char)prng_below(p, 256), 1);
        at += n > 0;
        break;
    case 1:
        buffer_fill(&out, telling[prng_below(p, sizeof telling)], 1);
        at += n > 0 && prng_below(p, 2) > 0;
        break;
    case 2:
        buffer_add(&out, b->bytes + at, n);
        break;
    case 3:
        at += n;
        break;
    default:
        n = prng_below(p, other->n_bytes + 1);
        buffer_add(&out, other->bytes + n, (other->n_bytes - n) % 64);
    }
    buffer_add(&out, b->bytes + at, b->n_bytes - at);
    buffer_free(b);
    *b = out;
}

static void run_damaged(const buffer *files, size_t n_files, unsigned long n_rounds)
{
    prng p = prng_start();

    for (unsigned long i = 0; i < n_rounds; i++) {
        const buffer *file = &files[prng_below(&p, n_files)];
        buffer b = {0};
        buffer_add(&b, file->bytes, file->n_bytes);
        for (size_t n = 1 + prng_below(&p, 6); n > 0; n--)
            damage(&p, &b, &files[prng_below(&p, n_files)]);
        keep(&b);
        run(&b);
        buffer_free(&b);
    }
    remove("replay-crash");
}

int main(int argc, char **argv)
{
    unsigned long n_rounds = 0;
    size_t n_files = 0;
    buffer *files = calloc((size_t)argc, sizeof *files);

    if (!files)
        return 2;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--rounds=", 9) == 0) {
            n_rounds = strtoul(argv[i] + 9, NULL, 10);
            continue;
        }
        buffer_add(&files[n_files], "", 0);
        if (read_file(argv[i], &files[n_files])) {
            fprintf(stderr, "replay: cannot read %s\n", argv[i]);
            return 2;
        }
        run(&files[n_files++]);
    }
    if (n_files > 0)
        run_damaged(files, n_files, n_rounds);
    printf("%lu files, %lu damaged ones\n", (unsigned long)n_files, n_rounds);
    while (n_files > 0)
        buffer_free(&files[--n_files]);
    free(files);
    return 0;
}
