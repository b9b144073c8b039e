/* A sealed table: the trie and the spellings of its costs.  Read-only, shared freely. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "route/cost_set.h"
#include "table/trie.h"

enum {
    TAIL_PADDING = 16 /* bytes behind the last tail, so that a tail may be copied by words */
};

/* Costs are numbered.  The tail of a cost is what an answer
 * appends to its number: ',', the spelling, and '\n'. */
struct rc_table {
    trie trie;
    uint32_t n_costs;
    size_t *tail_starts; /* n_costs + 1: where each tail starts in tails */
    char *tails;
    size_t tail_length_max;
    int plus_optional;
    int has_plus;
};

/* Takes over the spellings of n costs, in the order of their numbers.  RC_OK or
 * RC_ERROR_MEMORY. */
rc_code table_take_costs(rc_table *t, const cost_set *costs, const cost_ref *refs, uint32_t n);

static inline rc_text table_tail(const rc_table *t, uint32_t cost)
{
    size_t start = t->tail_starts[cost];
    return (rc_text){t->tails + start, t->tail_starts[cost + 1] - start};
}

/* The key to look a number up by: the first symbols of text that is a number. */
static inline prefix_key table_key(const rc_table *t, prefix_key key)
{
    return t->plus_optional && key_has_plus(key) ? key << SYMBOL_BITS : key;
}

#endif
