/* What rc_diff and rc_export have to write: see support_compare.h. */
#include "support_compare.h"

#include <stdlib.h>
#include <string.h>

/* ---- All prefixes of some families ---- */

typedef struct prefix_set {
    size_t n;
    const char **prefixes; /* sorted, none twice */
} prefix_set;

static int compare_prefixes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static prefix_set all_prefixes(const family *families, size_t n_families)
{
    prefix_set set = {0};
    size_t n = 0;

    for (size_t f = 0; f < n_families; f++)
        for (size_t i = 0; i < families[f].n; i++)
            n += families[f].carriers[i].n_rows;
    set.prefixes = calloc(n, sizeof *set.prefixes);
    n = 0;
    for (size_t f = 0; f < n_families; f++)
        for (size_t i = 0; i < families[f].n; i++) {
            const oracle *o = &families[f].carriers[i];
            for (size_t k = 0; k < o->n_rows; k++)
                set.prefixes[n++] = oracle_prefix(o, &o->rows[k]);
        }
    qsort(set.prefixes, n, sizeof *set.prefixes, compare_prefixes);
    for (size_t i = 0; i < n; i++)
        if (set.n == 0 || strcmp(set.prefixes[i], set.prefixes[set.n - 1]) != 0)
            set.prefixes[set.n++] = set.prefixes[i];
    return set;
}

/* The longest prefix of the set that the text begins with, shorter than n_max; its place, or
 * SIZE_MAX. */
static size_t find_longest(const prefix_set *set, const char *text, size_t n_max)
{
    size_t found = SIZE_MAX, longest = 0;

    for (size_t i = 0; i < set->n; i++) {
        size_t length = strlen(set->prefixes[i]);
        if (length > longest && length < n_max && strncmp(set->prefixes[i], text, length) == 0) {
            found = i;
            longest = length;
        }
    }
    return found;
}

static size_t find_shorter(const prefix_set *set, size_t i)
{
    return find_longest(set, set->prefixes[i], strlen(set->prefixes[i]));
}

/* ---- Diff ---- */

/* The cheapest offer of a family, NULL if there is none. */
static const char *price_in(const family *f, const char *number)
{
    oracle_offer offers[FAMILY_MAX];
    return oracle_rank(f->carriers, f->n, number, offers) > 0 ? offers[0].row->cost : NULL;
}

static int is_same(const char *a, const char *b)
{
    return a && b ? oracle_compare(a, b) == 0 : a == b;
}

/* A prefix of the diff. */
typedef struct judged {
    const char *old_price, *new_price;
    size_t stands_for; /* the place of the prefix in whose favour it is left out, or its own */
    unsigned long long n_numbers;
} judged;

static void count_numbers(const family *f, const prefix_set *set, judged *all, const char *numbers)
{
    while (*numbers) {
        char number[64] = "";
        size_t length = strcspn(numbers, "\n");
        memcpy(number, numbers, length);
        const char *text = number + (f->carriers[0].plus_optional && *number == '+');
        size_t found = find_longest(set, text, SIZE_MAX);
        if (found != SIZE_MAX)
            all[all[found].stands_for].n_numbers++;
        numbers += length + 1;
    }
}

static const char *change_of(const judged *j)
{
    if (!j->old_price)
        return "new";
    if (!j->new_price)
        return "gone";
    return oracle_compare(j->new_price, j->old_price) > 0 ? "dearer" : "cheaper";
}

static void add_diff_row(buffer *out, const char *prefix, const judged *j, int with_numbers)
{
    buffer_string(out, prefix);
    buffer_string(out, ",");
    buffer_string(out, j->old_price ? j->old_price : "");
    buffer_string(out, ",");
    buffer_string(out, j->new_price ? j->new_price : "");
    buffer_string(out, ",");
    buffer_string(out, change_of(j));
    if (with_numbers) {
        buffer_string(out, ",");
        buffer_number(out, j->n_numbers);
    }
    buffer_string(out, "\n");
}

buffer expect_diff(const family *old_side, const family *new_side, const char *numbers)
{
    family both[] = {*old_side, *new_side};
    prefix_set set = all_prefixes(both, 2);
    judged *all = calloc(set.n, sizeof *all);
    buffer out = {0};

    for (size_t i = 0; i < set.n; i++) {
        size_t shorter = find_shorter(&set, i); /* stands before i, so it has been judged */
        all[i] = (judged){price_in(old_side, set.prefixes[i]), price_in(new_side, set.prefixes[i]),
                          i, 0};
        if (shorter != SIZE_MAX && is_same(all[shorter].old_price, all[i].old_price) &&
            is_same(all[shorter].new_price, all[i].new_price))
            all[i].stands_for = all[shorter].stands_for;
    }
    if (numbers)
        count_numbers(old_side, &set, all, numbers);
    buffer_string(&out, numbers ? "prefix,old,new,change,numbers\n" : "prefix,old,new,change\n");
    for (size_t i = 0; i < set.n; i++)
        if (all[i].stands_for == i && !is_same(all[i].old_price, all[i].new_price))
            add_diff_row(&out, set.prefixes[i], &all[i], numbers != NULL);
    free(all);
    free(set.prefixes);
    return out;
}

/* ---- Export ---- */

static void add_field(buffer *out, const family *f, const char *const *names, rc_field field,
                      const oracle_offer *offer)
{
    if (field == RC_FIELD_COST)
        buffer_string(out, offer->row->cost);
    else if (field == RC_FIELD_PREFIX)
        buffer_string(out, oracle_prefix(&f->carriers[offer->carrier], offer->row));
    else
        buffer_string(out, names[offer->carrier]);
}

/* What stands behind a prefix. */
static buffer tail_of(const family *f, const char *const *names, const rc_field *fields,
                      size_t n_ranks, const char *prefix)
{
    oracle_offer offers[FAMILY_MAX];
    size_t n = oracle_rank(f->carriers, f->n, prefix, offers);
    buffer tail = {0};

    for (size_t rank = 0; rank < n_ranks; rank++)
        for (const rc_field *field = fields; *field != RC_FIELD_NONE; field++) {
            buffer_string(&tail, ",");
            if (rank < n)
                add_field(&tail, f, names, *field, &offers[rank]);
            else if (rank == 0 && *field == RC_FIELD_COST)
                buffer_string(&tail, "blocked");
        }
    return tail;
}

static void add_header(buffer *out, const rc_field *fields, size_t n_ranks)
{
    static const char *const field_names[] = {"", ",cost", ",prefix", ",carrier"};

    buffer_string(out, "prefix");
    for (size_t rank = 1; rank <= n_ranks; rank++)
        for (const rc_field *field = fields; *field != RC_FIELD_NONE; field++) {
            buffer_string(out, field_names[*field]);
            if (n_ranks > 1) {
                buffer_string(out, "_");
                buffer_number(out, rank);
            }
        }
    buffer_string(out, "\n");
}

buffer expect_export(const family *f, const char *const *names, const rc_field *fields,
                     size_t n_ranks, int prune)
{
    prefix_set set = all_prefixes(f, 1);
    buffer out = {0};

    add_header(&out, fields, n_ranks);
    for (size_t i = 0; i < set.n; i++) {
        size_t shorter = find_shorter(&set, i);
        buffer tail = tail_of(f, names, fields, n_ranks, set.prefixes[i]);
        /* no row has no text but that of a number without a route */
        buffer above = tail_of(f, names, fields, n_ranks,
                               shorter == SIZE_MAX ? "no prefix" : set.prefixes[shorter]);
        if (!prune || strcmp(tail.bytes, above.bytes) != 0) {
            buffer_string(&out, set.prefixes[i]);
            buffer_string(&out, tail.bytes);
            buffer_string(&out, "\n");
        }
        buffer_free(&tail);
        buffer_free(&above);
    }
    free(set.prefixes);
    return out;
}
