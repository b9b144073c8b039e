/* Writes one list of all carriers. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include "cli/options.h"

/* Writes the routes of all lists to standard output as one list. Returns the exit status. */
int export_lists(const options *o);

#endif
