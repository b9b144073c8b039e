/* A JudySL array of prefixes, for comparison: judy ROUTES NUMBERS
 *
 * Reads the plain lists that generate makes ("+1415,0.02") and answers as routecost does. */
#include <Judy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 256, PREFIX_BYTES = 16 };

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file)
        exit((perror(path), 2));
    return file;
}

/* The cheapest row of a prefix stays. Doubles do for the few digits of the lists made here. */
static void add(Pvoid_t *array, const char *prefix, const char *cost)
{
    PPvoid_t value = JudySLIns(array, (const uint8_t *)prefix, PJE0);

    if (!value || value == PPJERR)
        exit((fputs("judy: out of memory\n", stderr), 2));
    if (*value && strtod(cost, NULL) >= strtod(*value, NULL))
        return;
    free(*value);
    *value = malloc(strlen(cost) + 1);
    if (!*value)
        exit((fputs("judy: out of memory\n", stderr), 2));
    strcpy(*value, cost);
}

static const char *find(Pcvoid_t array, const char *number)
{
    char prefix[PREFIX_BYTES + 1] = "";

    size_t n_bytes = strlen(number) < PREFIX_BYTES ? strlen(number) : PREFIX_BYTES;

    memcpy(prefix, number, n_bytes);
    for (size_t length = n_bytes; length > 0; length--) {
        prefix[length] = '\0';
        PPvoid_t value = JudySLGet(array, (const uint8_t *)prefix, PJE0);
        if (value)
            return *value;
    }
    return "0";
}

int main(int argc, char **argv)
{
    char line[LINE_BYTES];
    Pvoid_t array = NULL;

    if (argc != 3)
        return fputs("usage: judy ROUTES NUMBERS\n", stderr), 2;
    FILE *routes = open_file(argv[1]), *numbers = open_file(argv[2]);
    while (fgets(line, sizeof line, routes)) {
        char *comma = strchr(line, ',');
        line[strcspn(line, "\n")] = '\0';
        if (!comma)
            continue;
        *comma = '\0';
        add(&array, line, comma + 1);
    }
    while (fgets(line, sizeof line, numbers)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%s,%s\n", line, find(array, line));
    }
    return fclose(stdout) ? 2 : 0;
}
