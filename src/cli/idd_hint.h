/* Hints about 00 and 011 that keep numbers from matching. */
#ifndef CLI_IDD_HINT_H
#define CLI_IDD_HINT_H

#include "routecost.h"

/* How one side begins. */
typedef struct idd_side {
    unsigned begins; /* as rc_table_begins */
    bool has_plus;   /* some of it begins with '+', or that is ignored */
} idd_side;

/* Prints a hint if only one side begins with 00 or 011. only_numbers and only_routes begin the
 * message, as "only the numbers begin with". has_tables is true if a compiled table was read.
 * Returns true if it has printed. */
bool idd_hint_print(idd_side routes, idd_side numbers, const char *only_routes,
                    const char *only_numbers, bool has_tables);

/* The same after a run that has read numbers, if none of them matched. */
bool idd_hint_print_all(const rc_table *const *tables, size_t n_tables,
                        const rc_answer_stats *stats, bool has_tables);

#endif
