/* Prices numbers by a route list: price ROUTES NUMBER... */
#include <routecost.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "";
    rc_table *table;
    rc_error error;

    if (rc_table_load_file(path, NULL, &table, &error) != RC_OK) {
        fprintf(stderr, "%s:%llu: %s\n", path, (unsigned long long)error.line, error.reason);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        rc_lookup found = rc_table_lookup(table, (rc_text){argv[i], strlen(argv[i])});
        if (found.status == RC_ROUTED)
            printf("%s costs %.*s\n", argv[i], (int)found.cost.length, found.cost.bytes);
        else if (found.status == RC_UNROUTED)
            printf("%s has no route\n", argv[i]);
        else
            printf("%s is no number\n", argv[i]);
    }
    rc_table_free(table);
    return 0;
}
