/* What is appended to lines, by the fields and the rank that are asked for.
 *
 * Where cost and carrier of the cheapest are all that is wanted, everything is spelt out before
 * the first line comes, a tail an offer.  Prefixes and ranks are spelt line by line. */
#ifndef ANSWER_TAILS_H
#define ANSWER_TAILS_H

#include "base/error.h"
#include "table/ranking.h"
#include "table/table.h"

enum {
    TAIL_UNROUTED, /* behind a number without a route */
    TAIL_INVALID,  /* behind what is no number */
    TAIL_HEADER    /* behind the header of call records: the fields' names */
};

typedef struct answer_tails {
    const rc_table *table;
    char delimiter;    /* before each field */
    text_list offers;  /* what to append to a number, by its offer; unless is_ranked */
    text_list fixed;   /* TAIL_UNROUTED and so on */
    size_t length_max; /* of any tail */

    bool finds_only; /* nothing is written but what the trie finds: see find.h */
    int is_ranked;   /* prefixes or several carriers are wanted */
    rc_field fields[RC_FIELDS_MAX];
    unsigned n_fields;
    int has_prefix;           /* is among them */
    size_t n_ranks, n_ranked; /* groups of fields; those that can have a carrier */
    text_list names;          /* of the carriers, as they are written; if is_ranked */
} answer_tails;

/* Prepares what the options ask for, with a delimiter before each field.  RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_NOT_KEPT; then nothing is held. */
rc_code rc_tails_init(answer_tails *tails, const rc_table *table, const rc_answer_options *options,
                      char delimiter, rc_error *error);
void rc_tails_free(answer_tails *tails);

/* Writes the tail of number i of the ranking, which has an offer; key holds the number's first
 * symbols.  Returns its length, at most length_max. */
size_t rc_tails_spell_ranked(const answer_tails *tails, const ranking *r, size_t i, prefix_key key,
                             char *to);

#endif
