/* What a usage error advises: see advice.h. */
#include "cli/advice.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>

/* Every option that takes a value has a line here, and so has one that wants other operands. */
static const struct example {
    const char *name;
    const char *value;
    const char *operands; /* NULL: the usual ones */
} examples[] = {
    {"at", "2026-01-01", " --effective-column=3 routes.csv numbers.txt"},
    {"check", NULL, " routes.csv"},
    {"compile", "routes.table", " routes.csv"},
    {"cost-column", "2", NULL},
    {"decimal-comma", NULL, " european.csv numbers.txt"},
    {"delimiter", ",", NULL},
    {"duplicates", "first", NULL},
    {"effective-column", "3", " --at=2026-01-01 routes.csv numbers.txt"},
    {"explain", "+14152345678", " routes.csv"},
    {"fields", "cost,prefix", NULL},
    {"header", "yes", NULL},
    {"help", NULL, ""},
    {"no-route", "none", NULL},
    {"number-column", "1", NULL},
    {"plus", "optional", NULL},
    {"prefix-column", "1", NULL},
    {"rank", "2", NULL},
    {"skip-lines", "1", NULL},
    {"threads", "4", NULL},
    {"version", NULL, ""},
};

static const struct example *find_example(const char *name)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (strcmp(examples[i].name, name) == 0)
            return &examples[i];
    return NULL;
}

void advice_for_option(char advice[ADVICE_BYTES], const char *name, int takes_value)
{
    const struct example *example = name ? find_example(name) : NULL;

    if (takes_value && !example)
        example = find_example(name = "help");
    const char *value = example ? example->value : NULL;
    const char *operands = example ? example->operands : NULL;
    if (!operands)
        operands = " routes.csv numbers.txt";
    snprintf(advice, ADVICE_BYTES, "try \"routecost%s%s%s%s%s\"", name ? " --" : "",
             name ? name : "", value ? "=" : "", value ? value : "", operands);
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
    int is_begun = m->length < n_name && distance == n_name - m->length &&
                   memcmp(m->word, name, m->length) == 0;
    int is_near = distance <= 1 + n_name / 5 && distance < m->length;
    if ((is_begun || is_near) && (!m->nearest || distance < m->distance)) {
        m->nearest = name;
        m->distance = distance;
    }
}
