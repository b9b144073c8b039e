/* What the parts of the command line's parser share. */
#ifndef CLI_OPTIONS_PARSER_H
#define CLI_OPTIONS_PARSER_H

#include "cli/options.h"

#include <string.h>

typedef struct parser {
    options *o;
    char *reason;
    const char *operands[2];
    int n_operands;
} parser;

/* Sets the reason; returns 1. */
int options_complain(parser *p, const char *format, ...);

/* An argument as a reason shows it. */
#define QUOTED(argument, length) rc_quote((char[RC_QUOTE_BYTES]){0}, (rc_text){argument, length})

/* Finds value among n words; returns its place, or -1. */
int options_find_word(const char *value, const char *const *words, int n);

/* Reads a number of digits alone, up to max, into *number.  Returns 0, or 1 if it is none. */
int options_read_number(const char *value, uint64_t max, uint64_t *number);

/* The options that tell how route lists are written: they take a value, and return 0, or 1 with a
 * reason. */
int options_set_at(parser *p, const char *value);
int options_set_cost_column(parser *p, const char *value);
int options_set_delimiter(parser *p, const char *value);
int options_set_effective_column(parser *p, const char *value);
int options_set_header(parser *p, const char *value);
int options_set_prefix_column(parser *p, const char *value);
int options_set_skip_lines(parser *p, const char *value);

/* Judges them together, when all are known. */
int options_judge_lists(parser *p);

#endif
