/* Tests of deck/prefix_list.h: the prefixes that one field stands for. */
#include "deck/prefix_list.h"

#include "support_random.h"
#include "support_test.h"

static void check_walk(const char *list, const char *expected)
{
    char walked[400] = "", symbols[KEY_SYMBOLS + 1];
    prefix_walk w;
    prefix_key key;
    rc_error fault;

    if (rc_prefix_list_check(&(prefix_list){.text = TEXT(list)}, &fault))
        fail_msg("%s: %s", list, fault.reason);
    rc_prefix_walk_begin(&w, &(prefix_list){.text = TEXT(list)});
    while (rc_prefix_walk_next(&w, &key)) {
        symbols[rc_key_unpack(symbols, key)] = '\0';
        strcat(strcat(walked, *walked ? " " : ""), symbols);
        assert_true(strlen(walked) < sizeof walked - 20);
    }
    assert_string_equal(walked, expected);
    assert_false(rc_prefix_walk_next(&w, &key));
}

TEST(prefixes_are_separated_by_one_separator_or_blanks_or_both)
{
    check_walk("1", "1");
    check_walk("+49152", "+49152");
    check_walk("1,2;3|4 5\t6", "1 2 3 4 5 6");
    check_walk("49152, 49162 ;49172\t|\t49174", "49152 49162 49172 49174");
    check_walk("1  2", "1 2");
}

TEST(ranges_fold_into_the_fewest_prefixes)
{
    check_walk("49172-49174", "49172 49173 49174");
    check_walk("440000-449999", "44");
    check_walk("447400-447419", "44740 44741");
    check_walk("000-999", "0 1 2 3 4 5 6 7 8 9");
    check_walk("0-9", "0 1 2 3 4 5 6 7 8 9");
    check_walk("5-5", "5");
    check_walk("10-19", "1");
    check_walk("00-09", "0");
    check_walk("+4470-+4479", "+447");
    check_walk("+4470-4479", "+447");
    check_walk("098-112", "098 099 10 110 111 112");
    check_walk("000000000000000-999999999999999", "0 1 2 3 4 5 6 7 8 9");
    check_walk("999999999999999-999999999999999", "999999999999999");
    check_walk("+1234567890123450000-+1234567890123459999", "+123456789012345");
    check_walk("+0000000000000000000-+9999999999999999999", "+0 +1 +2 +3 +4 +5 +6 +7 +8 +9");
    check_walk("000000000000001-000000000000010",
               "000000000000001 000000000000002 000000000000003 000000000000004 000000000000005 "
               "000000000000006 000000000000007 000000000000008 000000000000009 000000000000010");
    check_walk("1-2, 30-39 4", "1 2 3 4");
}

/* The fewest prefixes that cover low to high of n digits, counted digit by digit from above: a
 * node is one prefix if all of it is covered, else what its children need. */
static unsigned count_fewest(unsigned low, unsigned high, unsigned first, unsigned n_numbers,
                             int is_root)
{
    unsigned last = first + n_numbers - 1, n = 0;

    if (high < first || low > last)
        return 0;
    if (!is_root && low <= first && last <= high)
        return 1;
    for (unsigned i = 0; i < 10; i++)
        n += count_fewest(low, high, first + i * (n_numbers / 10), n_numbers / 10, 0);
    return n;
}

TEST(no_range_costs_more_than_its_fewest_prefixes_and_covers_what_it_should)
{
    static unsigned char is_covered[100000];
    prng p = prng_start();

    for (int round = 0; round < 300; round++) {
        unsigned n_digits = 1 + (unsigned)prng_below(&p, 5), n_numbers = 1, n = 0;
        for (unsigned i = 0; i < n_digits; i++)
            n_numbers *= 10;
        unsigned low = (unsigned)prng_below(&p, n_numbers);
        unsigned high = low + (unsigned)prng_below(&p, n_numbers - low);
        char list[40], symbols[KEY_SYMBOLS + 1];
        prefix_walk w;
        prefix_key key;
        sprintf(list, "%0*u-%0*u", (int)n_digits, low, (int)n_digits, high);
        memset(is_covered, 0, sizeof is_covered);
        rc_prefix_walk_begin(&w, &(prefix_list){.text = TEXT(list)});
        for (; rc_prefix_walk_next(&w, &key); n++) {
            unsigned length = rc_key_unpack(symbols, key), n_below = 1;
            symbols[length] = '\0';
            for (unsigned i = length; i < n_digits; i++)
                n_below *= 10;
            for (unsigned i = 0; i < n_below; i++)
                is_covered[(unsigned)strtoul(symbols, NULL, 10) * n_below + i]++;
        }
        if (n != count_fewest(low, high, 0, n_numbers, 1))
            fail_msg("%s is %u prefixes", list, n);
        for (unsigned i = 0; i < n_numbers; i++)
            if (is_covered[i] != (i >= low && i <= high))
                fail_msg("%s covers %u %d times", list, i, is_covered[i]);
    }
}

TEST(what_is_ambiguous_is_refused)
{
    static const struct {
        const char *list, *reason;
    } cases[] = {
        {"93-70", "prefix \"93-70\" is ambiguous: a range does not end before it begins"},
        {"1-684", "prefix \"1-684\" is ambiguous: a range has as many digits on both sides"},
        {"1-2-3", "prefix \"1-2-3\" has more than one hyphen: a range is A-B"},
        {"1 - 3",
         "prefix \"-\" of \"1 - 3\" lacks digits beside its hyphen: a range is A-B, without "
         "blanks"},
        {"1-", "prefix \"1-\" lacks digits beside its hyphen: a range is A-B, without blanks"},
        {"-1", "prefix \"-1\" lacks digits beside its hyphen: a range is A-B, without blanks"},
        {"1-+2", "prefix \"1-+2\" is ambiguous: a range has a + on its first side or on both"},
        {"Mar-93", "prefix \"Mar-93\" is not an optional + and digits"},
        {"1000000000000000-1000000000000001",
         "prefix \"1000000000000000-1000000000000001\" has 16 digits, more than E.164's 15"},
        {"+1234567890123456788-1234567890123456789",
         "prefix \"+1234567890123456788-1234567890123456789\" has 19 digits, more than E.164's 15"},
        {"10000000000000000000-19999999999999999999",
         "prefix \"10000000000000000000-1999999999999999999...\" has 20 digits, more than E.164's "
         "15"},
        {"1, 2x", "prefix \"2x\" of \"1, 2x\" is not an optional + and digits"},
        {"1 +", "prefix \"+\" of \"1 +\" has no digits"},
        {"1, 4.47E+11",
         "prefix \"4.47E+11\" of \"1, 4.47E+11\" is in a spreadsheet's scientific notation: export "
         "the column as text"},
        {"1,,2", "a prefix is missing beside a separator in \"1,,2\""},
        {"1, ;2", "a prefix is missing beside a separator in \"1, ;2\""},
        {"1,", "a prefix is missing beside a separator in \"1,\""},
        {"; 1", "a prefix is missing beside a separator in \"; 1\""},
        {",", "a prefix is missing beside a separator in \",\""},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error fault;
        assert_int_equal(rc_prefix_list_check(&(prefix_list){.text = TEXT(cases[i].list)}, &fault),
                         RC_FAULT_ROW);
        assert_string_equal(fault.reason, cases[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefixes_are_separated_by_one_separator_or_blanks_or_both),
        cmocka_unit_test(ranges_fold_into_the_fewest_prefixes),
        cmocka_unit_test(no_range_costs_more_than_its_fewest_prefixes_and_covers_what_it_should),
        cmocka_unit_test(what_is_ambiguous_is_refused),
    };
    return RUN_TESTS(tests);
}
