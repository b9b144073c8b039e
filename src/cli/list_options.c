/* How a route list is read: see list_options.h. */
#include "cli/list_options.h"

#include <string.h>

static bool is_given(const rc_column *column)
{
    return column->name.bytes || column->number > 0;
}

/* Returns true if both columns are given by the same number. */
static bool are_same(const rc_column *a, const rc_column *b)
{
    return a->number > 0 && a->number == b->number;
}

rc_code list_options_check(const list_options *list, usage_error *error)
{
    const rc_column *prefix = &list->prefix_column, *cost = &list->cost_column,
                    *effective = &list->effective_column;

    error->option = "effective-column";
    if (is_given(effective) && !list->at)
        return usage_error_set(error, "--effective-column needs --at=YYYY-MM-DD");
    if (!is_given(effective) && list->at)
        return usage_error_set(error, "--at needs --effective-column");
    error->option = "header";
    if (list->header == RC_HEADER_NO &&
        (prefix->name.bytes || cost->name.bytes || effective->name.bytes))
        return usage_error_set(error, "--header=no leaves no header to find a column's name in");
    error->option = "cost-column";
    if (are_same(prefix, cost) || are_same(prefix, effective) || are_same(cost, effective))
        return usage_error_set(error, "two of prefix, cost and date cannot be in one column");
    return RC_OK;
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
    to->prefix_column = list->prefix_column;
    to->cost_column = list->cost_column;
    to->effective_column = list->effective_column;
    to->at = list->at;
    to->decimal_comma = list->decimal_comma;
    to->currency = text_of(list->currency);
    to->factor = text_of(list->factor);
    to->prepend = text_of(list->prepend);
    to->duplicates = list->duplicates;
    to->skip_bad_rows = list->skip_bad_rows;
}
