/* Tells what an explainer has found: see explain.h. */
#include "answer/explain.h"

rc_text explain_prefix(const rc_explainer *e, unsigned n_symbols)
{
    int skips_plus = e->options.plus_optional && key_has_plus(e->number);
    return (rc_text){e->symbols + (skips_plus ? 1 : 0), n_symbols};
}

int rc_explainer_has_plus(const rc_explainer *e)
{
    return e->has_plus;
}

size_t rc_explainer_carriers(const rc_explainer *e)
{
    return e->n_carriers;
}

rc_text rc_explainer_carrier_name(const rc_explainer *e, size_t carrier)
{
    return (rc_text){e->carriers[carrier].name, e->carriers[carrier].name_length};
}

size_t rc_explainer_carrier_source(const rc_explainer *e, size_t carrier)
{
    return e->carriers[carrier].source;
}

/* The log of the longest prefix that has a row that stays, or NULL. */
static const match_log *find_longest(const explained_carrier *c)
{
    for (unsigned n = KEY_SYMBOLS; n-- > 0;)
        if (c->logs[n].has_best)
            return &c->logs[n];
    return NULL;
}

static cost_value best_value(const match_log *log)
{
    return log->rows[log->best].value;
}

rc_standing rc_explainer_standing(const rc_explainer *e, size_t carrier)
{
    const match_log *own = find_longest(&e->carriers[carrier]);
    rc_standing standing = own ? RC_STANDING_CHEAPEST : RC_STANDING_NO_ROUTE;

    for (size_t i = 0; own && i < e->n_carriers; i++) {
        const match_log *other = find_longest(&e->carriers[i]);
        int order = other ? cost_compare(best_value(other), best_value(own)) : 1;
        if (order < 0)
            return RC_STANDING_DEARER;
        if (order == 0 && i < carrier)
            standing = RC_STANDING_AS_CHEAP;
    }
    return standing;
}

/* Whether a row is the last that does not stay: then rows that were not kept come behind it. */
static int is_last_other(const match_log *log, unsigned row)
{
    unsigned last = log->n - 1;

    if (log->has_best && log->best == last && last > 0)
        last--;
    return row == last;
}

int rc_explainer_match(const rc_explainer *e, size_t carrier, size_t i, rc_match *match)
{
    const explained_carrier *c = &e->carriers[carrier];
    const match_log *longest = find_longest(c);
    unsigned n = 0;

    while (n < KEY_SYMBOLS && i >= c->logs[n].n)
        i -= c->logs[n++].n;
    if (n == KEY_SYMBOLS)
        return 0;
    const match_log *log = &c->logs[n];
    const match_row *row = &log->rows[i];
    int is_best = log->has_best && log->best == i;
    *match = (rc_match){.prefix = explain_prefix(e, n + 1),
                        .cost = {row->cost, row->cost_length},
                        .line = row->line,
                        .date = row->date,
                        .n_more = is_last_other(log, (unsigned)i) ? log->n_more : 0};
    if (row->is_later)
        match->reason = RC_REASON_LATER;
    else if (log != longest)
        match->reason = RC_REASON_SHORTER;
    else
        match->reason = is_best ? RC_REASON_COUNTS : match_log_reason(log, c->policy, (unsigned)i);
    return 1;
}
