/* A whole run made of decisions: several carriers' lists in all the spellings that a list may have,
 * options, numbers, and what the answer has to be, which the oracle says. */
#ifndef FUZZ_SCENARIO_H
#define FUZZ_SCENARIO_H

#include "fuzz.h"
#include "support_oracle.h"

enum { SCENARIO_CARRIERS_MAX = 4 };

typedef struct scenario_list {
    char name[16];
    buffer text;      /* the list as the program reads it */
    oracle_row *rows; /* and what it says */
    rc_date *days;    /* on which they begin, where lists have dates */
    size_t n_rows, capacity;
    uint64_t n_bad_rows; /* none of which is in rows */
} scenario_list;

typedef struct scenario {
    size_t n_lists;
    scenario_list lists[SCENARIO_CARRIERS_MAX];
    unsigned compiled; /* bit i: list i comes as a compiled table; bit n_lists: the whole does */
    rc_load_options load_options;
    rc_answer_options answer_options;
    buffer numbers;

    rc_code load_code; /* what loading comes to; unless it is RC_OK there is no answer */
    buffer expected;   /* the answer */
    rc_answer_stats stats;
} scenario;

/* Makes a scenario of at most n_rows_max rows a list and n_numbers_max numbers. */
void scenario_make(scenario *s, feed *f, size_t n_rows_max, size_t n_numbers_max);
/* Makes a list that the options read. */
void scenario_make_list(scenario_list *list, feed *f, const rc_load_options *options,
                        size_t n_rows_max);

/* Writes a cost as a list may have it under the options, and changes it to what that means. */
void scenario_spell_cost(feed *f, const rc_load_options *options, char cost[40], char written[48]);

void scenario_free(scenario *s);

/* Runs it through the library, reading n_at_once bytes at a time (0: all that are wanted), and
 * ends the process if anything is other than expected. */
void scenario_run(const scenario *s, size_t n_at_once);

#endif
