/* Prices numbers by a route list: price ROUTES NUMBER... */
#include <routecost.h>
#include <stdio.h>
#include <string.h>

static void show_fault(void *path, const rc_error *fault)
{
    fprintf(stderr, "%s:%llu: %s\n", (char *)path, (unsigned long long)fault->line, fault->reason);
}

static void show(const char *number, rc_lookup answer)
{
    if (answer.status == RC_ROUTED)
        printf("%s costs %.*s\n", number, (int)answer.cost.length, answer.cost.bytes);
    else
        printf("%s %s\n", number, answer.status == RC_UNROUTED ? "has no route" : "is no number");
}

int main(int argc, char **argv)
{
    char *path = argc > 1 ? argv[1] : "ROUTES";
    rc_load_options options = {.n_threads = 4, .on_fault = show_fault, .fault_context = path};
    rc_error error = {.reason = "cannot be opened, or memory is short"};
    FILE *file = fopen(path, "rb");
    rc_builder *builder = rc_builder_new(&options);
    rc_table *table = NULL;

    if (file && builder && rc_builder_read(builder, rc_reader_from_file(file), &error) == RC_OK)
        rc_builder_seal(builder, &table, &error);
    if (!table)
        fprintf(stderr, "%s: %s\n", path, error.reason);
    if (table && argc == 3) /* one number */
        show(argv[2], rc_table_lookup(table, (rc_text){argv[2], strlen(argv[2])}));
    for (int at = 2, n; table && argc > 3 && at < argc; at += n) { /* many: faster in groups */
        rc_text numbers[64];
        rc_lookup answers[64];
        for (n = 0; n < 64 && at + n < argc; n++)
            numbers[n] = (rc_text){argv[at + n], strlen(argv[at + n])};
        rc_table_lookup_group(table, numbers, (size_t)n, answers);
        for (int i = 0; i < n; i++)
            show(argv[at + i], answers[i]);
    }
    int status = table ? 0 : 2;
    rc_table_free(table);
    rc_builder_free(builder);
    if (file)
        fclose(file);
    return status;
}
