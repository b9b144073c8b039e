/* Writes a compiled table. */
#ifndef CLI_COMPILE_H
#define CLI_COMPILE_H

#include "cli/options.h"

/* Writes the options' lists as a table into the file that they name.  It is written beside its
 * place and renamed into it: who reads it meanwhile has the old table or the new one, and after
 * a failure the old one is still there.  Returns the exit status. */
int compile_table(const options *o);

#endif
