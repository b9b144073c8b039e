/* Tests of base/wide.h: whole numbers of many digits. */
#include "base/wide.h"

#include "support_decimal.h"
#include "support_random.h"
#include "support_test.h"

static void assert_wide(const wide *w, const char *expected)
{
    char digits[WIDE_DIGITS_MAX + 1];

    digits[rc_wide_format(w, digits)] = '\0';
    assert_string_equal(digits, expected);
}

TEST(zero_is_written_as_one_digit)
{
    wide w = {0};

    assert_wide(&w, "0");
    rc_wide_set(&w, 0);
    assert_wide(&w, "0");
}

TEST(words_are_kept_as_they_are)
{
    static const char *const texts[] = {
        "1", "10", "999999999", "1000000000", "4294967295", "4294967296", "18446744073709551615"};
    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        wide w;
        rc_wide_set(&w, strtoull(texts[i], NULL, 10));
        assert_wide(&w, texts[i]);
    }
}

TEST(products_and_sums_are_those_on_paper)
{
    prng p = prng_start();
    char text[DECIMAL_TEXT_BYTES], digits[32], before[DECIMAL_TEXT_BYTES];

    for (int round = 0; round < 200; round++) {
        wide w, other;
        rc_wide_set(&w, 1);
        strcpy(text, "1");
        for (int i = 0; i < 8; i++) {
            uint64_t factor = prng_next(&p) >> prng_below(&p, 64);
            sprintf(digits, "%llu", (unsigned long long)factor);
            strcpy(before, text);
            assert_int_equal(rc_wide_multiply(&w, factor), RC_OK);
            decimal_product(before, digits, text);
            assert_wide(&w, text);
            uint64_t summand = prng_next(&p) >> prng_below(&p, 64);
            sprintf(digits, "%llu", (unsigned long long)summand);
            strcpy(before, text);
            rc_wide_set(&other, summand);
            assert_int_equal(rc_wide_add(&w, &other), RC_OK);
            decimal_sum(before, digits, text);
            assert_wide(&w, text);
        }
    }
}

TEST(a_sum_carries_through_all_limbs)
{
    wide w, one;

    rc_wide_set(&w, UINT64_MAX);
    rc_wide_set(&one, 1);
    assert_int_equal(rc_wide_add(&w, &one), RC_OK);
    assert_wide(&w, "18446744073709551616");
    rc_wide_set(&w, 1);
    wide big;
    rc_wide_set(&big, UINT64_MAX);
    assert_int_equal(rc_wide_add(&w, &big), RC_OK);
    assert_wide(&w, "18446744073709551616");
}

TEST(division_undoes_multiplication)
{
    prng p = prng_start();

    for (int round = 0; round < 2000; round++) {
        wide w, product, rest;
        uint32_t divisor = (uint32_t)(prng_next(&p) >> (32 + prng_below(&p, 31))) | 1;
        uint32_t remainder = (uint32_t)prng_below(&p, divisor);
        rc_wide_set(&w, prng_next(&p));
        assert_int_equal(rc_wide_multiply(&w, prng_next(&p)), RC_OK);
        product = w;
        assert_int_equal(rc_wide_multiply(&product, divisor), RC_OK);
        rc_wide_set(&rest, remainder);
        assert_int_equal(rc_wide_add(&product, &rest), RC_OK);
        assert_int_equal(rc_wide_divide(&product, divisor), remainder);
        assert_int_equal(rc_wide_compare(&product, &w), 0);
    }
}

TEST(scaling_back_tells_whether_a_fraction_was_dropped)
{
    for (unsigned exponent = 0; exponent <= 100; exponent++) {
        wide w, one;
        rc_wide_set(&w, 123456789012345678u);
        rc_wide_set(&one, 1);
        assert_int_equal(rc_wide_scale(&w, exponent), RC_OK);
        wide more = w;
        assert_int_equal(rc_wide_add(&more, &one), RC_OK);
        assert_false(rc_wide_unscale(&w, exponent));
        assert_wide(&w, "123456789012345678");
        assert_int_equal(rc_wide_unscale(&more, exponent), exponent > 0);
        assert_wide(&more, exponent > 0 ? "123456789012345678" : "123456789012345679");
    }
}

TEST(numbers_compare_by_value)
{
    wide small, large;

    rc_wide_set(&small, UINT32_MAX);
    rc_wide_set(&large, (uint64_t)UINT32_MAX + 1);
    assert_true(rc_wide_compare(&small, &large) < 0);
    assert_true(rc_wide_compare(&large, &small) > 0);
    rc_wide_set(&small, (uint64_t)7 << 32 | 8);
    rc_wide_set(&large, (uint64_t)8 << 32 | 7);
    assert_true(rc_wide_compare(&small, &large) < 0);
    assert_true(rc_wide_compare(&large, &small) > 0);
    assert_int_equal(rc_wide_compare(&large, &large), 0);
}

TEST(the_largest_number_fits_and_one_more_does_not)
{
    wide w, one;

    rc_wide_set(&one, 1);
    w = one;
    for (int i = 1; i < WIDE_LIMBS; i++)
        assert_int_equal(rc_wide_multiply(&w, (uint64_t)1 << 32), RC_OK);
    assert_int_equal(w.n, WIDE_LIMBS);
    wide beyond = w;
    assert_int_equal(rc_wide_multiply(&beyond, (uint64_t)1 << 32), RC_ERROR_LIMIT);
    beyond = w;
    assert_int_equal(rc_wide_scale(&beyond, 10), RC_ERROR_LIMIT);
    for (int i = 0; i < WIDE_LIMBS; i++)
        w.limbs[i] = UINT32_MAX;
    char digits[WIDE_DIGITS_MAX];
    assert_int_equal(rc_wide_format(&w, digits), WIDE_DIGITS_MAX);
    assert_int_equal(rc_wide_add(&w, &one), RC_ERROR_LIMIT);
}

TEST(a_product_with_zero_is_zero)
{
    wide w;

    rc_wide_set(&w, UINT64_MAX);
    assert_int_equal(rc_wide_multiply(&w, 0), RC_OK);
    assert_int_equal(w.n, 0);
    assert_wide(&w, "0");
    assert_int_equal(rc_wide_multiply(&w, UINT64_MAX), RC_OK);
    assert_wide(&w, "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zero_is_written_as_one_digit),
        cmocka_unit_test(words_are_kept_as_they_are),
        cmocka_unit_test(products_and_sums_are_those_on_paper),
        cmocka_unit_test(a_sum_carries_through_all_limbs),
        cmocka_unit_test(division_undoes_multiplication),
        cmocka_unit_test(scaling_back_tells_whether_a_fraction_was_dropped),
        cmocka_unit_test(numbers_compare_by_value),
        cmocka_unit_test(the_largest_number_fits_and_one_more_does_not),
        cmocka_unit_test(a_product_with_zero_is_zero),
    };
    return RUN_TESTS(tests);
}
