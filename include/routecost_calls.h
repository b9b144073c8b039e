/* Call records: CSV that holds a telephone number in one column, priced record by record.
 *
 * The conventions of routecost.h hold here too. */
#ifndef ROUTECOST_CALLS_H
#define ROUTECOST_CALLS_H

#include "routecost.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How call records are read. */
typedef struct rc_call_options {
    rc_column number_column; /* where the number stands. By name: the first record is a header */
} rc_call_options;

/* Answers a stream of call records: RFC 4180 CSV, delimited by the first of ',' ';' TAB '|' outside
 * quotes in the first record that is not blank (',' if there is none).
 *
 * Writes each record as it came, line ends between quotes included, then the fields, each behind
 * the delimiter. A header gets the fields' names: "cost", "prefix", "carrier"; of several carriers
 * "cost_1" and so on. A record is a fault if it is too short, if its quotes are not those of
 * RFC 4180, or if its field is no number; the fault's line is the one on which the record starts.
 * A quote that is not closed makes one record of all that follows.
 *
 * answer_options: NULL means defaults. call_options: its number_column is set. The rest is as for
 * rc_answer_numbers.
 *
 * RC_ERROR_COLUMN    the first record has fewer columns than number_column, or not exactly one
 *                    column of the header has its name, or the header is longer than
 *                    RC_ROW_BYTES_MAX; nothing but blank lines was written
 * others             as rc_answer_numbers */
RC_API rc_code rc_answer_calls(const rc_table *table, rc_reader calls, rc_writer answers,
                               const rc_answer_options *answer_options,
                               const rc_call_options *call_options, rc_answer_stats *stats,
                               rc_error *error);

#ifdef __cplusplus
}
#endif

#endif
