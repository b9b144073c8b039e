/* Tests of route/increment.h: how many seconds of a call are charged. */
#include "route/increment.h"

#include "support_random.h"
#include "support_test.h"

TEST(increments_are_read)
{
    static const struct {
        const char *text;
        uint32_t first, next;
    } cases[] = {{"60/6", 60, 6}, {"60", 60, 60},    {"1/1", 1, 1},
                 {"1", 1, 1},     {"030/06", 30, 6}, {"999999999/999999999", 999999999, 999999999},
                 {"6/60", 6, 60}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_increment inc;
        assert_null(rc_increment_parse(TEXT(cases[i].text), &inc));
        assert_int_equal(inc.first, cases[i].first);
        assert_int_equal(inc.next, cases[i].next);
    }
}

TEST(increments_that_no_one_can_mean_are_faults)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"0/6", "has an increment of 0 seconds"},
        {"60/0", "has an increment of 0 seconds"},
        {"0", "has an increment of 0 seconds"},
        {"000", "has an increment of 0 seconds"},
        {"60/", "is not FIRST/NEXT, as 60/6"},
        {"/6", "is not FIRST/NEXT, as 60/6"},
        {"/", "is not FIRST/NEXT, as 60/6"},
        {"", "is not FIRST/NEXT, as 60/6"},
        {"60/6/6", "is not FIRST/NEXT, as 60/6"},
        {"60 / 6", "is not FIRST/NEXT, as 60/6"},
        {"-60", "is not FIRST/NEXT, as 60/6"},
        {"60.5", "is not FIRST/NEXT, as 60/6"},
        {"60/6s", "is not FIRST/NEXT, as 60/6"},
        {"1000000000", "has more than 9 digits"},
        {"60/1000000000", "has more than 9 digits"},
        {"99999999999999999999999/6", "has more than 9 digits"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_increment inc = {7, 7};
        const char *fault = rc_increment_parse(TEXT(cases[i].text), &inc);
        if (!fault || strcmp(fault, cases[i].fault) != 0)
            fail_msg("\"%s\": %s", cases[i].text, fault ? fault : "was read");
        assert_true(inc.first == 7 && inc.next == 7);
    }
}

TEST(increments_in_two_texts_go_together)
{
    rc_increment inc;

    assert_null(rc_increment_parse_pair(TEXT("60"), TEXT("6"), &inc));
    assert_true(inc.first == 60 && inc.next == 6);
    assert_null(rc_increment_parse_pair(TEXT("60"), TEXT(""), &inc));
    assert_true(inc.first == 60 && inc.next == 60);
    assert_string_equal(rc_increment_parse_pair(TEXT(""), TEXT("6"), &inc),
                        "stands without the first increment");
    assert_non_null(rc_increment_parse_pair(TEXT("60/6"), TEXT("6"), &inc));
    assert_non_null(rc_increment_parse_pair(TEXT("60"), TEXT("0"), &inc));
}

TEST(billed_seconds_are_the_first_and_every_next_begun)
{
    static const struct {
        rc_increment inc;
        uint64_t n_seconds, n_billed;
    } cases[] = {
        {{60, 6}, 0, 0},   {{60, 6}, 1, 60},  {{60, 6}, 60, 60},   {{60, 6}, 61, 66},
        {{60, 6}, 66, 66}, {{60, 6}, 67, 72}, {{60, 60}, 61, 120}, {{1, 1}, 0, 0},
        {{1, 1}, 17, 17},  {{30, 1}, 17, 30}, {{30, 1}, 31, 31},   {{6, 60}, 7, 66},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        assert_int_equal(increment_bill(cases[i].inc, cases[i].n_seconds), cases[i].n_billed);
}

TEST(billed_seconds_are_found_by_adding_steps)
{
    prng p = prng_start();

    for (int i = 0; i < 20000; i++) {
        rc_increment inc = {1 + (uint32_t)prng_below(&p, 100), 1 + (uint32_t)prng_below(&p, 100)};
        uint64_t n_seconds = prng_below(&p, 1000), n_billed = n_seconds > 0 ? inc.first : 0;
        while (n_billed < n_seconds)
            n_billed += inc.next;
        assert_int_equal(increment_bill(inc, n_seconds), n_billed);
    }
}

TEST(the_longest_call_is_billed_without_overflow)
{
    static const uint64_t longest = 1000000000000000;
    prng p = prng_start();

    for (int i = 0; i < 20000; i++) {
        rc_increment inc = {1 + (uint32_t)prng_below(&p, 999999999),
                            1 + (uint32_t)prng_below(&p, 999999999)};
        uint64_t n_billed = increment_bill(inc, longest);
        assert_true(n_billed >= longest && n_billed - longest < inc.next);
        assert_int_equal((n_billed - inc.first) % inc.next, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(increments_are_read),
        cmocka_unit_test(increments_that_no_one_can_mean_are_faults),
        cmocka_unit_test(increments_in_two_texts_go_together),
        cmocka_unit_test(billed_seconds_are_the_first_and_every_next_begun),
        cmocka_unit_test(billed_seconds_are_found_by_adding_steps),
        cmocka_unit_test(the_longest_call_is_billed_without_overflow),
    };
    return RUN_TESTS(tests);
}
