/* Random tables of several carriers: see support_family.h. */
#include "support_family.h"

#include "support_test.h"

const char *const family_names[FAMILY_MAX] = {"acme", "b, c", "\"q\"", "d", "e=f", "0"};
const char *const family_written_names[FAMILY_MAX] = {"acme", "\"b, c\"", "\"\"\"q\"\"\"",
                                                      "d",    "e=f",      "0"};

row_kind random_kind(prng *p)
{
    return (row_kind){1 + (unsigned)prng_below(p, 10), 1 + (unsigned)prng_below(p, 15),
                      prng_below(p, 3) > 0, 0};
}

random_family make_family(prng *p, const row_kind *kind, size_t n_carriers_max, size_t n_rows_max,
                          int plus_optional)
{
    random_family f = {.n = 1 + prng_below(p, n_carriers_max)};
    rc_duplicates duplicates = (rc_duplicates)prng_below(p, 3);

    for (size_t i = 0; i < f.n; i++) {
        size_t n_rows = 1 + prng_below(p, n_rows_max);
        f.rows[i] = calloc(n_rows, sizeof *f.rows[i]);
        for (size_t k = 0; k < n_rows; k++)
            random_row(p, kind, &f.rows[i][k]);
        f.carriers[i] = (oracle){f.rows[i], n_rows, duplicates, plus_optional};
    }
    return f;
}

random_family vary_family(prng *p, const random_family *f, const row_kind *kind)
{
    random_family varied = *f;

    for (size_t i = 0; i < f->n; i++) {
        size_t n_rows = f->carriers[i].n_rows;
        varied.rows[i] = calloc(n_rows, sizeof *varied.rows[i]);
        for (size_t k = 0; k < n_rows; k++) {
            oracle_row *row = &varied.rows[i][k];
            *row = f->rows[i][k];
            if (prng_below(p, 4) == 0)
                random_row(p, kind, row); /* another prefix, another cost */
            if (prng_below(p, 2) == 0)
                strcpy(row->prefix, f->rows[i][k].prefix);
        }
        varied.carriers[i].rows = varied.rows[i];
    }
    return varied;
}

void free_family(random_family *f)
{
    for (size_t i = 0; i < f->n; i++)
        free(f->rows[i]);
}

family family_of(const random_family *f)
{
    return (family){f->n, f->carriers};
}

rc_table *load_family(const random_family *f, int keep_carriers)
{
    rc_load_options options = {.duplicates = f->carriers[0].duplicates,
                               .plus_optional = f->carriers[0].plus_optional,
                               .keep_carriers = keep_carriers};
    buffer lists[FAMILY_MAX];
    rc_text texts[FAMILY_MAX];
    rc_error error = {.code = RC_OK};

    for (size_t i = 0; i < f->n; i++) {
        lists[i] = list_of(f->rows[i], f->carriers[i].n_rows);
        texts[i] = (rc_text){lists[i].bytes, lists[i].n_bytes};
    }
    rc_table *table = load_carriers(texts, family_names, f->n, &options, NULL, &error);
    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    for (size_t i = 0; i < f->n; i++)
        buffer_free(&lists[i]);
    return table;
}

buffer numbers_for(prng *p, const random_family *f, size_t n)
{
    buffer numbers = {0};

    for (size_t i = 0; i < n; i++) {
        const oracle *o = &f->carriers[prng_below(p, f->n)];
        char number[48];
        random_number(p, o->rows, o->n_rows, number);
        buffer_string(&numbers, number);
        buffer_string(&numbers, "\n");
    }
    return numbers;
}

void assert_same_text(const buffer *written, const buffer *expected)
{
    const char *a = written->bytes, *b = expected->bytes;
    size_t at = 0;

    while (at < written->n_bytes && at < expected->n_bytes && a[at] == b[at])
        at++;
    if (at == written->n_bytes && at == expected->n_bytes)
        return;
    while (at > 0 && b[at - 1] != '\n')
        at--;
    fail_msg("\"%.*s\", not \"%.*s\"", (int)strcspn(a + at, "\n"), a + at,
             (int)strcspn(b + at, "\n"), b + at);
}

size_t count_text(const buffer *in, const char *text)
{
    size_t n = 0;

    for (const char *at = in->bytes; (at = strstr(at, text)); at++)
        n++;
    return n;
}
