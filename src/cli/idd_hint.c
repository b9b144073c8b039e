/* Hints about 00 and 011 that keep numbers from matching: see idd_hint.h. */
#include "cli/idd_hint.h"

#include "cli/messages.h"

bool idd_hint_print(idd_side routes, idd_side numbers, const char *only_routes,
                    const char *only_numbers, bool has_tables)
{
    static const char *const texts[] = {
        [RC_BEGINS_00] = "00", [RC_BEGINS_011] = "011", [RC_BEGINS_00 | RC_BEGINS_011] = "00,011"};
    bool is_of_routes = routes.begins != 0;
    const char *text = texts[routes.begins | numbers.begins];
    bool has_plus = is_of_routes ? numbers.has_plus : routes.has_plus;
    char reason[200];

    if ((routes.begins != 0) == (numbers.begins != 0))
        return false;
    snprintf(reason, sizeof reason, "%s %s: %s --idd=%s%s",
             is_of_routes ? only_routes : only_numbers,
             routes.begins + numbers.begins == 3 ? "00 or 011" : text,
             has_tables ? "compile with" : "try", text, has_plus ? "" : " --plus=optional");
    message_print(reason);
    return true;
}

bool idd_hint_print_all(const rc_table *const *tables, size_t n_tables,
                        const rc_answer_stats *stats, bool has_tables)
{
    idd_side routes = {0}, numbers = {stats->unrouted_begin, stats->n_plus_numbers > 0};

    if (stats->n_numbers == 0 || stats->n_routed > 0)
        return false;
    for (size_t i = 0; i < n_tables; i++) {
        routes.begins |= rc_table_begins(tables[i]);
        routes.has_plus |= rc_table_ignores_plus(tables[i]);
        for (size_t k = 0; k < rc_table_carriers(tables[i]); k++)
            routes.has_plus |= (rc_table_plus(tables[i], k) & RC_PLUS_WITH) != 0;
        numbers.has_plus |= rc_table_ignores_plus(tables[i]);
    }
    return idd_hint_print(routes, numbers, "no number matched, and only the routes begin with",
                          "no number matched, and only the numbers begin with", has_tables);
}
