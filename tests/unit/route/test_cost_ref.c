/* Tests of route/cost_ref.h: plain costs that stand in their references. */
#include "route/cost_ref.h"

#include "support_oracle.h"
#include "support_random.h"
#include "support_test.h"

/* The reference of up to 8 characters, which need not be text. */
static cost_ref scan(const char *bytes, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return cost_ref_scan(word, (unsigned)n);
}

/* What makes a spelling plain, by the plainest means. */
static int is_plain(const char *bytes, size_t n)
{
    size_t n_digits = 0, n_points = 0;

    for (size_t i = 0; i < n; i++) {
        if (bytes[i] >= '0' && bytes[i] <= '9')
            n_digits++;
        else if (bytes[i] == '.')
            n_points++;
        else
            return 0;
    }
    if (n_digits < 1 || n_digits > COST_REF_PLAIN_DIGITS || n_points > 1)
        return 0;
    if (bytes[0] == '.' || bytes[n - 1] == '.')
        return 0;
    return bytes[0] != '0' || n == 1 || bytes[1] == '.';
}

/* Checks that plain spellings and no others are read, and come back as they were. */
static void check(const char *bytes, size_t n)
{
    char spelling[RC_COST_LENGTH_MAX] = {0};
    cost_ref ref = scan(bytes, n);

    if ((ref != COST_REF_NONE) != is_plain(bytes, n))
        fail_msg("\"%.*s\" is%s read", (int)n, bytes, ref == COST_REF_NONE ? " not" : "");
    if (ref == COST_REF_NONE)
        return;
    if (cost_ref_is_listed(ref))
        fail_msg("\"%.*s\" is listed", (int)n, bytes);
    if (rc_cost_ref_spell(ref, spelling) != n || memcmp(spelling, bytes, n) != 0)
        fail_msg("\"%.*s\" comes back as \"%.9s\"", (int)n, bytes, spelling);
}

TEST(plain_spellings_are_read_as_digits_and_decimals)
{
    static const struct {
        const char *spelling;
        uint32_t digits;
        unsigned n_decimals;
    } cases[] = {
        {"0", 0, 0},
        {"0.0", 0, 1},
        {"0.00", 0, 2},
        {"0.000000", 0, 6},
        {"7", 7, 0},
        {"10", 10, 0},
        {"0.4", 4, 1},
        {"0.40", 40, 2},
        {"0.04", 4, 2},
        {"0.0125", 125, 4},
        {"1.5", 15, 1},
        {"10.5", 105, 1},
        {"100.25", 10025, 2},
        {"123.4567", 1234567, 4},
        {"1234567", 1234567, 0},
        {"9999999", 9999999, 0},
        {"999999.9", 9999999, 1},
        {"9.999999", 9999999, 6},
        {"0.999999", 999999, 6},
        {"0.000001", 1, 6},
        {"1.000000", 1000000, 6},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        cost_ref ref = scan(cases[i].spelling, strlen(cases[i].spelling));
        assert_int_equal(ref, cost_ref_plain(cases[i].digits, cases[i].n_decimals));
        assert_int_equal(cost_ref_digits(ref), cases[i].digits);
        assert_int_equal(cost_ref_decimals(ref), cases[i].n_decimals);
        check(cases[i].spelling, strlen(cases[i].spelling));
    }
}

TEST(other_spellings_are_not_read)
{
    static const char *const cases[] = {
        "",         ".",        "..",       ".5",      "5.",       "0.",       ".0",
        "00",       "01",       "00.1",     "01.5",    "000",      "0000000",  "00000000",
        "12345678", "1234567.", ".1234567", "1.2.3",   "1..2",     "..123456", "12.34.56",
        "-1",       "+1",       "1,5",      "1 ",      " 1",       "1e5",      "0x1",
        "1\n",      "1/2",      "1:2",      "0123456", "01234567", "0.12345.", "123456..",
        "\"1\"",    "1;2",      "\xb1",     "1\2562",  "\xff",     "1\x80"};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        if (scan(cases[i], strlen(cases[i])) != COST_REF_NONE)
            fail_msg("\"%s\" is read", cases[i]);
        check(cases[i], strlen(cases[i]));
    }
}

TEST(every_short_text_of_some_digits_and_points_is_read_only_if_plain)
{
    static const char symbols[] = "019.";
    char text[8] = {0};

    for (size_t n = 0; n <= sizeof text; n++)
        for (uint32_t code = 0; code < 1u << 2 * n; code++) {
            for (size_t i = 0; i < n; i++)
                text[i] = symbols[code >> 2 * i & 3];
            check(text, n);
        }
}

TEST(any_byte_at_any_place_is_read_only_if_plain)
{
    static const char *const texts[] = {"12345678", "1.234567", "12.34567", "123.4567",
                                        "1234.567", "12345.67", "123456.7", "0.123456",
                                        "0.000000", "9.999999", "00000000", "99999999"};

    for (size_t t = 0; t < N_ELEMENTS(texts); t++)
        for (size_t n = 1; n <= 8; n++)
            for (size_t place = 0; place < n; place++)
                for (unsigned byte = 0; byte < 256; byte++) {
                    char text[8];
                    memcpy(text, texts[t], 8);
                    text[place] = (char)byte;
                    check(text, n);
                }
}

TEST(random_bytes_are_read_only_if_plain)
{
    prng p = prng_start();

    for (int i = 0; i < 300000; i++) {
        char text[8];
        size_t n = 1 + prng_below(&p, sizeof text);
        for (size_t k = 0; k < n; k++)
            text[k] = (char)(prng_below(&p, 4) > 0 ? '.' + prng_below(&p, 12) /* with '/' and ':' */
                                                   : prng_next(&p));
        check(text, n);
    }
}

/* Spells as many digits, the last of which are decimals. */
static size_t spell(char spelling[16], uint32_t digits, unsigned n_decimals)
{
    static const uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    uint32_t whole = digits / powers[n_decimals], rest = digits % powers[n_decimals];
    int length = n_decimals == 0 ? snprintf(spelling, 16, "%lu", (unsigned long)whole)
                                 : snprintf(spelling, 16, "%lu.%0*lu", (unsigned long)whole,
                                            (int)n_decimals, (unsigned long)rest);
    return (size_t)length;
}

/* Up to 7 digits, short numbers as often as long ones. */
static uint32_t random_digits(prng *p)
{
    uint32_t bound = 10;
    for (size_t n = prng_below(p, COST_REF_PLAIN_DIGITS); n > 0; n--)
        bound *= 10;
    return (uint32_t)prng_below(p, bound);
}

TEST(random_digits_and_decimals_are_spelt_and_read_back)
{
    prng p = prng_start();

    for (int i = 0; i < 200000; i++) {
        uint32_t digits = random_digits(&p);
        unsigned n_decimals = (unsigned)prng_below(&p, COST_REF_PLAIN_DIGITS);
        char expected[16], spelling[RC_COST_LENGTH_MAX];
        size_t length = spell(expected, digits, n_decimals);
        cost_ref ref = cost_ref_plain(digits, n_decimals);
        if (scan(expected, length) != ref)
            fail_msg("%s is read as another cost", expected);
        if (rc_cost_ref_spell(ref, spelling) != length || memcmp(spelling, expected, length) != 0)
            fail_msg("%s is spelt otherwise", expected);
    }
}

TEST(value_is_that_of_the_spelling)
{
    prng p = prng_start();

    for (int i = 0; i < 100000; i++) {
        uint32_t digits = random_digits(&p);
        unsigned n_decimals = (unsigned)prng_below(&p, COST_REF_PLAIN_DIGITS);
        char spelling[16];
        cost_value parsed, value = rc_cost_ref_value(cost_ref_plain(digits, n_decimals));
        rc_text text = {spelling, spell(spelling, digits, n_decimals)};
        if (rc_cost_parse(text, &parsed) != COST_OK || parsed.digits != value.digits ||
            parsed.exponent != value.exponent)
            fail_msg("%s has another value", spelling);
    }
}

TEST(references_of_as_many_decimals_compare_as_costs_do)
{
    prng p = prng_start();

    for (int i = 0; i < 100000; i++) {
        unsigned n_decimals = (unsigned)prng_below(&p, COST_REF_PLAIN_DIGITS);
        char spelt_a[16], spelt_b[16];
        uint32_t digits = random_digits(&p);
        spell(spelt_a, digits, n_decimals);
        cost_ref a = scan(spelt_a, strlen(spelt_a));
        spell(spelt_b, prng_below(&p, 3) ? random_digits(&p) : digits / 10, n_decimals);
        cost_ref b = scan(spelt_b, strlen(spelt_b));
        assert_int_equal(a & COST_REF_KIND_MASK, b & COST_REF_KIND_MASK);
        if ((a > b) - (a < b) != oracle_compare(spelt_a, spelt_b))
            fail_msg("%s and %s compare otherwise", spelt_a, spelt_b);
    }
}

TEST(different_plain_spellings_have_different_references)
{
    static const char *const spellings[] = {"0",   "0.0", "0.00", "0.4",   "0.40", "4",
                                            "4.0", "40",  "0.04", "0.040", "400",  "4.00"};

    for (size_t i = 0; i < N_ELEMENTS(spellings); i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(scan(spellings[i], strlen(spellings[i])),
                                 scan(spellings[k], strlen(spellings[k])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_spellings_are_read_as_digits_and_decimals),
        cmocka_unit_test(other_spellings_are_not_read),
        cmocka_unit_test(every_short_text_of_some_digits_and_points_is_read_only_if_plain),
        cmocka_unit_test(any_byte_at_any_place_is_read_only_if_plain),
        cmocka_unit_test(random_bytes_are_read_only_if_plain),
        cmocka_unit_test(random_digits_and_decimals_are_spelt_and_read_back),
        cmocka_unit_test(value_is_that_of_the_spelling),
        cmocka_unit_test(references_of_as_many_decimals_compare_as_costs_do),
        cmocka_unit_test(different_plain_spellings_have_different_references),
    };
    return RUN_TESTS(tests);
}
