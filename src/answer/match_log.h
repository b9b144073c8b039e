/* The rows of one prefix of a list, in their order: which one stays, and the first of the others.
 *
 * At most RC_MATCHES_SHOWN rows are kept beside the one that stays: the first of those that hold
 * from the same day, then the first of the others. */
#ifndef ANSWER_MATCH_LOG_H
#define ANSWER_MATCH_LOG_H

#include "route/cost.h"
#include "route/terms.h"
#include "routecost_explain.h"

#include <stdbool.h>

typedef struct match_row {
    uint64_t order; /* its place among the rows of all prefixes */
    uint64_t line;  /* 0: of a compiled table */
    cost_value value;
    rc_date date;           /* from which it holds; 0 where rows have none */
    bool holds;             /* on the day asked for */
    bool is_later;          /* it does not, because it begins later */
    rc_increment increment; /* of calls; all zero: the row does not say it */
    unsigned cost_length, own_length, fee_length;
    char fee[RC_COST_LENGTH_MAX];  /* empty: the same */
    char own[RC_COST_LENGTH_MAX];  /* the cost before the factor; empty without one */
    char cost[RC_COST_LENGTH_MAX]; /* as answers show it; empty: blocked */
} match_row;

/* A row that holds from the same day as an earlier one, which stays unless the policy says
 * otherwise. */
typedef struct match_repeat {
    uint64_t order, line; /* as a match_row has them */
} match_repeat;

/* All zero is an empty one. */
typedef struct match_log {
    match_row *rows; /* in the order in which they came; owned */
    unsigned n;
    size_t capacity;
    bool has_best;
    unsigned best;       /* the row that stays */
    uint64_t n_more;     /* rows that were not kept */
    uint64_t n_repeated; /* rows that hold from the same day as the one that stays */
    match_repeat repeated[RC_FAULTS_SHOWN]; /* the first of them, kept as rows or not */
} match_log;

/* Sets what a row says of calls. */
void rc_match_row_set_terms(match_row *row, const call_terms *terms);

/* Adds a row.  RC_OK or RC_ERROR_MEMORY. */
rc_code rc_match_log_add(match_log *log, rc_duplicates policy, const match_row *row);

/* Returns true if the row that stays is blocked: it offers nothing. */
bool rc_match_log_is_blocked(const match_log *log);

/* Less than, equal to or greater than 0 as the row that stays in a is cheaper than, as cheap as or
 * dearer than that in b. */
int rc_match_log_compare(const match_log *a, const match_log *b);

/* Why a row does not stay. */
rc_match_verdict rc_match_log_verdict(const match_log *log, rc_duplicates policy, unsigned row);

void rc_match_log_free(match_log *log);

#endif
