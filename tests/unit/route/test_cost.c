/* Tests of route/cost.h: plain decimals, compared exactly. */
#include "route/cost.h"

#include "support_oracle.h"
#include "support_random.h"
#include "support_test.h"

TEST(spellings_are_judged_one_by_one)
{
    static const struct {
        const char *text;
        cost_fault fault;
    } cases[] = {
        {"0", COST_OK},
        {"1", COST_OK},
        {"0.03", COST_OK},
        {".5", COST_OK},
        {"5.", COST_OK},
        {"00000", COST_OK},
        {"0.", COST_OK},
        {".0", COST_OK},
        {"123456789012345678", COST_OK},
        {"1.23456789012345678", COST_OK},
        {"0.000000000000000000000000000123456789012345678", COST_OK},
        {"00000000000000000000000000001.5", COST_OK},
        {"", COST_NOT_DECIMAL},
        {".", COST_NOT_DECIMAL},
        {"..", COST_NOT_DECIMAL},
        {"1..", COST_NOT_DECIMAL},
        {"1.2.3", COST_NOT_DECIMAL},
        {"-1", COST_NOT_DECIMAL},
        {"+1", COST_NOT_DECIMAL},
        {"1e5", COST_NOT_DECIMAL},
        {"4.47E+11", COST_NOT_DECIMAL},
        {"1,5", COST_NOT_DECIMAL},
        {"$1", COST_NOT_DECIMAL},
        {" 1", COST_NOT_DECIMAL},
        {"1 ", COST_NOT_DECIMAL},
        {"0x1", COST_NOT_DECIMAL},
        {"inf", COST_NOT_DECIMAL},
        {"nan", COST_NOT_DECIMAL},
        {"\xd9\xa1", COST_NOT_DECIMAL},
        {"1234567890123456789", COST_TOO_MANY_DIGITS},
        {"1.000000000000000000", COST_TOO_MANY_DIGITS},
        {"0.1234567890123456789", COST_TOO_MANY_DIGITS},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        cost_value value;
        if (rc_cost_parse(TEXT(cases[i].text), &value) != cases[i].fault)
            fail_msg("\"%s\" was not judged as %d", cases[i].text, (int)cases[i].fault);
    }
}

TEST(every_byte_but_digits_and_point_is_refused)
{
    for (int byte = 0; byte < 256; byte++) {
        char text[3] = {'1', (char)byte, '2'};
        cost_value value;
        int is_fine = byte == '.' || (byte >= '0' && byte <= '9');
        assert_int_equal(rc_cost_parse((rc_text){text, 3}, &value),
                         is_fine ? COST_OK : COST_NOT_DECIMAL);
    }
}

TEST(longest_spelling_is_accepted_and_one_more_is_not)
{
    char text[RC_COST_LENGTH_MAX + 1];
    cost_value value, one;

    memset(text, '0', sizeof text);
    text[RC_COST_LENGTH_MAX - 1] = '1';
    assert_int_equal(rc_cost_parse((rc_text){text, RC_COST_LENGTH_MAX}, &value), COST_OK);
    assert_int_equal(rc_cost_parse(TEXT("1"), &one), COST_OK);
    assert_int_equal(cost_compare(value, one), 0);
    text[1] = '.';
    assert_int_equal(rc_cost_parse((rc_text){text, RC_COST_LENGTH_MAX}, &value), COST_OK);
    assert_true(cost_compare(value, one) < 0);
    text[RC_COST_LENGTH_MAX] = '0';
    assert_int_equal(rc_cost_parse((rc_text){text, RC_COST_LENGTH_MAX + 1}, &value), COST_TOO_LONG);
}

TEST(refused_text_leaves_the_value_alone)
{
    cost_value value = {7, 7};

    assert_int_equal(rc_cost_parse(TEXT("1.2.3"), &value), COST_NOT_DECIMAL);
    assert_true(value.digits == 7 && value.exponent == 7);
}

TEST(significant_digits_run_from_the_first_that_is_not_zero)
{
    static const struct {
        const char *text;
        size_t n_digits;
    } cases[] = {{"0", 0},     {"0.00", 0}, {"10", 2}, {"0.040", 2},
                 {"00123", 3}, {"1.0", 2},  {"5.", 1}, {"100.001", 6}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        assert_int_equal(rc_cost_significant_digits(TEXT(cases[i].text)), cases[i].n_digits);
}

static int compare(const char *a, const char *b)
{
    cost_value x, y;

    assert_int_equal(rc_cost_parse(TEXT(a), &x), COST_OK);
    assert_int_equal(rc_cost_parse(TEXT(b), &y), COST_OK);
    int order = cost_compare(x, y);
    return (order > 0) - (order < 0);
}

TEST(costs_compare_as_values_however_they_are_spelt)
{
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {
        {"0.4", "0.40", 0},
        {"0", "0.000", 0},
        {"0", "00.", 0},
        {".5", "0.5", 0},
        {"5.", "5", 0},
        {"007", "7.00", 0},
        {"0", "0.000000000000000001", -1},
        {"0.1", "0.09", 1},
        {"0.09", "0.1", -1},
        {"9", "10", -1},
        {"10", "9.999999999999999", 1},
        {"0.3", "0.30000000000000001", -1},
        {"123456789012345678", "123456789012345677", 1},
        {"999999999999999999", "0.999999999999999999", 1},
        {"100", "99.99", 1},
        {"0.001", "0.01", -1},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        assert_int_equal(compare(cases[i].a, cases[i].b), cases[i].order);
        assert_int_equal(compare(cases[i].b, cases[i].a), -cases[i].order);
    }
}

/* A decimal of up to 18 significant digits, with zeros around them. */
static void random_decimal(prng *p, char *text)
{
    size_t n_digits = 1 + prng_below(p, RC_COST_DIGITS_MAX), n_zeros = prng_below(p, 6);
    char digits[64];

    memset(digits, '0', n_zeros);
    prng_digits(p, digits + n_zeros, n_digits);
    if (prng_below(p, 4) == 0)
        for (size_t i = n_zeros; i < n_zeros + n_digits; i++)
            digits[i] = (char)('0' + prng_below(p, 2)); /* near one another */
    size_t length = strlen(digits), point = prng_below(p, length + 2);
    if (point > length)
        sprintf(text, "%s", digits);
    else
        sprintf(text, "%.*s.%s", (int)point, digits, digits + point);
}

/* The same value, spelt with more zeros where there is room for them. */
static void respell(prng *p, const char *text, char *other)
{
    const char *point = strchr(text, '.');
    size_t n_significant = rc_cost_significant_digits(TEXT(text));

    sprintf(other, "%.*s%s", (int)prng_below(p, 4), "0000", text);
    if (point && n_significant < RC_COST_DIGITS_MAX && n_significant > 0)
        strcat(other, "0");
}

TEST(random_costs_compare_as_their_digits_do)
{
    prng p = prng_start();

    for (int i = 0; i < 200000; i++) {
        char a[128], b[128];
        random_decimal(&p, a);
        random_decimal(&p, b);
        if (prng_below(&p, 4) == 0) {
            strcpy(b, a); /* alike but for one digit */
            size_t place = prng_below(&p, strlen(b));
            if (b[place] != '.' && b[place] != '0')
                b[place] = (char)('1' + prng_below(&p, 9));
        }
        if (compare(a, b) != oracle_compare(a, b))
            fail_msg("%s and %s compare as %d", a, b, compare(a, b));
    }
}

TEST(equal_costs_have_equal_values)
{
    prng p = prng_start();

    for (int i = 0; i < 50000; i++) {
        char a[128], b[sizeof a + 8];
        cost_value x, y;
        random_decimal(&p, a);
        respell(&p, a, b);
        assert_int_equal(rc_cost_parse(TEXT(a), &x), COST_OK);
        assert_int_equal(rc_cost_parse(TEXT(b), &y), COST_OK);
        assert_true(x.digits == y.digits && x.exponent == y.exponent);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_are_judged_one_by_one),
        cmocka_unit_test(every_byte_but_digits_and_point_is_refused),
        cmocka_unit_test(longest_spelling_is_accepted_and_one_more_is_not),
        cmocka_unit_test(refused_text_leaves_the_value_alone),
        cmocka_unit_test(significant_digits_run_from_the_first_that_is_not_zero),
        cmocka_unit_test(costs_compare_as_values_however_they_are_spelt),
        cmocka_unit_test(random_costs_compare_as_their_digits_do),
        cmocka_unit_test(equal_costs_have_equal_values),
    };
    return RUN_TESTS(tests);
}
