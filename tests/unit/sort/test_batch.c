/* Tests of sort/batch.h: rows sorted and rid of duplicates. */
#include "sort/batch.h"

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
    return rc_key_pack(symbols, n_digits);
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

    assert_int_equal(rc_batch_init(&b), 0);
    for (size_t s = 0; s < N_ELEMENTS(sizes); s++)
        for (unsigned n_digits_max = 1; n_digits_max <= 15; n_digits_max += 7) {
            fill(&b, &p, sizes[s], n_digits_max == 8 ? 10 : 2, n_digits_max);
            for (size_t i = 0; i < b.n; i++)
                expected[i] = (reference_row){b.keys[i], b.payloads[i], i};
            qsort(expected, b.n, sizeof *expected, compare_rows);
            rc_batch_sort(&b);
            assert_int_equal(b.n, sizes[s]);
            for (size_t i = 0; i < b.n; i++)
                if (b.keys[i] != expected[i].key || b.payloads[i] != expected[i].payload)
                    fail_msg("row %zu of %zu stands elsewhere", i, b.n);
        }
    rc_batch_free(&b);
}

TEST(bits_that_differ_from_the_first_route_are_found)
{
    batch b;
    batch_differences d;

    assert_int_equal(rc_batch_init(&b), 0);
    b.n = 0;
    d = rc_batch_differ(&b);
    assert_true(d.keys == 0 && d.payloads == 0);
    b.n = 3;
    for (size_t i = 0; i < b.n; i++) {
        b.keys[i] = UINT64_C(5) << 60;
        b.payloads[i] = 9;
    }
    d = rc_batch_differ(&b);
    assert_true(d.keys == 0 && d.payloads == 0);
    b.keys[1] ^= 3;
    b.payloads[2] ^= 1u << 31;
    d = rc_batch_differ(&b);
    assert_true(d.keys == 3 && d.payloads == 1u << 31);
    b.n = 1;
    d = rc_batch_differ(&b);
    assert_true(d.keys == 0 && d.payloads == 0);
    rc_batch_free(&b);
}

TEST(sorting_a_sorted_batch_changes_nothing)
{
    prng p = prng_start();
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    fill(&b, &p, 5000, 3, 9);
    rc_batch_sort(&b);
    prefix_key *keys = malloc(b.n * sizeof *keys);
    uint32_t *payloads = malloc(b.n * sizeof *payloads);
    memcpy(keys, b.keys, b.n * sizeof *keys);
    memcpy(payloads, b.payloads, b.n * sizeof *payloads);
    rc_batch_sort(&b);
    assert_memory_equal(keys, b.keys, b.n * sizeof *keys);
    assert_memory_equal(payloads, b.payloads, b.n * sizeof *payloads);
    free(keys);
    free(payloads);
    rc_batch_free(&b);
}

typedef struct unite_log {
    size_t n;
    int out_of_order; /* earlier did not stand before later */
} unite_log;

TEST(one_row_out_of_order_anywhere_is_noticed)
{
    enum { N = 300 };
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    for (size_t from = 0; from < N; from++) {
        size_t to = from > N / 2 ? 0 : N - 1;
        for (size_t i = 0; i < N; i++) {
            size_t place = i == from ? to : i; /* one of them has a key out of turn */
            char symbols[KEY_SYMBOLS];
            b.keys[i] = rc_key_pack(
                symbols, (size_t)sprintf(symbols, "%zu", 1000 + 2 * place + (i == from)));
            b.payloads[i] = (uint32_t)i;
        }
        b.n = N;
        rc_batch_sort(&b);
        for (size_t i = 1; i < N; i++)
            assert_true(b.keys[i - 1] < b.keys[i]);
    }
    rc_batch_free(&b);
}

static uint32_t take_later(void *context, uint32_t earlier, uint32_t later)
{
    unite_log *log = context;
    log->n++;
    log->out_of_order |= earlier >= later;
    return later;
}

TEST(uniting_asks_for_each_later_row_in_order)
{
    prng p = prng_start();
    unite_log log = {0};
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    fill(&b, &p, 4000, 3, 5);
    rc_batch_sort(&b);
    rc_batch_unite(&b, take_later, &log);
    assert_int_equal(b.n + log.n, 4000);
    assert_false(log.out_of_order);
    for (size_t i = 1; i < b.n; i++)
        assert_true(b.keys[i - 1] < b.keys[i]);
    rc_batch_free(&b);
}

static uint32_t take_sum(void *context, uint32_t earlier, uint32_t later)
{
    (void)context;
    return earlier + later;
}

TEST(uniting_leaves_what_was_chosen)
{
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    for (size_t i = 0; i < 7; i++) {
        static const char *const prefixes[] = {"1", "1", "1", "12", "2", "+1", "+1"};
        b.keys[i] = rc_key_pack(prefixes[i], strlen(prefixes[i]));
        b.payloads[i] = 1u << i;
    }
    b.n = 7;
    rc_batch_unite(&b, take_sum, NULL);
    assert_int_equal(b.n, 4);
    assert_int_equal(b.payloads[0], 7);
    assert_int_equal(b.payloads[1], 8);
    assert_int_equal(b.payloads[2], 16);
    assert_int_equal(b.payloads[3], 96);
    rc_batch_free(&b);
}

static uint32_t take_least(void *context, uint32_t earlier, uint32_t later)
{
    (void)context;
    return later < earlier ? later : earlier;
}

/* Payloads of all widths, the least and the greatest among them. */
static uint32_t random_payload(prng *p)
{
    static const uint32_t extremes[] = {
        0, 1, INT32_MAX, (uint32_t)INT32_MAX + 1, UINT32_MAX - 1, UINT32_MAX};
    return prng_below(p, 4) == 0 ? extremes[prng_below(p, N_ELEMENTS(extremes))]
                                 : (uint32_t)(prng_next(p) >> (32 + prng_below(p, 32)));
}

TEST(uniting_by_the_least_payload_is_uniting_with_a_choice_of_it)
{
    prng p = prng_start();
    batch least, chosen;

    assert_int_equal(rc_batch_init(&least), 0);
    assert_int_equal(rc_batch_init(&chosen), 0);
    for (size_t s = 0; s < N_ELEMENTS(sizes); s++)
        for (unsigned n_digits_max = 1; n_digits_max <= 15; n_digits_max += 2) {
            fill(&least, &p, sizes[s], n_digits_max == 1 ? 1 : 3, n_digits_max);
            for (size_t i = 0; i < least.n; i++)
                least.payloads[i] = random_payload(&p);
            rc_batch_sort(&least);
            chosen.n = least.n;
            memcpy(chosen.keys, least.keys, least.n * sizeof *least.keys);
            memcpy(chosen.payloads, least.payloads, least.n * sizeof *least.payloads);
            rc_batch_unite(&chosen, take_least, NULL);
            rc_batch_unite_least(&least);
            assert_int_equal(least.n, chosen.n);
            assert_memory_equal(least.keys, chosen.keys, chosen.n * sizeof *chosen.keys);
            assert_memory_equal(least.payloads, chosen.payloads,
                                chosen.n * sizeof *chosen.payloads);
        }
    rc_batch_free(&least);
    rc_batch_free(&chosen);
}

TEST(uniting_an_empty_batch_is_fine)
{
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    rc_batch_sort(&b);
    rc_batch_unite(&b, take_sum, NULL);
    assert_int_equal(b.n, 0);
    rc_batch_unite_least(&b);
    assert_int_equal(b.n, 0);
    rc_batch_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_orders_keys_and_keeps_the_order_of_equal_ones),
        cmocka_unit_test(bits_that_differ_from_the_first_route_are_found),
        cmocka_unit_test(sorting_a_sorted_batch_changes_nothing),
        cmocka_unit_test(one_row_out_of_order_anywhere_is_noticed),
        cmocka_unit_test(uniting_asks_for_each_later_row_in_order),
        cmocka_unit_test(uniting_leaves_what_was_chosen),
        cmocka_unit_test(uniting_by_the_least_payload_is_uniting_with_a_choice_of_it),
        cmocka_unit_test(uniting_an_empty_batch_is_fine),
    };
    return RUN_TESTS(tests);
}
