/* A batch of routes: gathered in any order, sorted, and rid of duplicates. */
#ifndef SORT_BATCH_H
#define SORT_BATCH_H

#include "route/symbol.h"

#include <stddef.h>

enum {
    BATCH_ROUTES = 32768,  /* routes of a batch: with the spare room they stay in a core's cache */
    SORT_WINDOW_BITS = 12, /* sorted by in one pass */
    SORT_WINDOWS = 5       /* passes that are counted at once */
};

/* The counters of a pass; they fit a core's nearest cache. */
typedef struct sort_window {
    uint16_t starts[1 << SORT_WINDOW_BITS];
} sort_window;

/* Route i is (keys[i], payloads[i]); the payload says what the prefix costs. */
typedef struct batch {
    size_t n;
    prefix_key *keys;
    uint32_t *payloads;
    prefix_key *spare_keys; /* room for sorting, not in use between calls */
    uint32_t *spare_payloads;
    sort_window *windows; /* SORT_WINDOWS of them, for words.h */
} batch;

/* The bits that some key or payload of a batch has other than the first. */
typedef struct batch_differences {
    prefix_key keys;
    uint32_t payloads;
} batch_differences;

batch_differences rc_batch_differ(const batch *b);

/* Returns the payload to keep for two routes with one prefix; earlier came first. */
typedef uint32_t choose_fn(void *context, uint32_t earlier, uint32_t later);

/* Makes room for BATCH_ROUTES routes. Returns RC_OK or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_batch_init(batch *b);
void rc_batch_free(batch *b);

/* Sorts by key; routes with one key keep their order. */
void rc_batch_sort(batch *b);

/* Leaves one route a key in a sorted batch, with the payload that choose returns. */
void rc_batch_unite(batch *b, choose_fn *choose, void *context);

/* Does the same with the least payload, faster. */
void rc_batch_unite_least(batch *b);

#endif
