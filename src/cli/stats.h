/* The figures of --stats. */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "routecost.h"

/* Print "routecost: NAME: VALUE" lines on standard error. */
void stats_print_load(const rc_load_stats *load, const rc_table_sizes *sizes, double seconds);
void stats_print_reading(const rc_load_stats *load, double seconds); /* where no table is made */
void stats_print_answers(const rc_answer_stats *answers, double seconds);

/* Adds the sizes of another table. */
void stats_add_sizes(rc_table_sizes *sum, const rc_table_sizes *sizes);

#endif
