/* Loads the lists and tables of the command line. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/options.h"
#include "cli/source.h"
#include "routecost_explain.h"

typedef struct load {
    const options *o;
    progress *progress;
    bool compare_duplicates;                   /* as in rc_load_options */
    bool is_part;                              /* of all lists: the caller checks the options */
    bool skips_bad_rows;                       /* of every list, whatever its options say */
    rc_builder *builder;                       /* where the lists go: this */
    rc_explainer *explainer;                   /* or this */
    source *list;                              /* the list that is being read */
    rc_column carried[RC_CARRIED_COLUMNS_MAX]; /* what routes carry */
    rc_load_stats stats;
    rc_table_sizes sizes; /* of the table, if the options want figures */
    double seconds;
} load;

/* Checks that standard input is open if an operand is -. Else the next file that is opened would be
 * read in its place. Fails with RC_ERROR_READ, after a message. */
rc_code load_check_input(const options *o);

/* Reads all lists into a table.  keep_carriers is as in rc_load_options.  Returns NULL after
 * messages about everything that is wrong. */
rc_table *load_table(load *l, bool keep_carriers);

/* Reads all lists to explain the number of the options.  Returns NULL after messages. */
rc_explainer *load_explainer(load *l);

/* Checks that an option of lists is not given where only compiled tables were read: it would change
 * nothing, so the prices would not be what was asked for.  Fails with RC_ERROR_OPTIONS, after a
 * message. */
rc_code load_check_options(const options *o, const rc_load_stats *stats);

#endif
