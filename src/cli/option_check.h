/* Checks that the options of a command line go together. */
#ifndef CLI_OPTION_CHECK_H
#define CLI_OPTION_CHECK_H

#include "cli/option_table.h"

/* given has a place for each row of the table. The command is neither help nor version. */
rc_code option_check(const options *o, const bool given[OPTIONS_MAX], usage_error *error);

#endif
