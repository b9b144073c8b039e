/* Links to the installed library: consumer ROUTES shows what a call to +14152345678 costs. */
#include <routecost.h>

#include <stdlib.h>

/* Names that a client may use itself: the library must neither call these nor clash with them. */
void error_set(void);
void block_free(void);
void trie_free(void);

void error_set(void)
{
    abort();
}
void block_free(void)
{
    abort();
}
void trie_free(void)
{
    abort();
}

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    rc_load_options options = {.n_threads = 4};
    rc_builder *builder = rc_builder_new(&options);
    rc_table *table = NULL;
    rc_error error;

    if (!file || !builder || rc_builder_read(builder, rc_reader_from_file(file), &error) ||
        rc_builder_seal(builder, &table, &error))
        return 1;
    rc_lookup answer = rc_table_lookup(table, (rc_text){"+14152345678", 12});
    printf("%.*s\n", (int)answer.cost.length, answer.cost.bytes);
    rc_table_free(table);
    rc_builder_free(builder);
    return fclose(file);
}
