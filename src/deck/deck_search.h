/* Finds the routes of a list that a number begins with.
 *
 * All rows are read as rc_deck_parse reads them, and judged alike, but nothing is kept of those
 * that are not looked for: memory does not depend on the list. */
#ifndef DECK_DECK_SEARCH_H
#define DECK_DECK_SEARCH_H

#include "deck/deck.h"

/* A prefix of a row.  Texts live as long as the call that it is handed over in. */
typedef struct deck_route {
    prefix_key key;
    rc_text cost; /* as answers show it */
    cost_value value;
    rc_date date; /* from which it holds; 0 where rows have none */
    int is_later; /* it does not hold yet */
    uint64_t line;
} deck_route;

typedef struct deck_search {
    prefix_key number; /* its first symbols, as table_key has them */
    rc_code (*take)(void *context, const deck_route *route); /* RC_OK to go on */
    void *context;
    unsigned plus; /* how prefixes of all rows begin: RC_PLUS_WITH or RC_PLUS_WITHOUT, or both */
} deck_search;

/* Searches a block that rc_deck_take has filled and hands the routes over, in order.  What
 * rc_deck_parse counts is counted.  Stops, with b->error set, when take does not return RC_OK. */
void rc_deck_search_block(deck_search *s, deck_block *b);

#endif
