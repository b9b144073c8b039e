/* The prefixes that one field of a route list stands for.
 *
 *     "49152, 49162; 49172-49174"  ->  49152 49162 49172 49173 49174
 *
 * Prefixes are separated by one of ; , | or by blanks, or both.  A-B, with as many digits on both
 * sides, is a range of prefixes of that length; it stands for the fewest prefixes that begin
 * the same numbers: 447400-447419 for 44740 and 44741.  A '+' stands on its first side, or on both.
 *
 * Then options change each prefix: symbols come before it, and a direct-dial prefix becomes '+'. */
#ifndef DECK_PREFIX_LIST_H
#define DECK_PREFIX_LIST_H

#include "route/dialled.h"

enum { RANGE_PREFIXES = 4 /* of a range, which prefix_walk does not count */ };

/* The text of a prefix field, and what changes its prefixes. */
typedef struct prefix_list {
    rc_text text;
    dialled front;       /* comes before each prefix */
    bool is_joined;      /* front holds another field: a range may cover all behind it */
    const idd_list *idd; /* NULL: none */
} prefix_list;

/* RC_OK, or RC_FAULT_ROW with fault's reason set. */
rc_code rc_prefix_list_check(const prefix_list *list, rc_error *fault);

/* Goes through the prefixes of a list that rc_prefix_list_check has accepted. */
typedef struct prefix_walk {
    const char *at, *end;      /* what is left of the list */
    uint64_t next, last;       /* what is left of a range, as numbers */
    unsigned n_digits, n_plus; /* of the range's ends */
    unsigned n_digits_min;     /* of what is cut off a range */
    bool in_range;
    unsigned n_cut;    /* prefixes of the range so far */
    uint64_t n_beyond; /* prefixes of all ranges so far, beyond RANGE_PREFIXES of each */
    dialled front;     /* of the list */
    const idd_list *idd;
} prefix_walk;

void rc_prefix_walk_begin(prefix_walk *w, const prefix_list *list);

/* Sets the next prefix.  Returns false after the last. */
bool rc_prefix_walk_next(prefix_walk *w, prefix_key *key);

#endif
