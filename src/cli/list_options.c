/* How a route list is read: see list_options.h. */
#include "cli/list_options.h"

#include "cli/option_value.h"

#include <string.h>

enum { N_COLUMNS_MAX = 2 * PREFIX_COLUMNS_MAX + 5 };

/* All columns that are given. */
typedef struct given_columns {
    const rc_column *columns[N_COLUMNS_MAX];
    size_t n;
} given_columns;

static void add_given(given_columns *g, const rc_column *column)
{
    if (column->name.bytes || column->number > 0)
        g->columns[g->n++] = column;
}

static given_columns list_given(const list_options *list)
{
    given_columns g = {.n = 0};

    for (size_t i = 0; i < list->prefix.n; i++)
        add_given(&g, &list->prefix.columns[i]);
    add_given(&g, &list->cost_column);
    add_given(&g, &list->effective_column);
    add_given(&g, &list->until_column);
    add_given(&g, &list->blocked_column);
    for (size_t i = 0; i < list->increment.n; i++)
        add_given(&g, &list->increment.columns[i]);
    add_given(&g, &list->fee_column);
    return g;
}

static rc_date read_at(const list_options *list)
{
    return list->at ? rc_date_parse((rc_text){list->at, strlen(list->at)}, list->date_order) : 0;
}

static rc_code check_dates(const list_options *list, usage_error *error)
{
    bool has_until = list->until_column.name.bytes || list->until_column.number > 0;
    bool has_column =
        has_until || list->effective_column.name.bytes || list->effective_column.number > 0;

    error->option = has_until ? "until-column" : "effective-column";
    if (has_column && !list->at)
        return usage_error_set(error, "--%s needs --at=DATE", error->option);
    error->option = "at";
    if (list->at && !read_at(list))
        return usage_error_value(error, list->at,
                                 list->date_order
                                     ? "is no day, as 2026-04-01"
                                     : "is no day, as 2026-04-01 (01.04.2026 needs --date-order)");
    return RC_OK;
}

/* Checks that names have a header, and that no number is given twice. */
static rc_code check_columns(const list_options *list, usage_error *error)
{
    given_columns g = list_given(list);

    error->option = "header";
    for (size_t i = 0; i < g.n; i++)
        if (list->header == RC_HEADER_NO && g.columns[i]->name.bytes)
            return usage_error_set(error,
                                   "--header=no leaves no header to find a column's name in");
    error->option = "cost-column";
    for (size_t a = 0; a < g.n; a++)
        for (size_t b = 0; b < a; b++)
            if (g.columns[a]->number > 0 && g.columns[a]->number == g.columns[b]->number)
                return usage_error_set(
                    error, "two of prefix, cost, dates and terms cannot be in one column");
    return RC_OK;
}

rc_code list_options_check(const list_options *list, usage_error *error)
{
    rc_code code = check_dates(list, error);
    return code ? code : check_columns(list, error);
}

static rc_text text_of(const char *value)
{
    return value ? (rc_text){value, strlen(value)} : (rc_text){NULL, 0};
}

void list_options_copy(const list_options *list, rc_load_options *to)
{
    to->delimiter = list->delimiter;
    to->header = list->header;
    to->n_skipped_lines = list->n_skipped_lines;
    to->prefix_column = list->prefix.columns[0];
    to->joined_columns = list->prefix.columns + 1;
    to->n_joined_columns = list->prefix.n > 1 ? list->prefix.n - 1 : 0;
    to->cost_column = list->cost_column;
    to->effective_column = list->effective_column;
    to->until_column = list->until_column;
    to->at = read_at(list);
    to->date_order = list->date_order;
    to->decimal_comma = list->decimal_comma;
    to->currency = text_of(list->currency);
    to->factor = text_of(list->factor);
    to->prepend = text_of(list->prepend);
    to->blocked = list->blocked.texts;
    to->n_blocked = list->blocked.n_texts;
    to->blocked_column = list->blocked_column;
    to->increment_column = list->increment.columns[0];
    to->next_column = list->increment.columns[1];
    to->fee_column = list->fee_column;
    to->increment = list->own_increment;
    to->connect_fee = list->own_fee;
    to->duplicates = list->duplicates;
    to->skip_bad_rows = list->skip_bad_rows;
}
