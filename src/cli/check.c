/* Reports on route lists: see check.h. */
#include "cli/check.h"

#include "cli/load.h"
#include "cli/messages.h"
#include "cli/stats.h"
#include "cli/status.h"

#include <errno.h>
#include <inttypes.h>

typedef struct checking {
    const options *o;
    progress progress;
    rc_load_stats stats; /* over all lists */
    rc_table_sizes sizes;
    double seconds;
    unsigned n_blocks;
    bool plus_optional; /* a table that comes first was made with it */
    char idd[256];      /* of that table */
} checking;

static void print_count(const char *name, uint64_t value)
{
    printf("%s: %" PRIu64 "\n", name, value);
}

static void print_text(const char *name, rc_text value)
{
    printf("%s: ", name);
    message_show(stdout, value);
    putchar('\n');
}

/* Prints a block; rows is NULL for a compiled table. */
static void print_block(rc_text name, const rc_load_stats *rows, const rc_report *report)
{
    print_text("list", name);
    if (rows) {
        print_count("rows", rows->n_rows);
        print_count("bad rows", rows->n_bad_rows);
    }
    print_count("prefixes", report->n_prefixes);
    if (rows) {
        print_count("duplicate rows", rows->n_duplicates);
        print_count("disagreeing prefixes", rows->n_disagreeing);
    }
    print_count("redundant prefixes", report->n_redundant);
    print_count("blocked prefixes", report->n_blocked);
    print_count("zero costs", report->n_zero_costs);
    print_text("cheapest cost", report->cheapest.cost);
    printf("cheapest prefix: %s\n", report->cheapest.prefix);
    print_text("dearest cost", report->dearest.cost);
    printf("dearest prefix: %s\n", report->dearest.prefix);
    printf("shortest prefix: %s\n", report->shortest.prefix);
    printf("longest prefix: %s\n", report->longest.prefix);
    print_count("table bytes", report->table_bytes);
}

/* Prints a block for each carrier.  Fails with RC_ERROR_WRITE, after a message. */
static rc_code print_carriers(checking *c, const rc_table *table, const list_argument *argument,
                              const rc_load_stats *stats)
{
    for (size_t i = 0; i < rc_table_carriers(table); i++) {
        rc_text name = rc_table_carrier_name(table, i);
        rc_report report;
        rc_table_report(table, i, &report); /* the table keeps its carriers */
        errno = 0;
        if (c->n_blocks++ > 0)
            putchar('\n');
        print_block(name.length > 0 ? name : argument->name, stats->n_tables > 0 ? NULL : stats,
                    &report);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            message_output(errno);
            return RC_ERROR_WRITE;
        }
    }
    return RC_OK;
}

static void add_stats(checking *c, const load *l)
{
    c->stats.n_rows += l->stats.n_rows;
    c->stats.n_prefixes += l->stats.n_prefixes;
    c->stats.n_tables += l->stats.n_tables;
    c->stats.n_dated_lists += l->stats.n_dated_lists;
    c->stats.table_bytes += l->stats.table_bytes;
    stats_add_sizes(&c->sizes, &l->sizes);
    c->seconds += l->seconds;
}

/* Checks a list as if it were the only one; returns the exit status. */
static int check_list(checking *c, list_argument *argument)
{
    options one = *c->o;
    load l = {.o = &one,
              .progress = &c->progress,
              .compare_duplicates = true,
              .is_part = true,
              .skips_bad_rows = true};
    int status = STATUS_NOT_DONE;

    one.lists = argument;
    one.n_lists = 1;
    if (*c->idd)
        one.idd = c->idd;
    if (c->plus_optional)
        one.plus = PLUS_OPTIONAL;
    rc_table *table = load_table(&l, true);
    add_stats(c, &l);
    if (table && argument == c->o->lists) {
        c->plus_optional = rc_table_ignores_plus(table);
        snprintf(c->idd, sizeof c->idd, "%.*s", (int)rc_table_idd(table).length,
                 rc_table_idd(table).bytes);
    }
    if (table && print_carriers(c, table, argument, &l.stats) == RC_OK)
        status = l.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS : STATUS_DONE;
    rc_table_free(table);
    return status;
}

int check_lists(const options *o)
{
    checking c = {.o = o};
    int status = STATUS_DONE;

    progress_init(&c.progress, o->progress && !o->quiet, o->n_lists);
    for (size_t i = 0; i < o->n_lists && !ferror(stdout); i++) {
        int of_list = check_list(&c, &o->lists[i]);
        status = of_list > status ? of_list : status;
    }
    if (status != STATUS_NOT_DONE && load_check_options(o, &c.stats) != RC_OK)
        status = STATUS_NOT_DONE;
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet)
        stats_print_load(&c.stats, &c.sizes, c.seconds);
    return status;
}
