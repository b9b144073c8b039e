/* The right answers to call records by the plainest means: the whole text is at hand, and fields
 * are cut off one by one.  Shares no code with what it judges. */
#ifndef SUPPORT_CALLS_H
#define SUPPORT_CALLS_H

#include "support_oracle.h"
#include "routecost_calls.h"
#include "support_stream.h"

typedef struct call_answers {
    buffer out; /* the caller frees it */
    rc_answer_stats stats;
    uint64_t fault_lines[RC_FAULTS_SHOWN];
} call_answers;

/* What rc_answer_numbers has to write for the text.  column 0: the first record is a header, and
 * the number is in column 2. */
call_answers expect_calls(const oracle *routes, rc_text text, char delimiter, size_t column);

/* The bytes of the whole records within the text's first n_bytes. */
size_t count_whole_calls(rc_text text, char delimiter, size_t n_bytes);

#endif
