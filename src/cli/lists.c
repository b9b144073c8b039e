/* The lists of the command line: see lists.h. */
#include "cli/lists.h"

#include <string.h>

/* The name of a file without its folder and without its extension: "deck" for "lists/deck.csv".
 * A dot at the start begins no extension. */
static rc_text name_file(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return (rc_text){name, dot && dot > name ? (size_t)(dot - name) : strlen(name)};
}

list_argument list_read(const char *argument)
{
    size_t length = strcspn(argument, "=/");

    if (argument[length] == '=')
        return (list_argument){argument, argument + length + 1, {argument, length}};
    if (strcmp(argument, "-") == 0)
        return (list_argument){argument, argument, {"stdin", 5}};
    return (list_argument){argument, argument, name_file(argument)};
}

size_t list_find_repeated(const list_argument *lists, size_t n, size_t *earlier)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (lists[i].name.length == lists[k].name.length &&
                memcmp(lists[i].name.bytes, lists[k].name.bytes, lists[i].name.length) == 0) {
                *earlier = k;
                return i;
            }
    return n;
}
