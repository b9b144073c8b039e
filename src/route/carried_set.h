/* The texts that routes carry beside their costs: those of the columns that are kept, and the terms
 * of calls. Each text is kept once, and each combination of a route's texts once.
 *
 * Any number of threads may add at the same time. Ids depend on which thread adds first;
 * rc_carried_set_number gives numbers that are always the same. */
#ifndef ROUTE_CARRIED_SET_H
#define ROUTE_CARRIED_SET_H

#include "base/text_list.h"
#include "route/spelling_list.h"

enum {
    CARRIED_TEXTS_MAX = RC_CARRIED_COLUMNS_MAX + 1 /* of a route: its columns' and its terms */
};

typedef struct carried_set {
    unsigned n_texts;     /* of a route */
    spelling_list texts;  /* id 0 is the empty text */
    spelling_list groups; /* each the n_texts ids of a route's texts; id 0: all empty. Not used if
                             n_texts is 1: then a group's id is that of its text */
} carried_set;

/* RC_OK or RC_ERROR_MEMORY; then nothing is held. n_texts is 1..CARRIED_TEXTS_MAX. */
rc_code rc_carried_set_init(carried_set *set, unsigned n_texts);
void rc_carried_set_free(carried_set *set);

/* Adds the texts of a route, n_texts without NUL, and sets *group. RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. */
rc_code rc_carried_set_add(carried_set *set, const rc_text *texts, uint32_t *group);

/* Finds the group of a route's texts. Returns false if it has not been added. */
bool rc_carried_set_find(const carried_set *set, const rc_text *texts, uint32_t *group);

/* What the ids of a set come to, once no thread adds any more. */
typedef struct carried_numbers {
    text_list texts;       /* ascending in byte order; text 0 is empty */
    unsigned n_texts;      /* of a route */
    uint32_t *groups;      /* n_texts numbers of texts for each group, by its id; owned */
    uint32_t *group_ranks; /* the place of each group in the order of their texts; owned */
} carried_numbers;

/* Numbers the texts. RC_OK or RC_ERROR_MEMORY; then nothing is held. */
rc_code rc_carried_set_number(const carried_set *set, carried_numbers *numbers);
void rc_carried_numbers_free(carried_numbers *numbers);

#endif
