/* Loads the lists and tables of the command line. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/options.h"
#include "cli/source.h"

typedef struct load {
    const options *o;
    progress *progress;
    source *list; /* that is being read */
    rc_load_stats stats;
    double seconds;
} load;

/* Reads all lists into a table that can be asked as keep_carriers has it in rc_load_options; NULL
 * after messages about all that is wrong. */
rc_table *load_table(load *l, int keep_carriers);

#endif
