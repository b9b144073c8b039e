/* Reads the values of the options that concern a whole run: what to do, what to write, and how. */
#ifndef CLI_RUN_VALUE_H
#define CLI_RUN_VALUE_H

#include "cli/option_value.h"

option_read_fn run_value_read_all;       /* bool: true for "all", which may be left out */
option_read_fn run_value_read_explained; /* const char *: a number */
option_read_fn run_value_read_carried;   /* option_texts: names of columns */
option_read_fn run_value_read_fields;    /* answer_fields */
option_read_fn run_value_read_file;      /* const char *: a file that can be replaced */
option_read_fn run_value_read_idd;       /* const char * */
option_read_fn run_value_read_no_route;  /* const char *: text without a line end */
option_read_fn run_value_read_plus;      /* plus_mode */
option_read_fn run_value_read_rank;      /* unsigned */
option_read_fn run_value_read_threads;   /* unsigned */

#endif
