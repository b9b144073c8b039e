/* Shows why a number costs what it costs: see explain.h. */
#include "cli/explain.h"

#include "cli/idd_hint.h"
#include "cli/load.h"
#include "cli/messages.h"
#include "cli/stats.h"
#include "cli/status.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* What is printed, and how wide its columns are. */
typedef struct explaining {
    const options *o;
    const rc_explainer *e;
    size_t prefix_width, cost_width, own_width; /* own costs have no column if its width is 0 */
} explaining;

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Returns what is printed in place of the cost. */
static rc_text shown_cost(const rc_match *match)
{
    return match->cost.length > 0 ? match->cost : (rc_text){"blocked", strlen("blocked")};
}

static void measure(explaining *x)
{
    rc_match match;

    for (size_t carrier = 0; carrier < rc_explainer_carriers(x->e); carrier++)
        for (size_t i = 0; rc_explainer_match(x->e, carrier, i, &match); i++) {
            x->prefix_width = greater(x->prefix_width, match.prefix.length);
            x->cost_width = greater(x->cost_width, shown_cost(&match).length);
            x->own_width = greater(x->own_width, match.own_cost.length);
        }
}

/* Prints text, and blanks up to the width of its column. */
static void print_padded(rc_text text, size_t width)
{
    message_show(stdout, text);
    for (size_t n = text.length; n < width + 2; n++)
        putchar(' ');
}

/* Prints the day from which a row holds; routes of tables have none. */
static void print_date(rc_date date)
{
    if (date)
        printf("%04u-%02u-%02u  ", (unsigned)(date / 10000), (unsigned)(date / 100 % 100),
               (unsigned)(date % 100));
    else
        printf("%-12s", "-");
}

static const char *reason_text(rc_match_verdict reason)
{
    switch (reason) {
    case RC_MATCH_WINS:
        return "counts";
    case RC_MATCH_SHORTER:
        return "a longer prefix matches";
    case RC_MATCH_LATER:
        return "does not hold yet";
    case RC_MATCH_ENDED:
        return "does not hold any more";
    case RC_MATCH_REPLACED:
        return "a row of a later day counts";
    case RC_MATCH_DEARER:
        return "a cheaper row counts";
    case RC_MATCH_BLOCKED:
        return "a blocked row counts";
    case RC_MATCH_NOT_FIRST:
        return "an earlier row counts";
    case RC_MATCH_NOT_LAST:
        return "a later row counts";
    }
    return "";
}

/* Prints what a row says of calls. */
static void print_terms(const rc_match *match)
{
    if (match->increment.first > 0)
        printf(", calls are billed %" PRIu32 "/%" PRIu32, match->increment.first,
               match->increment.next);
    if (match->fee.length > 0) {
        printf(", fee ");
        message_show(stdout, match->fee);
    }
}

static void print_match(const explaining *x, const char *path, const rc_match *match)
{
    printf("%c ", match->verdict == RC_MATCH_WINS ? '*' : ' ');
    print_padded(match->prefix, x->prefix_width);
    print_padded(shown_cost(match), x->cost_width);
    if (x->own_width > 0) {
        fputs("from ", stdout);
        print_padded(match->own_cost.length > 0 ? match->own_cost : shown_cost(match),
                     x->own_width);
    }
    if (match->date > 0)
        print_date(match->date);
    message_show_text(stdout, path);
    if (match->line > 0)
        printf(":%" PRIu64, match->line);
    printf(": %s", reason_text(match->verdict));
    print_terms(match);
    putchar('\n');
    if (match->n_more > 0) {
        printf("  ");
        print_padded(match->prefix, x->prefix_width);
        printf("%" PRIu64 " more %s not count\n", match->n_more,
               match->n_more > 1 ? "rows of this prefix do" : "row of this prefix does");
    }
}

static const char *standing_text(rc_carrier_verdict standing)
{
    switch (standing) {
    case RC_CARRIER_WINS:
        return "wins";
    case RC_CARRIER_DEARER:
        return "is dearer";
    case RC_CARRIER_TIES:
        return "is as cheap, but stands later";
    case RC_CARRIER_NO_ROUTE:
        return "has no route";
    case RC_CARRIER_BLOCKED:
        return "is blocked";
    }
    return "";
}

static rc_text carrier_name(const explaining *x, size_t carrier)
{
    rc_text name = rc_explainer_carrier_name(x->e, carrier);
    return name.length > 0 ? name : x->o->lists[rc_explainer_carrier_source(x->e, carrier)].name;
}

static void print_carrier(const explaining *x, size_t carrier)
{
    const char *path = x->o->lists[rc_explainer_carrier_source(x->e, carrier)].path;
    rc_match match;

    putchar('\n');
    message_show(stdout, carrier_name(x, carrier));
    printf(" %s\n", standing_text(rc_explainer_carrier_verdict(x->e, carrier)));
    for (size_t i = 0; rc_explainer_match(x->e, carrier, i, &match); i++)
        print_match(x, message_name(path), &match);
}

/* Finds the carrier that wins; returns false if there is none. */
static bool find_winner(const explaining *x, size_t *winner)
{
    for (*winner = 0; *winner < rc_explainer_carriers(x->e); ++*winner)
        if (rc_explainer_carrier_verdict(x->e, *winner) == RC_CARRIER_WINS)
            return true;
    return false;
}

/* Returns the row of a carrier that counts. */
static rc_match find_row(const explaining *x, size_t carrier)
{
    rc_match match = {.line = 0};

    for (size_t i = 0; rc_explainer_match(x->e, carrier, i, &match); i++)
        if (match.verdict == RC_MATCH_WINS)
            return match;
    return (rc_match){.line = 0};
}

/* Prints what a call costs, step by step. */
static void print_charge(const options *o, const rc_match *row)
{
    rc_charge_options charges = o->charges;
    rc_text fee = {"0", 1};
    rc_charge charge;
    rc_error error;

    if (row->increment.first > 0)
        charges.increment = row->increment;
    else if (charges.increment.first == 0)
        charges.increment = (rc_increment){1, 1};
    if (row->fee.length > 0)
        charges.connect_fee = row->fee;
    if (charges.connect_fee.length > 0)
        fee = charges.connect_fee;

    printf("duration: %" PRIu64 "\n", o->duration.n_seconds);
    if (rc_charge_call(row->cost, o->duration.n_seconds, &charges, &charge, &error)) {
        printf("charge: none: ");
        message_show_text(stdout, error.reason);
        putchar('\n');
        return;
    }
    printf("increment: %" PRIu32 "/%" PRIu32 "\nbilled: %" PRIu64 "\n", charges.increment.first,
           charges.increment.next, charge.n_billed);
    printf("fee: ");
    message_show(stdout, fee);
    printf("\nexact charge: ");
    if (charge.n_billed > 0) {
        message_show(stdout, row->cost);
        printf(" x %" PRIu64 " / %" PRIu32 " + ", charge.n_billed,
               charges.per > 0 ? charges.per : 60);
        message_show(stdout, fee);
        printf(" = ");
    }
    printf("%s\ncharge: %s\n", charge.exact, charge.charge);
}

/* Prints what the number costs. */
static void print_answer(const explaining *x)
{
    size_t winner;

    printf("number: ");
    message_show_text(stdout, x->o->explained);
    putchar('\n');
    if (!find_winner(x, &winner)) {
        puts("no route");
        return;
    }
    const rc_match row = find_row(x, winner);
    printf("cost: ");
    message_show(stdout, row.cost);
    printf("\ncarrier: ");
    message_show(stdout, carrier_name(x, winner));
    putchar('\n');
    if (x->o->duration.is_given)
        print_charge(x->o, &row);
}

/* Returns true if a '+' on one side alone kept a carrier's routes from the number: no row matches,
 * not even one that does not count. */
static bool misses_for_plus(const explaining *x, size_t carrier)
{
    unsigned number = rc_explainer_has_plus(x->e) ? RC_PLUS_WITH : RC_PLUS_WITHOUT;
    rc_match match;

    return !(rc_explainer_plus(x->e, carrier) & number) &&
           !rc_explainer_match(x->e, carrier, 0, &match);
}

/* Prints a hint if 00 or 011 on one side alone may have kept the number from matching.  Returns
 * true if it has printed. */
static bool hint_idd(const explaining *x)
{
    const char *number = x->o->explained + strspn(x->o->explained, " \t");
    bool ignores_plus = rc_explainer_ignores_plus(x->e);
    idd_side routes = {rc_explainer_begins(x->e), ignores_plus};
    idd_side dialled = {0, ignores_plus || rc_explainer_has_plus(x->e)};
    rc_match match;

    for (size_t i = 0; i < rc_explainer_carriers(x->e); i++) {
        if (rc_explainer_match(x->e, i, 0, &match))
            return false;
        routes.has_plus |= (rc_explainer_plus(x->e, i) & RC_PLUS_WITH) != 0;
    }
    if (!rc_explainer_has_plus(x->e))
        dialled.begins = strncmp(number, "00", 2) == 0    ? RC_BEGINS_00
                         : strncmp(number, "011", 3) == 0 ? RC_BEGINS_011
                                                          : 0;
    return idd_hint_print(routes, dialled, "only the routes begin with",
                          "only the number begins with", rc_explainer_stats(x->e).n_tables > 0);
}

/* Names the option that helps if a '+' on one side alone kept the number from matching. */
static void hint(const explaining *x)
{
    bool number_has_plus = rc_explainer_has_plus(x->e);
    bool has_tables = rc_explainer_stats(x->e).n_tables > 0;
    size_t n_carriers = rc_explainer_carriers(x->e), n_missing = 0, n_shown = 0;

    for (size_t i = 0; i < n_carriers; i++)
        n_missing += misses_for_plus(x, i) != 0;
    if (n_missing == n_carriers) {
        message_plus((rc_text){NULL, 0},
                     number_has_plus ? "only the number begins with +"
                                     : "only the routes begin with +",
                     has_tables);
        return;
    }
    for (size_t i = 0; i < n_carriers; i++)
        if (misses_for_plus(x, i) && n_shown++ < RC_FAULTS_SHOWN)
            message_plus(carrier_name(x, i),
                         number_has_plus ? "the number begins with +, its routes do not"
                                         : "its routes begin with +, the number does not",
                         has_tables);
    message_fault_count(NULL, n_missing, RC_FAULTS_SHOWN, message_plus_carriers);
}

/* Prints the whole explanation.  Fails with RC_ERROR_WRITE, after a message. */
static rc_code print_all(explaining *x)
{
    errno = 0;
    measure(x);
    print_answer(x);
    for (size_t i = 0; i < rc_explainer_carriers(x->e); i++)
        print_carrier(x, i);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        message_output(errno);
        return RC_ERROR_WRITE;
    }
    if (!x->o->quiet && !hint_idd(x) && !rc_explainer_ignores_plus(x->e))
        hint(x);
    return RC_OK;
}

int explain_number(const options *o)
{
    progress p;
    load l = {.o = o, .progress = &p};
    int status = STATUS_NOT_DONE;

    progress_init(&p, o->progress && !o->quiet, o->n_lists);
    rc_explainer *e = load_explainer(&l);
    if (e && print_all(&(explaining){.o = o, .e = e}) == RC_OK)
        status = l.stats.n_bad_rows > 0 ? STATUS_WITH_FAULTS : STATUS_DONE;
    if (status != STATUS_NOT_DONE && o->stats && !o->quiet)
        stats_print_reading(&l.stats, l.seconds);
    rc_explainer_free(e);
    return status;
}
