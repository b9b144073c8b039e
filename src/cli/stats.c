/* What --stats tells: see stats.h. */
#include "cli/stats.h"

#include <inttypes.h>

static void print_count(const char *name, uint64_t value)
{
    fprintf(stderr, "routecost: %s: %" PRIu64 "\n", name, value);
}

static void print_speed(const char *what, const char *unit, double seconds, uint64_t n)
{
    fprintf(stderr, "routecost: %s seconds: %.3f\n", what, seconds);
    fprintf(stderr, "routecost: %s/s: %.0f\n", unit, seconds > 0 ? (double)n / seconds : 0);
}

void stats_print(const rc_load_stats *load, double load_seconds, const rc_answer_stats *answer,
                 double answer_seconds)
{
    print_count("rows", load->n_rows);
    print_count("prefixes", load->n_prefixes);
    print_count("table bytes", load->table_bytes);
    print_speed("load", "rows", load_seconds, load->n_rows);
    print_count("numbers", answer->n_numbers);
    print_count("routed", answer->n_routed);
    print_count("unrouted", answer->n_numbers - answer->n_routed);
    print_count("invalid", answer->n_invalid);
    print_speed("lookup", "numbers", answer_seconds, answer->n_numbers);
}
