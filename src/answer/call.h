/* Reads a call record, which is a record of a CSV file, in as many pieces as it comes, and the
 * number in one of its fields.
 *
 * The grammar is RFC 4180's: a quote opens a field only at its start, but for blanks; between
 * quotes a delimiter and a line end are text, and a doubled quote is one.  Any other quote is
 * text.  Where text follows a closing quote the record is garbled, and the field goes on without
 * quotes.  So each byte is judged by those before it alone, however long the record is. */
#ifndef ANSWER_CALL_H
#define ANSWER_CALL_H

#include "answer/number.h"

typedef struct call_format {
    char delimiter; /* 0: not known yet; the first record tells */
    size_t column;  /* of the number, 1-based; 0: the stream has lines, not records */
} call_format;

typedef enum call_state {
    CALL_AT_START, /* of a field; maybe behind blanks */
    CALL_IN_FIELD, /* one without quotes */
    CALL_IN_QUOTES,
    CALL_AT_QUOTE,      /* behind a quote that closes the field, or is the first of two */
    CALL_BEHIND_QUOTES, /* behind blanks that follow a closing quote */
    CALL_ENDED          /* behind the line end */
} call_state;

typedef struct call {
    call_state state;
    int is_blank_no_more;
    int is_garbled;   /* text follows a closing quote */
    size_t column;    /* columns before the field at hand */
    size_t n_tabs;    /* passed before the delimiter is known and anything else is seen */
    uint64_t n_lines; /* line ends between quotes */
    unsigned n_end;   /* bytes of the line end: 0..2 */
    number number;    /* what the number's field has made so far */
} call;

/* What a byte is. */
typedef enum call_byte {
    CALL_MARK,    /* a delimiter, a quote that opens or closes, a blank outside a field */
    CALL_CONTENT, /* text of the field at hand */
    CALL_END      /* the record's line end */
} call_byte;

/* Reads one byte, which is no carriage return of a line end.  An empty call, all zero, is ready
 * for its first byte.  Sets the delimiter if it is 0 and this byte tells it. */
call_byte rc_call_step(call *c, call_format *f, char byte);

/* Reads up to the record's end; returns the bytes used.  A carriage return that is the last of
 * n_bytes belongs to the line end if is_last, and to the field if not. */
size_t rc_call_feed(call *c, call_format *f, const char *bytes, size_t n_bytes, int is_last);

/* What the record's number is.  A record of nothing but blanks is blank; one that is garbled, not
 * closed or too short has no valid number. */
number_kind rc_call_judge(const call *c, const call_format *f);

/* Sets the fault of a record whose number is invalid. */
void rc_call_describe(const call *c, const call_format *f, rc_error *fault);

#endif
