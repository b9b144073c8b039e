/* Texts, each once, numbered by ids from 0: costs by their spelling, or what routes carry beside
 * them.
 *
 * Any number of threads may find and add at the same time. Ids depend on which thread adds first.
 */
#ifndef ROUTE_SPELLING_LIST_H
#define ROUTE_SPELLING_LIST_H

#include "base/thread.h"
#include "route/cost.h"

#define SPELLING_NONE UINT32_MAX

enum {
    SPELLING_WORD_BYTES = 16,  /* shorter spellings, and these, are found without a lock */
    SPELLING_SEGMENT_BITS = 6, /* the first segment has 64 entries, segment k has 64 << k */
    SPELLING_SEGMENTS = 32 - SPELLING_SEGMENT_BITS + 1
};

typedef struct spelling_entry spelling_entry;
typedef struct spelling_hash spelling_hash;

typedef struct spelling_list {
    mtx_t adding; /* guards all below, except for what is published to readers */
    uint32_t n, n_max;
    ATOMIC(spelling_hash *) table;
    ATOMIC(spelling_entry *) segments[SPELLING_SEGMENTS];
    struct long_spellings *long_spellings; /* the newest block of them */
} spelling_list;

/* Makes an empty list for up to n_max < SPELLING_NONE spellings. Returns RC_OK or
 * RC_ERROR_MEMORY. */
rc_code rc_spelling_list_init(spelling_list *list, uint32_t n_max);
void rc_spelling_list_free(spelling_list *list);

/* Finds a spelling of 1..SPELLING_WORD_BYTES characters, given as two words, the first character
 * lowest, with zeros behind. Returns its id or SPELLING_NONE. Spellings that differ in NULs at
 * their ends only are one. */
uint32_t rc_spelling_list_find(const spelling_list *list, uint64_t low, uint64_t high);

/* Finds a text of any length. Returns its id or SPELLING_NONE. */
uint32_t rc_spelling_list_find_text(const spelling_list *list, rc_text text);

/* Adds a text, unless it is there, and sets *id. value: of a cost, or anything. Returns RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_spelling_list_add(spelling_list *list, rc_text text, cost_value value, uint32_t *id);

/* Returns the value that a text was added with, by an id from find or add. */
cost_value rc_spelling_list_value(const spelling_list *list, uint32_t id);

/* Returns the words of a spelling that find could find. */
void rc_spelling_list_words(const spelling_list *list, uint32_t id, uint64_t words[2]);

/* The rest may be called only when no thread adds. */

uint32_t rc_spelling_list_size(const spelling_list *list);

/* Returns a spelling, which lives as long as the list and, if it is short, as the words. */
rc_text rc_spelling_list_get(const spelling_list *list, uint32_t id,
                             char words[SPELLING_WORD_BYTES]);

/* Returns the ids in the order of their spellings, in an array that the caller frees, or NULL
 * without memory. */
uint32_t *rc_spelling_list_sort(const spelling_list *list);

#endif
