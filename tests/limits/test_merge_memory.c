/* Memory that ends while a list is read and its runs are merged: an error, never a table without
 * some of the routes.  The library is the one that has small batches and few runs, so that a few
 * thousand rows are merged several times.
 *
 * The linker puts the functions below in the place of malloc and the others. */
#include "routecost.h"
#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

enum { N_ROWS = 3000, EVERY = 7 /* of so many allocations one is tried */ };

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *bytes, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *bytes, size_t n);

static long n_till_failure; /* the allocation that fails: 1 the next, 0 or less none */

void *__wrap_malloc(size_t n)
{
    return n_till_failure-- == 1 ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return n_till_failure-- == 1 ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *bytes, size_t n)
{
    return n_till_failure-- == 1 ? NULL : __real_realloc(bytes, n);
}

/* Loads the list, and counts the prefixes of its table. */
static rc_code count_prefixes(const buffer *list, uint64_t *n_prefixes)
{
    rc_load_options options = {.n_threads = 1};
    memory_source source = memory_source_of(list->bytes, list->n_bytes);
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(&options);
    rc_code code =
        builder ? rc_builder_read(builder, memory_reader(&source), &error) : RC_ERROR_MEMORY;

    if (code == RC_OK)
        code = rc_builder_seal(builder, &table, &error);
    *n_prefixes = code == RC_OK ? rc_builder_stats(builder).n_prefixes : 0;
    rc_builder_free(builder);
    rc_table_free(table);
    return code;
}

TEST(merge_without_memory_is_an_error)
{
    prng p = prng_start();
    buffer list = {0};
    uint64_t n_all, n_prefixes;
    rc_code code = RC_ERROR_MEMORY;

    for (unsigned i = 0; i < N_ROWS; i++) {
        char row[40];
        int length =
            snprintf(row, sizeof row, "%u,0.%u\n", 100000 + (unsigned)prng_below(&p, 900000),
                     1 + (unsigned)prng_below(&p, 99));
        buffer_add(&list, row, (size_t)length);
    }
    assert_int_equal(count_prefixes(&list, &n_all), RC_OK);
    assert_true(n_all > N_ROWS / 2);
    for (long n = 1 + (long)prng_below(&p, EVERY); n_till_failure <= 0; n += EVERY) {
        n_till_failure = n;
        code = count_prefixes(&list, &n_prefixes);
        if (code != RC_ERROR_MEMORY && n_till_failure <= 0)
            assert_true(code == RC_OK && n_prefixes == n_all);
    }
    n_till_failure = 0;
    assert_int_equal(code, RC_OK); /* of the last one, which failed no allocation */
    buffer_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merge_without_memory_is_an_error),
    };
    return RUN_TESTS(tests);
}
