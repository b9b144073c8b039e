/* The options of the command line: one row each.
 *
 * --help, the parser and the advice after a usage error are made from this table; a test compares
 * it with the manual page and the completions.  A new option is a row here, a field in options.h or
 * list_options.h and, if its value is of a new kind, a function that reads it. */
#ifndef CLI_OPTION_TABLE_H
#define CLI_OPTION_TABLE_H

#include "cli/option_value.h"
#include "cli/options.h"

typedef enum option_group {
    GROUP_MODES, /* what to do instead of pricing */
    GROUP_LISTS,
    GROUP_ANSWERS,
    GROUP_CALLS, /* what calls cost; they need a duration */
    GROUP_RUNNING,
    N_GROUPS
} option_group;

/* Flags of an option. */
enum {
    OPTION_COMMON = 1,        /* --help shows it, and not only --help=all */
    OPTION_OF_LISTS = 2,      /* says how a list is read: its field is in list_options */
    OPTION_FITS_TABLES = 4,   /* of those, one that does no harm where there are only tables */
    OPTION_VALUE_IS_FREE = 8, /* its value can be left out */
    OPTION_REPEATABLE =
        16,              /* each use adds to its field, a option_texts; else the last use counts */
    OPTION_OF_LINES = 32 /* may stand in a line of a carriers file, for its list alone */
};

typedef struct option {
    const char *name; /* without hyphens */
    char letter;      /* of the short form, or 0 */
    option_group group;
    unsigned flags;
    command command;      /* of a mode; COMMAND_PRICE: none */
    unsigned commands;    /* a bit (1 << COMMAND_...) for each command it goes with; 0: all */
    option_read_fn *read; /* NULL: there is nothing to set but the command */
    size_t line_field;    /* offset in list_options, if OPTION_OF_LINES is set */
    size_t field;         /* offset in list_options if OPTION_OF_LISTS is set, else in options */
    const char *value;    /* as the help shows it; NULL: the option takes no value */
    const char *help;     /* one line of at most 54 characters */
    const char *example;  /* value in an advice; NULL: none */
    const char *operands; /* behind it in an advice; NULL: "routes.csv numbers.txt" */
} option;

enum { OPTIONS_MAX = 64 };

extern const option option_table[];
extern const size_t n_options; /* at most OPTIONS_MAX */

/* Each returns the row, or NULL.  name is its first length bytes. */
const option *option_find(const char *name, size_t length);
const option *option_find_letter(char letter);
const option *option_find_command(command wanted);

#endif
