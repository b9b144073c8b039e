/* Tells what an explainer has found: see explain.h. */
#include "answer/explain.h"

rc_text rc_explain_prefix(const rc_explainer *e, unsigned n_symbols)
{
    int skips_plus = e->options.plus_optional && key_has_plus(e->number);
    return (rc_text){e->symbols + (skips_plus ? 1 : 0), n_symbols};
}

unsigned rc_explainer_plus(const rc_explainer *e, size_t carrier)
{
    return e->carriers[carrier].plus;
}

bool rc_explainer_ignores_plus(const rc_explainer *e)
{
    return e->options.plus_optional;
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

const match_log *rc_explain_longest(const explained_carrier *c)
{
    for (unsigned n = c->n_logs; n-- > 0;)
        if (c->logs[n].has_best)
            return &c->logs[n];
    return NULL;
}

rc_carrier_verdict rc_explainer_carrier_verdict(const rc_explainer *e, size_t carrier)
{
    const match_log *own = rc_explain_longest(&e->carriers[carrier]);

    if (!own)
        return RC_CARRIER_NO_ROUTE;
    if (carrier == e->cheapest)
        return RC_CARRIER_WINS;
    return rc_match_log_compare(own, rc_explain_longest(&e->carriers[e->cheapest])) > 0
               ? RC_CARRIER_DEARER
               : RC_CARRIER_TIES;
}

/* Whether a row is the last that does not stay: then rows that were not kept come behind it. */
static int is_last_other(const match_log *log, unsigned row)
{
    unsigned last = log->n - 1;

    if (log->has_best && log->best == last && last > 0)
        last--;
    return row == last;
}

bool rc_explainer_match(const rc_explainer *e, size_t carrier, size_t i, rc_match *match)
{
    const explained_carrier *c = &e->carriers[carrier];
    const match_log *longest = rc_explain_longest(c);
    unsigned n = 0;

    while (n < c->n_logs && i >= c->logs[n].n)
        i -= c->logs[n++].n;
    if (n == c->n_logs)
        return 0;
    const match_log *log = &c->logs[n];
    const match_row *row = &log->rows[i];
    int is_best = log->has_best && log->best == i;
    *match = (rc_match){.prefix = rc_explain_prefix(e, n + 1),
                        .cost = {row->cost, row->cost_length},
                        .line = row->line,
                        .date = row->date,
                        .n_more = is_last_other(log, (unsigned)i) ? log->n_more : 0};
    if (row->is_later)
        match->verdict = RC_MATCH_LATER;
    else if (log != longest)
        match->verdict = RC_MATCH_SHORTER;
    else
        match->verdict = is_best ? RC_MATCH_WINS : rc_match_log_reason(log, c->policy, (unsigned)i);
    return 1;
}
