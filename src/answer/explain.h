/* The explainer of routecost.h, as its parts see it: explain.c and
 * explain_table.c read, explain_ask.c tells. */
#ifndef ANSWER_EXPLAIN_H
#define ANSWER_EXPLAIN_H

#include "answer/match_log.h"

typedef struct explained_carrier {
    char *name; /* name_length bytes; owned */
    size_t name_length;
    size_t source; /* the call that has read it */
    rc_duplicates policy;
    unsigned plus;   /* as rc_explainer_plus tells */
    unsigned n_logs; /* KEY_SYMBOLS, or 0 as long as no prefix matches */
    match_log *logs; /* of the prefixes of 1, 2... symbols; owned */
} explained_carrier;

struct rc_explainer {
    rc_load_options options;
    char *column_names; /* of options; owned */
    rc_load_stats stats;
    prefix_key number; /* its first symbols */
    char symbols[KEY_SYMBOLS];
    explained_carrier *carriers; /* owned */
    size_t n_carriers, capacity;
    size_t n_sources;
    uint64_t n_matches;
    int has_cheapest;
    size_t cheapest; /* of the carriers that have been read to their end */
};

/* Adds a carrier whose name has been judged.  An rc_code with an error. */
rc_code rc_explain_add_carrier(rc_explainer *e, rc_text name, rc_error *error);

/* The number's first symbols as prefixes are matched with them. */
prefix_key rc_explain_key(const rc_explainer *e);

/* Logs a route of the carrier that was added last; context is the explainer.  RC_OK or
 * RC_ERROR_MEMORY. */
rc_code rc_explain_take_route(void *context, const deck_route *route);

/* Compares the carrier that was added last, all of whose routes have been logged, with the others.
 */
void rc_explain_end_carrier(rc_explainer *e);

/* The log of the longest prefix of a carrier that has a row that stays, or NULL. */
const match_log *rc_explain_longest(const explained_carrier *c);

/* Adds the carriers of a compiled table.  An rc_code with an error. */
rc_code rc_explain_read_table(rc_explainer *e, rc_reader in, rc_error *error);

/* The prefix of a length that the number begins with. */
rc_text rc_explain_prefix(const rc_explainer *e, unsigned n_symbols);

#endif
