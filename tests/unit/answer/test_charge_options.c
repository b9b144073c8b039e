/* Tests of answer/charge_options.h and of rc_charge_call: one call, charged by the options. */
#include "answer/charge_options.h"

#include "support_test.h"

static rc_charge charge_call(const char *cost, uint64_t n_seconds, const rc_charge_options *options)
{
    rc_charge charge;
    rc_error error;

    if (rc_charge_call(TEXT(cost), n_seconds, options, &charge, &error))
        fail_msg("%s", error.reason);
    return charge;
}

TEST(a_cost_is_for_a_minute_billed_by_the_second)
{
    rc_charge charge = charge_call("0.0125", 63, NULL);

    assert_int_equal(charge.n_billed, 63);
    assert_string_equal(charge.exact, "0.013125");
    assert_string_equal(charge.charge, "0.013125");
}

TEST(options_say_how_a_call_is_charged)
{
    rc_charge_options options = {.increment = {60, 6},
                                 .per = 3600,
                                 .connect_fee = TEXT("0.05"),
                                 .has_decimals = true,
                                 .decimals = 2};
    rc_charge charge = charge_call("12", 61, &options);

    assert_int_equal(charge.n_billed, 66);
    assert_string_equal(charge.exact, "0.27");
    assert_string_equal(charge.charge, "0.27");
    options.decimals = 0;
    assert_string_equal(charge_call("12", 61, &options).charge, "0");
    assert_string_equal(charge_call("12", 0, &options).exact, "0");
}

TEST(options_out_of_range_are_refused)
{
    static const struct {
        rc_charge_options options;
        const char *cost, *reason;
    } cases[] = {
        {{.per = RC_PER_MAX + 1u}, "1", "a cost is for more than 1000000000 seconds"},
        {{.has_decimals = true, .decimals = 13}, "1", "charges have more than 12 decimals"},
        {{.increment = {60, 0}}, "1", "an increment is 0"},
        {{.increment = {0, 6}}, "1", "an increment is 0"},
        {{.connect_fee = {"1e5", 3}}, "1", "the connection fee \"1e5\" is not a plain decimal"},
        {{.per = 1}, "x", "cost \"x\" is not a plain decimal"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_charge charge = {.n_billed = 77};
        rc_error error;
        assert_int_equal(rc_charge_call(TEXT(cases[i].cost), 1, &cases[i].options, &charge, &error),
                         RC_ERROR_OPTIONS);
        assert_string_equal(error.reason, cases[i].reason);
        assert_int_equal(charge.n_billed, 77);
        assert_int_equal(rc_charge_call(TEXT(cases[i].cost), 1, &cases[i].options, &charge, NULL),
                         RC_ERROR_OPTIONS);
    }
}

TEST(charges_beyond_the_limit_are_refused)
{
    rc_charge_options options = {.per = 1};
    rc_charge charge;
    rc_error error;

    assert_int_equal(
        rc_charge_call(TEXT("999999999999999999"), 999999999999999, &options, &charge, &error),
        RC_ERROR_LIMIT);
    assert_string_equal(error.reason, "the charge is above 10^30");
    assert_int_equal(rc_charge_call(TEXT("0"), UINT64_MAX, &options, &charge, &error),
                     RC_ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cost_is_for_a_minute_billed_by_the_second),
        cmocka_unit_test(options_say_how_a_call_is_charged),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(charges_beyond_the_limit_are_refused),
    };
    return RUN_TESTS(tests);
}
