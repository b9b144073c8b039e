/* Tests of answer/amount.h against decimal digits that are added and cut by hand. */
#include "answer/amount.h"

#include "support_random.h"
#include "support_test.h"

#include <stdlib.h>

enum { N_DIGITS = 60 };

/* Makes the amount of a decimal text. */
static amount amount_of(const char *digits)
{
    wide w;
    amount a;

    rc_wide_set(&w, 0);
    for (; *digits; digits++) {
        wide digit;
        rc_wide_set(&digit, (uint64_t)(*digits - '0'));
        assert_int_equal(rc_wide_multiply(&w, 10), RC_OK);
        assert_int_equal(rc_wide_add(&w, &digit), RC_OK);
    }
    assert_int_equal(rc_amount_from_wide(&w, AMOUNT_DECIMALS_MAX, &a), RC_OK);
    return a;
}

static void assert_format(amount a, unsigned decimals, const char *expected)
{
    char text[AMOUNT_TEXT_BYTES];
    size_t length = rc_amount_format(a, decimals, text);

    assert_int_equal(length, strlen(expected));
    assert_memory_equal(text, expected, length);
}

TEST(amounts_are_written_with_the_decimals_asked_for)
{
    assert_format((amount){0}, 0, "0");
    assert_format((amount){0}, 2, "0.00");
    assert_format(amount_of("7"), 0, "7");
    assert_format(amount_of("7"), 3, "0.007");
    assert_format(amount_of("1234567"), 6, "1.234567");
    assert_format(amount_of("18446744073709551616"), 0, "18446744073709551616");
    assert_format(amount_of("340282366920938463463374607431768211456"), 12,
                  "340282366920938463463374607.431768211456");
}

/* Adds two numbers of N_DIGITS digits as one does on paper. */
static void add_on_paper(char sum[N_DIGITS + 1], const char *a, const char *b)
{
    int carry = 0;

    for (int i = N_DIGITS - 1; i >= 0; i--) {
        int digit = a[i] - '0' + b[i] - '0' + carry;
        sum[i] = (char)('0' + digit % 10);
        carry = digit / 10;
    }
    sum[N_DIGITS] = '\0';
}

TEST(sums_are_those_that_are_made_on_paper)
{
    prng random = prng_start();

    for (int i = 0; i < 2000; i++) {
        char a[N_DIGITS + 1], b[N_DIGITS + 1], sum[N_DIGITS + 1];
        memset(a, '0', sizeof a);
        memset(b, '0', sizeof b);
        a[N_DIGITS] = b[N_DIGITS] = '\0';
        for (size_t j = N_DIGITS - 1 - prng_below(&random, 52); j < N_DIGITS; j++)
            a[j] = (char)('0' + (i % 3 ? prng_below(&random, 10) : 9));
        for (size_t j = N_DIGITS - 1 - prng_below(&random, 52); j < N_DIGITS; j++)
            b[j] = (char)('0' + prng_below(&random, 10));
        add_on_paper(sum, a, b);
        amount added = amount_of(a);
        amount_add(&added, amount_of(b));
        size_t n_zeros = strspn(sum, "0");
        assert_format(added, 0, n_zeros < N_DIGITS ? sum + n_zeros : "0");
    }
}

TEST(amounts_above_the_limit_are_refused)
{
    wide w;
    amount a;

    for (unsigned decimals = 0; decimals <= AMOUNT_DECIMALS_MAX; decimals++) {
        wide one;
        rc_wide_set(&one, 1);
        rc_wide_set(&w, 1);
        assert_int_equal(rc_wide_scale(&w, AMOUNT_WHOLE_DIGITS + decimals), RC_OK);
        assert_int_equal(rc_amount_from_wide(&w, decimals, &a), RC_OK);
        assert_false(rc_amount_is_above(a, AMOUNT_WHOLE_DIGITS + decimals));
        assert_true(rc_amount_is_above(a, AMOUNT_WHOLE_DIGITS + decimals - 1));
        assert_int_equal(rc_wide_add(&w, &one), RC_OK);
        assert_int_equal(rc_amount_from_wide(&w, decimals, &a), RC_ERROR_LIMIT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_written_with_the_decimals_asked_for),
        cmocka_unit_test(sums_are_those_that_are_made_on_paper),
        cmocka_unit_test(amounts_above_the_limit_are_refused),
    };
    return RUN_TESTS(tests);
}
