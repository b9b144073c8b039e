/* Spelt costs, each spelling once, named by small numbers, their ids.
 *
 * Any number of threads may find and add at the same time; ids depend on who comes first. */
#ifndef ROUTE_COST_LIST_H
#define ROUTE_COST_LIST_H

#include "base/thread.h"
#include "route/cost.h"

#define COST_ID_NONE UINT32_MAX

enum {
    COST_WORD_BYTES = 16,  /* spellings up to this length are found without a lock */
    COST_SEGMENT_BITS = 6, /* the first segment has 64 entries, segment k has 64 << k */
    COST_SEGMENTS = 32 - COST_SEGMENT_BITS + 1
};

typedef struct cost_entry cost_entry;
typedef struct cost_hash cost_hash;

typedef struct cost_list {
    mtx_t adding; /* guards all below but what readers see published */
    uint32_t n, n_max;
    ATOMIC(cost_hash *) table;
    ATOMIC(cost_entry *) segments[COST_SEGMENTS];
    char *long_spellings;
    size_t n_long, long_capacity;
} cost_list;

/* An empty list of up to n_max < COST_ID_NONE spellings.  Returns 0, or 1 without memory. */
int rc_cost_list_init(cost_list *list, uint32_t n_max);
void rc_cost_list_free(cost_list *list);

/* Finds a spelling of 1..COST_WORD_BYTES characters, given as two words, the first character
 * lowest, zeros behind.  Returns its id or COST_ID_NONE. */
uint32_t rc_cost_list_find(const cost_list *list, uint64_t low, uint64_t high);

/* Adds a cost that rc_cost_parse has accepted, or finds it.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_cost_list_add(cost_list *list, rc_text text, cost_value value, uint32_t *id);

/* The value of a cost, by an id that find or add has returned. */
cost_value rc_cost_list_value(const cost_list *list, uint32_t id);

/* The rest is for when nobody adds any more. */

uint32_t rc_cost_list_size(const cost_list *list);

/* Copies the spelling and returns its length. */
size_t rc_cost_list_spell(const cost_list *list, uint32_t id, char spelling[RC_COST_LENGTH_MAX]);

/* The ids in the order of their spellings: an array that the caller frees, or NULL. */
uint32_t *rc_cost_list_sort(const cost_list *list);

#endif
