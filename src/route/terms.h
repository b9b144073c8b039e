/* The terms of a list's calls: how they are billed, and what it costs to connect them.
 *
 * As a text, which routes carry: FIRST/NEXT, a blank and the fee, as "60/6 0.01"; either may be
 * missing, as in "60/6 " and " 0.01". Without both the text is empty. */
#ifndef ROUTE_TERMS_H
#define ROUTE_TERMS_H

#include "routecost.h"

enum { TERMS_BYTES = 24 + RC_COST_LENGTH_MAX }; /* of a text */

/* All zero: nothing is said. */
typedef struct call_terms {
    rc_increment increment; /* all zero: not said */
    rc_text fee;            /* a plain decimal; empty: not said */
} call_terms;

/* Writes terms; the fee is of at most RC_COST_LENGTH_MAX bytes. Returns the length. */
size_t rc_terms_spell(const call_terms *terms, char text[TERMS_BYTES]);

/* Reads what rc_terms_spell has written; the fee stays in the text. Returns false for any other
 * text. */
bool rc_terms_parse(rc_text text, call_terms *terms);

#endif
