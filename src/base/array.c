/* Grows arrays: see array.h. */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_BYTES = 64 /* an array has room for so many at least */ };

void *rc_array_grow(void *items, size_t *capacity, size_t n_wanted, size_t item_bytes)
{
    const size_t n_max = SIZE_MAX / 2 / item_bytes;
    size_t n = *capacity + *capacity / 2;

    if (items && n_wanted <= *capacity)
        return items;
    if (n_wanted > n_max)
        return NULL;
    if (n < FIRST_BYTES / item_bytes)
        n = FIRST_BYTES / item_bytes;
    if (n < n_wanted || n > n_max)
        n = n_wanted;
    void *grown = realloc(items, n * item_bytes);
    if (grown)
        *capacity = n;
    return grown;
}
