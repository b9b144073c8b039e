/* What the parts of the command line's parser share. */
#ifndef CLI_OPTIONS_PARSER_H
#define CLI_OPTIONS_PARSER_H

#include "cli/options.h"

#include <string.h>

typedef struct parser {
    options *o;
    char *reason;
    const struct option *at; /* the option that is being handled, or NULL */
    const char **operands;
    size_t n_operands;
} parser;

/* Sets the reason, and the advice for the option that is being handled; returns 1. */
int options_complain(parser *p, const char *format, ...);

/* Makes an option, by its name, the one that is advised for; NULL: none. */
void options_turn_to(parser *p, const char *name);

/* An argument as a reason shows it. */
#define QUOTED(argument, length) rc_quote((char[RC_QUOTE_BYTES]){0}, (rc_text){argument, length})

/* Finds value among n words; returns its place, or -1. */
int options_find_word(const char *value, const char *const *words, int n);

/* Reads a number of digits alone, up to max, into *number.  Returns 0, or 1 if it is none. */
int options_read_number(const char *value, uint64_t max, uint64_t *number);

/* Reads a number from 1 to max for the option of a name, or a column.  Returns 0, or 1 with a
 * reason. */
int options_read_count(parser *p, const char *name, const char *value, unsigned max,
                       unsigned *count);
int options_read_column(parser *p, const char *name, const char *value, rc_column *column);

/* Whether value names a file that can be replaced: not "-", and no device, such as /dev/stdout,
 * whose place a file would take. */
int options_names_file(const char *value);

/* The options that tell what is appended to numbers, and where these are: they take a value, and
 * return 0, or 1 with a reason. */
int options_set_fields(parser *p, const char *value);
int options_set_no_route(parser *p, const char *value);
int options_set_number_column(parser *p, const char *value);
int options_set_rank(parser *p, const char *value);

/* The name of the option that sets a command, or NULL. */
const char *options_command_name(command c);

/* The options that tell what is to be done in place of pricing: as those above. */
int options_set_check(parser *p, const char *value);
int options_set_compile(parser *p, const char *value);
int options_set_explain(parser *p, const char *value);

/* Judges what is to be done, neither help nor version, beside the other options. */
int options_judge_command(parser *p);

/* The options that tell how route lists are written: as those above. */
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
