/* Items that are lines, one number each. */
#ifndef ANSWER_LINE_SOURCE_H
#define ANSWER_LINE_SOURCE_H

#include "answer/items.h"

typedef struct line_source {
    item_source items;
    number long_number; /* what the pieces of a long line have made so far */
} line_source;

/* Begins to read lines; items.in is set by the caller. */
line_source rc_lines_begin(void);

#endif
