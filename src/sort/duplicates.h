/* Decides which of several routes with one prefix stays: the rule for duplicates.
 *
 * A payload is the reference of a route's cost. Two options change that:
 *
 *     rows have dates or    the payload numbers a bundle (bundles.h). The route of the latest day
 *     carried texts         stays; only routes of one day are duplicates.
 *     duplicates are        the payload numbers an entry of the ledger, which has the route's cost
 *     faults                and line, so that a fault can name both lines.
 *
 * If compares is set, bit 31 of a payload marks a prefix whose routes do not all have the same
 * cost. A mark survives whatever it meets, so the order in which routes meet does not matter. */
#ifndef SORT_DUPLICATES_H
#define SORT_DUPLICATES_H

#include "sort/batch.h"
#include "route/bundles.h"
#include "route/cost_set.h"
#include "route/symbol.h"
#include "routecost.h"

typedef struct duplicate_fault {
    prefix_key key;
    uint64_t line, earlier_line;
} duplicate_fault;

typedef struct duplicates {
    rc_duplicates policy;
    const cost_set *costs;       /* not owned */
    const bundles *bundles;      /* NULL: a payload is a cost's reference; not owned */
    struct ledger_route *ledger; /* of all routes, under RC_DUPLICATES_ERROR only */
    size_t n_routes, capacity;
    duplicate_fault faults[RC_FAULTS_SHOWN]; /* those of the lowest lines, ascending */
    uint64_t n_faults;
    bool compares;          /* marks are wanted */
    uint64_t n_disagreeing; /* marked routes that stay; the caller of rc_duplicates_finish counts */
} duplicates;

/* Adds n routes to the ledger and replaces their payloads by the numbers of their entries. Returns
 * RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_duplicates_enter(duplicates *d, uint32_t *payloads, const uint64_t *lines, size_t n);

/* Sorts a batch and leaves one route a prefix. Of routes with one prefix, the earlier came first.
 */
void rc_duplicates_sort(duplicates *d, batch *routes);

/* Rids the payloads of marks and of the ledger, once it is certain that all routes of the batch
 * stay. Returns the number of marked routes. Threads may finish different routes at once. */
size_t rc_duplicates_finish(const duplicates *d, batch *routes);

/* Sets faults and n_faults, after all routes that stay have been finished. */
void rc_duplicates_find_faults(duplicates *d);

void rc_duplicates_free(duplicates *d);

#endif
