/* Call records: CSV that holds a telephone number in one column, priced record by record.
 *
 * The conventions of routecost.h hold here too. */
#ifndef ROUTECOST_CALLS_H
#define ROUTECOST_CALLS_H

#include "routecost.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What a call costs ----------------------------------------------------------- */

enum {
    RC_DECIMALS_MAX = 12,      /* decimals of a charge */
    RC_PER_MAX = 1000000000,   /* seconds that a cost can be for */
    RC_CHARGE_BYTES = 64,      /* size of a charge as text, its NUL included */
    RC_EXACT_CHARGE_BYTES = 96 /* the same before rounding */
};

/* Reads an increment: FIRST/NEXT, as 60/6, or FIRST alone, which stands for FIRST/FIRST; up to 9
 * digits each. Returns NULL, or what is wrong, as a message says it behind the quoted text; then
 * *increment is unchanged. */
RC_API const char *rc_increment_parse(rc_text text, rc_increment *increment);

/* Reads a duration: whole seconds (at most 15 digits), seconds with a fraction (rounded up), M:SS
 * or H:MM:SS. Returns NULL, or what is wrong, as a message says it behind the quoted text; then
 * *n_seconds is unchanged. */
RC_API const char *rc_duration_parse(rc_text text, uint64_t *n_seconds);

/* How calls are charged. All zero is the default. */
typedef struct rc_charge_options {
    rc_increment increment; /* all zero: 1/1 */
    uint32_t per;           /* seconds that a cost is for, up to RC_PER_MAX. 0: 60 */
    rc_text connect_fee;    /* added to calls longer than 0 seconds; spelt as costs are. Empty: 0 */
    bool has_decimals;      /* false: 6 decimals */
    unsigned decimals;      /* of charges, if has_decimals: up to RC_DECIMALS_MAX */
} rc_charge_options;

/* What a call costs. Texts are NUL-terminated. */
typedef struct rc_charge {
    uint64_t n_billed;                 /* seconds */
    char exact[RC_EXACT_CHARGE_BYTES]; /* before rounding; "..." where 12 decimals more than the
                                          charge's do not show it all */
    char charge[RC_CHARGE_BYTES];      /* cost x n_billed / per + connect_fee, rounded half up */
} rc_charge;

/* Charges one call. options: NULL means defaults. Constant time.
 *
 * RC_ERROR_OPTIONS   an option is out of range, or cost or connect_fee is no cost
 * RC_ERROR_LIMIT     the charge is above 10^30 */
RC_API rc_code rc_charge_call(rc_text cost, uint64_t n_seconds, const rc_charge_options *options,
                              rc_charge *charge, rc_error *error);

/* ---- Call records ---------------------------------------------------------------- */

/* How call records are read. */
typedef struct rc_call_options {
    rc_column number_column;   /* where the number stands. By name: the first record is a header */
    rc_column duration_column; /* where the duration stands, as rc_duration_parse reads it; the
                                  same for a name. All zero: calls are not charged */
    rc_charge_options charges; /* with a duration_column */
    rc_field summary;          /* writes totals by this field in place of records: prefix, carrier
                                  or column, with a duration_column. RC_FIELD_NONE: records */
} rc_call_options;

/* Answers a stream of call records: RFC 4180 CSV, delimited by the first of ',' ';' TAB '|' outside
 * quotes in the first record that is not blank (',' if there is none).
 *
 * Writes each record as it came, line ends between quotes included, then the fields, each behind
 * the delimiter. A header gets the fields' names: "cost", "prefix", "carrier"; of several carriers
 * "cost_1" and so on. A record is a fault if it is too short, if its quotes are not those of
 * RFC 4180, or if its field is no number; the fault's line is the one on which the record starts.
 * A quote that is not closed makes one record of all that follows. A line of nothing but spaces
 * and tabs, delimiters or not, is blank: it is written as it came and is no fault.
 *
 * With a duration_column, the default fields are the cost and the charge. A record whose duration
 * is not one, or whose charge is above 10^30, is a fault. A number without a route has an empty
 * charge.
 *
 * With a summary, writes totals of the calls as CSV, sorted by value in byte order: a header, then
 * for each value of the field the value, how many calls, their seconds, the billed ones and their
 * charges as rounded. Calls without a route have an empty value. A sum above 10^30 is left empty
 * and is a fault, of line 0. Memory grows with the distinct values. fields and rank are not used.
 *
 * answer_options: NULL means defaults. call_options: its number_column is set. The rest is as for
 * rc_answer_numbers.
 *
 * RC_ERROR_COLUMN    the first record has fewer columns than number_column or duration_column,
 *                    or not exactly one column of the header has its name, or the header is longer
 *                    than RC_ROW_BYTES_MAX; nothing but blank lines was written
 * RC_ERROR_OPTIONS   charges are out of range, or asked for without a duration_column; summary is
 *                    no prefix, carrier or carried column; answers_only is set; nothing was read
 * others             as rc_answer_numbers */
RC_API rc_code rc_answer_calls(const rc_table *table, rc_reader calls, rc_writer answers,
                               const rc_answer_options *answer_options,
                               const rc_call_options *call_options, rc_answer_stats *stats,
                               rc_error *error);

#ifdef __cplusplus
}
#endif

#endif
