/* Tests of deck/row_rules.h: the options that change fields. */
#include "deck/row_rules.h"

#include "support_test.h"

TEST(options_that_are_not_given_change_nothing)
{
    row_rules rules;

    assert_int_equal(rc_row_rules_read(&rules, &(rc_load_options){.n_threads = 0}, NULL), RC_OK);
    assert_false(rules.change_rows);
    assert_false(rules.has_factor);
    assert_int_equal(rules.currency.length, 0);
}

TEST(options_are_read)
{
    rc_load_options o = {
        .currency = TEXT("$"), .factor = TEXT("1.5"), .prepend = TEXT("+1"), .idd = TEXT("00")};
    row_rules rules;

    assert_int_equal(rc_row_rules_read(&rules, &o, NULL), RC_OK);
    assert_true(rules.change_rows);
    assert_true(rules.has_factor);
    assert_int_equal(rules.factor.exponent, 1);
    assert_int_equal(rules.prepended.n, 2);
    assert_int_equal(rules.idd.n, 1);
}

TEST(options_that_mean_nothing_are_refused)
{
    static const rc_load_options cases[] = {
        {.currency = {"U5D", 3}}, {.factor = {"x", 1}},   {.factor = {"-1", 2}},
        {.factor = {"1E3", 3}},   {.prepend = {"1+", 2}}, {.prepend = {"1234567890123456", 16}},
        {.idd = {"00,", 3}},      {.idd = {"+", 1}},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        row_rules rules;
        rc_error error;
        assert_int_equal(rc_row_rules_read(&rules, &cases[i], &error), RC_ERROR_OPTIONS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_that_are_not_given_change_nothing),
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(options_that_mean_nothing_are_refused),
    };
    return RUN_TESTS(tests);
}
