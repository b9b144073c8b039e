/* Decides which of several rows with one prefix stays.
 *
 * A payload is a cost's reference.  Where duplicates are faults it is the number of a row whose
 * cost and line stand in a ledger, so that the fault can name lines. */
#ifndef TABLE_DUPLICATES_H
#define TABLE_DUPLICATES_H

#include "route/batch.h"
#include "route/cost_set.h"
#include "route/symbol.h"
#include "routecost.h"

typedef struct duplicate_fault {
    prefix_key key;
    uint64_t line, earlier_line;
} duplicate_fault;

typedef struct duplicates {
    rc_duplicates policy;
    const cost_set *costs;     /* not owned */
    struct ledger_row *ledger; /* of all rows, under RC_DUPLICATES_ERROR only */
    size_t n_rows, capacity;
    duplicate_fault faults[RC_FAULTS_SHOWN]; /* those of the lowest lines, ascending */
    uint64_t n_faults;
} duplicates;

/* Leaves one row a prefix in a sorted batch. */
void duplicates_resolve(duplicates *d, batch *rows);

/* Enters n rows into the ledger and makes their payloads row numbers.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n);

/* The cost that a payload stands for. */
cost_ref duplicates_cost(const duplicates *d, uint32_t payload);

void duplicates_free(duplicates *d);

#endif
