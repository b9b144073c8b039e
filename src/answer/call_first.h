/* Looks at the first call record of a stream: it tells the delimiter, and where the number is. */
#ifndef ANSWER_CALL_FIRST_H
#define ANSWER_CALL_FIRST_H

#include "answer/call.h"
#include "answer/items.h"

enum {
    CALL_FIRST_BYTES_MAX = RC_ROW_BYTES_MAX /* of a header; further ones have no limit */
};

/* What reads the blank lines before the first record. */
static const call_format call_before_first = {.delimiter = ',', .column = 1};

typedef enum call_finding {
    CALL_FOUND,   /* format is set */
    CALL_TO_COME, /* the block has only blank lines so far */
    CALL_FAILED   /* the input failed, or error is set */
} call_finding;

/* Looks for the first record of the block, and in it for the wanted column; extends the block as
 * far as that takes.  Blank lines from items_at on end at *blanks_end: they have to be answered by
 * themselves. */
call_finding rc_call_find_first(rc_column wanted, input *in, item_block *b, size_t *blanks_end,
                                call_format *format, rc_error *error);

#endif
