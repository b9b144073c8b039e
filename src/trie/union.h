/* Walks several tries side by side: every prefix of any of them, with what each trie finds for it.
 *
 * If p is the longest prefix of all tries together that a number begins with, then each trie's own
 * longest match of the number is its longest match of p. So what the walk finds for p holds for
 * every such number. */
#ifndef TRIE_UNION_H
#define TRIE_UNION_H

#include "trie/cursor.h"

enum {
    UNION_LEVELS_MAX = KEY_SYMBOLS + 1 /* the level of no prefix, and one for each length */
};

/* One of the tries. */
typedef struct union_source {
    const trie *trie;
    const uint32_t *values; /* what the trie's values stand for; NULL: themselves */
} union_source;

/* A prefix that the current one begins with, or the current one itself. */
typedef struct union_level {
    prefix_key key, mask; /* mask: ones over the symbols of key */
    uint32_t least;       /* of the values found there, TRIE_NO_VALUE if none is */
    size_t n_before;      /* values replaced at the levels above it, in a union of many */
} union_level;

/* What a source found until the current prefix, or one above it, gave it another value. */
typedef struct union_replaced {
    uint32_t source, value;
} union_replaced;

/* What a walk finds at each level. */
typedef enum union_wants {
    UNION_LEAST,   /* the least value */
    UNION_VALUES,  /* and every source's value */
    UNION_LENGTHS, /* and the lengths of their matches */
} union_wants;

typedef struct trie_union {
    prefix_key key; /* the current prefix */
    unsigned level; /* its level: 1 + how many shorter prefixes it begins with */
    size_t n_sources;
    union_source *sources; /* the caller fills them in before rc_trie_union_begin; owned */

    union_level levels[UNION_LEVELS_MAX]; /* level 0 is no prefix at all: nothing is found there */
    trie_cursor *cursors;
    prefix_key *cursor_keys; /* of the cursors, side by side */
    prefix_key next_key;     /* the least of them */
    uint32_t *values;        /* n_sources of each level: see union_values */
    unsigned char *lengths;  /* n_sources of each level, or NULL: see union_lengths */

    /* Many sources, of which only the least value is wanted: see union.c. */
    bool is_many;
    uint32_t *heap; /* the sources; the next prefix first */
    uint32_t *tree; /* the values at the current level and, above, the least of each two */
    size_t n_leaves;
    union_replaced *replaced; /* of all levels */
    size_t n_replaced;
} trie_union;

/* Makes room for the sources, and for what is wanted of them. Returns RC_OK or RC_ERROR_MEMORY;
 * then nothing is held. */
rc_code rc_trie_union_init(trie_union *u, size_t n_sources, union_wants wants);
void rc_trie_union_free(trie_union *u);

/* Begins a walk over the prefixes with a '+', or over those without. */
void rc_trie_union_begin(trie_union *u, bool with_plus);

/* Begins a walk over all prefixes from a key on. Some before it come first: those that the key
 * begins with, so that its levels are complete, and perhaps others. */
void rc_trie_union_begin_from(trie_union *u, prefix_key from);

/* Moves on to the next prefix, in ascending order of the keys. Returns false behind the last. */
bool rc_trie_union_next(trie_union *u);

/* What each source finds for the prefix of a level, 0..u->level: the value of its longest match,
 * or TRIE_NO_VALUE. Undefined under UNION_LEAST. */
static inline const uint32_t *union_values(const trie_union *u, unsigned level)
{
    return u->values + level * u->n_sources;
}

/* The least value that any source finds for the prefix of a level, or TRIE_NO_VALUE. */
static inline uint32_t union_least(const trie_union *u, unsigned level)
{
    return u->levels[level].least;
}

/* How many symbols each source's longest match has; undefined where it has none. */
static inline const unsigned char *union_lengths(const trie_union *u, unsigned level)
{
    return u->lengths + level * u->n_sources;
}

#endif
