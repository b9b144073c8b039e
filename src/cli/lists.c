/* The lists of the command line: see lists.h. */
#include "cli/lists.h"

#include <string.h>

/* Returns the name of a file without folder and extension: "deck" for "lists/deck.csv".  A dot at
 * the start begins no extension. */
static rc_text name_file(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return (rc_text){name, dot && dot > name ? (size_t)(dot - name) : strlen(name)};
}

list_argument list_parse(const char *argument)
{
    size_t length = strcspn(argument, "=/");

    if (argument[length] == '=')
        return (list_argument){argument, argument + length + 1, {argument, length}};
    if (strcmp(argument, "-") == 0)
        return (list_argument){argument, argument, {"stdin", 5}};
    return (list_argument){argument, argument, name_file(argument)};
}
