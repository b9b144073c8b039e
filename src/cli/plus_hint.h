/* Hints about a '+' that keeps numbers from matching. */
#ifndef CLI_PLUS_HINT_H
#define CLI_PLUS_HINT_H

#include "routecost.h"

#include <stdbool.h>

/* Prints a hint if no number matched and only the routes, or only the numbers, begin with '+'.
 * routes is how prefixes begin, as rc_table_plus returns it; has_tables is true if a compiled table
 * was read. Returns true if it has printed. */
bool plus_hint_print_all(unsigned routes, const rc_answer_stats *stats, bool has_tables);

/* Prints that hint, or one for each carrier whose routes all differ from the numbers. */
void plus_hint_print(const rc_table *table, const rc_answer_stats *stats, bool has_tables);

#endif
