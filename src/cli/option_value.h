/* Reads the value of an option, whatever the option is for. */
#ifndef CLI_OPTION_VALUE_H
#define CLI_OPTION_VALUE_H

#include "cli/usage.h"

#include <stdbool.h>

/* A function that reads a value into the field of an option.  The comment beside each function
 * names the type of the field.  value is NULL if the option was given without one.  error->option
 * is the option's name.  Fails with RC_ERROR_OPTIONS and sets the reason. */
typedef rc_code option_read_fn(void *field, const char *value, usage_error *error);

option_read_fn option_read_flag;   /* bool */
option_read_fn option_read_text;   /* const char * */
option_read_fn option_read_texts;  /* option_texts; each value adds one text */
option_read_fn option_read_column; /* rc_column; digits alone are a number, anything else a name */

/* Reads a column as option_read_column does. */
rc_code option_read_column_text(rc_text text, rc_column *column, usage_error *error);

/* The values of an option that can be given several times, or that takes several at once. */
enum { TEXTS_MAX = 32 };
typedef struct option_texts {
    rc_text texts[TEXTS_MAX];
    size_t n_texts;
} option_texts;

/* Adds the parts of a value that commas separate.  An empty part fails. */
rc_code option_read_parts(option_texts *list, const char *value, usage_error *error);

/* Returns true if the first length bytes of value are column:NAME; sets *name then. */
bool option_is_column(const char *value, size_t length, rc_text *name);

/* Finds value among n words; returns its place, or n. */
size_t option_find_word(const char *value, const char *const *words, size_t n);

/* Reads a number from min to max, written in digits alone. */
rc_code option_read_number(const char *value, uint64_t min, uint64_t max, uint64_t *number,
                           usage_error *error);

/* Reads a number from 1 to max. */
rc_code option_read_count(const char *value, unsigned max, unsigned *count, usage_error *error);

#endif
