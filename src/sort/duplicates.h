/* Decides which of several rows with one prefix stays.
 *
 * A payload is a cost's reference, or where rows have dates the number of a cost with its day: then
 * a row that holds from a later day on takes the place of the others, and only rows of one day
 * are duplicates.  Where duplicates are faults the payload is the number of a row whose cost and
 * line stand in a ledger, so that the fault can name lines.
 *
 * Where it is wanted, payloads whose rows do not all cost the same are marked in bit 31: two that
 * are marked or unlike make a marked one, so that the order in which rows meet does not matter. */
#ifndef SORT_DUPLICATES_H
#define SORT_DUPLICATES_H

#include "sort/batch.h"
#include "route/cost_set.h"
#include "route/dated_costs.h"
#include "route/symbol.h"
#include "routecost.h"

typedef struct duplicate_fault {
    prefix_key key;
    uint64_t line, earlier_line;
} duplicate_fault;

typedef struct duplicates {
    rc_duplicates policy;
    const cost_set *costs;     /* not owned */
    const dated_costs *dates;  /* NULL: rows have no dates; not owned */
    struct ledger_row *ledger; /* of all rows, under RC_DUPLICATES_ERROR only */
    size_t n_rows, capacity;
    duplicate_fault faults[RC_FAULTS_SHOWN]; /* those of the lowest lines, ascending */
    uint64_t n_faults;
    int compares;           /* marks are wanted */
    uint64_t n_disagreeing; /* settled rows that are marked */
} duplicates;

/* Leaves one row a prefix in a sorted batch. */
void rc_duplicates_resolve(duplicates *d, batch *rows);

/* Enters n rows into the ledger and makes their payloads row numbers.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n);

/* The cost that a payload stands for. */
cost_ref rc_duplicates_cost(const duplicates *d, uint32_t payload);

/* The same, of a row that has stayed to the end. */
cost_ref rc_duplicates_settle(duplicates *d, prefix_key key, uint32_t payload);

/* Sets the faults, once all rows that stay are settled: the duplicates of these. */
void rc_duplicates_find_faults(duplicates *d);

void rc_duplicates_free(duplicates *d);

#endif
