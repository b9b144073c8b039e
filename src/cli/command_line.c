/* Parses the command line: see command_line.h. */
#include "cli/command_line.h"

#include "cli/advice.h"
#include "cli/option_check.h"
#include "cli/option_table.h"

#include <stdlib.h>
#include <string.h>

enum {
    DECIMALS_DEFAULT = 6,
    THREADS_DEFAULT = 4 /* ISO C cannot count cores; more gain little */
};

typedef struct parser {
    options *o; /* NULL: only options of lists may be given */
    list_options *list;
    char *const *next, *const *end; /* words that are not parsed yet */
    const char **operands;          /* NULL: none may be given */
    size_t n_operands;
    bool given[OPTIONS_MAX]; /* a place for each row of the table */
    usage_error *error;
} parser;

/* ---- Options ---- */

/* Takes the next word as an option's value, or returns NULL. */
static const char *take_value(parser *p)
{
    return p->next < p->end ? *p->next++ : NULL;
}

/* Sets what to do.  --help comes before --version, and both before anything else. */
static rc_code set_command(parser *p, command wanted)
{
    command before = p->o->command;

    if (before >= COMMAND_VERSION || wanted >= COMMAND_VERSION || before == COMMAND_PRICE) {
        p->o->command = before > wanted ? before : wanted;
        return RC_OK;
    }
    if (before != wanted)
        return usage_error_set(p->error, "--%s and --%s are two things to do: give one",
                               option_find_command(before)->name, p->error->option);
    return RC_OK;
}

/* Carries an option out. */
static rc_code apply(parser *p, const option *row, const char *value)
{
    bool is_of_lists = row->flags & OPTION_OF_LISTS;
    bool *given = &p->given[row - option_table];

    bool is_of_line = !p->o && row->flags & OPTION_OF_LINES;

    if (!is_of_lists && !is_of_line && !p->o)
        return usage_error_set(p->error, "--%s does not say how a list is read", row->name);
    void *field = is_of_line    ? (char *)p->list + row->line_field
                  : is_of_lists ? (char *)p->list + row->field
                                : (char *)p->o + row->field;
    is_of_lists |= is_of_line;
    if (is_of_lists && !(row->flags & OPTION_FITS_TABLES))
        p->list->given = row->name;
    if (row->flags & OPTION_REPEATABLE && !*given)
        ((option_texts *)field)->n_texts = 0;
    *given = true;
    rc_code code = row->read ? row->read(field, value, p->error) : RC_OK;
    if (code != RC_OK || !p->o || is_of_lists || row->command == COMMAND_PRICE)
        return code;
    return set_command(p, row->command);
}

/* Reports an argument whose first length bytes name no option. */
static rc_code report_unknown(parser *p, const char *argument, size_t length)
{
    size_t n_hyphens = argument[1] == '-' ? 2 : 1;
    misspelt m = {.word = argument + n_hyphens, .length = strcspn(argument, "=") - n_hyphens};

    for (size_t i = 0; i < n_options; i++)
        misspelt_consider(&m, option_table[i].name);
    p->error->option = m.nearest ? m.nearest : "help";
    return usage_error_set(
        p->error, m.nearest ? "unknown option %s: did you mean --%s?" : "unknown option %s",
        QUOTED(argument, length), m.nearest);
}

/* Parses "--name", "--name=value", or "--name" and the next word. */
static rc_code parse_long(parser *p, const char *argument)
{
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    const option *row = option_find(name, length);
    const char *value = name[length] == '=' ? name + length + 1 : NULL;

    if (!row)
        return report_unknown(p, argument, length + 2);
    p->error->option = row->name;
    if (!row->value && value)
        return usage_error_set(p->error, "option --%s takes no value", row->name);
    if (row->value && !value && !(row->flags & OPTION_VALUE_IS_FREE)) {
        value = take_value(p);
        if (!value)
            return usage_error_set(p->error, "option --%s needs a value", row->name);
    }
    return apply(p, row, value);
}

/* Parses "-h", "-qV", "-j4", or "-j" and the next word. */
static rc_code parse_short(parser *p, const char *argument)
{
    if (option_find(argument + 1, strcspn(argument + 1, "="))) /* a hyphen too few */
        return report_unknown(p, argument, strlen(argument));
    for (const char *at = argument + 1; *at; at++) {
        const option *row = option_find_letter(*at);
        if (!row)
            return report_unknown(p, argument, strlen(argument));
        p->error->option = row->name;
        bool takes_value = row->value && !(row->flags & OPTION_VALUE_IS_FREE);
        const char *value = !takes_value ? NULL : at[1] ? at + 1 : take_value(p);
        if (takes_value && !value)
            return usage_error_set(p->error, "option --%s needs a value", row->name);
        rc_code code = apply(p, row, value);
        if (code || takes_value)
            return code;
    }
    return RC_OK;
}

/* Parses all words: options are carried out, operands gathered. */
static rc_code parse_words(parser *p)
{
    bool has_ended = false; /* by "--" */

    while (p->next < p->end) {
        const char *word = *p->next++;
        rc_code code = RC_OK;
        if (has_ended || word[0] != '-' || word[1] == '\0') {
            if (!p->operands)
                return usage_error_set(p->error, "%s is not an option", QUOTED(word, strlen(word)));
            p->operands[p->n_operands++] = word;
        } else if (strcmp(word, "--") == 0) {
            has_ended = true;
        } else {
            code = word[1] == '-' ? parse_long(p, word) : parse_short(p, word);
        }
        if (code)
            return code;
    }
    p->error->option = NULL;
    return RC_OK;
}

/* ---- What has to go together ---- */

/* Returns 1 if a path is given and names standard input, else 0. */
static size_t names_input(const char *path)
{
    return path && strcmp(path, "-") == 0 ? 1 : 0;
}

/* Parses the first n operands as ROUTES. */
static rc_code parse_lists(parser *p, size_t n)
{
    options *o = p->o;
    size_t n_stdin = names_input(o->numbers) + names_input(o->carriers);

    o->lists = calloc(n + 1, sizeof *o->lists);
    if (!o->lists) {
        usage_error_set(p->error, "out of memory");
        return RC_ERROR_MEMORY;
    }
    o->n_lists = n;
    for (size_t i = 0; i < n; i++) {
        o->lists[i] = list_parse(p->operands[i]);
        n_stdin += strcmp(o->lists[i].path, "-") == 0;
        rc_code code = list_check(&o->lists[i], p->error);
        if (code)
            return code;
    }
    if (n_stdin > 1)
        return usage_error_set(p->error, "standard input can be read only once");
    /* The lines of a carriers file may bring what the options lack. */
    return n > 0 || !o->carriers ? list_options_check(&o->list, p->error) : RC_OK;
}

/* Parses OLD NEW and, if it is there, NUMBERS. */
static rc_code parse_diff(parser *p)
{
    options *o = p->o;

    if (p->n_operands < 2)
        return usage_error_set(p->error,
                               p->n_operands == 0 ? "no OLD and NEW given" : "no NEW given");
    if (p->n_operands > 3)
        return usage_error_set(p->error, "%s is one too many: --diff takes OLD, NEW and NUMBERS",
                               QUOTED(p->operands[3], strlen(p->operands[3])));
    if (p->n_operands == 3)
        o->numbers = p->operands[2];
    else if (o->number_column.number > 0 || o->number_column.name.bytes)
        return usage_error_set(p->error, "--number-column needs NUMBERS behind OLD and NEW");
    return parse_lists(p, 2);
}

/* Parses ROUTES and, behind them, NUMBERS. */
static rc_code parse_priced(parser *p)
{
    bool has_file = p->o->carriers;

    if (p->n_operands == 0)
        return usage_error_set(p->error,
                               has_file ? "no NUMBERS given" : "no ROUTES and NUMBERS given");
    if (p->n_operands == 1 && !has_file)
        return usage_error_set(p->error, "no NUMBERS given");
    p->o->numbers = p->operands[p->n_operands - 1];
    return parse_lists(p, p->n_operands - 1);
}

/* Parses the operands, as the command takes them. */
static rc_code parse_operands(parser *p)
{
    const option *mode = option_find_command(p->o->command);

    if (p->o->command >= COMMAND_VERSION)
        return RC_OK;
    p->error->option = mode ? mode->name : NULL;
    rc_code code = option_check(p->o, p->given, p->error);
    if (code)
        return code;
    if (p->o->command == COMMAND_PRICE)
        return parse_priced(p);
    if (p->o->command == COMMAND_DIFF)
        return parse_diff(p);
    if (p->n_operands == 0 && !p->o->carriers)
        return usage_error_set(p->error, "no ROUTES given");
    return parse_lists(p, p->n_operands);
}

rc_code command_line_parse(options *o, int argc, char *const *argv, usage_error *error)
{
    size_t n_words = argc > 0 ? (size_t)argc - 1 : 0;
    char *const *words = argv + (argc > 0);
    parser p = {.o = o, .list = &o->list, .next = words, .end = words + n_words, .error = error};

    *o = (options){.n_threads = THREADS_DEFAULT,
                   .rank = 1,
                   .charges = {.has_decimals = true, .decimals = DECIMALS_DEFAULT}};
    *error = (usage_error){.option = NULL};
    p.operands = malloc((n_words + 1) * sizeof *p.operands);
    if (!p.operands) {
        usage_error_set(error, "out of memory");
        return RC_ERROR_MEMORY;
    }
    rc_code code = parse_words(&p);
    if (code == RC_OK)
        code = parse_operands(&p);
    free(p.operands);
    return code;
}

void command_line_free(options *o)
{
    free(o->lists);
    o->lists = NULL;
}

rc_code command_line_parse_list(list_options *list, char *const *words, size_t n,
                                usage_error *error)
{
    parser p = {.list = list, .next = words, .end = words + n, .error = error};

    *error = (usage_error){.option = NULL};
    rc_code code = parse_words(&p);
    return code ? code : list_options_check(list, error);
}
