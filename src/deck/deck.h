/* A route list becomes batches of routes.
 *
 *     rc_deck_take (in order) -> rc_deck_parse (many blocks at once, several batches a block)
 *
 * Or it is searched for a number's, block by block: see deck_search.h.
 *
 * A block holds whole records, so blocks can be parsed on any thread.  Lines are counted
 * within a block; who puts the blocks in order adds the lines before. */
#ifndef DECK_DECK_H
#define DECK_DECK_H

#include "deck/dialect.h"
#include "deck/prefix_list.h"
#include "io/input.h"
#include "sort/batch.h"
#include "route/cost_set.h"
#include "route/dated_costs.h"

enum {
    DECK_BLOCK_BYTES = 384 * 1024,
    DECK_BLOCK_BYTES_MAX = RC_ROW_BYTES_MAX + 2 /* a block grows until it holds a row and CRLF */
};

typedef struct deck {
    input in;
    cost_set *costs;               /* where the rows' costs go; not owned */
    dated_costs *dates;            /* where costs with their days go, if rows have any; not owned */
    const cost_pages *plain_costs; /* those of costs */
    dialect dialect;
    uint64_t n_lines_to_skip;
    uint64_t n_lines; /* taken before the dialect was settled */
    int was_settled;  /* the dialect, by the blocks taken so far */
    int at_file_start;
    int in_long_row; /* the rest of a row that is too long is to be passed over */
    unsigned n_open; /* records so far whose quote was not closed */
    rc_error error;  /* what ended the reading early; code RC_OK if nothing did */
} deck;

/* Prefixes of a row that are still to be added, as its batch was full. */
typedef struct deck_rest {
    int is_there;
    prefix_walk walk;
    uint32_t payload;
    uint64_t line;
} deck_rest;

typedef struct deck_block {
    block text;
    size_t at; /* bytes parsed */
    dialect dialect;
    int is_first;      /* the dialect was not settled by the blocks before */
    int has_bad_start; /* its first records tell nothing of the dialect */
    int multiline;     /* quoted fields may go on over line ends */
    int too_long;      /* the block is the start of one row that is too long */
    deck_rest rest;
    uint64_t n_lines;
    uint64_t n_rows;   /* well-formed ones */
    uint64_t n_routes; /* those of the rows, less those that begin too late */
    uint64_t n_faults;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
    rc_error error;                   /* what ended the parsing early; code RC_OK if nothing did */
} deck_block;

/* options have been checked by rc_dialect_check_options, and live as long as the deck, as do costs,
 * and dates, which is NULL without options->at.  For deck_search both are NULL. */
void rc_deck_open(deck *d, rc_reader reader, const rc_load_options *options, cost_set *costs,
                  dated_costs *dates);
void rc_deck_close(deck *d);

/* Takes the next records.  Returns 0 at the end or when d->error is set. */
int rc_deck_take(deck *d, deck_block *b);

/* Parses rows into the batch, which is emptied first, until it is full or the block ends.
 * Payloads are references to d->costs, or numbers of d->dates.  Returns 0 when the block is used
 * up and the batch empty, or when b->error is set.  lines is NULL or takes the line of each route.
 */
int rc_deck_parse(const deck *d, deck_block *b, batch *rows, uint64_t *lines);

void rc_deck_block_free(deck_block *b);

#endif
