/* Writes totals as CSV, sorted by value in byte order. */
#ifndef ANSWER_TOTALS_WRITE_H
#define ANSWER_TOTALS_WRITE_H

#include "answer/totals.h"

typedef struct totals_format {
    rc_text heading;       /* the first column's */
    unsigned decimals;     /* of charges */
    rc_fault_fn *on_fault; /* takes the first RC_FAULTS_SHOWN faults; NULL: they are counted only */
    void *fault_context;
} totals_format;

/* Writes a header and a row for each value: value, calls, seconds, billed, charge.  A row with a
 * sum above 10^30 is a fault, and that sum's field is empty.  *n_faults is how many there were.
 * Ends with a flush.  Returns RC_OK, RC_ERROR_MEMORY or RC_ERROR_WRITE; a failure fills *error,
 * which may be NULL, a success leaves it alone. */
rc_code rc_totals_write(const totals *t, const totals_format *format, rc_writer out,
                        uint64_t *n_faults, rc_error *error);

#endif
