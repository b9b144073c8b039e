/* The texts of --help: see help.h. */
#include "cli/help.h"

#include "cli/option_table.h"

static const char usage[] = "usage: routecost [OPTION...] [NAME=]ROUTES... NUMBERS\n"
                            "       routecost MODE [OPTION...] [NAME=]ROUTES...\n";

static const char main_job[] =
    "\n"
    "Writes each line of NUMBERS with a comma and its cost: the cost of the longest\n"
    "prefix in ROUTES that matches.  Of several ROUTES the cheapest wins.  ROUTES is\n"
    "a CSV list of prefixes and costs, or a compiled table; - is standard input.\n";

static const char examples[] =
    "\n"
    "Examples:\n"
    "  routecost routes.csv numbers.txt > costs.txt\n"
    "  zcat deck.csv.gz | routecost - numbers.txt > costs.txt\n"
    "  routecost -f carrier,cost acme.csv globex.csv numbers.txt > cheapest.txt\n"
    "  routecost --number-column=dst routes.csv calls.csv > priced.csv\n"
    "  routecost --skip-lines=3 --cost-column='Price 1' deck.csv numbers.txt\n"
    "  routecost --compile=today.table acme.csv globex.csv\n"
    "  routecost today.table numbers.txt > costs.txt\n"
    "  routecost --explain=+14152345678 acme.csv globex.csv\n"
    "\n"
    "Exit status: 0 all done; 1 done, but lines were invalid or rows skipped;\n"
    "2 not done.\n";

static void print_option(FILE *to, const option *o)
{
    bool is_free = o->flags & OPTION_VALUE_IS_FREE;
    char left[64], letter[] = "-x, ";

    letter[1] = o->letter;
    snprintf(left, sizeof left, "%s--%s%s%s%s%s", o->letter ? letter : "", o->name,
             is_free ? "[" : "", o->value ? "=" : "", o->value ? o->value : "", is_free ? "]" : "");
    fprintf(to, "  %-22s  %s\n", left, o->help);
}

static void print_group(FILE *to, option_group group, unsigned flags)
{
    for (size_t i = 0; i < n_options; i++)
        if (option_table[i].group == group && (option_table[i].flags & flags) == flags)
            print_option(to, &option_table[i]);
}

/* Prints the modes, then in one block the other options used most. */
static void print_common(FILE *to)
{
    fputs("\nModes:\n", to);
    print_group(to, GROUP_MODES, OPTION_COMMON);
    fputs("\nOptions used most (COL is a column's number, or its name in the header):\n", to);
    for (option_group group = GROUP_LISTS; group < N_GROUPS; group++)
        print_group(to, group, OPTION_COMMON);
}

static void print_all(FILE *to)
{
    static const char *const titles[N_GROUPS] = {
        [GROUP_MODES] = "Modes",
        [GROUP_LISTS] = "Route lists (COL is a column's number from 1, or its name in the header)",
        [GROUP_ANSWERS] = "Numbers and answers",
        [GROUP_CALLS] = "What calls cost",
        [GROUP_RUNNING] = "Running",
    };

    for (option_group group = GROUP_MODES; group < N_GROUPS; group++) {
        fprintf(to, "\n%s:\n", titles[group]);
        print_group(to, group, 0);
    }
    fputs(examples, to);
}

void help_print_usage(FILE *to)
{
    fputs(usage, to);
    fputs("       routecost --help\n", to);
}

void help_print(FILE *to, bool all)
{
    fputs(usage, to);
    fputs(main_job, to);
    if (all)
        print_all(to);
    else
        print_common(to);
}
