/* Reads a number off a line, in as many pieces as it comes. */
#ifndef ANSWER_NUMBER_H
#define ANSWER_NUMBER_H

#include "base/error.h"
#include "route/symbol.h"

typedef enum number_kind {
    NUMBER_BLANK, /* nothing but spaces and tabs */
    NUMBER_VALID,
    NUMBER_INVALID
} number_kind;

typedef struct number {
    prefix_key key;            /* its first KEY_SYMBOLS symbols */
    unsigned n_symbols;        /* in the key */
    int state;                 /* private */
    size_t n_excerpt, n_bytes; /* the excerpt's and the whole text's from the first non-blank on */
    char excerpt[RC_QUOTE_INPUT_MAX]; /* the first bytes, for a message */
} number;

/* An empty number, all zero, is ready for its first piece. */
void rc_number_feed(number *n, const char *piece, size_t n_bytes);

/* Returns what all the pieces make.  The key counts with NUMBER_VALID only. */
number_kind rc_number_kind(const number *n);

#endif
