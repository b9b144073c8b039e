/* Closes a node of a trie that is being written, and makes one node of it and its children if that
 * pays.
 *
 * A closed node is not always written at once: its parent holds it, as slots, until the parent is
 * closed and has all its children. Then either all are fused or each is written. */
#ifndef TRIE_FUSE_H
#define TRIE_FUSE_H

#include "trie/blob_writer.h"

enum { SLOTS_1 = 11, SLOTS_2 = 111 };

/* A node of one digit to which routes are still added. Arrays are indexed by the digit's symbol. */
typedef struct open_node {
    node_slot slots[SLOTS_1];           /* values of the digits; children already written */
    unsigned char held_digits[SLOTS_1]; /* digits of the closed node held there; 0: none */
    node_slot *held[SLOTS_1];           /* its slots, if there is one; not owned */
    route_list lists[SLOTS_1];          /* not yet written */
} open_node;

/* Closes a complete node: turns it into the slots of a node of *n_digits digits. If that is more
 * than one, its children are in it; else they have been written. fused has room for
 * NODE_SLOTS_MAX. Returns RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_trie_fuse(blob_writer *w, open_node *node, node_slot *fused, unsigned *n_digits);

#endif
