/* Cuts a route list into blocks of whole records.
 *
 *     rc_deck_take (in order) -> rc_deck_parse of parse.h (many blocks at once)
 *
 * A block can be parsed on any thread.  Lines are counted within a block; whoever puts the blocks
 * in order adds the lines before.
 *
 * The dialect is found before the first block is handed out, and holds for all of the list.  The
 * records that come before it is found are ignored or bad rows: the first block brings their
 * faults along, and parsing begins behind them. */
#ifndef DECK_DECK_H
#define DECK_DECK_H

#include "base/error.h"
#include "deck/block_bytes.h"
#include "deck/dialect.h"
#include "deck/prefix_list.h"
#include "io/input.h"

typedef struct deck {
    input in;
    const rc_load_options *options;
    bool has_dialect;
    dialect dialect; /* all zero before it is found */
    bool has_header; /* and the dialect waits for the first row to settle it */
    column_notes notes;
    size_t block_bytes; /* DECK_BLOCK_BYTES, and what the first block shows from then on */
    uint64_t n_lines_to_skip;
    bool at_file_start;
    bool in_long_row; /* the rest of a row that is too long is to be skipped */
    unsigned n_open;  /* records so far whose quote was not closed */
    rc_error error;   /* what ended the reading early; code RC_OK if nothing did */
} deck;

/* Prefixes of a row that do not fit into the routes at hand. */
typedef struct deck_rest {
    bool is_there;
    prefix_walk walk;
    uint32_t payload;
    uint64_t line;
} deck_rest;

typedef struct deck_block {
    block text;     /* all zero at first; the owner frees it */
    size_t at;      /* bytes parsed */
    bool is_start;  /* the next row is the list's first */
    bool multiline; /* quoted fields may contain line ends */
    bool too_long;  /* the block is the start of one row that is too long */
    deck_rest rest;
    uint64_t n_lines;  /* up to at */
    uint64_t n_rows;   /* well-formed ones */
    uint64_t n_routes; /* of the rows, without those that begin later */
    uint64_t n_beyond; /* prefixes of ranges, beyond RANGE_PREFIXES of each */
    uint64_t n_faults;
    rc_error faults[RC_FAULTS_SHOWN]; /* the first ones; lines count from the block's start, 1 */
    rc_error error;                   /* what ended the work on the block early, or RC_OK */
} deck_block;

/* rc_dialect_check_options has checked the options, which live as long as the deck. */
void rc_deck_open(deck *d, rc_reader reader, const rc_load_options *options);
void rc_deck_close(deck *d);

/* Takes the next records.  Returns false at the end of the list or after a failure: then d->error
 * is set. */
bool rc_deck_take(deck *d, deck_block *b);

/* Returns true if the blocks taken hold all that the stream has. */
bool rc_deck_is_at_end(const deck *d);

/* ---- For those who go through the records of a block ---- */

/* Returns where to describe the fault of the record at b->at before it is added; NULL if enough are
 * described. */
static inline rc_error *deck_next_fault(deck_block *b)
{
    return b->n_faults < RC_FAULTS_SHOWN ? &b->faults[b->n_faults] : NULL;
}

/* Adds the fault of the record at b->at, which deck_next_fault describes. */
static inline void deck_add_fault(deck_block *b)
{
    rc_error *fault = deck_next_fault(b);

    if (fault)
        fault->line = b->n_lines + 1;
    b->n_faults++;
    b->is_start = false;
}

static inline void deck_fault_long_row(deck_block *b)
{
    rc_error_set(deck_next_fault(b), RC_FAULT_ROW, "the row is longer than %d bytes",
                 RC_ROW_BYTES_MAX);
    deck_add_fault(b);
}

/* Whether a record that starts at `start` is longer than a row may be, its line end aside. */
static inline bool deck_is_too_long(const record *r, const char *start)
{
    size_t n = r->n_bytes - (r->has_end ? 1 : 0);
    return n - (n > 0 && start[n - 1] == '\r') > RC_ROW_BYTES_MAX;
}

/* Reads the record at b->at.  The block was cut where what follows was known, too.  So a quote
 * that does not end within the block was not closed in time, and its record is its first line; so
 * is a record whose quote seems to end further down, in this block or another. */
static inline void deck_read_record(const deck_block *b, const layout *l, record *r)
{
    rc_text text = {b->text.bytes + b->at, b->text.n_bytes - b->at};

    rc_record_read(text, l, b->multiline, r);
    if ((r->kind == RECORD_OPEN && b->multiline) || r->is_cut)
        rc_record_read(text, l, 0, r);
}

#endif
