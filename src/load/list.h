/* Reads one route list for a builder or an explainer: counts its rows, reports its faults, and
 * decides whether it can be used.
 *
 *     rc_list_open -> for each block: rc_deck_take, rc_deck_parse, rc_list_count -> rc_list_close
 */
#ifndef LOAD_LIST_H
#define LOAD_LIST_H

#include "deck/parse.h"

typedef struct list_reader {
    const rc_load_options *options;
    deck deck;
    uint64_t n_lines;                              /* of the blocks that have been counted */
    uint64_t n_rows, n_routes, n_beyond, n_faults; /* as in deck_block */
    rc_error error; /* what ended the reading early, or what the list is refused for; or RC_OK */
} list_reader;

/* rc_dialect_check_options has checked the options, which live as long as the list. */
void rc_list_open(list_reader *l, rc_reader in, const rc_load_options *options);

/* Counts a block that has been parsed, and reports its faults.  Blocks come in order. */
void rc_list_count(list_reader *l, const deck_block *b);

/* Counts a fault, and reports it if it is one of the first.  Its line is one of the list. */
void rc_list_report(list_reader *l, const rc_error *fault);

/* Ends the reading: sets l->error if the list cannot be used, and adds its counts to *stats.  The
 * counts and the error can still be read afterwards. */
void rc_list_close(list_reader *l, rc_load_stats *stats);

/* Sets the fault of a row whose prefix an earlier line has already. */
void rc_list_set_duplicate(rc_error *fault, rc_text prefix, uint64_t line, uint64_t earlier_line);

/* Sets the error of a carrier whose routes have no room, RC_ERROR_MEMORY or RC_ERROR_LIMIT, or of a
 * compiled table that contradicts its carriers, RC_ERROR_TABLE.
 * Returns code. */
rc_code rc_list_fail(rc_error *error, rc_code code);

#endif
