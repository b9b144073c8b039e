/* Reads a number off a line, in as many pieces as it comes. */
#ifndef ANSWER_NUMBER_H
#define ANSWER_NUMBER_H

#include "base/error.h"
#include "route/dialled.h"

typedef enum number_kind {
    NUMBER_BLANK, /* nothing but spaces and tabs */
    NUMBER_VALID,
    NUMBER_INVALID
} number_kind;

typedef struct number {
    prefix_key key, more;      /* its first KEY_SYMBOLS symbols, and as many behind them */
    unsigned n_symbols;        /* in both */
    int state;                 /* private */
    size_t n_excerpt, n_bytes; /* the excerpt's and the whole text's from the first non-blank on */
    char excerpt[RC_QUOTE_INPUT_MAX]; /* the first bytes, for a message */
} number;

/* An empty number, all zero, is ready for its first piece. */
void rc_number_feed(number *n, const char *piece, size_t n_bytes);

/* Returns what all the pieces make.  The key counts with NUMBER_VALID only. */
number_kind rc_number_kind(const number *n);

/* Returns the key of a valid number, with '+' in the place of a direct-dial prefix. */
static inline prefix_key number_key(const number *n, const idd_list *idd)
{
    return idd_key(idd, n->key, n->more);
}

#endif
