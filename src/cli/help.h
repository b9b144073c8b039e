/* The texts of --help. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdbool.h>
#include <stdio.h>

/* Prints how the program is called, in a few lines. */
void help_print_usage(FILE *to);

/* Prints the main job, the modes and the options used most; or every option, if all is true. */
void help_print(FILE *to, bool all);

#endif
