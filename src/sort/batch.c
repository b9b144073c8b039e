/* A batch of routes: see batch.h.
 *
 * Sorting is a radix sort from the lowest bits up. It looks only at the bits from the lowest to
 * the highest that differ, in as few passes as windows of up to 12 bits allow. So the low symbols
 * that a list does not use, or a '+' before each prefix, cost nothing. */
#include "sort/batch.h"

#include <stdlib.h>
#include <string.h>

enum {
    SMALL_BATCH = 48 /* below it, insertion beats counting */
};

rc_code rc_batch_init(batch *b)
{
    *b = (batch){0};
    b->keys = malloc(BATCH_ROUTES * sizeof *b->keys);
    b->payloads = malloc(BATCH_ROUTES * sizeof *b->payloads);
    b->spare_keys = malloc(BATCH_ROUTES * sizeof *b->spare_keys);
    b->spare_payloads = malloc(BATCH_ROUTES * sizeof *b->spare_payloads);
    b->windows = malloc(SORT_WINDOWS * sizeof *b->windows);
    if (b->keys && b->payloads && b->spare_keys && b->spare_payloads && b->windows)
        return RC_OK;
    rc_batch_free(b);
    return RC_ERROR_MEMORY;
}

void rc_batch_free(batch *b)
{
    free(b->keys);
    free(b->payloads);
    free(b->spare_keys);
    free(b->spare_payloads);
    free(b->windows);
    *b = (batch){0};
}

batch_differences rc_batch_differ(const batch *b)
{
    const prefix_key *keys = b->keys;
    const uint32_t *payloads = b->payloads;
    batch_differences d = {0, 0};

    for (size_t i = 1, n = b->n; i < n; i++) {
        d.keys |= keys[i] ^ keys[0];
        d.payloads |= payloads[i] ^ payloads[0];
    }
    return d;
}

static void sort_by_insertion(batch *b)
{
    for (size_t i = 1; i < b->n; i++) {
        prefix_key key = b->keys[i];
        uint32_t payload = b->payloads[i];
        size_t to = i;
        for (; to > 0 && b->keys[to - 1] > key; to--) {
            b->keys[to] = b->keys[to - 1];
            b->payloads[to] = b->payloads[to - 1];
        }
        b->keys[to] = key;
        b->payloads[to] = payload;
    }
}

/* Sorts by the n_bits bits from shift up into the spare room, and swaps the two. */
static void sort_by_window(batch *b, unsigned shift, unsigned n_bits)
{
    const prefix_key *keys = b->keys;
    const uint32_t *payloads = b->payloads;
    prefix_key *to_keys = b->spare_keys;
    uint32_t *to_payloads = b->spare_payloads;
    const size_t n = b->n, n_starts = (size_t)1 << n_bits;
    uint32_t starts[1 << SORT_WINDOW_BITS];
    uint32_t start = 0;

    memset(starts, 0, n_starts * sizeof *starts);
    for (size_t i = 0; i < n; i++)
        starts[keys[i] >> shift & (n_starts - 1)]++;
    for (size_t i = 0; i < n_starts; i++) {
        uint32_t count = starts[i];
        starts[i] = start;
        start += count;
    }
    for (size_t i = 0; i < n; i++) {
        prefix_key key = keys[i];
        uint32_t to = starts[key >> shift & (n_starts - 1)]++;
        to_keys[to] = key;
        to_payloads[to] = payloads[i];
    }
    b->spare_keys = b->keys;
    b->spare_payloads = b->payloads;
    b->keys = to_keys;
    b->payloads = to_payloads;
}

void rc_batch_sort(batch *b)
{
    prefix_key differing = 0;
    int sorted = 1;

    if (b->n < SMALL_BATCH) {
        sort_by_insertion(b);
        return;
    }
    for (size_t i = 1; i < b->n; i++) {
        differing |= b->keys[i] ^ b->keys[0];
        sorted &= b->keys[i - 1] <= b->keys[i];
    }
    if (sorted)
        return;
    unsigned low = trailing_zeros(differing), high = 64 - leading_zeros(differing);
    unsigned n_windows = (high - low + SORT_WINDOW_BITS - 1) / SORT_WINDOW_BITS;
    unsigned n_bits = (high - low + n_windows - 1) / n_windows;
    for (unsigned shift = low; shift < high; shift += n_bits)
        sort_by_window(b, shift, n_bits);
}

void rc_batch_unite(batch *b, choose_fn *choose, void *context)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < b->n; i++) {
        if (n_kept > 0 && b->keys[i] == b->keys[n_kept - 1]) {
            uint32_t *payload = &b->payloads[n_kept - 1];
            *payload = choose(context, *payload, b->payloads[i]);
        } else {
            b->keys[n_kept] = b->keys[i];
            b->payloads[n_kept++] = b->payloads[i];
        }
    }
    b->n = n_kept;
}

void rc_batch_unite_least(batch *b)
{
    size_t n_kept = 0;
    prefix_key last_key = 0;
    uint32_t least = UINT32_MAX;

    /* Whether a key repeats is unpredictable, so no branch depends on it. */
    for (size_t i = 0; i < b->n; i++) {
        prefix_key key = b->keys[i];
        uint32_t payload = b->payloads[i];
        uint32_t if_repeated = 0u - (key == last_key);
        uint32_t bound = least | ~if_repeated;
        least = payload < bound ? payload : bound;
        last_key = key;
        n_kept += 1 - (if_repeated & 1);
        b->keys[n_kept - 1] = key;
        b->payloads[n_kept - 1] = least;
    }
    b->n = n_kept;
}
