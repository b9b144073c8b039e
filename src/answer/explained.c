/* What an explainer knows: see explained.h. */
#include "answer/explained.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* ---- Adding carriers and rows ---- */

rc_code rc_explained_add_carrier(rc_explainer *e, rc_text name)
{
    explained_carrier *carriers =
        rc_array_grow(e->carriers, &e->capacity, e->n_carriers + 1, sizeof *carriers);

    if (!carriers)
        return RC_ERROR_MEMORY;
    e->carriers = carriers;
    explained_carrier *c = &carriers[e->n_carriers];
    *c = (explained_carrier){
        .name_length = name.length, .source = e->n_sources, .policy = e->options.duplicates};
    c->name = malloc(name.length + 1);
    if (!c->name)
        return RC_ERROR_MEMORY;
    if (name.length > 0)
        memcpy(c->name, name.bytes, name.length);
    e->n_carriers++;
    return rc_name_set_add(&e->names, (rc_text){c->name, c->name_length});
}

prefix_key rc_explained_key(const rc_explainer *e)
{
    prefix_key key = idd_key(&e->idd, e->number, e->more);
    return e->options.plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

rc_code rc_explained_add_row(rc_explainer *e, prefix_key prefix, match_row *row)
{
    explained_carrier *c = &e->carriers[e->n_carriers - 1];

    if (!c->logs)
        c->logs = calloc(KEY_SYMBOLS, sizeof *c->logs);
    if (!c->logs)
        return RC_ERROR_MEMORY;
    c->n_logs = KEY_SYMBOLS;
    row->order = e->n_matches++;
    return rc_match_log_add(&c->logs[key_length(prefix) - 1], c->policy, row);
}

/* The log of the longest prefix of a carrier that has a row that stays, or NULL. */
static const match_log *find_longest(const explained_carrier *c)
{
    for (unsigned n = c->n_logs; n-- > 0;)
        if (c->logs[n].has_best)
            return &c->logs[n];
    return NULL;
}

void rc_explained_end_carrier(rc_explainer *e)
{
    const match_log *own = find_longest(&e->carriers[e->n_carriers - 1]);
    const match_log *other = e->has_cheapest ? find_longest(&e->carriers[e->cheapest]) : NULL;

    if (!own || rc_match_log_is_blocked(own) || (other && rc_match_log_compare(own, other) >= 0))
        return;
    e->has_cheapest = true;
    e->cheapest = e->n_carriers - 1;
}

/* ---- Asking ---- */

rc_text rc_explained_prefix(const rc_explainer *e, unsigned n_symbols)
{
    return (rc_text){e->symbols, n_symbols};
}

unsigned rc_explainer_plus(const rc_explainer *e, size_t carrier)
{
    return e->carriers[carrier].plus;
}

bool rc_explainer_has_plus(const rc_explainer *e)
{
    return key_has_plus(idd_key(&e->idd, e->number, e->more));
}

unsigned rc_explainer_begins(const rc_explainer *e)
{
    return e->begins;
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

rc_carrier_verdict rc_explainer_carrier_verdict(const rc_explainer *e, size_t carrier)
{
    const match_log *own = find_longest(&e->carriers[carrier]);

    if (!own)
        return RC_CARRIER_NO_ROUTE;
    if (rc_match_log_is_blocked(own))
        return RC_CARRIER_BLOCKED;
    if (carrier == e->cheapest)
        return RC_CARRIER_WINS;
    return rc_match_log_compare(own, find_longest(&e->carriers[e->cheapest])) > 0
               ? RC_CARRIER_DEARER
               : RC_CARRIER_TIES;
}

/* Whether a row is the last that does not stay: rows that were not kept come after it. */
static bool is_last_other(const match_log *log, unsigned row)
{
    unsigned last = log->n - 1;

    if (log->has_best && log->best == last && last > 0)
        last--;
    return row == last;
}

bool rc_explainer_match(const rc_explainer *e, size_t carrier, size_t i, rc_match *match)
{
    const explained_carrier *c = &e->carriers[carrier];
    const match_log *longest = find_longest(c);
    unsigned n = 0;

    while (n < c->n_logs && i >= c->logs[n].n)
        i -= c->logs[n++].n;
    if (n == c->n_logs)
        return false;
    const match_log *log = &c->logs[n];
    const match_row *row = &log->rows[i];
    bool is_best = log->has_best && log->best == i;
    *match = (rc_match){.prefix = rc_explained_prefix(e, n + 1),
                        .cost = {row->cost, row->cost_length},
                        .own_cost = {row->own, row->own_length},
                        .increment = row->increment,
                        .fee = {row->fee, row->fee_length},
                        .line = row->line,
                        .date = row->date,
                        .n_more = is_last_other(log, (unsigned)i) ? log->n_more : 0};
    if (!row->holds)
        match->verdict = rc_match_log_verdict(log, c->policy, (unsigned)i);
    else if (log != longest)
        match->verdict = RC_MATCH_SHORTER;
    else
        match->verdict =
            is_best ? RC_MATCH_WINS : rc_match_log_verdict(log, c->policy, (unsigned)i);
    return true;
}
