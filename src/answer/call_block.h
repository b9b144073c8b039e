/* Reads the call records of a block, as answer_block.c reads lines. */
#ifndef ANSWER_CALL_BLOCK_H
#define ANSWER_CALL_BLOCK_H

#include "answer/answer_block.h"

/* Reads the records of a group.  Returns what stands behind them. */
const char *rc_call_read_group(answer_block *b, const answer_tails *tails, const char *at,
                               group *g);

/* Counts a record that was read byte by byte, or its fault; returns its number's key, 0 if there
 * is none. */
prefix_key rc_call_count(answer_block *b, const call *c);

#endif
