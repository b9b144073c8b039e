/* Writes a compiled table. */
#ifndef CLI_COMPILE_H
#define CLI_COMPILE_H

#include "cli/options.h"

/* Writes the options' lists as a table into the file that they name.  It is written beside its
 * place and renamed into it: who reads it meanwhile has the old table or the new one, and after
 * a failure the old one is still there.  "-" is standard output.  Returns the exit status. */
int compile_table(const options *o);

/* Returns true if the table goes to standard output, "-"; the caller closes it. */
bool compile_is_to_output(const options *o);

#endif
