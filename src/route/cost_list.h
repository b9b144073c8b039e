/* Costs by their spelling, each spelling once, numbered by ids from 0.
 *
 * Any number of threads may find and add at the same time. Ids depend on which thread adds first.
 */
#ifndef ROUTE_COST_LIST_H
#define ROUTE_COST_LIST_H

#include "base/thread.h"
#include "route/cost.h"

#define COST_ID_NONE UINT32_MAX

enum {
    COST_WORD_BYTES = 16,  /* shorter spellings, and these, are found without a lock */
    COST_SEGMENT_BITS = 6, /* the first segment has 64 entries, segment k has 64 << k */
    COST_SEGMENTS = 32 - COST_SEGMENT_BITS + 1
};

typedef struct cost_entry cost_entry;
typedef struct cost_hash cost_hash;

typedef struct cost_list {
    mtx_t adding; /* guards all below, except for what is published to readers */
    uint32_t n, n_max;
    ATOMIC(cost_hash *) table;
    ATOMIC(cost_entry *) segments[COST_SEGMENTS];
    char *long_spellings;
    size_t n_long, long_capacity;
} cost_list;

/* Makes an empty list for up to n_max < COST_ID_NONE spellings. Returns RC_OK or
 * RC_ERROR_MEMORY. */
rc_code rc_cost_list_init(cost_list *list, uint32_t n_max);
void rc_cost_list_free(cost_list *list);

/* Finds a spelling of 1..COST_WORD_BYTES characters, given as two words, the first character
 * lowest, with zeros behind. Returns its id or COST_ID_NONE. */
uint32_t rc_cost_list_find(const cost_list *list, uint64_t low, uint64_t high);

/* Adds a cost that rc_cost_parse has accepted, unless it is there, and sets *id. Returns RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_cost_list_add(cost_list *list, rc_text text, cost_value value, uint32_t *id);

/* Returns the value of a cost, by an id from find or add. */
cost_value rc_cost_list_value(const cost_list *list, uint32_t id);

/* The rest may be called only when no thread adds. */

uint32_t rc_cost_list_size(const cost_list *list);

/* Copies a spelling. Returns its length. */
size_t rc_cost_list_spell(const cost_list *list, uint32_t id, char spelling[RC_COST_LENGTH_MAX]);

/* Returns the ids in the order of their spellings, in an array that the caller frees, or NULL
 * without memory. */
uint32_t *rc_cost_list_sort(const cost_list *list);

#endif
