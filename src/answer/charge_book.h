/* Charges calls by the offers of a table.
 *
 * An offer is prepared when a call first asks for it, and stays prepared in a place that its number
 * chooses, until another offer takes the place.  Real lists have fewer offers than there can be
 * places.  A book is for one thread at a time. */
#ifndef ANSWER_CHARGE_BOOK_H
#define ANSWER_CHARGE_BOOK_H

#include "answer/charge.h"
#include "route/increment.h"
#include "table/table.h"

enum { CHARGE_BOOK_PLACES_MAX = 1 << 16 };

/* An offer that is prepared. */
typedef struct charge_place {
    uint32_t offer; /* TRIE_NO_VALUE: none */
    rc_increment increment;
    charge_words words;
} charge_place;

typedef struct charge_book {
    const rc_table *table;
    rc_increment increment; /* of routes that carry none */
    charge_terms terms;     /* the same for the fee */
    charge_place *places;   /* owned */
    uint32_t last_place;    /* their count less 1, which is all ones */
} charge_book;

/* What a call comes to. */
typedef struct call_charge {
    uint64_t n_billed; /* seconds */
    amount amount;
} call_charge;

/* Returns a new book, or NULL without memory. */
charge_book *rc_charge_book_new(const rc_table *table, rc_increment increment,
                                const charge_terms *terms);
void rc_charge_book_free(charge_book *book);

/* Prepares an offer: its cost and its terms. */
void rc_charge_book_prepare(charge_book *book, charge_place *place, uint32_t offer);

/* Charges a call whose charge may not fit a word. */
rc_code rc_charge_book_widely(const charge_book *book, uint32_t offer, uint64_t n_billed,
                              amount *charge);

/* Charges a call of so many seconds.  RC_OK, or RC_ERROR_LIMIT if it costs more than 10^30. */
static inline rc_code charge_book_charge(charge_book *book, uint32_t offer, uint64_t n_seconds,
                                         call_charge *charge)
{
    charge_place *place = &book->places[offer & book->last_place];

    if (place->offer != offer)
        rc_charge_book_prepare(book, place, offer);
    charge->n_billed = increment_bill(place->increment, n_seconds);
    if (charge->n_billed > place->words.billed_max)
        return rc_charge_book_widely(book, offer, charge->n_billed, &charge->amount);
    charge->amount = charge_in_words(&place->words, charge->n_billed);
    return RC_OK;
}

#endif
