/* Tests of route/batch.h: rows sorted and rid of duplicates. */
#include "route/batch.h"

#include "support_random.h"
#include "support_test.h"

typedef struct reference_row {
    prefix_key key;
    uint32_t payload;
    size_t place;
} reference_row;

static int compare_rows(const void *a, const void *b)
{
    const reference_row *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static prefix_key random_key(prng *p, unsigned n_digit_kinds, unsigned n_digits_max)
{
    char symbols[KEY_SYMBOLS + 1];
    size_t n_digits = 1 + prng_below(p, n_digits_max);

    for (size_t i = 0; i < n_digits; i++)
        symbols[i] = (char)('0' + prng_below(p, n_digit_kinds));
    if (n_digits > 1 && prng_below(p, 3) == 0)
        symbols[0] = '+';
    return key_pack(symbols, n_digits);
}

static void fill(batch *b, prng *p, size_t n, unsigned n_digit_kinds, unsigned n_digits_max)
{
    b->n = n;
    for (size_t i = 0; i < n; i++) {
        b->keys[i] = random_key(p, n_digit_kinds, n_digits_max);
        b->payloads[i] = (uint32_t)i;
    }
}

static const size_t sizes[] = {0, 1, 2, 3, 10, 47, 48, 49, 100, 1000, BATCH_ROUTES};

TEST(sorting_orders_keys_and_keeps_the_order_of_equal_ones)
{
    prng p = prng_start();
    static reference_row expected[BATCH_ROUTES];
    batch b;

    assert_int_equal(batch_init(&b), 0);
    for (size_t s = 0; s < N_ELEMENTS(sizes); s++)
        for (unsigned n_digits_max = 1; n_digits_max <= 15; n_digits_max += 7) {
            fill(&b, &p, sizes[s], n_digits_max == 8 ? 10 : 2, n_digits_max);
            for (size_t i = 0; i < b.n; i++)
                expected[i] = (reference_row){b.keys[i], b.payloads[i], i};
            qsort(expected, b.n, sizeof *expected, compare_rows);
            batch_sort(&b);
            assert_int_equal(b.n, sizes[s]);
            for (size_t i = 0; i < b.n; i++)
                if (b.keys[i] != expected[i].key || b.payloads[i] != expected[i].payload)
                    fail_msg("row %zu of %zu stands elsewhere", i, b.n);
        }
    batch_free(&b);
}

TEST(sorting_a_sorted_batch_changes_nothing)
{
    prng p = prng_start();
    batch b;

    assert_int_equal(batch_init(&b), 0);
    fill(&b, &p, 5000, 3, 9);
    batch_sort(&b);
    prefix_key *keys = malloc(b.n * sizeof *keys);
    uint32_t *payloads = malloc(b.n * sizeof *payloads);
    memcpy(keys, b.keys, b.n * sizeof *keys);
    memcpy(payloads, b.payloads, b.n * sizeof *payloads);
    batch_sort(&b);
    assert_memory_equal(keys, b.keys, b.n * sizeof *keys);
    assert_memory_equal(payloads, b.payloads, b.n * sizeof *payloads);
    free(keys);
    free(payloads);
    batch_free(&b);
}

typedef struct resolve_log {
    size_t n;
    int out_of_order; /* earlier did not stand before later */
} resolve_log;

static uint32_t take_later(void *context, prefix_key key, uint32_t earlier, uint32_t later)
{
    resolve_log *log = context;
    (void)key;
    log->n++;
    log->out_of_order |= earlier >= later;
    return later;
}

TEST(resolving_asks_for_each_later_row_in_order)
{
    prng p = prng_start();
    resolve_log log = {0};
    batch b;

    assert_int_equal(batch_init(&b), 0);
    fill(&b, &p, 4000, 3, 5);
    batch_sort(&b);
    batch_resolve(&b, take_later, &log);
    assert_int_equal(b.n + log.n, 4000);
    assert_false(log.out_of_order);
    for (size_t i = 1; i < b.n; i++)
        assert_true(b.keys[i - 1] < b.keys[i]);
    batch_free(&b);
}

static uint32_t take_sum(void *context, prefix_key key, uint32_t earlier, uint32_t later)
{
    (void)context;
    (void)key;
    return earlier + later;
}

TEST(resolving_leaves_what_the_policy_says)
{
    batch b;

    assert_int_equal(batch_init(&b), 0);
    for (size_t i = 0; i < 7; i++) {
        static const char *const prefixes[] = {"1", "1", "1", "12", "2", "+1", "+1"};
        b.keys[i] = key_pack(prefixes[i], strlen(prefixes[i]));
        b.payloads[i] = 1u << i;
    }
    b.n = 7;
    batch_resolve(&b, take_sum, NULL);
    assert_int_equal(b.n, 4);
    assert_int_equal(b.payloads[0], 7);
    assert_int_equal(b.payloads[1], 8);
    assert_int_equal(b.payloads[2], 16);
    assert_int_equal(b.payloads[3], 96);
    batch_free(&b);
}

TEST(resolving_an_empty_batch_is_fine)
{
    batch b;

    assert_int_equal(batch_init(&b), 0);
    batch_sort(&b);
    batch_resolve(&b, take_sum, NULL);
    assert_int_equal(b.n, 0);
    batch_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_orders_keys_and_keeps_the_order_of_equal_ones),
        cmocka_unit_test(sorting_a_sorted_batch_changes_nothing),
        cmocka_unit_test(resolving_asks_for_each_later_row_in_order),
        cmocka_unit_test(resolving_leaves_what_the_policy_says),
        cmocka_unit_test(resolving_an_empty_batch_is_fine),
    };
    return RUN_TESTS(tests);
}
