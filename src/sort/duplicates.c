/* Decides which of several rows with one prefix stays: see duplicates.h. */
#include "sort/duplicates.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

#define NO_ROW UINT32_MAX
#define MARK   (UINT32_C(1) << 31)

typedef struct ledger_row {
    prefix_key key; /* of a row that has stayed */
    uint64_t line;
    uint32_t payload; /* that the row would have without a ledger */
    uint32_t twin;    /* the earlier row of which it is a duplicate; itself once it has stayed */
} ledger_row;

static uint32_t payload_of(const duplicates *d, uint32_t payload)
{
    return (d->policy == RC_DUPLICATES_ERROR ? d->ledger[payload].payload : payload) & ~MARK;
}

cost_ref rc_duplicates_cost(const duplicates *d, uint32_t payload)
{
    uint32_t plain = payload_of(d, payload);
    return d->dates ? rc_dated_costs_cost(d->dates, plain) : plain;
}

static rc_date day_of(const duplicates *d, uint32_t payload)
{
    return d->dates ? rc_dated_costs_day(d->dates, payload_of(d, payload)) : 0;
}

static uint32_t choose_row(void *context, prefix_key key, uint32_t earlier, uint32_t later)
{
    duplicates *d = context;
    rc_date earlier_day = day_of(d, earlier), later_day = day_of(d, later);

    (void)key;
    if (earlier_day != later_day)
        return earlier_day < later_day ? later : earlier;
    switch (d->policy) {
    case RC_DUPLICATES_FIRST:
        return earlier;
    case RC_DUPLICATES_LAST:
        return later;
    case RC_DUPLICATES_ERROR:
        d->ledger[later].twin = earlier;
        return earlier;
    case RC_DUPLICATES_CHEAPEST:
        break;
    }
    if (earlier == later)
        return earlier;
    return rc_cost_set_compare(d->costs, rc_duplicates_cost(d, later),
                               rc_duplicates_cost(d, earlier)) < 0
               ? later
               : earlier;
}

static int is_marked(const duplicates *d, uint32_t payload)
{
    uint32_t bits = d->policy == RC_DUPLICATES_ERROR ? d->ledger[payload].payload : payload;
    return (bits & MARK) != 0;
}

/* As choose_row, with marks. */
static uint32_t choose_and_mark(void *context, prefix_key key, uint32_t earlier, uint32_t later)
{
    duplicates *d = context;
    uint32_t bare = d->policy == RC_DUPLICATES_ERROR ? 0 : MARK; /* a row's number has no mark */
    uint32_t chosen = choose_row(d, key, earlier & ~bare, later & ~bare);
    int is_same_day = day_of(d, earlier) == day_of(d, later);
    int disagree = chosen == (later & ~bare) ? is_marked(d, later) : is_marked(d, earlier);

    if (is_same_day)
        disagree = is_marked(d, earlier) || is_marked(d, later) ||
                   rc_cost_set_compare(d->costs, rc_duplicates_cost(d, earlier),
                                       rc_duplicates_cost(d, later)) != 0;
    if (d->policy != RC_DUPLICATES_ERROR)
        return disagree ? chosen | MARK : chosen;
    if (disagree)
        d->ledger[chosen].payload |= MARK;
    return chosen;
}

/* Whether the cheapest cost of a batch's rows is always the least payload. */
static int is_least_cheapest(const batch *rows)
{
    uint32_t differing = 0;

    for (size_t i = 0; i < rows->n; i++)
        differing |= rows->payloads[i] ^ rows->payloads[0];
    return rows->n > 0 && (differing & COST_REF_KIND_MASK) == 0 &&
           !cost_ref_is_listed(rows->payloads[0]);
}

void rc_duplicates_resolve(duplicates *d, batch *rows)
{
    if (d->compares)
        rc_batch_unite(rows, choose_and_mark, d);
    else if (d->policy == RC_DUPLICATES_CHEAPEST && !d->dates && is_least_cheapest(rows))
        rc_batch_unite_least(rows);
    else
        rc_batch_unite(rows, choose_row, d);
}

rc_code rc_duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n)
{
    if (n > UINT32_MAX - d->n_rows)
        return RC_ERROR_LIMIT;
    ledger_row *ledger = rc_array_grow(d->ledger, &d->capacity, d->n_rows + n, sizeof *ledger);
    if (!ledger)
        return RC_ERROR_MEMORY;
    d->ledger = ledger;
    for (size_t i = 0; i < n; i++) {
        d->ledger[d->n_rows] =
            (ledger_row){.line = lines[i], .payload = payloads[i], .twin = NO_ROW};
        payloads[i] = (uint32_t)d->n_rows++;
    }
    return RC_OK;
}

cost_ref rc_duplicates_settle(duplicates *d, prefix_key key, uint32_t payload)
{
    if (d->policy == RC_DUPLICATES_ERROR) {
        d->ledger[payload].key = key;
        d->ledger[payload].twin = payload;
    }
    if (d->compares)
        d->n_disagreeing += (uint64_t)is_marked(d, payload);
    return rc_duplicates_cost(d, payload);
}

/* A row's twin may have a twin itself, but none is later than the row: with the rows in order, the
 * twin of a twin is known to be the first of all. */
void rc_duplicates_find_faults(duplicates *d)
{
    d->n_faults = 0;
    for (size_t i = 0; i < d->n_rows; i++) {
        ledger_row *row = &d->ledger[i];
        if (row->twin == NO_ROW || row->twin == i)
            continue;
        const ledger_row *twin = &d->ledger[row->twin];
        if (twin->twin == NO_ROW)
            continue; /* a row of a later day has taken their place */
        row->twin = twin->twin;
        twin = &d->ledger[row->twin];
        if (twin->twin != row->twin)
            continue;
        if (d->n_faults < RC_FAULTS_SHOWN)
            d->faults[d->n_faults] = (duplicate_fault){twin->key, row->line, twin->line};
        d->n_faults++;
    }
}

void rc_duplicates_free(duplicates *d)
{
    free(d->ledger);
    d->ledger = NULL;
}
