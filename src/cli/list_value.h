/* Reads the values of the options that say how a route list is read. */
#ifndef CLI_LIST_VALUE_H
#define CLI_LIST_VALUE_H

#include "cli/list_options.h"
#include "cli/option_value.h"

option_read_fn list_value_read_currency;   /* const char * */
option_read_fn list_value_read_date_order; /* rc_date_order */
option_read_fn list_value_read_delimiter;  /* char */
option_read_fn list_value_read_duplicates; /* rc_duplicates */
option_read_fn list_value_read_factor;     /* const char * */
option_read_fn list_value_read_header;     /* rc_header */
option_read_fn list_value_read_prepend;    /* const char * */
option_read_fn list_value_read_increment;  /* prefix_columns; A+B are two */
option_read_fn list_value_read_prefix;     /* prefix_columns; A+B joins columns */
option_read_fn list_value_read_skip_lines; /* uint64_t */

#endif
