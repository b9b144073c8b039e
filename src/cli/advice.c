/* What helps after a usage error: see advice.h. */
#include "cli/advice.h"

#include "base/ascii.h"
#include "cli/option_table.h"

#include <stdio.h>
#include <string.h>

char *advice_write(char advice[ADVICE_BYTES], const char *name)
{
    const option *o = name ? option_find(name, strlen(name)) : NULL;
    const char *value = o ? o->example : NULL;
    const char *operands = o && o->operands ? o->operands : "routes.csv numbers.txt";

    snprintf(advice, ADVICE_BYTES, "try \"routecost%s%s%s%s%s%s\"", o ? " --" : "",
             o ? o->name : "", value ? "=" : "", value ? value : "", *operands ? " " : "",
             operands);
    return advice;
}

enum { NAME_MAX_LENGTH = 31 }; /* longer words are near to no name */

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The least number of letters changed, left out, added or swapped with their neighbour that makes
 * name of word.  rows[i % 3][j] is that of word's first i letters and name's first j. */
static unsigned distance_between(const char *word, size_t n_word, const char *name, size_t n_name)
{
    unsigned rows[3][NAME_MAX_LENGTH + 1];

    for (size_t j = 0; j <= n_name; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n_word; i++) {
        const unsigned *before = rows[(i + 2) % 3], *swapped = rows[(i + 1) % 3];
        unsigned *row = rows[i % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n_name; j++) {
            char a = to_lower(word[i - 1]), b = name[j - 1];
            row[j] = least(least(before[j], row[j - 1]) + 1, before[j - 1] + (a != b));
            if (i > 1 && j > 1 && a == name[j - 2] && to_lower(word[i - 2]) == b)
                row[j] = least(row[j], swapped[j - 2] + 1);
        }
    }
    return rows[n_word % 3][n_name];
}

void misspelt_consider(misspelt *m, const char *name)
{
    size_t n_name = strlen(name);

    if (m->length < 2 || m->length > NAME_MAX_LENGTH || n_name > NAME_MAX_LENGTH)
        return;
    unsigned distance = distance_between(m->word, m->length, name, n_name);
    bool is_begun = m->length < n_name && distance == n_name - m->length &&
                    memcmp(m->word, name, m->length) == 0;
    bool is_near = distance <= 1 + n_name / 5;
    if ((is_begun || is_near) && (!m->nearest || distance < m->distance)) {
        m->nearest = name;
        m->distance = distance;
    }
}
