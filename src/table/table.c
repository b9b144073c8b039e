/* A sealed table: see table.h. */
#include "table/table.h"

#include <stdlib.h>
#include <string.h>

rc_code table_take_costs(rc_table *t, const cost_set *costs, const cost_ref *refs, uint32_t n)
{
    char spelling[RC_COST_LENGTH_MAX];
    size_t n_bytes = 0;

    for (uint32_t i = 0; i < n; i++)
        n_bytes += cost_set_spell(costs, refs[i], spelling) + 2;
    t->tail_starts = malloc((n + (size_t)1) * sizeof *t->tail_starts);
    t->tails = calloc(1, n_bytes + TAIL_PADDING);
    if (!t->tail_starts || !t->tails)
        return RC_ERROR_MEMORY;

    char *to = t->tails;
    for (uint32_t i = 0; i < n; i++) {
        t->tail_starts[i] = (size_t)(to - t->tails);
        *to++ = ',';
        size_t length = cost_set_spell(costs, refs[i], spelling);
        memcpy(to, spelling, length);
        to += length;
        *to++ = '\n';
        if (length + 2 > t->tail_length_max)
            t->tail_length_max = length + 2;
    }
    t->tail_starts[n] = n_bytes;
    t->n_costs = n;
    return RC_OK;
}

void rc_table_free(rc_table *table)
{
    if (!table)
        return;
    trie_free(&table->trie);
    free(table->tail_starts);
    free(table->tails);
    free(table);
}

int rc_table_has_plus(const rc_table *table)
{
    return table->has_plus;
}
