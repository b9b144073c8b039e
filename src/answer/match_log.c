/* The rows of one prefix of a list: see match_log.h. */
#include "answer/match_log.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* Whether a row takes the place of the one that has stayed until now. */
static bool beats(const match_row *row, const match_row *best, rc_duplicates policy)
{
    if (row->date != best->date)
        return row->date > best->date;
    return policy == RC_DUPLICATES_LAST ||
           (policy == RC_DUPLICATES_CHEAPEST && cost_compare(row->value, best->value) < 0);
}

static void add_repeat(match_log *log, const match_row *row)
{
    if (log->n_repeated < RC_FAULTS_SHOWN)
        log->repeated[log->n_repeated] = (match_repeat){row->order, row->line};
    log->n_repeated++;
}

/* Updates the row that stays, and the rows that repeat its prefix, by the last row. */
static void update_best(match_log *log, rc_duplicates policy)
{
    const match_row *row = &log->rows[log->n - 1], *best = &log->rows[log->best];

    if (!row->holds)
        return;
    if (!log->has_best || row->date > best->date)
        log->n_repeated = 0;
    else if (row->date == best->date)
        add_repeat(log, row);
    if (!log->has_best || beats(row, best, policy))
        log->best = log->n - 1;
    log->has_best = true;
}

/* Whether a row holds from the same day as the one that stays, and so competes with it. */
static bool competes(const match_log *log, unsigned row)
{
    return log->has_best && log->rows[row].holds &&
           log->rows[row].date == log->rows[log->best].date;
}

/* The row to drop: the last of those that do not compete or, if all do, the last beside the one
 * that stays. */
static unsigned find_surplus(const match_log *log)
{
    for (unsigned i = log->n; i-- > 0;)
        if (!competes(log, i))
            return i;
    return log->n - (log->best == log->n - 1 ? 2 : 1);
}

/* Drops one of the rows that do not stay, if there are too many. */
static void drop_surplus(match_log *log)
{
    if (log->n - (log->has_best ? 1 : 0) <= RC_MATCHES_SHOWN)
        return;
    unsigned dropped = find_surplus(log);
    memmove(&log->rows[dropped], &log->rows[dropped + 1], (--log->n - dropped) * sizeof *log->rows);
    log->best -= log->best > dropped;
    log->n_more++;
}

void rc_match_row_set_terms(match_row *row, const call_terms *terms)
{
    row->increment = terms->increment;
    row->fee_length = (unsigned)terms->fee.length;
    if (row->fee_length > 0)
        memcpy(row->fee, terms->fee.bytes, row->fee_length);
}

rc_code rc_match_log_add(match_log *log, rc_duplicates policy, const match_row *row)
{
    match_row *rows = rc_array_grow(log->rows, &log->capacity, log->n + 1, sizeof *rows);

    if (!rows)
        return RC_ERROR_MEMORY;
    log->rows = rows;
    rows[log->n++] = *row;
    update_best(log, policy);
    drop_surplus(log);
    return RC_OK;
}

bool rc_match_log_is_blocked(const match_log *log)
{
    return cost_is_blocked(log->rows[log->best].value);
}

int rc_match_log_compare(const match_log *a, const match_log *b)
{
    return cost_compare(a->rows[a->best].value, b->rows[b->best].value);
}

rc_match_verdict rc_match_log_verdict(const match_log *log, rc_duplicates policy, unsigned row)
{
    const match_row *r = &log->rows[row];

    if (!r->holds)
        return r->is_later ? RC_MATCH_LATER : RC_MATCH_ENDED;
    if (!competes(log, row))
        return RC_MATCH_REPLACED;
    if (policy == RC_DUPLICATES_LAST)
        return RC_MATCH_NOT_LAST;
    if (policy != RC_DUPLICATES_CHEAPEST)
        return RC_MATCH_NOT_FIRST;
    if (cost_compare(r->value, log->rows[log->best].value) == 0)
        return RC_MATCH_NOT_FIRST;
    return rc_match_log_is_blocked(log) ? RC_MATCH_BLOCKED : RC_MATCH_DEARER;
}

void rc_match_log_free(match_log *log)
{
    free(log->rows);
    *log = (match_log){0};
}
