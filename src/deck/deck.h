/* A route list becomes batches of routes.
 *
 *     deck_take (in order) -> deck_parse (many blocks at once, several batches a block)
 *
 * A block holds whole records, so blocks can be parsed on any thread.  Lines are counted
 * within a block; who puts the blocks in order adds the lines before. */
#ifndef DECK_DECK_H
#define DECK_DECK_H

#include "io/input.h"
#include "route/batch.h"
#include "route/cost_set.h"

enum {
    DECK_BLOCK_BYTES = 384 * 1024,
    DECK_BLOCK_BYTES_MAX = RC_ROW_BYTES_MAX + 2, /* a block grows until it holds a row and CRLF */
    DECK_ROW_BYTES_MIN = 4 /* of a row: "1,0" and a line end; so many bytes a row at the least */
};

typedef struct deck {
    input in;
    cost_set *costs;               /* where the rows' costs go; not owned */
    const cost_pages *plain_costs; /* those of costs */
    int plus_optional;             /* a leading '+' is dropped */
    char delimiter;
    int started; /* the first record has been looked at */
    int at_file_start;
    int in_long_row; /* the rest of a row that is too long is to be passed over */
    unsigned n_open; /* records so far whose quote was not closed */
    rc_error error;  /* what ended the reading early; code RC_OK if nothing did */
} deck;

typedef struct deck_block {
    block text;
    size_t at;     /* bytes parsed */
    int multiline; /* quoted fields may go on over line ends */
    int too_long;  /* the block is the start of one row that is too long */
    uint64_t n_lines, n_rows, n_faults;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
    rc_error error;                   /* what ended the parsing early; code RC_OK if nothing did */
} deck_block;

void deck_open(deck *d, rc_reader reader, cost_set *costs, int plus_optional);
void deck_close(deck *d);

/* Takes the next records.  Returns 0 at the end or when d->error is set. */
int deck_take(deck *d, deck_block *b);

/* Parses rows into the batch, which is emptied first, until it is full or the block ends.
 * Payloads are references to d->costs.  Returns 0 when the block is used up and the batch empty, or
 * when b->error is set.  lines is NULL or takes the line of each row. */
int deck_parse(const deck *d, deck_block *b, batch *rows, uint64_t *lines);

void deck_block_free(deck_block *b);

#endif
