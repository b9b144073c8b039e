/* The command line, parsed: see options.h.
 *
 * A table names the options; an option sets a flag or is handled by one small function. */
#include "cli/options.h"

#include "cli/options_parser.h"

#include <stdarg.h>
#include <string.h>

enum {
    THREADS_DEFAULT = 4 /* ISO C cannot count cores, and the work saturates about there */
};

typedef struct option {
    const char *name;
    char letter; /* of the short form, or 0 */
    int takes_value;
    int (*set)(parser *p, const char *value); /* 0, or 1 with a reason; NULL for a flag */
    size_t flag;                              /* where the flag that it sets stands in options */
} option;

int options_complain(parser *p, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(p->reason, USAGE_REASON_BYTES, format, arguments);
    va_end(arguments);
    return 1;
}

int options_find_word(const char *value, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

static int set_duplicates(parser *p, const char *value)
{
    static const char *const words[] = {"cheapest", "first", "last", "error"};
    int place = options_find_word(value, words, 4);

    if (place < 0)
        return options_complain(p, "--duplicates=%s is not cheapest, first, last or error",
                                QUOTED(value, strlen(value)));
    p->o->duplicates = (rc_duplicates)place;
    return 0;
}

static int set_plus(parser *p, const char *value)
{
    static const char *const words[] = {"exact", "optional"};
    int place = options_find_word(value, words, 2);

    if (place < 0)
        return options_complain(p, "--plus=%s is not exact or optional",
                                QUOTED(value, strlen(value)));
    p->o->plus_optional = place;
    return 0;
}

static int set_threads(parser *p, const char *value)
{
    uint64_t n = 0;

    if (options_read_number(value, RC_THREADS_MAX, &n) || n == 0)
        return options_complain(p, "--threads=%s is not a number from 1 to %d",
                                QUOTED(value, strlen(value)), RC_THREADS_MAX);
    p->o->n_threads = (unsigned)n;
    return 0;
}

static int set_no_route(parser *p, const char *value)
{
    if (strpbrk(value, "\r\n"))
        return options_complain(p, "--no-route=%s holds a line end", QUOTED(value, strlen(value)));
    p->o->no_route = value;
    return 0;
}

static int set_help(parser *p, const char *value)
{
    (void)value;
    p->o->command = COMMAND_HELP;
    return 0;
}

static int set_version(parser *p, const char *value)
{
    (void)value;
    if (p->o->command != COMMAND_HELP)
        p->o->command = COMMAND_VERSION;
    return 0;
}

static const option known[] = {
    {"at", 0, 1, options_set_at, 0},
    {"cost-column", 0, 1, options_set_cost_column, 0},
    {"decimal-comma", 0, 0, NULL, offsetof(options, decimal_comma)},
    {"delimiter", 'd', 1, options_set_delimiter, 0},
    {"duplicates", 0, 1, set_duplicates, 0},
    {"effective-column", 0, 1, options_set_effective_column, 0},
    {"header", 0, 1, options_set_header, 0},
    {"help", 'h', 0, set_help, 0},
    {"line-buffered", 0, 0, NULL, offsetof(options, line_buffered)},
    {"no-route", 0, 1, set_no_route, 0},
    {"plus", 0, 1, set_plus, 0},
    {"prefix-column", 0, 1, options_set_prefix_column, 0},
    {"progress", 0, 0, NULL, offsetof(options, progress)},
    {"quiet", 'q', 0, NULL, offsetof(options, quiet)},
    {"skip-bad-rows", 0, 0, NULL, offsetof(options, skip_bad_rows)},
    {"skip-lines", 0, 1, options_set_skip_lines, 0},
    {"stats", 0, 0, NULL, offsetof(options, stats)},
    {"threads", 'j', 1, set_threads, 0},
    {"version", 'V', 0, set_version, 0},
};

enum { N_KNOWN = sizeof known / sizeof *known };

/* Carries an option out; 0, or 1 with a reason. */
static int apply(parser *p, const option *o, const char *value)
{
    if (o->set)
        return o->set(p, value);
    *(int *)(void *)((char *)p->o + o->flag) = 1;
    return 0;
}

static const option *find_long(const char *name, size_t length)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (strlen(known[i].name) == length && memcmp(known[i].name, name, length) == 0)
            return &known[i];
    return NULL;
}

static const option *find_short(char letter)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (known[i].letter == letter)
            return &known[i];
    return NULL;
}

/* Parses "--name", "--name=value" or "--name" and the value in next.  Returns the number of
 * arguments used, or 0 with a reason. */
static int parse_long(parser *p, const char *argument, const char *next)
{
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    const option *found = find_long(name, length);
    const char *value = name[length] == '=' ? name + length + 1 : NULL;

    if (!found)
        return !options_complain(p, "unknown option %s", QUOTED(argument, length + 2));
    if (!found->takes_value && value)
        return !options_complain(p, "option --%s takes no value", found->name);
    if (found->takes_value && !value && !next)
        return !options_complain(p, "option --%s needs a value", found->name);
    int from_next = found->takes_value && !value;
    return apply(p, found, from_next ? next : value) ? 0 : 1 + from_next;
}

/* Parses "-h", "-qV", "-j4" or "-j" and the value in next; returns as parse_long does. */
static int parse_short(parser *p, const char *argument, const char *next)
{
    for (const char *at = argument + 1; *at; at++) {
        const option *found = find_short(*at);
        if (!found)
            return !options_complain(p, "unknown option %s", QUOTED(argument, strlen(argument)));
        if (found->takes_value) {
            const char *value = at[1] ? at + 1 : next;
            if (!value)
                return !options_complain(p, "option --%s needs a value", found->name);
            return apply(p, found, value) ? 0 : at[1] ? 1 : 2;
        }
        if (apply(p, found, NULL))
            return 0;
    }
    return 1;
}

static void add_operand(parser *p, const char *operand)
{
    if (p->n_operands < 2)
        p->operands[p->n_operands] = operand;
    p->n_operands++;
}

static int judge_operands(parser *p)
{
    options *o = p->o;

    if (o->command != COMMAND_PRICE)
        return 0;
    if (p->n_operands == 0)
        return options_complain(p, "no ROUTES and NUMBERS given");
    if (p->n_operands == 1)
        return options_complain(p, "no NUMBERS given");
    if (p->n_operands > 2)
        return options_complain(p, "more than one ROUTES and one NUMBERS given");
    o->routes = p->operands[0];
    o->numbers = p->operands[1];
    if (strcmp(o->routes, "-") == 0 && strcmp(o->numbers, "-") == 0)
        return options_complain(p, "standard input can be read only once");
    return options_judge_lists(p);
}

int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES])
{
    parser p = {.o = o, .reason = reason};
    int ended = 0;

    *o = (options){.n_threads = THREADS_DEFAULT};
    for (int i = 1, n_used; i < argc; i += n_used) {
        const char *argument = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
        n_used = 1;
        if (ended || argument[0] != '-' || argument[1] == '\0')
            add_operand(&p, argument);
        else if (strcmp(argument, "--") == 0)
            ended = 1;
        else
            n_used = argument[1] == '-' ? parse_long(&p, argument, next)
                                        : parse_short(&p, argument, next);
        if (n_used == 0)
            return 1;
    }
    return judge_operands(&p);
}
