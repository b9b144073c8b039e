/* The right answers by the plainest means: see support_oracle.h. */
#include "support_oracle.h"

#include <string.h>

/* Compares digits as fractions: a missing digit is a 0. */
static int compare_fractions(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        int digit_a = *a != '\0' ? *a++ : '0';
        int digit_b = *b != '\0' ? *b++ : '0';
        if (digit_a != digit_b)
            return digit_a < digit_b ? -1 : 1;
    }
    return 0;
}

int oracle_compare(const char *a, const char *b)
{
    a += strspn(a, "0");
    b += strspn(b, "0");
    size_t n_whole_a = strspn(a, "0123456789"), n_whole_b = strspn(b, "0123456789");

    if (n_whole_a != n_whole_b)
        return n_whole_a < n_whole_b ? -1 : 1;
    for (size_t i = 0; i < n_whole_a; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    a += n_whole_a;
    b += n_whole_b;
    return compare_fractions(a + (*a == '.'), b + (*b == '.'));
}

/* Whether row a is cheaper than b; a blocked row is cheaper than any cost. */
static int is_cheaper(const oracle_row *a, const oracle_row *b)
{
    return *b->cost != '\0' && (*a->cost == '\0' || oracle_compare(a->cost, b->cost) < 0);
}

static const char *without_plus(const oracle *o, const char *symbols)
{
    return symbols + (o->plus_optional && *symbols == '+');
}

const oracle_row *oracle_match(const oracle *o, const char *number)
{
    size_t best_length = 0;
    const oracle_row *best = NULL;

    number = without_plus(o, number);
    for (size_t i = 0; i < o->n_rows; i++) {
        const oracle_row *row = &o->rows[i];
        const char *prefix = without_plus(o, row->prefix);
        size_t length = strlen(prefix);
        if (length < best_length || strncmp(prefix, number, length) != 0)
            continue;
        int wins = length > best_length || o->duplicates == RC_DUPLICATES_LAST ||
                   (o->duplicates == RC_DUPLICATES_CHEAPEST && is_cheaper(row, best));
        best_length = length;
        if (wins)
            best = row;
    }
    return best;
}

const char *oracle_price(const oracle *o, const char *number)
{
    const oracle_row *row = oracle_match(o, number);
    return row && *row->cost ? row->cost : NULL;
}

const char *oracle_prefix(const oracle *o, const oracle_row *row)
{
    return without_plus(o, row->prefix);
}

size_t oracle_rank(const oracle *carriers, size_t n, const char *number, oracle_offer *offers)
{
    size_t n_offers = 0;

    for (size_t i = 0; i < n; i++) {
        const oracle_row *row = oracle_match(&carriers[i], number);
        if (!row || *row->cost == '\0')
            continue;
        size_t at = n_offers++;
        for (; at > 0 && oracle_compare(row->cost, offers[at - 1].row->cost) < 0; at--)
            offers[at] = offers[at - 1];
        offers[at] = (oracle_offer){i, row};
    }
    return n_offers;
}

size_t oracle_count(const oracle *o)
{
    size_t n = 0;

    for (size_t i = 0; i < o->n_rows; i++) {
        size_t k = 0;
        while (strcmp(without_plus(o, o->rows[k].prefix), without_plus(o, o->rows[i].prefix)) != 0)
            k++;
        n += k == i;
    }
    return n;
}
