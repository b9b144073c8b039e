/* The longest-prefix-match trie: one array of bytes, read-only once it is written.  The
 * layout is drawn in trie.c. */
#ifndef TRIE_TRIE_H
#define TRIE_TRIE_H

#include "route/symbol.h"
#include "routecost.h"

#define TRIE_NO_VALUE UINT32_MAX /* value of a number that no prefix matches */

enum {
    TRIE_GROUP = 64,   /* numbers that are walked in step */
    TRIE_PADDING = 32, /* zero bytes behind the array, so that blobs are read by whole words */
    TRIE_BYTES_MAX = (1 << 29) - 1,  /* a reference has 29 bits for a distance */
    TRIE_VALUES_MAX = (1 << 29) - 2, /* values that an index entry can tell apart */
    TRIE_KINDS = 8                   /* of blobs: see format.h */
};

/* Where the walk of a number starts, given its first symbols. */
typedef struct trie_entry {
    uint32_t blob;  /* as roots have it */
    uint32_t found; /* bits 0..2: digits behind which the blob stands; above: the value of the
                       longest prefix passed on the way, plus 1, or 0 */
} trie_entry;

/* How the walk reads a kind of blob. */
typedef struct trie_shape {
    uint32_t reference_mask;      /* of a slot's lowest bits */
    unsigned char reference_bits; /* below a slot's value */
    unsigned char slot_bytes;     /* 0 for a list */
    unsigned char key_bits;       /* of the key that the blob looks at, 0 for a list */
    unsigned char key_shift;      /* brings these lowest */
    unsigned char ahead;          /* bytes behind the place looked at that may be needed, too */
} trie_shape;

typedef struct trie {
    unsigned char *bytes; /* n_bytes, then TRIE_PADDING zeros */
    size_t n_bytes;
    unsigned value_width; /* bytes of a value's number, 1..4 */
    uint32_t roots[2];    /* the blobs of all prefixes without and with '+'; 0 for none */

    uint32_t value_mask; /* of value_width bytes */
    trie_shape shapes[TRIE_KINDS];
    trie_entry *index[2]; /* by the first digits; the last entry is the root */
    unsigned index_digits[2];
    uint32_t index_last[2]; /* 10^index_digits, or 0 without an index */
} trie;

/* Fills in, of a trie that has the first fields, how its blobs are read. */
void rc_trie_shape_blobs(trie *t);

/* Builds the index over the first digits, if the trie is large enough to deserve one: walks of
 * groups need it.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_trie_index(trie *t);
void rc_trie_free(trie *t);

/* How the prefixes begin, as rc_table_plus tells. */
static inline unsigned trie_plus(const trie *t)
{
    return (t->roots[0] > 0 ? RC_PLUS_WITHOUT : 0u) | (t->roots[1] > 0 ? RC_PLUS_WITH : 0u);
}

/* Memory held, in bytes. */
size_t rc_trie_size(const trie *t);

/* The value of the longest prefix that each of n_keys <= TRIE_GROUP numbers begins with. Keys
 * are the numbers' first KEY_SYMBOLS symbols; 0 is no number, and no prefix matches it. */
void rc_trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *values);

#endif
