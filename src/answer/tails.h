/* What is appended to items, by the fields and the rank that are asked for.
 *
 * Each field is written by a function that is chosen once.  A text for every offer can be made in
 * advance, if cost and carrier of the cheapest are all that is wanted: that is faster, but takes
 * time and memory that only many numbers are worth. */
#ifndef ANSWER_TAILS_H
#define ANSWER_TAILS_H

#include "base/error.h"
#include "table/ranking.h"

enum {
    TAIL_UNROUTED, /* behind a number without a route */
    TAIL_INVALID,  /* behind what is no number */
    TAIL_BLANK,    /* behind a blank item */
    TAIL_HEADER    /* behind the header of call records: the fields' names */
};

typedef struct answer_tails answer_tails;

/* Writes a field of an offer for the number that key begins.  Returns the end. */
typedef char *tail_field_fn(const answer_tails *tails, const ranked_offer *o, prefix_key key,
                            char *to);

struct answer_tails {
    const rc_table *table;
    char delimiter;    /* before each field */
    text_list fixed;   /* TAIL_UNROUTED and so on */
    text_list offers;  /* what to append to a number, by its offer; empty until it is spelt */
    size_t length_max; /* of any tail but the header's */

    bool finds_only; /* nothing is written but what the trie finds: see find.h */
    rc_field fields[RC_FIELDS_MAX];
    tail_field_fn *writers[RC_FIELDS_MAX]; /* of the fields */
    unsigned n_fields;
    bool has_prefix, has_carrier; /* are among them */
    size_t n_ranks, n_ranked;     /* groups of fields; those that can have a carrier */
    text_list names;              /* of the carriers, as they are written; if has_carrier */
};

/* Prepares what the options ask for, with a delimiter before each field.  Returns RC_OK,
 * RC_ERROR_MEMORY or RC_ERROR_NOT_KEPT; then nothing is held. */
rc_code rc_tails_init(answer_tails *tails, const rc_table *table, const rc_answer_options *options,
                      char delimiter, rc_error *error);
void rc_tails_free(answer_tails *tails);

/* Returns true if it pays to spell all offers before the numbers in so many more bytes. */
bool rc_tails_pay(const answer_tails *tails, uint64_t n_bytes);

/* Spells the tails of all offers.  Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_tails_spell_offers(answer_tails *tails);

/* Writes the tail of number i of the ranking, which has an offer; key holds the number's first
 * symbols.  Returns its length, at most length_max. */
size_t rc_tails_spell_ranked(const answer_tails *tails, const ranking *r, size_t i, prefix_key key,
                             char *to);

#endif
