/* What the command line asks for. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/list_options.h"
#include "cli/lists.h"
#include "routecost_calls.h"

typedef enum command {
    COMMAND_PRICE,   /* price every number */
    COMMAND_CHECK,   /* report on lists */
    COMMAND_COMPILE, /* write a compiled table */
    COMMAND_EXPLAIN, /* show why a number costs what it costs */
    COMMAND_EXPORT,  /* write one list of all carriers */
    COMMAND_DIFF,    /* show what changed between two lists */
    COMMAND_VERSION,
    COMMAND_HELP
} command;

typedef enum plus_mode {
    PLUS_DEFAULT, /* not given: exact, or as a compiled table has it */
    PLUS_EXACT,
    PLUS_OPTIONAL
} plus_mode;

/* How long the call lasts that is explained. */
typedef struct call_duration {
    bool is_given;
    uint64_t n_seconds;
} call_duration;

/* What is appended: see rc_answer_options. */
typedef struct answer_fields {
    rc_field fields[RC_FIELDS_MAX];
    rc_text columns[RC_CARRIED_COLUMNS_MAX]; /* those of column:NAME */
    size_t n_columns;
} answer_fields;

/* By what totals are written. */
typedef struct summary_field {
    rc_field field; /* RC_FIELD_NONE: records are written; RC_FIELD_COLUMN: by column */
    rc_text column;
} summary_field;

/* Texts are those of the command line. */
typedef struct options {
    command command;
    bool help_all;        /* COMMAND_HELP: show every option */
    list_argument *lists; /* at least one; owned */
    size_t n_lists;
    list_options list;     /* how lists are read */
    const char *carriers;  /* path of a carriers file, or "-"; NULL: none */
    const char *numbers;   /* path, or "-"; COMMAND_PRICE and COMMAND_DIFF, where it may be NULL */
    const char *compiled;  /* path of the table to write, or "-"; COMMAND_COMPILE only */
    const char *explained; /* the number; COMMAND_EXPLAIN only */
    const char *no_route;  /* NULL: the library's own */
    answer_fields answer;
    option_texts carried; /* names of columns that a compiled table keeps */
    unsigned rank;
    rc_column number_column;   /* of NUMBERS; none: one number a line */
    rc_column duration_column; /* of NUMBERS; none: calls are not charged */
    rc_charge_options charges;
    summary_field summary;
    call_duration duration; /* COMMAND_EXPLAIN only */
    plus_mode plus;
    const char *idd;   /* NULL: none given */
    bool answers_only; /* COMMAND_PRICE only */
    bool line_buffered;
    bool prune; /* COMMAND_EXPORT only */
    bool progress;
    bool quiet;
    bool stats;
    unsigned n_threads;
} options;

#endif
