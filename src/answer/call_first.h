/* Looks at the first call record of a stream: it tells the delimiter, and where number and duration
 * are. */
#ifndef ANSWER_CALL_FIRST_H
#define ANSWER_CALL_FIRST_H

#include "answer/call.h"
#include "answer/items.h"

enum {
    CALL_FIRST_BYTES_MAX = RC_ROW_BYTES_MAX /* of a header; further ones have no limit */
};

/* What reads the blank lines before the first record. */
static const call_format call_before_first = {.delimiter = ',', .column = 1};

/* The columns that are asked for. */
typedef struct call_columns {
    rc_column number;
    rc_column duration; /* all zero: calls have no duration */
} call_columns;

/* Returns true if a column is asked for by its name: then the first record is a header. */
static inline bool call_columns_have_name(const call_columns *c)
{
    return c->number.number == 0 || c->duration.name.bytes;
}

typedef enum call_finding {
    CALL_FOUND,   /* format is set */
    CALL_TO_COME, /* the block has only blank lines so far */
    CALL_FAILED   /* the input failed, or error is set */
} call_finding;

/* Looks for the first record of the block, and in it for the wanted columns; extends the block as
 * far as that takes.  Blank lines from items_at on end at *blanks_end: they have to be answered by
 * themselves. */
call_finding rc_call_find_first(const call_columns *wanted, input *in, item_block *b,
                                size_t *blanks_end, call_format *format, rc_error *error);

#endif
