/* Charges calls by the offers of a table.
 *
 * A cost is prepared when a call first asks for it, and stays prepared in a place that its offer
 * chooses, until another offer takes the place.  Real lists have fewer costs than there are
 * places.  A book is for one thread at a time. */
#ifndef ANSWER_CHARGE_BOOK_H
#define ANSWER_CHARGE_BOOK_H

#include "answer/charge.h"
#include "route/increment.h"
#include "table/table.h"

enum { CHARGE_BOOK_PLACES = 4096 };

typedef struct charge_book {
    const rc_table *table;
    rc_increment increment;              /* of routes that carry none */
    charge_terms terms;                  /* the same for the fee */
    uint32_t offers[CHARGE_BOOK_PLACES]; /* TRIE_NO_VALUE: none */
    rc_increment increments[CHARGE_BOOK_PLACES];
    charge_words words[CHARGE_BOOK_PLACES];
} charge_book;

/* What a call comes to. */
typedef struct call_charge {
    uint64_t n_billed; /* seconds */
    amount amount;
} call_charge;

/* Returns a new book, or NULL without memory; the caller frees it. */
charge_book *rc_charge_book_new(const rc_table *table, rc_increment increment,
                                const charge_terms *terms);

/* Prepares the cost of an offer, and its terms. */
void rc_charge_book_prepare(charge_book *book, uint32_t offer);

/* Charges a call whose charge may not fit a word. */
rc_code rc_charge_book_widely(const charge_book *book, uint32_t offer, uint64_t n_billed,
                              amount *charge);

/* Charges a call of so many seconds.  RC_OK, or RC_ERROR_LIMIT if it costs more than 10^30. */
static inline rc_code charge_book_charge(charge_book *book, uint32_t offer, uint64_t n_seconds,
                                         call_charge *charge)
{
    uint32_t place = offer % CHARGE_BOOK_PLACES;

    if (book->offers[place] != offer)
        rc_charge_book_prepare(book, offer);
    charge->n_billed = increment_bill(book->increments[place], n_seconds);
    if (charge->n_billed > book->words[place].billed_max)
        return rc_charge_book_widely(book, offer, charge->n_billed, &charge->amount);
    charge->amount = charge_in_words(&book->words[place], charge->n_billed);
    return RC_OK;
}

#endif
