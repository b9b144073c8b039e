/* Parses the command line. */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

#include "cli/options.h"

/* Parses the arguments of main into *o, which keeps pointers to their texts.  Fails with
 * RC_ERROR_OPTIONS or RC_ERROR_MEMORY and sets *error, which is undefined on success.  Free *o with
 * command_line_free in either case. */
rc_code command_line_parse(options *o, int argc, char *const *argv, usage_error *error);
void command_line_free(options *o);

/* Parses n words into *list, such as those behind a name in a carriers file: options that say how
 * a list is read, and no operand.  What *list holds before is the default.  Fails as above; then
 * *list is undefined. */
rc_code command_line_parse_list(list_options *list, char *const *words, size_t n,
                                usage_error *error);

#endif
