/* Prices numbers by a route list: price ROUTES NUMBER... */
#include <routecost.h>
#include <stdio.h>
#include <string.h>

enum { GROUP = 64 }; /* numbers looked up at a time */

static void show_fault(void *path, const rc_error *fault)
{
    fprintf(stderr, "%s:%llu: %s\n", (char *)path, (unsigned long long)fault->line, fault->reason);
}

/* Loads a route list; NULL after a message. */
static rc_table *load(char *path)
{
    rc_load_options options = {.n_threads = 4, .on_fault = show_fault, .fault_context = path};
    rc_error error = {.reason = "out of memory"};
    rc_table *table = NULL;
    FILE *file = fopen(path, "rb");

    if (!file)
        return perror(path), NULL;
    rc_builder *builder = rc_builder_new(&options);
    if (builder && rc_builder_read(builder, rc_reader_from_file(file), &error) == RC_OK)
        rc_builder_seal(builder, &table, &error);
    if (!table)
        fprintf(stderr, "%s: %s\n", path, error.reason);
    rc_builder_free(builder);
    fclose(file);
    return table;
}

static void show(const char *number, rc_answer_value answer)
{
    if (answer.verdict == RC_ROUTED)
        printf("%s costs %.*s\n", number, (int)answer.cost.length, answer.cost.bytes);
    else
        printf("%s %s\n", number, answer.verdict == RC_UNROUTED ? "has no route" : "is no number");
}

int main(int argc, char **argv)
{
    rc_table *table = argc > 2 ? load(argv[1]) : NULL;
    rc_text numbers[GROUP];
    rc_answer_value answers[GROUP];

    if (!table)
        return 2;
    if (argc == 3) /* one number */
        show(argv[2], rc_table_lookup(table, (rc_text){argv[2], strlen(argv[2])}));
    for (int at = 2, n; argc > 3 && at < argc; at += n) { /* many: faster in groups */
        for (n = 0; n < GROUP && at + n < argc; n++)
            numbers[n] = (rc_text){argv[at + n], strlen(argv[at + n])};
        rc_table_lookup_group(table, numbers, (size_t)n, answers);
        for (int i = 0; i < n; i++)
            show(argv[at + i], answers[i]);
    }
    rc_table_free(table);
    return 0;
}
