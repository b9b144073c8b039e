/* Tables and answers in one call, for tests of the library as a whole. */
#ifndef SUPPORT_TABLE_H
#define SUPPORT_TABLE_H

#include "support_oracle.h"
#include "support_random.h"
#include "support_stream.h"

/* Faults as they came. */
typedef struct fault_log {
    size_t n;
    rc_error faults[4 * RC_FAULTS_SHOWN];
} fault_log;

/* An rc_fault_fn; context is a fault_log. */
void log_fault(void *context, const rc_error *fault);

/* The table of a list, or NULL with an error.  stats and error may be NULL. */
rc_table *load_list(rc_text list, const rc_load_options *options, rc_load_stats *stats,
                    rc_error *error);

/* The table of several carriers, or NULL with an error.  names may be NULL: then they are A, B...
 */
rc_table *load_carriers(const rc_text *lists, const char *const *names, size_t n,
                        const rc_load_options *options, rc_load_stats *stats, rc_error *error);

/* What rc_answer_numbers writes; the caller frees it.  Everything else of a run is asked of
 * rc_answer_numbers itself. */
buffer answer_all(const rc_table *table, rc_text numbers, unsigned n_threads);

/* Random rows: prefixes of 1..n_digits_max digits out of the first n_digit_kinds ones, some
 * behind a '+'; costs often alike, often equal but spelt otherwise. */
typedef struct row_kind {
    unsigned n_digit_kinds, n_digits_max;
    int with_plus;
    int one_spelling; /* equal costs are spelt alike */
} row_kind;

void random_row(prng *p, const row_kind *kind, oracle_row *row);

/* A number that likely begins with one of the prefixes. */
void random_number(prng *p, const oracle_row *rows, size_t n_rows, char number[48]);

/* The rows as a list. */
buffer list_of(const oracle_row *rows, size_t n_rows);

/* The answer that belongs to a number, its line end included. */
void add_expected(buffer *expected, const oracle *o, const char *number);

#endif
