/* Writes a subtree of a trie in one pass over its routes: the whole trie is one, and so is what
 * stands below a path of digits.
 *
 * Open nodes form a path from the root of the subtree, a digit each. Below each of its digits, an
 * open node has a list of routes not yet written, or a closed node. A list that outgrows
 * LIST_ROUTES_MAX becomes an open node. When a route belongs elsewhere, the nodes that are complete
 * are closed, children before parents.
 *
 * fuse.h decides how a closed node is written; the parent may hold it until it is closed itself.
 * All that is decided and written below a node follows from its routes and from distances between
 * its blobs. So a subtree that was written alone can be grafted into a larger one: the bytes are
 * the same as if its routes had been added there. */
#ifndef TRIE_SUBTREE_H
#define TRIE_SUBTREE_H

#include "trie/fuse.h"

enum {
    SUBTREE_NODES_MAX = RC_PREFIX_DIGITS_MAX,                      /* open ones */
    SUBTREE_HELD_MAX = SUBTREE_NODES_MAX * (SLOTS_1 - 1) * SLOTS_2 /* slots of nodes they hold */
};

typedef struct subtree {
    blob_writer blobs;
    prefix_key path; /* digits of the route added last */
    route_list list; /* routes not yet written while no node is open */
    unsigned n_open;
    open_node open[SUBTREE_NODES_MAX];
    node_slot closed[NODE_SLOTS_MAX];         /* the node being closed */
    unsigned n_held_above[SUBTREE_NODES_MAX]; /* by open nodes: slots held by those above it */
    unsigned n_held;
    node_slot held[SUBTREE_HELD_MAX]; /* slots that open nodes hold, the root's first */
} subtree;

/* A subtree of more than LIST_ROUTES_MAX routes that was written elsewhere. */
typedef struct graft {
    const unsigned char *bytes; /* its blobs */
    size_t n_bytes, at;         /* at: where they stand in the array that the names refer to */
    unsigned n_digits;          /* of its root if the parent has to hold it; 0: it is written */
    uint32_t root;              /* its name if it is written */
    const node_slot *slots;     /* of the root if it is not */
} graft;

/* Prepares a subtree for values below n_values and at most n_bytes_max bytes. */
void rc_subtree_init(subtree *s, uint32_t n_values, size_t n_bytes_max);
void rc_subtree_free(subtree *s);

/* Adds a route, given its digits below the subtree's path, of which there is one at least. Each key
 * must be above the one before. value is stored as it is. Returns RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT; after a failure the subtree can only be freed. So do the others. */
rc_code rc_subtree_add(subtree *s, prefix_key key, uint32_t value);

/* Adds n routes, faster. Each key begins with n_above symbols more, which are passed over, and each
 * value is stored plus 1. */
rc_code rc_subtree_add_all(subtree *s, unsigned n_above, const prefix_key *keys,
                           const uint32_t *values, size_t n);

/* Adds a subtree whose path is the first n_digits digits of a key. No other route that begins with
 * them, and has more, is added. */
rc_code rc_subtree_graft(subtree *s, prefix_key key, unsigned n_digits, const graft *g);

/* Closes all nodes. s->closed is then the root of *n_digits digits, not yet written. If *n_digits
 * is 0, there is no node, and the routes are in s->list. */
rc_code rc_subtree_close(subtree *s, unsigned *n_digits);

/* Writes the node in s->closed, unless its parent might fuse it with others. If it is written, sets
 * *n_digits to 0, and *blob as a root would name it. */
rc_code rc_subtree_write_closed(subtree *s, unsigned *n_digits, uint32_t *blob);

#endif
