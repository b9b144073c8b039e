/* Tests of answer/charge.h and answer/amount.h: what a call costs, to the last digit. */
#include "answer/charge.h"

#include "support_decimal.h"
#include "support_random.h"
#include "support_test.h"

/* Charges a call as the library does.  RC_ERROR_LIMIT if it refuses. */
static rc_code charge(const decimal_call *call, char *text)
{
    cost_value cost, fee;
    charge_rule rule;
    amount a;

    assert_int_equal(rc_cost_parse(TEXT(call->cost), &cost), COST_OK);
    assert_int_equal(rc_cost_parse(TEXT(call->fee), &fee), COST_OK);
    rc_charge_prepare(&rule, cost, &(charge_terms){fee, call->per, call->n_decimals});
    rc_code code = charge_compute(&rule, call->n_billed, &a);
    text[code ? 0 : rc_amount_format(a, call->n_decimals, text)] = '\0';
    return code;
}

/* Compares a charge with the one by hand. */
static void check(const decimal_call *call)
{
    char text[AMOUNT_TEXT_BYTES + 1], expected[DECIMAL_TEXT_BYTES];

    decimal_charge(call, expected);
    size_t n_whole = strcspn(expected, ".");
    int is_above = n_whole > 31 ||
                   (n_whole == 31 &&
                    (expected[0] != '1' || strspn(expected + 1, "0.") + 1 != strlen(expected)));
    rc_code code = charge(call, text);
    if (code != (is_above ? RC_ERROR_LIMIT : RC_OK) || (!is_above && strcmp(text, expected) != 0))
        fail_msg("%s x %llu / %u + %s, %u decimals: %s, not %s", call->cost,
                 (unsigned long long)call->n_billed, call->per, call->fee, call->n_decimals, text,
                 expected);
}

TEST(charges_are_those_of_the_examples)
{
    static const struct {
        decimal_call call;
        const char *charge;
    } cases[] = {
        {{"0.0125", "0", 63, 60, 6}, "0.013125"},
        {{"0.03", "0", 60, 60, 6}, "0.030000"},
        {{"0.03", "0.1", 60, 60, 2}, "0.13"},
        {{"0.03", "0.1", 0, 60, 2}, "0.00"},
        {{"0", "0", 5, 60, 0}, "0"},
        {{"0", "0.5", 5, 60, 0}, "1"},
        {{"1", "0", 30, 60, 0}, "1"},
        {{"1", "0", 29, 60, 0}, "0"},
        {{"0.01", "0", 1, 60, 6}, "0.000167"},
        {{"0.01", "0", 1, 1, 12}, "0.010000000000"},
        {{"12", "0", 3600, 60, 3}, "720.000"},
        {{"0.00005", "0", 1, 1, 4}, "0.0001"},
        {{"0.000049999999999999999", "0", 1, 1, 4}, "0.0000"},
        {{"0.4", "0.1", 1, 1, 0}, "1"},
        {{"0.4", "0.0999999999999999999", 1, 1, 0}, "0"},
        {{"999999999999999999", "0", 1000000000000, 1, 12},
         "999999999999999999000000000000.000000000000"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        char text[AMOUNT_TEXT_BYTES + 1];
        assert_int_equal(charge(&cases[i].call, text), RC_OK);
        assert_string_equal(text, cases[i].charge);
        check(&cases[i].call);
    }
}

/* Writes a plain decimal: of few digits or of the most allowed, short or as long as can be. */
static const char *random_decimal(prng *p, char text[RC_COST_LENGTH_MAX + 1])
{
    char digits[RC_COST_DIGITS_MAX + 1];
    size_t n = 1 + prng_below(p, prng_below(p, 2) ? 4 : RC_COST_DIGITS_MAX);

    if (prng_below(p, 12) == 0)
        return strcpy(text, "0");
    prng_digits(p, digits, n);
    if (prng_below(p, 4) == 0)
        memset(digits, '9', n);
    switch (prng_below(p, 4)) {
    case 0: /* a whole number */
        return strcpy(text, digits);
    case 1: { /* behind many zeros */
        size_t n_zeros = prng_below(p, RC_COST_LENGTH_MAX - 1 - n);
        sprintf(text, ".%0*d%s", (int)n_zeros + 1, 0, digits);
        return text;
    }
    case 2: { /* a point among the digits */
        size_t n_whole = prng_below(p, n);
        sprintf(text, "%.*s.%s", (int)n_whole, digits, digits + n_whole);
        return text;
    }
    default:
        sprintf(text, "0.0%s", digits);
        return text;
    }
}

static uint64_t random_seconds(prng *p)
{
    static const uint64_t extremes[] = {0, 1, 59, 60, 61, 999999999999999, 1000000000000000};

    if (prng_below(p, 8) == 0)
        return extremes[prng_below(p, N_ELEMENTS(extremes))];
    return prng_next(p) % 1000000000000000u >> prng_below(p, 50);
}

static uint32_t random_per(prng *p)
{
    static const uint32_t usual[] = {60, 60, 60, 1, 3600, 6, 7, RC_PER_MAX};

    return prng_below(p, 2) ? usual[prng_below(p, N_ELEMENTS(usual))]
                            : 1 + (uint32_t)prng_below(p, RC_PER_MAX);
}

TEST(random_charges_are_those_computed_by_hand)
{
    prng p = prng_start();

    for (int i = 0; i < 3000; i++) {
        char cost[RC_COST_LENGTH_MAX + 1], fee[RC_COST_LENGTH_MAX + 1];
        check(&(decimal_call){random_decimal(&p, cost),
                              prng_below(&p, 2) ? "0" : random_decimal(&p, fee), random_seconds(&p),
                              random_per(&p), (unsigned)prng_below(&p, 13)});
    }
}

/* The cost ends in 5 one digit behind the charge's decimals: always in the middle. */
TEST(charges_in_the_middle_are_rounded_up)
{
    prng p = prng_start();

    for (unsigned n_decimals = 0; n_decimals <= 12; n_decimals++)
        for (int i = 0; i < 20; i++) {
            char cost[64], below[80];
            uint32_t per = random_per(&p);
            sprintf(cost, "%u.%0*u5", (unsigned)prng_below(&p, 9), (int)n_decimals,
                    (unsigned)prng_below(&p, n_decimals > 0 ? 9 : 1));
            if (n_decimals == 0)
                sprintf(cost, "%u.5", (unsigned)prng_below(&p, 9));
            check(&(decimal_call){cost, "0", per, per, n_decimals});
            /* And just below the middle. */
            cost[strlen(cost) - 1] = '4';
            sprintf(below, "%s999", cost);
            check(&(decimal_call){below, "0", per, per, n_decimals});
        }
}

/* Neither the cost's part nor the fee is in the middle, but their sum is. */
TEST(only_the_sum_of_cost_and_fee_is_rounded)
{
    static const char fee_above[] =
        "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000000001";
    char text[AMOUNT_TEXT_BYTES + 1];

    assert_int_equal(charge(&(decimal_call){"0.25", "0.25", 60, 60, 0}, text), RC_OK);
    assert_string_equal(text, "1");
    assert_int_equal(charge(&(decimal_call){"0.49999", fee_above, 60, 60, 0}, text), RC_OK);
    assert_string_equal(text, "0");
    assert_int_equal(charge(&(decimal_call){"0.4", "0.1", 60, 60, 0}, text), RC_OK);
    assert_string_equal(text, "1");
    check(&(decimal_call){"0.49999", fee_above, 60, 60, 12});
}

/* The same call by words and by wide numbers. */
TEST(words_and_wide_numbers_give_the_same)
{
    prng p = prng_start();
    int n_words = 0;

    for (int i = 0; i < 20000; i++) {
        char cost_text[64], fee_text[64];
        cost_value cost, fee;
        charge_rule rule;
        amount a, b;
        sprintf(cost_text, "0.%04u", (unsigned)prng_below(&p, 10000));
        sprintf(fee_text, "0.%02u", (unsigned)prng_below(&p, 100));
        assert_int_equal(rc_cost_parse(TEXT(cost_text), &cost), COST_OK);
        assert_int_equal(rc_cost_parse(TEXT(fee_text), &fee), COST_OK);
        rc_charge_prepare(&rule, cost,
                          &(charge_terms){fee, random_per(&p), (unsigned)prng_below(&p, 13)});
        uint64_t n_billed = prng_below(&p, 2) ? rule.words.billed_max : random_seconds(&p);
        n_words += n_billed <= rule.words.billed_max;
        if (rc_charge_widely(&rule, n_billed, &b) != RC_OK)
            continue;
        assert_int_equal(charge_compute(&rule, n_billed, &a), RC_OK);
        assert_true(a.low == b.low && a.middle == b.middle && a.high == b.high);
    }
    assert_true(n_words > 10000);
}

TEST(real_costs_are_charged_in_words)
{
    cost_value cost, fee;
    charge_rule rule;

    assert_int_equal(rc_cost_parse(TEXT("0.012345"), &cost), COST_OK);
    assert_int_equal(rc_cost_parse(TEXT("0.05"), &fee), COST_OK);
    rc_charge_prepare(&rule, cost, &(charge_terms){fee, 60, 6});
    assert_true(rule.words.billed_max > 100u * 24 * 3600);
    rc_charge_prepare(&rule, cost, &(charge_terms){fee, 60, 12});
    assert_true(rule.words.billed_max > 24u * 3600);
}

TEST(the_highest_charge_is_10_to_the_30th)
{
    char text[AMOUNT_TEXT_BYTES + 1];

    for (unsigned n_decimals = 0; n_decimals <= 12; n_decimals += 6) {
        decimal_call highest = {"100000000000000000", "0", 10000000000000, 1, n_decimals};
        assert_int_equal(charge(&highest, text), RC_OK);
        highest.fee = "1";
        assert_int_equal(charge(&highest, text), RC_ERROR_LIMIT);
        check(&highest);
    }
}

TEST(the_charge_before_rounding_is_shown_as_it_is)
{
    static const struct {
        decimal_call call;
        const char *exact;
    } cases[] = {
        {{"0.0125", "0", 63, 60, 6}, "0.013125"},
        {{"0.0125", "0", 63, 60, 2}, "0.013125"},
        {{"0.01", "0", 1, 60, 6}, "0.000166666666666666..."},
        {{"1", "0", 1, 3, 0}, "0.333333333333..."},
        {{"12", "0", 3600, 60, 3}, "720"},
        {{"100", "0", 60, 60, 0}, "100"},
        {{"0", "0", 60, 60, 6}, "0"},
        {{"0", "0.10", 60, 60, 6}, "0.1"},
        {{"0.03", "0.10", 0, 60, 6}, "0"},
        {{"0.0000000000000000000000000000000000000001", "1", 60, 60, 6}, "1.000000000000000000..."},
        {{"999999999999999999", "0", 1000000000000, 1, 12}, "999999999999999999000000000000"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        const decimal_call *call = &cases[i].call;
        cost_value cost, fee;
        charge_rule rule;
        char text[RC_EXACT_CHARGE_BYTES];
        assert_int_equal(rc_cost_parse(TEXT(call->cost), &cost), COST_OK);
        assert_int_equal(rc_cost_parse(TEXT(call->fee), &fee), COST_OK);
        rc_charge_prepare(&rule, cost, &(charge_terms){fee, call->per, call->n_decimals});
        assert_int_equal(rc_charge_explain(&rule, call->n_billed, text), RC_OK);
        assert_string_equal(text, cases[i].exact);
    }
}

TEST(amounts_are_written_with_exactly_so_many_decimals)
{
    static const struct {
        amount a;
        unsigned decimals;
        const char *text;
    } cases[] = {
        {{0, 0, 0}, 0, "0"},
        {{0, 0, 0}, 2, "0.00"},
        {{7, 0, 0}, 0, "7"},
        {{7, 0, 0}, 1, "0.7"},
        {{7, 0, 0}, 12, "0.000000000007"},
        {{123456, 0, 0}, 6, "0.123456"},
        {{1234567, 0, 0}, 6, "1.234567"},
        {{UINT64_MAX, 0, 0}, 0, "18446744073709551615"},
        {{UINT64_MAX, 0, 0}, 12, "18446744.073709551615"},
        {{0, 1, 0}, 12, "18446744.073709551616"},
        {{0, 0, 1}, 0, "340282366920938463463374607431768211456"},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX},
         12,
         "6277101735386680763835789423207666416102355444.464034512895"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        char text[AMOUNT_TEXT_BYTES];
        size_t length = rc_amount_format(cases[i].a, cases[i].decimals, text);
        assert_int_equal(length, strlen(cases[i].text));
        assert_memory_equal(text, cases[i].text, length);
    }
}

TEST(sums_carry)
{
    amount sum = {UINT64_MAX, UINT64_MAX, 4};

    amount_add(&sum, (amount){1, 0, 0});
    assert_true(sum.low == 0 && sum.middle == 0 && sum.high == 5);
    sum = (amount){UINT64_MAX, 0, 0};
    amount_add(&sum, (amount){UINT64_MAX, UINT64_MAX, 1});
    assert_true(sum.low == UINT64_MAX - 1 && sum.middle == 0 && sum.high == 2);
    sum = (amount){0, UINT64_MAX, 0};
    amount_add(&sum, (amount){0, UINT64_MAX, 0});
    assert_true(sum.low == 0 && sum.middle == UINT64_MAX - 1 && sum.high == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charges_are_those_of_the_examples),
        cmocka_unit_test(random_charges_are_those_computed_by_hand),
        cmocka_unit_test(charges_in_the_middle_are_rounded_up),
        cmocka_unit_test(only_the_sum_of_cost_and_fee_is_rounded),
        cmocka_unit_test(words_and_wide_numbers_give_the_same),
        cmocka_unit_test(real_costs_are_charged_in_words),
        cmocka_unit_test(the_highest_charge_is_10_to_the_30th),
        cmocka_unit_test(the_charge_before_rounding_is_shown_as_it_is),
        cmocka_unit_test(amounts_are_written_with_exactly_so_many_decimals),
        cmocka_unit_test(sums_carry),
    };
    return RUN_TESTS(tests);
}
