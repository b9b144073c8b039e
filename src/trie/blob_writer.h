/* Appends the blobs of a trie to an array; format.h draws them. */
#ifndef TRIE_BLOB_WRITER_H
#define TRIE_BLOB_WRITER_H

#include "route/symbol.h"
#include "routecost.h"
#include "trie/format.h"

typedef struct blob_writer {
    unsigned char *bytes;
    size_t n_bytes, capacity, n_bytes_max;
    unsigned value_width; /* bytes of a value */
} blob_writer;

/* The routes of one place, in ascending order. */
typedef struct route_list {
    unsigned n;
    prefix_key suffixes[LIST_ROUTES_MAX]; /* the rest of each prefix there */
    uint32_t values[LIST_ROUTES_MAX];     /* plus 1 */
} route_list;

/* A slot of a node that is not yet written. */
typedef struct node_slot {
    uint32_t child; /* named as a root would name it; 0: none */
    uint32_t value; /* of the prefix that ends with the slot's digits, plus 1; 0: none does */
} node_slot;

/* Makes room for n bytes more and the padding. Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_blob_reserve(blob_writer *w, size_t n);

/* Return the bytes that a list, or a node, takes when it is written. */
size_t rc_blob_list_bytes(const blob_writer *w, const route_list *list);
size_t rc_blob_node_bytes(const blob_writer *w, unsigned n_digits, unsigned reference_bytes);

/* Write a list of at least one route, or a node, and set *blob as a root would name it. A node's
 * slots for fewer digits give their values to those for more digits that have none. The children of
 * a node of NODE_DIGITS_MAX digits must be within NEAR_MAX. Return RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_blob_write_list(blob_writer *w, const route_list *list, uint32_t *blob);
rc_code rc_blob_write_node(blob_writer *w, unsigned n_digits, node_slot *slots, uint32_t *blob);

/* Returns the position of the node's first child, or n_bytes if it has none. */
size_t rc_blob_first_child(const blob_writer *w, unsigned n_digits, const node_slot *slots);

#endif
