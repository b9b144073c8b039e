/* The prefixes that one field of a route list stands for.
 *
 *     "49152, 49162; 49172-49174"  ->  49152 49162 49172 49173 49174
 *
 * Prefixes are separated by one of ; , | or by blanks, or both.  A-B, with as many digits on both
 * sides, is a range of prefixes of that length; it stands for the fewest prefixes that begin
 * the same numbers: 447400-447419 for 44740 and 44741. */
#ifndef DECK_PREFIX_LIST_H
#define DECK_PREFIX_LIST_H

#include "route/symbol.h"
#include "routecost.h"

#include <stdbool.h>

/* RC_OK, or RC_FAULT_ROW with fault's reason set. */
rc_code rc_prefix_list_check(rc_text list, rc_error *fault);

/* Goes through the prefixes of a list that rc_prefix_list_check has accepted. */
typedef struct prefix_walk {
    const char *at, *end;      /* what is left of the list */
    uint64_t next, last;       /* what is left of a range, as numbers */
    unsigned n_digits, n_plus; /* of the range's ends */
    bool in_range;
} prefix_walk;

void rc_prefix_walk_begin(prefix_walk *w, rc_text list);

/* Sets the next prefix.  Returns false after the last. */
bool rc_prefix_walk_next(prefix_walk *w, prefix_key *key);

#endif
