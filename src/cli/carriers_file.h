/* Reads a carriers file: lists and their options, one carrier a line.
 *
 *     # name=path      options for this list
 *     acme=acme.csv    --skip-lines=2 --decimal-comma
 *     globex.csv       --effective-column="Valid From"
 *
 * carriers_text.h says how a line becomes words. */
#ifndef CLI_CARRIERS_FILE_H
#define CLI_CARRIERS_FILE_H

#include "cli/carriers_text.h"
#include "cli/options.h"

/* What the lists of a carriers file point into. All zero is an empty one. */
typedef struct carriers_file {
    carriers_text text;
    char **paths;           /* n_lists: of lists whose path is not as the file has it */
    list_options **options; /* n_lists: of lines that have options, else NULL */
    list_argument *lists;   /* n_lists, until the options have them */
    size_t n_lists;
} carriers_file;

/* Reads the carriers file that the options name, if they do, and puts its lists before theirs.
 * *file must live as long as *o, and is freed in either case. Fails with RC_ERROR_OPTIONS,
 * RC_ERROR_READ or RC_ERROR_MEMORY and sets *error. */
rc_code carriers_file_read(carriers_file *file, options *o, usage_error *error);
void carriers_file_free(carriers_file *file);

#endif
