/* The right answers by the plainest means: strings compared row by row, decimals digit by
 * digit.  Shares no code with what it judges. */
#ifndef SUPPORT_ORACLE_H
#define SUPPORT_ORACLE_H

#include "routecost.h"

typedef struct oracle_row {
    char prefix[24];
    char cost[40]; /* empty: the route is blocked */
} oracle_row;

typedef struct oracle {
    const oracle_row *rows;
    size_t n_rows;
    rc_duplicates duplicates; /* RC_DUPLICATES_ERROR is as RC_DUPLICATES_FIRST */
    int plus_optional;
} oracle;

/* -1, 0, 1: plain decimal a is less than, equals, exceeds b. */
int oracle_compare(const char *a, const char *b);

/* The row whose prefix is the longest that the number begins with, NULL when there is none; of
 * rows with one prefix, the one that stays.  The number is a plain one: no blanks around. */
const oracle_row *oracle_match(const oracle *o, const char *number);

/* The cost of the longest prefix that the number begins with, NULL when there is none or it is
 * blocked.  The number is a plain one: no blanks around. */
const char *oracle_price(const oracle *o, const char *number);

/* The number of different prefixes. */
size_t oracle_count(const oracle *o);

/* The prefix of a row as it matches: without its '+' where that is ignored. */
const char *oracle_prefix(const oracle *o, const oracle_row *row);

/* What a carrier offers for a number. */
typedef struct oracle_offer {
    size_t carrier;
    const oracle_row *row;
} oracle_offer;

/* The offers of n carriers for a number, the cheapest first, of equal ones the earlier carrier's;
 * returns how many.  offers has room for n. */
size_t oracle_rank(const oracle *carriers, size_t n, const char *number, oracle_offer *offers);

#endif
