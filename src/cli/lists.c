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
        return (list_argument){.argument = argument,
                               .path = argument + length + 1,
                               .name = {argument, length},
                               .is_named = true};
    rc_text name = strcmp(argument, "-") == 0 ? (rc_text){"stdin", 5} : name_file(argument);
    return (list_argument){.argument = argument, .path = argument, .name = name};
}

rc_code list_check(const list_argument *list, usage_error *error)
{
    if (list->name.length == 0 && !list->is_named)
        return usage_error_set(error, "no carrier can be named after %s: name it with NAME=PATH",
                               QUOTED(list->argument, strlen(list->argument)));
    if (list->name.length == 0)
        return usage_error_set(error,
                               "no name before the = of %s; if that is a file, write ./ before it",
                               QUOTED(list->argument, strlen(list->argument)));
    if (*list->path == '\0')
        return usage_error_set(error, "no file behind the = of %s",
                               QUOTED(list->argument, strlen(list->argument)));
    return RC_OK;
}
