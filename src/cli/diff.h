/* Shows what changed between two lists. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "cli/options.h"

/* Writes to standard output what differs between the two lists of the options, and how many of
 * their numbers each change concerns, if there are any. Returns the exit status: 1 if something
 * differs. */
int diff_lists(const options *o);

#endif
