/* Counts the numbers that each row of a diff concerns. */
#ifndef COMPARE_ROW_COUNTS_H
#define COMPARE_ROW_COUNTS_H

#include "compare/price_walk.h"
#include "routecost_compare.h"

/* Rows are numbered from 1 on in the order of their keys. So those without a '+' come first. */
typedef struct row_counts {
    trie rows; /* from prefixes to their rows; 0: the prices are the same, there is no row */
    uint32_t n_rows;
    uint32_t n_rows_without_plus;
    uint64_t *counts; /* of row 0 and the others; owned */
} row_counts;

/* Finds the rows of a walk and prepares their counts, all 0. Works on two threads if n_threads is
 * above 1. RC_OK, RC_ERROR_MEMORY or
 * RC_ERROR_LIMIT. The caller frees the counts whatever is returned. */
rc_code rc_row_counts_init(row_counts *c, price_walk *w, unsigned n_threads);
void rc_row_counts_free(row_counts *c);

/* Reads numbers as for the table `like`, and counts each for the row of its longest prefix, or for
 * none. Fails as
 * rc_answer does. */
rc_code rc_row_counts_read(row_counts *c, rc_reader numbers, const rc_table *like,
                           const rc_diff_options *options, rc_answer_stats *stats, rc_error *error);

#endif
