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

void stats_add_sizes(rc_table_sizes *sum, const rc_table_sizes *sizes)
{
    sum->index += sizes->index;
    sum->nodes += sizes->nodes;
    sum->lists += sizes->lists;
    sum->costs += sizes->costs;
    sum->names += sizes->names;
    sum->carried += sizes->carried;
}

void stats_print_load(const rc_load_stats *load, const rc_table_sizes *sizes, double seconds)
{
    print_count("rows", load->n_rows);
    print_count("prefixes", load->n_prefixes);
    print_count("table bytes", load->table_bytes);
    print_count("index bytes", sizes->index);
    print_count("node bytes", sizes->nodes);
    print_count("list bytes", sizes->lists);
    print_count("cost bytes", sizes->costs);
    print_count("name bytes", sizes->names);
    print_count("carried bytes", sizes->carried);
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
