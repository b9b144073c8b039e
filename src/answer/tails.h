/* What is appended to items, by the fields and the rank that are asked for.
 *
 * Each field is written by a function that is chosen once.  A text for every offer can be made in
 * advance, if cost and carrier of the cheapest are all that is wanted: that is faster, but takes
 * time and memory that only many numbers are worth. */
#ifndef ANSWER_TAILS_H
#define ANSWER_TAILS_H

#include "answer/amount.h"
#include "base/error.h"
#include "table/ranking.h"

#include <string.h>

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

enum { SPELT_SLOT_STEP = 16 /* a slot has a multiple of so many bytes */ };

/* Texts by offer, in slots of one size: one slot is one wait for memory. The slot behind the last
 * offer's has the text for numbers without an offer. */
typedef struct spelt_offers {
    char *slots;       /* each a text and, in the last two bytes, its length; NULL: none is spelt */
    size_t slot_bytes; /* at least SPELT_SLOT_STEP, so that a copy may read so many */
} spelt_offers;

static HOT_INLINE const char *spelt_slot(const spelt_offers *s, uint32_t offer)
{
    return s->slots + offer * s->slot_bytes;
}

/* Returns the text of an offer. */
static HOT_INLINE rc_text spelt_get(const spelt_offers *s, uint32_t offer)
{
    const char *slot = spelt_slot(s, offer);
    uint16_t length;

    memcpy(&length, slot + s->slot_bytes - sizeof length, sizeof length);
    return (rc_text){slot, length};
}

struct answer_tails {
    const rc_table *table;
    tail_form form;
    text_list fixed;     /* TAIL_UNROUTED and so on */
    spelt_offers offers; /* what to append to a number */
    size_t length_max;   /* of any tail but the header's */

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

/* Returns true if it pays to spell all offers before the numbers in so many more bytes. */
bool rc_tails_pay(const answer_tails *tails, uint64_t n_bytes);

/* Spells the tails of all offers.  Returns RC_OK or RC_ERROR_MEMORY. */
rc_code rc_tails_spell_offers(answer_tails *tails);

/* Writes the tail of number i of the ranking, which has an offer; key holds the number's first
 * symbols, and charges what it costs by each of its offers, NULL if it is not charged.  Returns its
 * length, at most length_max. */
size_t rc_tails_spell_ranked(const answer_tails *tails, const ranking *r, size_t i, prefix_key key,
                             const amount *charges, char *to);

#endif
