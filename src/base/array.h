/* Grows arrays. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Makes room for at least n_wanted items (1 or more) in an array of *capacity items, which malloc
 * has made or which is NULL. Returns the array, which may have moved, and updates *capacity.
 * Returns NULL without memory or if the size overflows; then array and *capacity are as before.
 * Each growth adds half the capacity or more, so n items cost O(n) in all:
 *
 *     run *runs = rc_array_grow(s->runs, &s->capacity, s->n_runs + 1, sizeof *runs);
 *     if (!runs)
 *         return RC_ERROR_MEMORY;
 *     s->runs = runs;
 */
void *rc_array_grow(void *items, size_t *capacity, size_t n_wanted, size_t item_bytes);

#endif
