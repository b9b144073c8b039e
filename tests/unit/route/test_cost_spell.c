/* Tests of route/cost_spell.h: exponents and products, spelt as plain decimals. */
#include "route/cost_spell.h"

#include "support_test.h"

TEST(exponents_move_the_point_and_keep_the_digits)
{
    static const struct {
        const char *text, *spelling;
    } cases[] = {
        {"1.05E-02", "0.0105"},
        {"1.50e-1", "0.150"},
        {"1.5E+03", "1500"},
        {"5.E0", "5"},
        {".5E0", "0.5"},
        {".5E1", "5"},
        {"0.00E+01", "0.0"},
        {"00.4E0", "0.4"},
        {"0E30", "0"},
        {"123E-2", "1.23"},
        {"123E-3", "0.123"},
        {"123E-5", "0.00123"},
        {"1E000000000000000000000002", "100"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        cost_spelling to;
        assert_int_equal(rc_cost_spell_exponent(TEXT(cases[i].text), &to), COST_OK);
        assert_int_equal(to.length, strlen(cases[i].spelling));
        assert_memory_equal(to.bytes, cases[i].spelling, to.length);
    }
}

TEST(what_is_no_cost_with_an_exponent_is_refused)
{
    static const struct {
        const char *text;
        cost_fault fault;
    } cases[] = {
        {"1", COST_NOT_DECIMAL},
        {"E1", COST_NOT_DECIMAL},
        {"1E", COST_NOT_DECIMAL},
        {"1E+", COST_NOT_DECIMAL},
        {"1E-", COST_NOT_DECIMAL},
        {"1E1E1", COST_NOT_DECIMAL},
        {"1E1.0", COST_NOT_DECIMAL},
        {"1 E1", COST_NOT_DECIMAL},
        {"1E31", COST_EXPONENT_TOO_HIGH},
        {"1E-31", COST_EXPONENT_TOO_HIGH},
        {"1E99999999999999999999", COST_EXPONENT_TOO_HIGH},
        {"1234567890123456789E-1", COST_TOO_MANY_DIGITS},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        cost_spelling to;
        if (rc_cost_spell_exponent(TEXT(cases[i].text), &to) != cases[i].fault)
            fail_msg("\"%s\" is not fault %d", cases[i].text, (int)cases[i].fault);
    }
}

/* What stands behind a text does not belong to it. */
TEST(exponent_ends_where_its_text_does)
{
    static const char text[] = "1E-12";
    static const cost_fault faults[] = {COST_NOT_DECIMAL, COST_NOT_DECIMAL, COST_NOT_DECIMAL,
                                        COST_NOT_DECIMAL, COST_OK,          COST_OK};
    cost_spelling to;

    for (size_t n = 1; n <= 5; n++)
        assert_int_equal(rc_cost_spell_exponent((rc_text){text, n}, &to), faults[n]);
}

TEST(products_are_exact_and_without_needless_zeros)
{
    static const struct {
        const char *a, *b, *product;
    } cases[] = {
        {"0.40", "1.5", "0.6"},
        {"4", "25", "100"},
        {"0.4", "2.5", "1"},
        {"0", "5", "0"},
        {"5", "0.00", "0"},
        {"0.01", "0.01", "0.0001"},
        {"100", "0.1", "10"},
        {"10", "10", "100"},
        {"123456789012345678", "1", "123456789012345678"},
        {"999999999999999999", "999999999999999999", "999999999999999998000000000000000001"},
        {"0.000000000000000001", "0.000000000000000001", "0.000000000000000000000000000000000001"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        cost_value a, b;
        cost_spelling to;
        assert_int_equal(rc_cost_parse(TEXT(cases[i].a), &a), COST_OK);
        assert_int_equal(rc_cost_parse(TEXT(cases[i].b), &b), COST_OK);
        assert_int_equal(rc_cost_spell_product(a, b, &to), COST_OK);
        assert_int_equal(to.length, strlen(cases[i].product));
        assert_memory_equal(to.bytes, cases[i].product, to.length);
    }
}

TEST(products_longer_than_a_cost_are_refused)
{
    char text[RC_COST_LENGTH_MAX];
    cost_value small;
    cost_spelling to;

    memset(text, '0', sizeof text);
    text[1] = '.';
    text[199] = '1';
    assert_int_equal(rc_cost_parse((rc_text){text, 200}, &small), COST_OK);
    assert_int_equal(rc_cost_spell_product(small, small, &to), COST_TOO_LONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponents_move_the_point_and_keep_the_digits),
        cmocka_unit_test(what_is_no_cost_with_an_exponent_is_refused),
        cmocka_unit_test(exponent_ends_where_its_text_does),
        cmocka_unit_test(products_are_exact_and_without_needless_zeros),
        cmocka_unit_test(products_longer_than_a_cost_are_refused),
    };
    return RUN_TESTS(tests);
}
