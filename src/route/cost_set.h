/* The costs of a table: each spelling once, named by a small number, its id.
 *
 * Any number of threads may find and add at the same time; ids depend on who comes first,
 * so nothing that is written may: cost_set_sorted gives the order that is the same always. */
#ifndef ROUTE_COST_SET_H
#define ROUTE_COST_SET_H

#include "route/cost.h"

enum {
    COST_NONE = UINT32_MAX,   /* no id */
    COST_WORD_BYTES = 16      /* spellings up to this length are found without a lock */
};

typedef struct cost_set cost_set;

/* A new, empty set that takes up to n_costs_max spellings; NULL without memory. */
cost_set *cost_set_new(uint32_t n_costs_max);
void cost_set_free(cost_set *set);

/* Finds the id of a spelling of 1..COST_WORD_BYTES characters, given as two words, the
 * first character lowest, zeros behind; COST_NONE if it has not been added. */
uint32_t cost_set_find(const cost_set *set, uint64_t low, uint64_t high);

/* Adds a cost that cost_parse has accepted, or finds it; RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code cost_set_add(cost_set *set, rc_text spelling, cost_value value, uint32_t *id);

uint32_t cost_set_size(const cost_set *set);
cost_value cost_set_value(const cost_set *set, uint32_t id);

/* Copies the spelling and returns its length.  Nobody may add meanwhile. */
size_t cost_set_spell(const cost_set *set, uint32_t id, char spelling[RC_COST_LENGTH_MAX]);

/* The ids in ascending order of value, then of spelling: an array of cost_set_size ids
 * that the caller frees, or NULL without memory.  Nobody may add meanwhile. */
uint32_t *cost_set_sorted(const cost_set *set);

#endif
