/* Looks up a stream of numbers for those that count them. */
#ifndef ANSWER_FIND_H
#define ANSWER_FIND_H

#include "table/table.h"

/* Reads numbers as rc_answer_numbers does, or rc_answer_calls with a number_column, with its
 * failures and faults, but writes no text: each block that found takes is an array of uint32_t,
 * what the table's trie has found for each valid number, or TRIE_NO_VALUE. Of the table only trie
 * and plus_optional are used; of the options, only what concerns reading. */
rc_code rc_answer_find(const rc_table *table, rc_reader numbers, rc_writer found,
                       const rc_answer_options *options, rc_column number_column,
                       rc_answer_stats *stats, rc_error *error);

#endif
