/* Turns the rows of a block into routes: all of them for a builder, or those that a number begins
 * with for an explainer. */
#ifndef DECK_PARSE_H
#define DECK_PARSE_H

#include "deck/deck.h"
#include "deck/carry.h"
#include "deck/row.h"
#include "route/payloads.h"

/* Where routes go: route i is (keys[i], payloads[i]) of a row that begins on lines[i]. */
typedef struct routes {
    size_t n, n_max;
    prefix_key *keys; /* each array has room for n_max and is not owned */
    uint32_t *payloads;
    uint64_t *lines; /* counted from the block's start, 1; NULL: not wanted */
} routes;

/* Parses rows into `to`, which is emptied first, until it is full or the block ends.  Rows that
 * do not hold are left out.  Returns false when the block is used up and there are no routes, or
 * when b->error is set (RC_ERROR_MEMORY or RC_ERROR_LIMIT).  Different blocks of a list can be
 * parsed at the same time. */
bool rc_deck_parse(const dialect *d, payloads *p, deck_block *b, routes *to);

/* A route that a number begins with. */
typedef struct found_route {
    prefix_key key;      /* as it matches: without '+' if that is optional */
    const deck_row *row; /* lives as long as the call that takes it */
    bool holds;          /* on the day of the dialect */
    uint64_t line;       /* counted from the block's start, 1 */
} found_route;

typedef struct route_search {
    prefix_key number;                                        /* its first symbols, as they match */
    rc_code (*take)(void *context, const found_route *route); /* RC_OK to go on */
    void *context;
    unsigned begins; /* as rc_table_begins, of prefixes of rows that hold */
    unsigned plus; /* how prefixes of rows that hold begin: RC_PLUS_WITH, RC_PLUS_WITHOUT or both */
} route_search;

/* Parses the block as rc_deck_parse does, with the same counts and faults, and hands over the
 * routes that the number begins with, in their order; those of rows that do not hold, too.  Nothing
 * is kept: memory does not depend on the list.  Stops with b->error set if take returns an error,
 * which is RC_ERROR_MEMORY. */
void rc_deck_search(const dialect *d, deck_block *b, route_search *search);

#endif
