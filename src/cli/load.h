/* Loads the lists and tables of the command line. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/options.h"
#include "cli/source.h"
#include "routecost_explain.h"

typedef struct load {
    const options *o;
    progress *progress;
    int compare_duplicates;  /* as rc_load_options has it */
    rc_builder *builder;     /* what the lists go to: this, or the explainer */
    rc_explainer *explainer; /* likewise */
    source *list;            /* that is being read */
    rc_load_stats stats;
    double seconds;
} load;

/* Reads all lists into a table that can be asked as keep_carriers has it in rc_load_options; NULL
 * after messages about all that is wrong. */
rc_table *load_table(load *l, int keep_carriers);

/* Reads all lists for the options' number that is to be explained; NULL after messages. */
rc_explainer *load_explainer(load *l);

/* Tells of options that had nothing to act on, as only tables were read: prices that are not what
 * was asked for.  Returns 1 after a message. */
int load_check_options(const options *o, const rc_load_stats *stats);

#endif
