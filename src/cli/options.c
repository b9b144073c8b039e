/* The command line, parsed: see options.h.
 *
 * A table names the options; an option sets a flag or is handled by one small function. */
#include "cli/options.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    THREADS_DEFAULT = 4, /* ISO C cannot count cores, and the work saturates about there */
    COLUMN_MAX = 1000000
};

typedef struct parser {
    options *o;
    char *reason;
    const struct option *at; /* the option that is being handled, or NULL */
    const char **operands;
    size_t n_operands;
} parser;

typedef struct option {
    const char *name;
    char letter; /* of the short form, or 0 */
    int takes_value;
    int (*set)(parser *p, const char *value); /* 0, or 1 with a reason; NULL for a flag */
    size_t flag;                              /* where the flag that it sets stands in options */
} option;

/* Sets the reason, and the advice for the option that is being handled; returns 1. */
static int complain(parser *p, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(p->reason, USAGE_REASON_BYTES, format, arguments);
    va_end(arguments);
    advice_for_option(p->o->advice, p->at ? p->at->name : NULL, p->at && p->at->takes_value);
    return 1;
}

/* An argument as a reason shows it. */
#define QUOTED(argument, length) rc_quote((char[RC_QUOTE_BYTES]){0}, (rc_text){argument, length})

/* Finds value among n words; returns its place, or -1. */
static int find_word(const char *value, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

static int set_duplicates(parser *p, const char *value)
{
    static const char *const words[] = {"cheapest", "first", "last", "error"};
    int place = find_word(value, words, 4);

    if (place < 0)
        return complain(p, "--duplicates=%s is not cheapest, first, last or error",
                        QUOTED(value, strlen(value)));
    p->o->duplicates = (rc_duplicates)place;
    return 0;
}

static int set_plus(parser *p, const char *value)
{
    static const char *const words[] = {"exact", "optional"};
    int place = find_word(value, words, 2);

    if (place < 0)
        return complain(p, "--plus=%s is not exact or optional", QUOTED(value, strlen(value)));
    p->o->plus_optional = place;
    return 0;
}

/* Reads a number from 1 to max. */
static int set_count(parser *p, const char *name, const char *value, unsigned max, unsigned *count)
{
    unsigned n = 0;
    size_t length = strlen(value);

    for (size_t i = 0; i < length && n <= max; i++)
        n = value[i] >= '0' && value[i] <= '9' ? 10 * n + (unsigned)(value[i] - '0') : max + 1;
    if (n < 1 || n > max)
        return complain(p, "--%s=%s is not a number from 1 to %u", name,
                        QUOTED(value, strlen(value)), max);
    *count = n;
    return 0;
}

static int set_threads(parser *p, const char *value)
{
    return set_count(p, "threads", value, RC_THREADS_MAX, &p->o->n_threads);
}

static int set_rank(parser *p, const char *value)
{
    return set_count(p, "rank", value, RC_RANK_MAX, &p->o->rank);
}

/* The field of a name of so many characters, or RC_FIELD_NONE. */
static rc_field find_field(const char *name, size_t length)
{
    static const char *const words[] = {"cost", "prefix", "carrier"};

    for (int i = 0; i < RC_FIELDS_MAX; i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            return (rc_field)(RC_FIELD_COST + i);
    return RC_FIELD_NONE;
}

static int set_fields(parser *p, const char *value)
{
    rc_field fields[RC_FIELDS_MAX] = {RC_FIELD_NONE};
    const char *name = value;

    for (size_t n = 0, length;; n++, name += length + 1) {
        length = strcspn(name, ",");
        rc_field field = find_field(name, length);
        if (field == RC_FIELD_NONE)
            return complain(p, "--fields: %s is not cost, prefix or carrier", QUOTED(name, length));
        for (size_t i = 0; i < n; i++)
            if (fields[i] == field)
                return complain(p, "--fields: %s stands there twice", QUOTED(name, length));
        fields[n] = field; /* there are no more than RC_FIELDS_MAX different ones */
        if (name[length] == '\0')
            break;
    }
    memcpy(p->o->fields, fields, sizeof fields);
    return 0;
}

static int set_no_route(parser *p, const char *value)
{
    if (strpbrk(value, "\r\n"))
        return complain(p, "--no-route=%s holds a line end", QUOTED(value, strlen(value)));
    p->o->no_route = value;
    return 0;
}

/* Parses a column: a number, counted from 1, or a header's name. */
static int parse_column(parser *p, const char *name, const char *value, rc_column *column)
{
    size_t number = 0;

    if (value[strspn(value, " \t")] == '\0')
        return complain(p, "--%s=%s names no column", name, QUOTED(value, strlen(value)));
    if (value[strspn(value, "0123456789")] != '\0') {
        *column = (rc_column){.name = {value, strlen(value)}};
        return 0;
    }
    for (const char *at = value; *at && number <= UINT32_MAX / 10; at++)
        number = 10 * number + (size_t)(*at - '0');
    if (number < 1 || number > COLUMN_MAX)
        return complain(p, "--%s=%s is not a number from 1 to %d, nor a name", name,
                        QUOTED(value, strlen(value)), COLUMN_MAX);
    *column = (rc_column){.number = number};
    return 0;
}

static int set_number_column(parser *p, const char *value)
{
    return parse_column(p, "number-column", value, &p->o->number_column);
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
    {"duplicates", 0, 1, set_duplicates, 0},
    {"fields", 'f', 1, set_fields, 0},
    {"help", 'h', 0, set_help, 0},
    {"line-buffered", 0, 0, NULL, offsetof(options, line_buffered)},
    {"no-route", 0, 1, set_no_route, 0},
    {"number-column", 0, 1, set_number_column, 0},
    {"plus", 0, 1, set_plus, 0},
    {"progress", 0, 0, NULL, offsetof(options, progress)},
    {"quiet", 'q', 0, NULL, offsetof(options, quiet)},
    {"rank", 0, 1, set_rank, 0},
    {"skip-bad-rows", 0, 0, NULL, offsetof(options, skip_bad_rows)},
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

/* Complains about an argument of which length bytes name no option; returns 1. */
static int complain_unknown(parser *p, const char *argument, size_t length)
{
    size_t n_hyphens = argument[1] == '-' ? 2 : 1;
    misspelt m = {.word = argument + n_hyphens, .length = strcspn(argument, "=") - n_hyphens};

    for (size_t i = 0; i < N_KNOWN; i++)
        misspelt_consider(&m, known[i].name);
    p->at = m.nearest ? find_long(m.nearest, strlen(m.nearest)) : find_short('h');
    return complain(p, m.nearest ? "unknown option %s: did you mean --%s?" : "unknown option %s",
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
        return !complain(p, "option --%s takes no value", found->name);
    if (found->takes_value && !value && !next)
        return !complain(p, "option --%s needs a value", found->name);
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
                return !complain(p, "option --%s needs a value", found->name);
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
        return complain(p, "no carrier can be named after %s: name it with NAME=PATH",
                        QUOTED(list->argument, strlen(list->argument)));
    if (list->name.length == 0)
        return complain(p, "no name before the = of %s; if that is a file, write ./ before it",
                        QUOTED(list->argument, strlen(list->argument)));
    if (*list->path == '\0')
        return complain(p, "no file behind the = of %s",
                        QUOTED(list->argument, strlen(list->argument)));
    return 0;
}

static int judge_names(parser *p)
{
    const list_argument *lists = p->o->lists;
    size_t earlier, later = list_find_repeated(lists, p->o->n_lists, &earlier);

    if (later == p->o->n_lists)
        return 0;
    return complain(p, "two carriers are named %s, by %s and %s: name one with NAME=PATH",
                    QUOTED(lists[later].name.bytes, lists[later].name.length),
                    QUOTED(lists[earlier].argument, strlen(lists[earlier].argument)),
                    QUOTED(lists[later].argument, strlen(lists[later].argument)));
}

/* Takes the last operand for NUMBERS and those before it for ROUTES. */
static int take_operands(parser *p)
{
    options *o = p->o;
    size_t n_stdin;

    o->n_lists = p->n_operands - 1;
    o->numbers = p->operands[o->n_lists];
    n_stdin = strcmp(o->numbers, "-") == 0;
    o->lists = calloc(o->n_lists, sizeof *o->lists);
    if (!o->lists)
        return complain(p, "out of memory");
    for (size_t i = 0; i < o->n_lists; i++) {
        o->lists[i] = list_read(p->operands[i]);
        n_stdin += strcmp(o->lists[i].path, "-") == 0;
        if (judge_list(p, &o->lists[i]))
            return 1;
    }
    if (n_stdin > 1)
        return complain(p, "standard input can be read only once");
    return judge_names(p);
}

static int judge_operands(parser *p)
{
    if (p->o->command != COMMAND_PRICE)
        return 0;
    if (p->n_operands == 0)
        return complain(p, "no ROUTES and NUMBERS given");
    if (p->n_operands == 1)
        return complain(p, "no NUMBERS given");
    return take_operands(p);
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
    p->at = NULL;
    return judge_operands(p);
}

int options_parse(options *o, int argc, char *const *argv, char reason[USAGE_REASON_BYTES])
{
    parser p = {.o = o, .reason = reason};

    *o = (options){.n_threads = THREADS_DEFAULT, .rank = 1};
    p.operands = malloc(((size_t)argc + 1) * sizeof *p.operands);
    int failed = p.operands ? parse_all(&p, argc, argv) : complain(&p, "out of memory");
    free(p.operands);
    return failed;
}

void options_free(options *o)
{
    free(o->lists);
    o->lists = NULL;
}
