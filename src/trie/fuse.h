/* Closes a node of a trie that is being written: makes one node of it and its children, if that
 * pays.
 *
 * A node that is closed is not always written at once: it is held in its parent, as slots, until
 * the parent is closed and knows all of its children; then either all are fused, or they are
 * written as they are. */
#ifndef TRIE_FUSE_H
#define TRIE_FUSE_H

#include "trie/blob_writer.h"

enum { SLOTS_1 = 11, SLOTS_2 = 111 };

/* A node of one digit to which routes are still added.  What belongs to a digit stands at its
 * symbol. */
typedef struct open_node {
    node_slot slots[SLOTS_1];           /* values of the digits; children that are written */
    unsigned char held_digits[SLOTS_1]; /* of the closed node held there; 0: none */
    node_slot held[SLOTS_1][SLOTS_2];
    route_list lists[SLOTS_1]; /* pending */
} open_node;

/* Makes slots of a complete node: of n_digits, more than one if its children are in it, else those
 * have been written.  fused has room for NODE_SLOTS_MAX.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_trie_fuse(blob_writer *w, open_node *node, node_slot *fused, unsigned *n_digits);

#endif
