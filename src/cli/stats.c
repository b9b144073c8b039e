/* The figures of --stats: see stats.h. */
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

void stats_print_load(const rc_load_stats *load, double seconds)
{
    print_count("rows", load->n_rows);
    print_count("prefixes", load->n_prefixes);
    print_count("table bytes", load->table_bytes);
    print_speed("load", "rows", seconds, load->n_rows);
}

void stats_print_reading(const rc_load_stats *load, double seconds)
{
    print_count("rows", load->n_rows);
    print_speed("load", "rows", seconds, load->n_rows);
}

void stats_print_answers(const rc_answer_stats *answers, double seconds)
{
    print_count("numbers", answers->n_numbers);
    print_count("routed", answers->n_routed);
    print_count("unrouted", answers->n_numbers - answers->n_routed);
    print_count("invalid", answers->n_invalid);
    print_speed("lookup", "numbers", seconds, answers->n_numbers);
}
