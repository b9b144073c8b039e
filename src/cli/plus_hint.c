/* Hints about a '+' that keeps numbers from matching: see plus_hint.h. */
#include "cli/plus_hint.h"

#include "cli/messages.h"

/* Returns how the numbers begin: RC_PLUS_WITH, RC_PLUS_WITHOUT or both. */
static unsigned find_plus(const rc_answer_stats *stats)
{
    return (stats->n_plus_numbers > 0 ? RC_PLUS_WITH : 0u) |
           (stats->n_plus_numbers < stats->n_numbers ? RC_PLUS_WITHOUT : 0u);
}

bool plus_hint_print_all(unsigned routes, const rc_answer_stats *stats, bool has_tables)
{
    if (stats->n_numbers == 0 || stats->n_routed > 0 ||
        !((routes ^ find_plus(stats)) & RC_PLUS_WITH))
        return false;
    message_plus((rc_text){NULL, 0},
                 routes & RC_PLUS_WITH ? "no number matched, and only the routes begin with +"
                                       : "no number matched, and only the numbers begin with +",
                 has_tables);
    return true;
}

void plus_hint_print(const rc_table *table, const rc_answer_stats *stats, bool has_tables)
{
    unsigned numbers = find_plus(stats), routes = 0;
    uint64_t n_missing = 0;

    for (size_t i = 0; i < rc_table_carriers(table); i++)
        routes |= rc_table_plus(table, i);
    if (plus_hint_print_all(routes, stats, has_tables))
        return;
    for (size_t i = 0; i < rc_table_carriers(table) && stats->n_numbers > 0; i++)
        if (!(rc_table_plus(table, i) & numbers) && n_missing++ < RC_FAULTS_SHOWN)
            message_plus(rc_table_carrier_name(table, i),
                         rc_table_plus(table, i) & RC_PLUS_WITH
                             ? "its routes begin with +, the numbers do not"
                             : "the numbers begin with +, its routes do not",
                         has_tables);
    message_fault_count(NULL, n_missing, RC_FAULTS_SHOWN, message_plus_carriers);
}
