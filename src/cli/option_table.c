/* The options of the command line: see option_table.h.
 *
 * The rows of a group stand in the order in which the help shows them. */
#include "cli/option_table.h"

#include "cli/charge_value.h"
#include "cli/list_value.h"
#include "cli/run_value.h"

#include <assert.h>
#include <string.h>

#define FOR(command)   (1u << COMMAND_##command)
#define FIELD(name)    offsetof(options, name)
#define OF_LISTS(name) offsetof(list_options, name)

#define CHARGED_CALLS "--number-column=1 --duration-column=2 routes.csv calls.csv"

/* clang-format off */
const option option_table[] = {
    /* ---- Modes ---- */
    {.name = "check", .group = GROUP_MODES, .flags = OPTION_COMMON, .command = COMMAND_CHECK,
     .help = "report on the lists: rows, duplicates, dearest cost...", .operands = "routes.csv"},
    {.name = "compile", .group = GROUP_MODES, .flags = OPTION_COMMON, .command = COMMAND_COMPILE,
     .read = run_value_read_file, .field = FIELD(compiled),
     .value = "FILE", .help = "write a compiled table, to be used in place of lists",
     .example = "routes.table", .operands = "routes.csv"},
    {.name = "diff", .group = GROUP_MODES, .flags = OPTION_COMMON, .command = COMMAND_DIFF,
     .help = "show what changed: OLD NEW, and NUMBERS to count", .operands = "old.csv new.csv"},
    {.name = "explain", .group = GROUP_MODES, .flags = OPTION_COMMON, .command = COMMAND_EXPLAIN,
     .read = run_value_read_explained, .field = FIELD(explained),
     .value = "NUMBER", .help = "show why NUMBER costs what it costs", .example = "+14152345678",
     .operands = "routes.csv"},
    {.name = "export", .group = GROUP_MODES, .flags = OPTION_COMMON, .command = COMMAND_EXPORT,
     .help = "write one list of all carriers, as CSV", .operands = "routes.csv"},

    /* ---- Route lists ---- */
    {.name = "at", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_text, .field = OF_LISTS(at),
     .value = "DATE", .help = "use the rows that hold on this day, as 2026-03-01",
     .example = "2026-01-01", .operands = "--effective-column=3 routes.csv numbers.txt"},
    {.name = "blocked", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS | OPTION_REPEATABLE,
     .read = option_read_texts, .field = OF_LISTS(blocked),
     .value = "TEXT", .help = "a cost of TEXT, too, means that the route is blocked",
     .example = "N/A"},
    {.name = "blocked-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_column, .field = OF_LISTS(blocked_column),
     .value = "COL", .help = "this column says yes where the route is blocked", .example = "3",
     .operands = "blocked.csv numbers.txt"},
    {.name = "carriers", .group = GROUP_LISTS,
     .commands = FOR(PRICE) | FOR(CHECK) | FOR(COMPILE) | FOR(EXPLAIN) | FOR(EXPORT),
     .read = option_read_text, .field = FIELD(carriers),
     .value = "FILE", .help = "read lists and their options from FILE, one a line",
     .example = "carriers.txt", .operands = "numbers.txt"},
    {.name = "carry", .group = GROUP_LISTS, .flags = OPTION_REPEATABLE,
     .commands = FOR(COMPILE), .read = run_value_read_carried, .field = FIELD(carried),
     .value = "NAME", .help = "keep this column's texts in the compiled table",
     .example = "terms", .operands = "--compile=routes.table terms.csv"},
    {.name = "cost-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS | OPTION_COMMON,
     .read = option_read_column, .field = OF_LISTS(cost_column),
     .value = "COL", .help = "the cost is in this column", .example = "2"},
    {.name = "currency", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_currency, .field = OF_LISTS(currency),
     .value = "SIGN", .help = "costs may have SIGN in front or at the end: $, USD",
     .example = "USD"},
    {.name = "date-order", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_date_order, .field = OF_LISTS(date_order),
     .value = "ORDER", .help = "days may be 01.04.2026 (dmy) or 04/01/2026 (mdy)",
     .example = "dmy", .operands = "--at=2026-01-01 --effective-column=3 routes.csv numbers.txt"},
    {.name = "decimal-comma", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_flag, .field = OF_LISTS(decimal_comma),
     .help = "costs have decimal commas: 0,04", .operands = "european.csv numbers.txt"},
    {.name = "delimiter", .letter = 'd', .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_delimiter, .field = OF_LISTS(delimiter),
     .value = "C", .help = "C, or \"tab\", separates fields (default: , ; TAB or |)",
     .example = ","},
    {.name = "duplicates", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_duplicates, .field = OF_LISTS(duplicates),
     .value = "WHICH", .help = "of one prefix's rows: cheapest, first, last, or error",
     .example = "first"},
    {.name = "effective-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_column, .field = OF_LISTS(effective_column),
     .value = "COL", .help = "the day from which a row holds is in this column", .example = "3",
     .operands = "--at=2026-01-01 routes.csv numbers.txt"},
    {.name = "factor", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_factor, .field = OF_LISTS(factor),
     .value = "DECIMAL", .help = "multiply every cost by DECIMAL, exactly", .example = "1.08"},
    {.name = "fee-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_column, .field = OF_LISTS(fee_column),
     .value = "COL", .help = "the connection fee of a call is in this column", .example = "4",
     .operands = "--number-column=1 --duration-column=2 terms.csv calls.csv"},
    {.name = "header", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_header, .field = OF_LISTS(header),
     .value = "WHICH", .help = "the first record is a header: auto (default), yes, no",
     .example = "yes"},
    {.name = "increment-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_increment, .field = OF_LISTS(increment),
     .value = "COL", .help = "how calls are billed, as 60/6; A+B: 60 and 6 in two",
     .example = "3", .operands = "--number-column=1 --duration-column=2 terms.csv calls.csv"},
    {.name = "prefix-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS | OPTION_COMMON,
     .read = list_value_read_prefix, .field = OF_LISTS(prefix),
     .value = "COL", .help = "the prefix is in this column; A+B joins two", .example = "1"},
    {.name = "prepend", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = list_value_read_prepend, .field = OF_LISTS(prepend),
     .value = "TEXT", .help = "put TEXT, a + or digits, in front of every prefix",
     .example = "+1", .operands = "national.csv numbers.txt"},
    {.name = "skip-bad-rows", .group = GROUP_LISTS,
     .flags = OPTION_OF_LISTS | OPTION_FITS_TABLES | OPTION_COMMON,
     .read = option_read_flag, .field = OF_LISTS(skip_bad_rows),
     .help = "report malformed rows, leave them out and go on"},
    {.name = "skip-lines", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS | OPTION_COMMON,
     .read = list_value_read_skip_lines, .field = OF_LISTS(n_skipped_lines),
     .value = "N", .help = "skip the first N lines", .example = "1"},
    {.name = "until-column", .group = GROUP_LISTS, .flags = OPTION_OF_LISTS,
     .read = option_read_column, .field = OF_LISTS(until_column),
     .value = "COL", .help = "the last day on which a row holds is in this column",
     .example = "3", .operands = "--at=2025-01-01 routes.csv numbers.txt"},

    /* ---- Numbers and answers ---- */
    {.name = "answers-only", .group = GROUP_ANSWERS, .commands = FOR(PRICE),
     .read = option_read_flag, .field = FIELD(answers_only),
     .help = "write the answers without the numbers"},
    {.name = "fields", .letter = 'f', .group = GROUP_ANSWERS, .flags = OPTION_COMMON,
     .commands = FOR(PRICE) | FOR(EXPORT),
     .read = run_value_read_fields, .field = FIELD(answer),
     .value = "LIST", .help = "append cost, prefix, carrier, charge, column:NAME",
     .example = "cost,prefix"},
    {.name = "idd", .group = GROUP_ANSWERS,
     .read = run_value_read_idd, .field = FIELD(idd),
     .value = "DIGITS", .help = "read 00 or 00,011 as +, in lists and in numbers",
     .example = "00"},
    {.name = "line-buffered", .group = GROUP_ANSWERS, .commands = FOR(PRICE),
     .read = option_read_flag, .field = FIELD(line_buffered),
     .help = "write each answer before the next number is read"},
    {.name = "no-route", .group = GROUP_ANSWERS, .commands = FOR(PRICE),
     .read = run_value_read_no_route, .field = FIELD(no_route),
     .value = "TEXT", .help = "write TEXT, not 0, where no prefix matches", .example = "none"},
    {.name = "number-column", .group = GROUP_ANSWERS, .flags = OPTION_COMMON,
     .commands = FOR(PRICE) | FOR(DIFF),
     .read = option_read_column, .field = FIELD(number_column),
     .value = "COL", .help = "NUMBERS is CSV with the number in this column", .example = "1"},
    {.name = "plus", .group = GROUP_ANSWERS, .flags = OPTION_COMMON,
     .read = run_value_read_plus, .field = FIELD(plus),
     .value = "HOW", .help = "a leading + must match: exact (default); or: optional",
     .example = "optional"},
    {.name = "prune", .group = GROUP_ANSWERS, .commands = FOR(EXPORT),
     .read = option_read_flag, .field = FIELD(prune),
     .help = "export no row that says what the shorter prefix's does",
     .operands = "--export routes.csv"},
    {.name = "rank", .group = GROUP_ANSWERS, .flags = OPTION_COMMON,
     .commands = FOR(PRICE) | FOR(EXPORT),
     .read = run_value_read_rank, .field = FIELD(rank),
     .value = "N", .help = "append the fields of the N cheapest carriers", .example = "2"},

    /* ---- What calls cost ---- */
    {.name = "connect-fee", .group = GROUP_CALLS, .flags = OPTION_OF_LINES,
     .line_field = OF_LISTS(own_fee), .commands = FOR(PRICE) | FOR(EXPLAIN),
     .read = charge_value_read_fee, .field = FIELD(charges.connect_fee),
     .value = "COST", .help = "a call longer than 0 seconds costs this much more",
     .example = "0.01", .operands = CHARGED_CALLS},
    {.name = "decimals", .group = GROUP_CALLS, .commands = FOR(PRICE) | FOR(EXPLAIN),
     .read = charge_value_read_decimals, .field = FIELD(charges.decimals),
     .value = "N", .help = "round charges to N decimals, 0 to 12 (default 6)", .example = "4",
     .operands = CHARGED_CALLS},
    {.name = "duration", .group = GROUP_CALLS, .commands = FOR(EXPLAIN),
     .read = charge_value_read_duration, .field = FIELD(duration),
     .value = "TIME", .help = "explain what a call of this length costs", .example = "63",
     .operands = "--explain=+14152345678 routes.csv"},
    {.name = "duration-column", .group = GROUP_CALLS, .commands = FOR(PRICE),
     .read = option_read_column, .field = FIELD(duration_column),
     .value = "COL", .help = "calls last as long as this column says: charge them",
     .example = "2", .operands = "--number-column=1 routes.csv calls.csv"},
    {.name = "increment", .group = GROUP_CALLS, .flags = OPTION_OF_LINES,
     .line_field = OF_LISTS(own_increment), .commands = FOR(PRICE) | FOR(EXPLAIN),
     .read = charge_value_read_increment, .field = FIELD(charges.increment),
     .value = "FIRST/NEXT", .help = "bill so many seconds, then steps of so many",
     .example = "60/6", .operands = CHARGED_CALLS},
    {.name = "per", .group = GROUP_CALLS, .commands = FOR(PRICE) | FOR(EXPLAIN),
     .read = charge_value_read_per, .field = FIELD(charges.per),
     .value = "SECONDS", .help = "a cost is for this many seconds (default 60)",
     .example = "60", .operands = CHARGED_CALLS},
    {.name = "summary", .group = GROUP_CALLS, .commands = FOR(PRICE),
     .read = charge_value_read_summary, .field = FIELD(summary),
     .value = "FIELD", .help = "write totals by carrier, prefix or column:NAME",
     .example = "carrier", .operands = CHARGED_CALLS},

    /* ---- Running ---- */
    {.name = "help", .letter = 'h', .group = GROUP_RUNNING,
     .flags = OPTION_COMMON | OPTION_VALUE_IS_FREE, .command = COMMAND_HELP,
     .read = run_value_read_all, .field = FIELD(help_all),
     .value = "all", .help = "show the options used most, or all", .operands = ""},
    {.name = "progress", .group = GROUP_RUNNING,
     .read = option_read_flag, .field = FIELD(progress),
     .help = "show on standard error how far the work is"},
    {.name = "quiet", .letter = 'q', .group = GROUP_RUNNING,
     .read = option_read_flag, .field = FIELD(quiet),
     .help = "print no message but the error that ends the run"},
    {.name = "stats", .group = GROUP_RUNNING,
     .read = option_read_flag, .field = FIELD(stats),
     .help = "print on standard error what was read, and how fast"},
    {.name = "threads", .letter = 'j', .group = GROUP_RUNNING,
     .read = run_value_read_threads, .field = FIELD(n_threads),
     .value = "N", .help = "work on N threads, 1 to 64 (default 4)", .example = "4"},
    {.name = "version", .letter = 'V', .group = GROUP_RUNNING, .command = COMMAND_VERSION,
     .help = "show the version", .operands = ""},
};
/* clang-format on */

const size_t n_options = sizeof option_table / sizeof *option_table;

static_assert(sizeof option_table / sizeof *option_table <= OPTIONS_MAX, "the parser counts them");

const option *option_find(const char *name, size_t length)
{
    for (size_t i = 0; i < n_options; i++)
        if (strlen(option_table[i].name) == length &&
            memcmp(option_table[i].name, name, length) == 0)
            return &option_table[i];
    return NULL;
}

const option *option_find_letter(char letter)
{
    for (size_t i = 0; i < n_options; i++)
        if (option_table[i].letter == letter)
            return &option_table[i];
    return NULL;
}

const option *option_find_command(command wanted)
{
    for (size_t i = 0; i < n_options; i++)
        if (wanted != COMMAND_PRICE && option_table[i].command == wanted)
            return &option_table[i];
    return NULL;
}
