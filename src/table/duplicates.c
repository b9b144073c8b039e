/* Decides which of several rows with one prefix stays: see duplicates.h. */
#include "table/duplicates.h"

#include <stdlib.h>
#include <string.h>

typedef struct ledger_row {
    uint64_t line;
    cost_ref cost;
} ledger_row;

/* Keeps the fault if its line is among the lowest. */
static void add_fault(duplicates *d, duplicate_fault fault)
{
    size_t n_kept = d->n_faults < RC_FAULTS_SHOWN ? (size_t)d->n_faults : RC_FAULTS_SHOWN;
    size_t at = n_kept;

    d->n_faults++;
    while (at > 0 && d->faults[at - 1].line > fault.line)
        at--;
    if (at == RC_FAULTS_SHOWN)
        return;
    size_t n_moved = (n_kept < RC_FAULTS_SHOWN ? n_kept : RC_FAULTS_SHOWN - 1) - at;
    memmove(&d->faults[at + 1], &d->faults[at], n_moved * sizeof fault);
    d->faults[at] = fault;
}

static uint32_t choose_row(void *context, prefix_key key, uint32_t earlier, uint32_t later)
{
    duplicates *d = context;

    switch (d->policy) {
    case RC_DUPLICATES_FIRST:
        return earlier;
    case RC_DUPLICATES_LAST:
        return later;
    case RC_DUPLICATES_ERROR:
        add_fault(d, (duplicate_fault){key, d->ledger[later].line, d->ledger[earlier].line});
        return earlier;
    case RC_DUPLICATES_CHEAPEST:
        break;
    }
    if (earlier == later)
        return earlier;
    return cost_set_compare(d->costs, later, earlier) < 0 ? later : earlier;
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

void duplicates_resolve(duplicates *d, batch *rows)
{
    if (d->policy == RC_DUPLICATES_CHEAPEST && is_least_cheapest(rows))
        batch_unite_least(rows);
    else
        batch_unite(rows, choose_row, d);
}

rc_code duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n)
{
    if (n > UINT32_MAX - d->n_rows)
        return RC_ERROR_LIMIT;
    if (n > d->capacity - d->n_rows) {
        size_t capacity = d->n_rows + d->n_rows / 2 + n;
        ledger_row *ledger = realloc(d->ledger, capacity * sizeof *ledger);
        if (!ledger)
            return RC_ERROR_MEMORY;
        d->ledger = ledger;
        d->capacity = capacity;
    }
    for (size_t i = 0; i < n; i++) {
        d->ledger[d->n_rows] = (ledger_row){.line = lines[i], .cost = payloads[i]};
        payloads[i] = (uint32_t)d->n_rows++;
    }
    return RC_OK;
}

cost_ref duplicates_cost(const duplicates *d, uint32_t payload)
{
    return d->policy == RC_DUPLICATES_ERROR ? d->ledger[payload].cost : payload;
}

void duplicates_free(duplicates *d)
{
    free(d->ledger);
    d->ledger = NULL;
}
