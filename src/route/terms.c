/* The terms of a list's calls: see terms.h. */
#include "route/terms.h"

#include "route/cost.h"
#include "route/increment.h"

#include <string.h>

/* Writes a number of seconds, up to 10 digits. Returns its length. */
static size_t spell_seconds(char *to, uint32_t n_seconds)
{
    char digits[10];
    size_t n = 0;

    for (; n_seconds > 0 || n == 0; n_seconds /= 10)
        digits[n++] = (char)('0' + n_seconds % 10);
    for (size_t i = 0; i < n; i++)
        to[i] = digits[n - 1 - i];
    return n;
}

size_t rc_terms_spell(const call_terms *terms, char text[TERMS_BYTES])
{
    size_t length = 0;

    if (terms->increment.first > 0) {
        length = spell_seconds(text, terms->increment.first);
        text[length++] = '/';
        length += spell_seconds(text + length, terms->increment.next);
    }
    if (length == 0 && terms->fee.length == 0)
        return 0;
    text[length++] = ' ';
    if (terms->fee.length > 0)
        memcpy(text + length, terms->fee.bytes, terms->fee.length);
    return length + terms->fee.length;
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
