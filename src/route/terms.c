/* The terms of a list's calls: see terms.h. */
#include "route/terms.h"

#include "route/cost.h"
#include "route/increment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

size_t rc_terms_spell(const call_terms *terms, char text[TERMS_BYTES])
{
    int length = 0;

    if (terms->increment.first > 0)
        length = snprintf(text, TERMS_BYTES, "%" PRIu32 "/%" PRIu32, terms->increment.first,
                          terms->increment.next);
    if (length == 0 && terms->fee.length == 0)
        return 0;
    text[length++] = ' ';
    if (terms->fee.length > 0)
        memcpy(text + length, terms->fee.bytes, terms->fee.length);
    return (size_t)length + terms->fee.length;
}

bool rc_terms_parse(rc_text text, call_terms *terms)
{
    const char *blank = text.length > 0 ? memchr(text.bytes, ' ', text.length) : NULL;
    char spelt[TERMS_BYTES];
    cost_value fee;

    *terms = (call_terms){.fee = {NULL, 0}};
    if (text.length == 0)
        return true;
    if (!blank || text.length > TERMS_BYTES)
        return false;
    rc_text increment = {text.bytes, (size_t)(blank - text.bytes)};
    terms->fee = (rc_text){blank + 1, text.length - increment.length - 1};
    if (increment.length > 0 && rc_increment_parse(increment, &terms->increment))
        return false;
    if (terms->fee.length > RC_COST_LENGTH_MAX ||
        (terms->fee.length > 0 && rc_cost_parse(terms->fee, &fee) != COST_OK))
        return false;
    return rc_terms_spell(terms, spelt) == text.length &&
           memcmp(spelt, text.bytes, text.length) == 0;
}
