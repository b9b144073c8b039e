/* Charges calls by the offers of a table: see charge_book.h. */
#include "answer/charge_book.h"

#include <stdlib.h>

charge_book *rc_charge_book_new(const rc_table *table, rc_increment increment,
                                const charge_terms *terms)
{
    charge_book *book = malloc(sizeof *book);

    if (!book)
        return NULL;
    book->table = table;
    book->increment = increment;
    book->terms = *terms;
    for (size_t i = 0; i < CHARGE_BOOK_PLACES; i++)
        book->offers[i] = TRIE_NO_VALUE;
    return book;
}

static charge_rule make_rule(const charge_book *book, uint32_t offer)
{
    cost_value cost = {0, INT16_MIN};
    charge_rule rule;

    rc_cost_parse(table_spelling(book->table, offer), &cost); /* a cost of a table is one */
    rc_charge_prepare(&rule, cost, &book->terms);
    return rule;
}

void rc_charge_book_prepare(charge_book *book, uint32_t offer)
{
    uint32_t place = offer % CHARGE_BOOK_PLACES;

    book->words[place] = make_rule(book, offer).words;
    book->offers[place] = offer;
}

rc_code rc_charge_book_widely(const charge_book *book, uint32_t offer, uint64_t n_billed,
                              amount *charge)
{
    charge_rule rule = make_rule(book, offer);

    return rc_charge_widely(&rule, n_billed, charge);
}
