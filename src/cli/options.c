/* The command line, parsed: see options.h.
 *
 * A table names the options; an option sets a flag or is handled by one small function. */
#include "cli/options.h"

#include "cli/options_parser.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    THREADS_DEFAULT = 4 /* ISO C cannot count cores, and the work saturates about there */
};

/* What an option is for, where it is not for all that the program does. */
typedef enum concern { FOR_ALL, FOR_LISTS, FOR_ANSWERS } concern;

typedef struct option {
    const char *name;
    char letter; /* of the short form, or 0 */
    concern concern;
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
    advice_for_option(p->o->advice, p->at ? p->at->name : NULL, p->at && p->at->takes_value);
    return 1;
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
    p->o->plus_exact = !place;
    return 0;
}

static int set_threads(parser *p, const char *value)
{
    return options_read_count(p, "threads", value, RC_THREADS_MAX, &p->o->n_threads);
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
    {"at", 0, FOR_LISTS, 1, options_set_at, 0},
    {"check", 0, FOR_ALL, 0, options_set_check, 0},
    {"compile", 0, FOR_ALL, 1, options_set_compile, 0},
    {"cost-column", 0, FOR_LISTS, 1, options_set_cost_column, 0},
    {"decimal-comma", 0, FOR_LISTS, 0, NULL, offsetof(options, decimal_comma)},
    {"delimiter", 'd', FOR_LISTS, 1, options_set_delimiter, 0},
    {"duplicates", 0, FOR_LISTS, 1, set_duplicates, 0},
    {"effective-column", 0, FOR_LISTS, 1, options_set_effective_column, 0},
    {"explain", 0, FOR_ALL, 1, options_set_explain, 0},
    {"fields", 'f', FOR_ANSWERS, 1, options_set_fields, 0},
    {"header", 0, FOR_LISTS, 1, options_set_header, 0},
    {"help", 'h', FOR_ALL, 0, set_help, 0},
    {"line-buffered", 0, FOR_ANSWERS, 0, NULL, offsetof(options, line_buffered)},
    {"no-route", 0, FOR_ANSWERS, 1, options_set_no_route, 0},
    {"number-column", 0, FOR_ANSWERS, 1, options_set_number_column, 0},
    {"plus", 0, FOR_ALL, 1, set_plus, 0},
    {"prefix-column", 0, FOR_LISTS, 1, options_set_prefix_column, 0},
    {"progress", 0, FOR_ALL, 0, NULL, offsetof(options, progress)},
    {"quiet", 'q', FOR_ALL, 0, NULL, offsetof(options, quiet)},
    {"rank", 0, FOR_ANSWERS, 1, options_set_rank, 0},
    {"skip-bad-rows", 0, FOR_ALL, 0, NULL, offsetof(options, skip_bad_rows)},
    {"skip-lines", 0, FOR_LISTS, 1, options_set_skip_lines, 0},
    {"stats", 0, FOR_ALL, 0, NULL, offsetof(options, stats)},
    {"threads", 'j', FOR_ALL, 1, set_threads, 0},
    {"version", 'V', FOR_ALL, 0, set_version, 0},
};

enum { N_KNOWN = sizeof known / sizeof *known };

/* Carries an option out; 0, or 1 with a reason. */
static int apply(parser *p, const option *o, const char *value)
{
    if (o->concern == FOR_LISTS)
        p->o->list_option = o->name;
    if (o->concern == FOR_ANSWERS)
        p->o->answer_option = o->name;
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

void options_turn_to(parser *p, const char *name)
{
    p->at = name ? find_long(name, strlen(name)) : NULL;
}

static const option *find_short(char letter)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (known[i].letter == letter)
            return &known[i];
    return NULL;
}

/* Complains about an argument of which length bytes name no option; returns 1. */
static int complain_unknown(parser *p, const char *argument, size_t length)
{
    size_t n_hyphens = argument[1] == '-' ? 2 : 1;
    misspelt m = {.word = argument + n_hyphens, .length = strcspn(argument, "=") - n_hyphens};

    for (size_t i = 0; i < N_KNOWN; i++)
        misspelt_consider(&m, known[i].name);
    p->at = m.nearest ? find_long(m.nearest, strlen(m.nearest)) : find_short('h');
    return options_complain(
        p, m.nearest ? "unknown option %s: did you mean --%s?" : "unknown option %s",
        QUOTED(argument, length), m.nearest);
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
        return !complain_unknown(p, argument, length + 2);
    p->at = found;
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
    if (find_long(argument + 1, strcspn(argument + 1, "="))) /* a hyphen too few */
        return !complain_unknown(p, argument, strlen(argument));
    for (const char *at = argument + 1; *at; at++) {
        const option *found = find_short(*at);
        if (!found)
            return !complain_unknown(p, argument, strlen(argument));
        p->at = found;
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

static int judge_list(parser *p, const list_argument *list)
{
    if (list->name.length == 0 && list->path == list->argument)
        return options_complain(p, "no carrier can be named after %s: name it with NAME=PATH",
                                QUOTED(list->argument, strlen(list->argument)));
    if (list->name.length == 0)
        return options_complain(p,
                                "no name before the = of %s; if that is a file, write ./ before it",
                                QUOTED(list->argument, strlen(list->argument)));
    if (*list->path == '\0')
        return options_complain(p, "no file behind the = of %s",
                                QUOTED(list->argument, strlen(list->argument)));
    return 0;
}

/* Takes the first n operands for ROUTES. */
static int take_lists(parser *p, size_t n)
{
    options *o = p->o;
    size_t n_stdin = o->numbers && strcmp(o->numbers, "-") == 0;

    o->n_lists = n;
    o->lists = calloc(n, sizeof *o->lists);
    if (!o->lists)
        return options_complain(p, "out of memory");
    for (size_t i = 0; i < n; i++) {
        o->lists[i] = list_read(p->operands[i]);
        n_stdin += strcmp(o->lists[i].path, "-") == 0;
        if (judge_list(p, &o->lists[i]))
            return 1;
    }
    if (n_stdin > 1)
        return options_complain(p, "standard input can be read only once");
    return options_judge_lists(p);
}

/* The last operand is NUMBERS where numbers are priced. */
static int judge_operands(parser *p)
{
    options *o = p->o;

    if (o->command == COMMAND_HELP || o->command == COMMAND_VERSION)
        return 0;
    options_turn_to(p, options_command_name(o->command));
    if (options_judge_command(p))
        return 1;
    if (p->n_operands == 0)
        return options_complain(p, o->command == COMMAND_PRICE ? "no ROUTES and NUMBERS given"
                                                               : "no ROUTES given");
    if (o->command != COMMAND_PRICE)
        return take_lists(p, p->n_operands);
    if (p->n_operands == 1)
        return options_complain(p, "no NUMBERS given");
    o->numbers = p->operands[p->n_operands - 1];
    return take_lists(p, p->n_operands - 1);
}

/* Parses argument by argument. */
static int parse_all(parser *p, int argc, char *const *argv)
{
    int ended = 0;

    for (int i = 1, n_used; i < argc; i += n_used) {
        const char *argument = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
        n_used = 1;
        if (ended || argument[0] != '-' || argument[1] == '\0')
            p->operands[p->n_operands++] = argument;
        else if (strcmp(argument, "--") == 0)
            ended = 1;
        else
            n_used =
                argument[1] == '-' ? parse_long(p, argument, next) : parse_short(p, argument, next);
        if (n_used == 0)
            return 1;
    }
    const char *name = options_command_name(p->o->command);
    p->at = name ? find_long(name, strlen(name)) : NULL;
    return judge_operands(p);
}

int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES])
{
    parser p = {.o = o, .reason = reason};

    *o = (options){.n_threads = THREADS_DEFAULT, .rank = 1};
    p.operands = malloc(((size_t)argc + 1) * sizeof *p.operands);
    int failed = p.operands ? parse_all(&p, argc, argv) : options_complain(&p, "out of memory");
    free(p.operands);
    return failed;
}

void options_free(options *o)
{
    free(o->lists);
    o->lists = NULL;
}
