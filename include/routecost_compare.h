/* routecost: compares two tables, and writes all routes of a table as one list.
 *
 *     rc_diff     what changed between two tables, and how many numbers each change concerns
 *     rc_export   one list out of all carriers, for a switch or for another program
 *
 * Both write CSV (RFC 4180, commas, "\n") with a header, one row for each prefix, sorted by prefix
 * in byte order: '+' before the digits, a prefix before those that it begins. They read the tables
 * in one pass and write as they go. Memory beside the tables does not grow with them, unless
 * rc_diff counts numbers.
 *
 * routecost.h explains codes, errors, readers, writers and threads. Any number of threads may
 * compare and export the same tables at once.
 */
#ifndef ROUTECOST_COMPARE_H
#define ROUTECOST_COMPARE_H

#include "routecost.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What changed ---------------------------------------------------------------- */

/* All zero is the default. */
typedef struct rc_diff_options {
    rc_column number_column; /* none: one number a line; else the numbers are call records */
    unsigned n_threads;      /* for the numbers; as in rc_answer_options */
    rc_fault_fn *on_fault;   /* takes lines that are not numbers; NULL: they are counted only */
    void *fault_context;
} rc_diff_options;

/* A count for each kind of change. */
typedef struct rc_change_counts {
    uint64_t n_new;     /* no old price */
    uint64_t n_gone;    /* no new price */
    uint64_t n_dearer;  /* the new price is higher */
    uint64_t n_cheaper; /* the new price is lower */
} rc_change_counts;

typedef struct rc_diff_stats {
    rc_change_counts prefixes; /* rows written */
    rc_change_counts numbers;  /* numbers that those rows concern */
    rc_answer_stats read; /* what the stream of numbers held; n_routed are numbers of which a prefix
                             has a cost in either table, though a longer one may be blocked */
} rc_diff_stats;

/* Writes the prefixes whose price differs:
 *
 *     prefix,old,new,change
 *     4477,0.02,0.03,dearer
 *     4479,0.02,,gone
 *
 * The price of a prefix p in a table is what the number p would cost there, the cheapest carrier's
 * offer; empty where no carrier has one. Prices are compared by value: 0.4 and 0.40 are equal. p is
 * left out when the longest shorter prefix of either table that p begins with has the same old and
 * the same new price. The change is "new", "gone", "dearer" or "cheaper".
 *
 * With numbers (not NULL) there is a fifth column, "numbers". It counts the numbers that a row
 * concerns: those whose longest prefix, of all prefixes of both tables, is the row's or is left out
 * in its favour. The stream is read as rc_answer reads it, to its end, before anything is
 * written. Lines that are not numbers are faults and count for no row.
 *
 * Fails with:
 *   RC_ERROR_OPTIONS  one table ignores a leading '+' and the other does not
 *   RC_ERROR_COLUMN   as rc_answer
 *   RC_ERROR_LIMIT    with numbers: more prefixes than a table can hold
 *   RC_ERROR_MEMORY
 *   RC_ERROR_READ     the numbers cannot be read
 *   RC_ERROR_WRITE    what was written before stays written
 *
 * Ends with a flush. options may be NULL for the defaults; stats may be NULL, and is filled in
 * after a failure, too. Time is linear in the prefixes of both tables and in the numbers' bytes.
 * With numbers, memory grows with the prefixes, by some 16 bytes each. */
RC_API rc_code rc_diff(const rc_table *old_table, const rc_table *new_table,
                       const rc_reader *numbers, rc_writer out, const rc_diff_options *options,
                       rc_diff_stats *stats, rc_error *error);

/* ---- One list out of many -------------------------------------------------------- */

/* All zero is the default. */
typedef struct rc_export_options {
    rc_field fields[RC_FIELDS_MAX]; /* as in rc_answer_options; default: the cost */
    const rc_text *columns;         /* the same */
    size_t n_columns;
    unsigned rank; /* as in rc_answer_options */
    bool prune;    /* leave out a prefix whose row would say, behind the prefix, the same as the row
                     of the longest shorter prefix, or for which nothing is offered, as for any number
                     that no prefix matches */
} rc_export_options;

/* Writes a row for every prefix p of any carrier: p, then the fields of the cheapest carriers, as
 * the number p would get them.
 *
 *     prefix,cost
 *     44,0.01
 *     442011,0.02
 *
 * With a rank above 1 the names of the fields end in _1, _2 and so on. Where no carrier offers
 * anything, the first cost is "blocked". With the default fields, a table made of this list prices
 * every number as this table does, pruned or not.
 *
 * Fails with:
 *   RC_ERROR_NOT_KEPT     the table has several carriers and has not kept them
 *   RC_ERROR_MEMORY
 *   RC_ERROR_WRITE    what was written before stays written
 *
 * Ends with a flush. options may be NULL for the defaults. n_rows, which may be NULL, takes the
 * number of rows written, without the header. Time is linear in all prefixes, times the number of
 * carriers. */
RC_API rc_code rc_export(const rc_table *table, rc_writer out, const rc_export_options *options,
                         uint64_t *n_rows, rc_error *error);

#ifdef __cplusplus
}
#endif

#endif
