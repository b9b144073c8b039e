/* Writes what a stretch of a trie's routes determines alone, for one thread while others write
 * other stretches; writer.h puts the pieces together.
 *
 * A stretch has all routes whose keys are in a range. Subtrees of which it has all routes are
 * written into the piece. Of the others, at its ends, the piece only has the routes:
 *
 *     from                                                                until
 *      | routes | subtree 45 | subtree 46 | ... | subtree 49 | subtree 5 | routes |
 */
#ifndef TRIE_PIECE_H
#define TRIE_PIECE_H

#include "trie/subtree.h"

/* Routes in ascending order of their keys. No other route of the trie is from from up to until. */
typedef struct trie_stretch {
    prefix_key from, until; /* from <= key < until */
    const prefix_key *keys;
    const uint32_t *values;
    size_t n;
} trie_stretch;

/* A subtree of a piece. Its blobs stand behind those of the subtree before. */
typedef struct piece_part {
    size_t first, end; /* its routes in the stretch */
    size_t bytes_end;  /* of its blobs */
    size_t first_slot; /* in the slots of the piece, if n_digits is above 0 */
    uint32_t root;
    unsigned char n_symbols; /* of its path */
    unsigned char n_digits;  /* of its root if that is not yet written, as in a graft */
} piece_part;

typedef struct trie_piece {
    trie_stretch routes; /* not owned */
    piece_part *parts;   /* in ascending order */
    size_t n_parts, parts_capacity;
    node_slot *slots; /* of roots that are not written */
    size_t n_slots, slots_capacity;
    subtree tree; /* tree.blobs has the blobs of all parts */
} trie_piece;

/* Returns an empty piece for values below n_values, or NULL without memory. */
trie_piece *rc_trie_piece_new(uint32_t n_values);
void rc_trie_piece_free(trie_piece *p);

/* Writes a stretch in place of what the piece had before. The routes must stay until the piece has
 * been added to a writer. Returns RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT; after a failure the
 * piece can only be freed. */
rc_code rc_trie_piece_write(trie_piece *p, const trie_stretch *routes);

/* Returns part i as a graft. */
graft rc_trie_piece_graft(const trie_piece *p, size_t i);

#endif
