/* The longest-prefix-match trie: one array of bytes, read-only once it is written.  The
 * layout is drawn in trie.c. */
#ifndef TABLE_TRIE_H
#define TABLE_TRIE_H

#include "route/symbol.h"
#include "routecost.h"

#define TRIE_NO_COST UINT32_MAX /* cost of a number that no prefix matches */

enum {
    TRIE_GROUP = 64,   /* numbers that are walked in step */
    TRIE_PADDING = 32, /* zero bytes behind the array, so that blobs are read by whole words */
    TRIE_BYTES_MAX = INT32_MAX,    /* a reference has 31 bits for a distance */
    TRIE_COSTS_MAX = (1 << 29) - 2 /* costs that an index entry can tell apart */
};

/* Where the walk of a number starts, given its first symbols. */
typedef struct trie_entry {
    uint32_t blob;  /* as roots have it */
    uint32_t found; /* bits 0..2: digits behind which the blob stands; above: the cost of the
                       longest prefix passed on the way, plus 1, or 0 */
} trie_entry;

typedef struct trie {
    unsigned char *bytes; /* n_bytes, then TRIE_PADDING zeros */
    size_t n_bytes;
    unsigned cost_width;  /* bytes of a cost reference, 1..4 */
    uint32_t roots[2];    /* the blobs of all prefixes without and with '+': the position doubled,
                             plus 1 for a node; 0 for none */
    trie_entry *index[2]; /* by the first digits; the last entry is the root */
    unsigned index_digits[2];
    uint32_t index_last[2]; /* 10^index_digits, or 0 without an index */
} trie;

/* Builds the index over the first digits if the trie is large enough to deserve one.  RC_OK or
 * RC_ERROR_MEMORY. */
rc_code trie_index(trie *t);
void trie_free(trie *t);

/* Memory held, in bytes. */
size_t trie_size(const trie *t);

/* The cost of the longest prefix that each of n_keys <= TRIE_GROUP numbers begins with. Keys
 * are the numbers' first KEY_SYMBOLS symbols; 0 is no number, and no prefix matches it. */
void trie_find_group(const trie *t, const prefix_key *keys, size_t n_keys, uint32_t *costs);

#endif
