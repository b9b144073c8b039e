/* What means in a route list that a route is blocked. */
#ifndef DECK_BLOCKED_H
#define DECK_BLOCKED_H

#include "routecost.h"

/* Returns true if the text of a cost is the word "blocked", in any case, or one of n texts,
 * blanks around these aside. */
bool rc_blocked_is_cost(const rc_text *texts, size_t n, rc_text text);

/* Returns true if the text looks as if it meant that the route is blocked. */
bool rc_blocked_is_likely(rc_text text);

/* Returns true if one of n texts may be read as a cost. */
bool rc_blocked_may_be_costs(const rc_text *texts, size_t n);

typedef enum blocked_mark {
    BLOCKED_NO,
    BLOCKED_YES,
    BLOCKED_UNCLEAR /* neither yes nor no */
} blocked_mark;

/* Reads the field of the column that says whether a row is blocked. */
blocked_mark rc_blocked_read_mark(rc_text text);

#endif
