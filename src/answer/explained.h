/* What an explainer knows: the routes of each carrier that its number begins with.
 *
 * A number begins with one prefix of each length: 16 logs of bounded size are all that a carrier
 * takes. */
#ifndef ANSWER_EXPLAINED_H
#define ANSWER_EXPLAINED_H

#include "answer/match_log.h"
#include "route/dialled.h"
#include "table/name_set.h"

typedef struct explained_carrier {
    char *name; /* name_length bytes; owned */
    size_t name_length;
    size_t source; /* the call that has read it */
    rc_duplicates policy;
    unsigned plus;   /* as rc_explainer_plus returns it */
    unsigned n_logs; /* KEY_SYMBOLS, or 0 as long as no prefix matches */
    match_log *logs; /* of the prefixes of 1, 2... symbols; owned */
} explained_carrier;

struct rc_explainer {
    rc_load_options options;
    void *option_texts; /* and columns of options; owned */
    rc_load_stats stats;
    prefix_key number, more;       /* its first symbols, and those behind them */
    char symbols[KEY_SYMBOLS];     /* as they match */
    char idd_text[IDD_TEXT_BYTES]; /* of a table that has set the options' idd */
    idd_list idd;                  /* of the options */
    explained_carrier *carriers;   /* owned */
    size_t n_carriers, capacity;
    name_set names; /* of carriers */
    size_t n_sources;
    unsigned begins; /* as rc_explainer_begins returns it */
    uint64_t n_matches;
    bool has_cheapest;
    size_t cheapest; /* of the carriers that have been read to their end */
};

/* Adds a carrier whose name has been checked.  Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_explained_add_carrier(rc_explainer *e, rc_text name);

/* The number's first symbols, as they match. */
prefix_key rc_explained_key(const rc_explainer *e);

/* Adds a row of the last carrier, whose prefix is one of the number's.  row->order is not set.
 * Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_explained_add_row(rc_explainer *e, prefix_key prefix, match_row *row);

/* Compares the last carrier, which is complete, with the others. */
void rc_explained_end_carrier(rc_explainer *e);

/* The number's prefix of a length. */
rc_text rc_explained_prefix(const rc_explainer *e, unsigned n_symbols);

#endif
