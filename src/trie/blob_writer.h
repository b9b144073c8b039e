/* Writes the blobs of a trie, one behind the other; trie.c draws them. */
#ifndef TRIE_BLOB_WRITER_H
#define TRIE_BLOB_WRITER_H

#include "route/symbol.h"
#include "routecost.h"
#include "trie/format.h"

typedef struct blob_writer {
    unsigned char *bytes;
    size_t n_bytes, capacity, n_bytes_max;
    unsigned value_width; /* bytes of a value's number */
} blob_writer;

/* Routes of one place, in ascending order. */
typedef struct route_list {
    unsigned n;
    prefix_key suffixes[LIST_ROUTES_MAX]; /* what is left of the prefixes there */
    uint32_t values[LIST_ROUTES_MAX];     /* plus 1 */
} route_list;

/* A slot of a node that is still to be written. */
typedef struct node_slot {
    uint32_t child; /* as roots would name it, 0: none */
    uint32_t value; /* of the prefix that ends with the slot's digits, plus 1; 0: none does */
} node_slot;

/* Makes sure that n bytes and the padding fit behind those written.  RC_OK, RC_ERROR_MEMORY
 * or RC_ERROR_LIMIT. */
rc_code rc_blob_reserve(blob_writer *w, size_t n);

/* The bytes that a list would take, and a node. */
size_t rc_blob_list_bytes(const blob_writer *w, const route_list *list);
size_t rc_blob_node_bytes(const blob_writer *w, unsigned n_digits, unsigned reference_bytes);

/* Writes a list of at least one route, or a node; *blob is what a root would call it.  RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT.  The values of the slots for fewer digits are handed down to
 * those that have none.  A node of NODE_DIGITS_MAX digits needs all children near. */
rc_code rc_blob_write_list(blob_writer *w, const route_list *list, uint32_t *blob);
rc_code rc_blob_write_node(blob_writer *w, unsigned n_digits, node_slot *slots, uint32_t *blob);

/* The position of the node's child that stands first, n_bytes if it has none. */
size_t rc_blob_first_child(const blob_writer *w, unsigned n_digits, const node_slot *slots);

#endif
