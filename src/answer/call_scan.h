/* Finds call records and their numbers in a block in strides of many bytes; what it finds is
 * what call.h would. */
#ifndef ANSWER_CALL_SCAN_H
#define ANSWER_CALL_SCAN_H

#include "answer/call.h"
#include "io/input.h"

/* The bytes of the whole records that the text starts with, 0 if there is none.  BLOCK_PADDING
 * zeros must follow the text. */
size_t rc_call_cut(rc_text text, char delimiter);

typedef struct call_place {
    size_t n_bytes;   /* of the record, its line end included */
    size_t n_text;    /* without its line end */
    uint64_t n_lines; /* line ends between quotes */
    rc_text number;   /* the number's field, without quotes around */
} call_place;

/* Finds the record at the start of the text and its number.  Returns 0 for what must be read
 * byte by byte: among others what is garbled, too short, blank, or ends without a line end.
 * BLOCK_PADDING zeros must follow the text. */
int rc_call_scan(rc_text text, const call_format *f, call_place *place);

#endif
