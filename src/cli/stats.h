/* What --stats tells. */
#ifndef CLI_STATS_H
#define CLI_STATS_H

#include "routecost.h"

/* Prints "routecost: NAME: VALUE" lines on standard error. */
void stats_print(const rc_load_stats *load, double load_seconds, const rc_answer_stats *answer,
                 double answer_seconds);

#endif
