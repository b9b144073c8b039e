/* Fuzz target: bytes as a carriers file. */
#include "cli/carriers_file.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool is_printable(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

static void write_file(const char *path, const uint8_t *bytes, size_t n_bytes)
{
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(bytes, 1, n_bytes, file) != n_bytes || fclose(file) != 0)
        abort();
}

static void expect_lists(const options *o, const uint8_t *bytes, size_t n_bytes)
{
    uint64_t n_lines = 1, before = 0;

    for (size_t i = 0; i < n_bytes; i++)
        n_lines += bytes[i] == '\n';
    EXPECT(o->n_lists > 0 && o->n_lists <= n_lines);
    for (size_t i = 0; i < o->n_lists; i++) {
        const list_argument *list = &o->lists[i];
        EXPECT(list->path[0] != '\0' && strcmp(list->path, "-") != 0 && list->name.length > 0);
        EXPECT(list->line > before && list->line <= n_lines);
        EXPECT(list->own || !list->own_given);
        before = list->line;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static char path[64]; /* of this process alone */
    carriers_file file = {.n_lists = 0};
    options o = {.carriers = path};
    usage_error error;

    if (!path[0])
        snprintf(path, sizeof path, "fuzz_carriers.%lu.%p", (unsigned long)time(NULL), (void *)&o);
    write_file(path, bytes, n_bytes);
    if (carriers_file_read(&file, &o, &error)) {
        EXPECT(error.file && error.reason[0] != '\0' && is_printable(error.reason));
        EXPECT(o.n_lists == 0);
    } else {
        expect_lists(&o, bytes, n_bytes);
    }
    remove(path);
    free(o.lists);
    carriers_file_free(&file);
    return 0;
}
