/* Charges calls by the offers of a table: see charge_book.h. */
#include "answer/charge_book.h"

#include "route/terms.h"

#include <stdlib.h>

charge_book *rc_charge_book_new(const rc_table *table, rc_increment increment,
                                const charge_terms *terms)
{
    charge_book *book = malloc(sizeof *book);
    size_t n = 1;

    if (!book)
        return NULL;
    while (n < table->offers.n && n < CHARGE_BOOK_PLACES_MAX)
        n *= 2;
    *book = (charge_book){.table = table,
                          .increment = increment,
                          .terms = *terms,
                          .places = malloc(n * sizeof *book->places),
                          .last_place = (uint32_t)(n - 1)};
    if (!book->places) {
        free(book);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        book->places[i].offer = TRIE_NO_VALUE;
    return book;
}

void rc_charge_book_free(charge_book *book)
{
    if (book)
        free(book->places);
    free(book);
}

/* Returns the terms of an offer: those that its route carries, else those of the book. */
static rc_increment find_terms(const charge_book *book, uint32_t offer, charge_terms *terms)
{
    rc_increment increment = book->increment;
    call_terms own;
    uint32_t value;

    *terms = book->terms;
    if (!book->table->carried)
        return increment;
    const carried *c = table_offer_carried(book->table, offer, &value);
    rc_terms_parse(carried_terms(c, value), &own); /* the texts of a table are terms */
    if (own.fee.length > 0)
        rc_cost_parse(own.fee, &terms->fee);
    return own.increment.first > 0 ? own.increment : increment;
}

static charge_rule make_rule(const charge_book *book, uint32_t offer, rc_increment *increment)
{
    cost_value cost = {0, INT16_MIN};
    charge_terms terms;
    charge_rule rule;

    *increment = find_terms(book, offer, &terms);
    rc_cost_parse(table_spelling(book->table, offer), &cost); /* a cost of a table is one */
    rc_charge_prepare(&rule, cost, &terms);
    return rule;
}

void rc_charge_book_prepare(charge_book *book, charge_place *place, uint32_t offer)
{
    place->words = make_rule(book, offer, &place->increment).words;
    place->offer = offer;
}

rc_code rc_charge_book_widely(const charge_book *book, uint32_t offer, uint64_t n_billed,
                              amount *charge)
{
    rc_increment increment;
    charge_rule rule = make_rule(book, offer, &increment);

    return rc_charge_widely(&rule, n_billed, charge);
}
