/* What is appended to items, by the fields and the rank that are asked for.  Each field is written
 * by a function that is chosen once. */
#ifndef ANSWER_TAILS_H
#define ANSWER_TAILS_H

#include "answer/amount.h"
#include "base/error.h"
#include "table/ranking.h"

enum {
    TAIL_UNROUTED, /* behind a number without a route */
    TAIL_INVALID,  /* behind what is no number */
    TAIL_BLANK,    /* behind a blank item */
    TAIL_HEADER    /* behind the header of call records: the fields' names */
};

typedef struct answer_tails answer_tails;

/* What is asked for beside the options of an answer. */
typedef struct tail_form {
    char delimiter;    /* before each field; see answers_only */
    bool finds_only;   /* nothing is written but what the trie finds: see find.h */
    bool answers_only; /* the items are not written, and no delimiter before the first field */
    bool has_charges;  /* calls are charged: then the charge is among the default fields */
    unsigned decimals; /* of charges */
} tail_form;

/* What fields say of a number, beside the offer. */
typedef struct tail_values {
    prefix_key key; /* its first symbols */
    amount charge;
} tail_values;

/* Writes a field of an offer for a number; field is its place.  Returns the end. */
typedef char *tail_field_fn(const answer_tails *tails, unsigned field, const ranked_offer *o,
                            const tail_values *values, char *to);

struct answer_tails {
    const rc_table *table;
    tail_form form;
    text_list fixed;   /* TAIL_UNROUTED and so on */
    size_t length_max; /* of any tail but the header's */

    rc_field fields[RC_FIELDS_MAX];
    tail_field_fn *writers[RC_FIELDS_MAX]; /* of the fields */
    unsigned n_fields;
    bool has_prefix, has_carrier, has_charge; /* are among them */
    size_t n_ranks, n_ranked;                 /* groups of fields; those that can have a carrier */
    text_list names;   /* of the carriers, as they are written; if has_carrier */
    text_list columns; /* names of carried columns, as they are written */
    unsigned *places;  /* columns.n for each carrier: which of its texts they are; owned */
};

/* Prepares what the options ask for.  Returns RC_OK, RC_ERROR_MEMORY, RC_ERROR_NOT_KEPT or
 * RC_ERROR_OPTIONS; then nothing is held. */
rc_code rc_tails_init(answer_tails *tails, const rc_table *table, const rc_answer_options *options,
                      const tail_form *form, rc_error *error);
void rc_tails_free(answer_tails *tails);

/* Returns the text of one of the columns asked for, as the list has it. */
rc_text rc_tails_column(const answer_tails *tails, size_t column, uint32_t offer);

/* Returns true if a delimiter stands before a field; fields and ranks count from 0. */
static HOT_INLINE bool tails_is_delimited(const answer_tails *tails, size_t rank, unsigned field)
{
    return !tails->form.answers_only || rank + field > 0;
}

/* Writes the fields of a rank, which are empty if there is no offer.  Returns the end. */
static HOT_INLINE char *tails_spell_rank(const answer_tails *tails, size_t rank,
                                         const ranked_offer *o, const tail_values *values, char *to)
{
    for (unsigned f = 0; f < tails->n_fields; f++) {
        if (tails_is_delimited(tails, rank, f))
            *to++ = tails->form.delimiter;
        if (o)
            to = tails->writers[f](tails, f, o, values, to);
    }
    return to;
}

/* Writes the tail of number i of the ranking, which has an offer; key holds the number's first
 * symbols, and charges what it costs by each of its offers, NULL if it is not charged.  Returns its
 * length, at most length_max. */
size_t rc_tails_spell_ranked(const answer_tails *tails, const ranking *r, size_t i, prefix_key key,
                             const amount *charges, char *to);

#endif
