/* Checks blobs of a trie that comes from a file, and all below them. */
#ifndef TRIE_BLOB_CHECK_H
#define TRIE_BLOB_CHECK_H

#include "trie/trie.h"

/* A blob to check: it must end by end, and depth digits come before it. */
typedef struct blob_task {
    uint32_t blob, end;
    unsigned depth;
} blob_task;

/* All zero is an empty list. */
typedef struct blob_tasks {
    blob_task *tasks;
    size_t n, capacity;
} blob_tasks;

/* Returns false without memory; then the list is as it was. */
bool rc_blob_tasks_add(blob_tasks *tasks, blob_task task);

typedef struct blob_check {
    const trie *t; /* with its shapes */
    uint32_t n_values;
    size_t n_visited; /* bytes */
    uint64_t n_routes;
    blob_tasks *later;      /* takes nodes below; NULL: they are checked with these */
    struct slot_room *room; /* of rc_blob_check alone */
} blob_check;

/* Checks some blobs, and adds what was visited to c. Returns false at the first fault. */
bool rc_blob_check(blob_check *c, const blob_task *tasks, size_t n);

#endif
