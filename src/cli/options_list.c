/* The options that tell how route lists are written: see options_parser.h. */
#include "cli/options_parser.h"

#include <inttypes.h>

static const uint64_t skip_lines_max = 1000000000;

int options_set_at(parser *p, const char *value)
{
    p->o->at = rc_date_parse((rc_text){value, strlen(value)});
    if (!p->o->at)
        return options_complain(p, "--at=%s is no day in the form YYYY-MM-DD",
                                QUOTED(value, strlen(value)));
    return 0;
}

int options_set_delimiter(parser *p, const char *value)
{
    char delimiter = strcmp(value, "tab") == 0 ? '\t' : *value;

    if ((delimiter == *value && value[0] && value[1]) || !rc_delimiter_is_valid(delimiter))
        return options_complain(p,
                                "--delimiter=%s is not \"tab\" or one character that can be no "
                                "part of a prefix or a cost",
                                QUOTED(value, strlen(value)));
    p->o->delimiter = delimiter;
    return 0;
}

int options_set_header(parser *p, const char *value)
{
    static const char *const words[] = {"auto", "yes", "no"};
    int place = options_find_word(value, words, 3);

    if (place < 0)
        return options_complain(p, "--header=%s is not auto, yes or no",
                                QUOTED(value, strlen(value)));
    p->o->header = (rc_header)place;
    return 0;
}

int options_set_skip_lines(parser *p, const char *value)
{
    if (options_read_number(value, skip_lines_max, &p->o->n_skipped_lines))
        return options_complain(p, "--skip-lines=%s is not a number from 0 to %" PRIu64,
                                QUOTED(value, strlen(value)), skip_lines_max);
    return 0;
}

int options_set_prefix_column(parser *p, const char *value)
{
    return options_read_column(p, "prefix-column", value, &p->o->prefix_column);
}

int options_set_cost_column(parser *p, const char *value)
{
    return options_read_column(p, "cost-column", value, &p->o->cost_column);
}

int options_set_effective_column(parser *p, const char *value)
{
    return options_read_column(p, "effective-column", value, &p->o->effective_column);
}

static int is_asked(const rc_column *column)
{
    return column->name.bytes || column->number > 0;
}

/* Two columns that are one by their numbers. */
static int are_same(const rc_column *a, const rc_column *b)
{
    return a->number > 0 && a->number == b->number;
}

int options_judge_lists(parser *p)
{
    const options *o = p->o;

    options_turn_to(p, "effective-column");
    if (is_asked(&o->effective_column) && !o->at)
        return options_complain(p, "--effective-column needs --at=YYYY-MM-DD beside it");
    if (!is_asked(&o->effective_column) && o->at)
        return options_complain(p, "--at needs --effective-column beside it");
    options_turn_to(p, "header");
    if (o->header == RC_HEADER_NO && (o->prefix_column.name.bytes || o->cost_column.name.bytes ||
                                      o->effective_column.name.bytes))
        return options_complain(p, "--header=no leaves no header to find a column's name in");
    options_turn_to(p, "cost-column");
    if (are_same(&o->prefix_column, &o->cost_column) ||
        are_same(&o->prefix_column, &o->effective_column) ||
        are_same(&o->cost_column, &o->effective_column))
        return options_complain(p, "two of prefix, cost and date cannot be in one column");
    return 0;
}
