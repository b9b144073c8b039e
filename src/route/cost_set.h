/* The costs of a table: each spelling once.
 *
 * It remembers which plain costs there are, a bit each, and lists the others by their
 * spelling.  Any number of threads may add and find at the same time; ids depend on who comes
 * first, so nothing that is written may: rc_cost_set_number gives numbers that do not. */
#ifndef ROUTE_COST_SET_H
#define ROUTE_COST_SET_H

#include "base/thread.h"
#include "route/cost_ref.h"

enum {
    /* Plain costs by decimals and digits, in pages of bits. */
    COST_DIGITS_BITS = 24,
    COST_PAGE_BITS = 12,
    COST_PAGE_WORDS = (1 << COST_PAGE_BITS) / 64,
    COST_PAGES = 8 << (COST_DIGITS_BITS - COST_PAGE_BITS)
};

typedef struct cost_page {
    ATOMIC(uint64_t) words[COST_PAGE_WORDS];
    uint32_t ranks[COST_PAGE_WORDS]; /* the number of each word's first cost */
} cost_page;

/* The plain costs that have been added. */
typedef struct cost_pages {
    ATOMIC(cost_page *) pages[COST_PAGES]; /* NULL: none of the page's */
} cost_pages;

typedef struct cost_set cost_set;

/* A new, empty set that lists up to n_listed_max spellings; NULL without memory. */
cost_set *rc_cost_set_new(uint32_t n_listed_max);
void rc_cost_set_free(cost_set *set);

/* Finds a listed spelling of 1..16 characters, given as two words, the first
 * character lowest, zeros behind; COST_REF_NONE if it is not there. */
cost_ref rc_cost_set_find(const cost_set *set, uint64_t low, uint64_t high);

/* Adds a cost that rc_cost_parse has accepted, plain or not, unless it is there.  RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_LIMIT. */
rc_code rc_cost_set_add(cost_set *set, rc_text spelling, cost_value value, cost_ref *ref);

/* The set's plain costs; they live as long as the set. */
const cost_pages *rc_cost_set_plain(const cost_set *set);

/* A plain cost's place among all that could be. */
static inline uint32_t cost_place(cost_ref plain)
{
    return cost_ref_decimals(plain) << COST_DIGITS_BITS | cost_ref_digits(plain);
}

/* Whether a plain cost has been added.  Cheap enough to be asked for every row. */
static inline int cost_pages_have(const cost_pages *plain, cost_ref ref)
{
    uint32_t place = cost_place(ref), in_page = place % (1u << COST_PAGE_BITS);
    const cost_page *page = atomic_read(&plain->pages[place >> COST_PAGE_BITS]);

    return page && atomic_read(&page->words[in_page / 64]) >> in_page % 64 & 1;
}

/* Less than, equal to or greater than 0 as a is less than, equal to or greater than b. */
int rc_cost_set_compare(const cost_set *set, cost_ref a, cost_ref b);

/* What a cost comes to, so that costs of different sets can be compared. */
cost_value rc_cost_set_value(const cost_set *set, cost_ref ref);

/* Numbers all costs from 0 and returns their references in the order of the numbers, and how
 * many there are; the caller frees the array.  NULL without memory.  Nobody may add then. */
cost_ref *rc_cost_set_number_all(cost_set *set, uint32_t *n);

/* The number of a cost, after rc_cost_set_number_all. */
uint32_t rc_cost_set_number(const cost_set *set, cost_ref ref);

/* Copies the spelling and returns its length.  Nobody may add meanwhile. */
size_t rc_cost_set_spell(const cost_set *set, cost_ref ref, char spelling[RC_COST_LENGTH_MAX]);

#endif
