/* The costs of a table: each spelling once.
 *
 * The set has a bit for each plain cost, and a list of the other spellings. Any number of threads
 * may add and find at the same time. References of listed costs depend on which thread adds first,
 * so output must not depend on them: rc_cost_set_number gives numbers that are always the same. */
#ifndef ROUTE_COST_SET_H
#define ROUTE_COST_SET_H

#include "base/thread.h"
#include "route/cost_ref.h"

enum {
    /* Plain costs by decimals and digits, in pages of bits. */
    COST_DIGITS_BITS = 24,
    COST_PAGE_BITS = 14,
    COST_PAGE_WORDS = (1 << COST_PAGE_BITS) / 64,
    COST_PAGES = 8 << (COST_DIGITS_BITS - COST_PAGE_BITS)
};

typedef struct cost_page {
    ATOMIC(uint64_t) words[COST_PAGE_WORDS];
    uint32_t ranks[COST_PAGE_WORDS]; /* the number of each word's first cost */
} cost_page;

/* The plain costs that have been added. */
typedef struct cost_pages {
    ATOMIC(cost_page *) pages[COST_PAGES]; /* NULL: no cost of that page */
} cost_pages;

typedef struct cost_set cost_set;

/* Returns an empty set for up to n_listed_max spellings that are not plain, or NULL without memory.
 */
cost_set *rc_cost_set_new(uint32_t n_listed_max);
void rc_cost_set_free(cost_set *set);

/* Finds a listed spelling of 1..16 characters, given as two words, the first character lowest, with
 * zeros behind. Returns COST_REF_NONE if it is not there. */
cost_ref rc_cost_set_find(const cost_set *set, uint64_t low, uint64_t high);

/* Adds a cost that rc_cost_parse has accepted, plain or not, unless it is there, and sets *ref.
 * An empty spelling adds COST_REF_BLOCKED. Returns RC_OK, RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_cost_set_add(cost_set *set, rc_text spelling, cost_value value, cost_ref *ref);

/* Adds a plain cost, or COST_REF_BLOCKED, which may be there already. Returns RC_OK or
 * RC_ERROR_MEMORY. */
rc_code rc_cost_set_add_plain(cost_set *set, cost_ref plain);

/* Returns the set's plain costs, which live as long as the set. */
const cost_pages *rc_cost_set_plain(const cost_set *set);

/* Returns the place of a plain cost among all possible ones. */
static inline uint32_t cost_place(cost_ref plain)
{
    return cost_ref_decimals(plain) << COST_DIGITS_BITS | cost_ref_digits(plain);
}

/* Returns true if a plain cost has been added. Fast enough for every row. */
static inline bool cost_pages_have(const cost_pages *plain, cost_ref ref)
{
    uint32_t place = cost_place(ref), in_page = place % (1u << COST_PAGE_BITS);
    const cost_page *page = atomic_read(&plain->pages[place >> COST_PAGE_BITS]);

    return page && atomic_read(&page->words[in_page / 64]) >> in_page % 64 & 1;
}

/* Returns a number below, equal to or above 0 if a is less than, equal to or greater than b. A
 * blocked route is less than all costs. */
int rc_cost_set_compare(const cost_set *set, cost_ref a, cost_ref b);

/* Returns the value of a cost, which may be compared with that of another set. */
cost_value rc_cost_set_value(const cost_set *set, cost_ref ref);

/* Numbers all costs from 0, COST_REF_BLOCKED last. Returns their references in the order of their
 * numbers, in an array of *n that the caller frees, or NULL without memory. No thread may add
 * meanwhile or later. */
cost_ref *rc_cost_set_number_all(cost_set *set, uint32_t *n);

/* Returns the number of a cost, after rc_cost_set_number_all. */
uint32_t rc_cost_set_number(const cost_set *set, cost_ref ref);

/* Copies a spelling. Returns its length, 0 for COST_REF_BLOCKED. No thread may add meanwhile. */
size_t rc_cost_set_spell(const cost_set *set, cost_ref ref, char spelling[RC_COST_LENGTH_MAX]);

#endif
