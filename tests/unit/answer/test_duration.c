/* Tests of answer/duration.h: how long a call lasted. */
#include "answer/duration.h"

#include "support_random.h"
#include "support_test.h"

TEST(durations_are_read_in_every_form)
{
    static const struct {
        const char *text;
        uint64_t n_seconds;
    } cases[] = {
        {"0", 0},
        {"1", 1},
        {"007", 7},
        {"999999999999999", 999999999999999u},
        {"12.0", 12},
        {"12.000000000000000000000000000000", 12},
        {"12.1", 13},
        {"12.5", 13},
        {"12.000000000000000000000000000001", 13},
        {"0.0", 0},
        {"0.01", 1},
        {"999999999999999.9", 1000000000000000u},
        {"0:00", 0},
        {"0:59", 59},
        {"1:00", 60},
        {"01:02", 62},
        {"90:00", 5400},
        {"0:00:00", 0},
        {"00:00:09", 9},
        {"1:02:03", 3723},
        {"100:00:00", 360000},
        {"16666666666666:39", 999999999999999u},
        {"277777777777:46:39", 999999999999999u},
        {" 63\t", 63},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        uint64_t n_seconds = 77;
        const char *fault = rc_duration_parse(TEXT(cases[i].text), &n_seconds);
        if (fault)
            fail_msg("\"%s\" %s", cases[i].text, fault);
        assert_int_equal(n_seconds, cases[i].n_seconds);
    }
}

TEST(anything_else_is_a_fault_with_its_reason)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"", "is empty"},
        {" \t ", "is empty"},
        {"-1", "is negative"},
        {"-0", "is negative"},
        {"-1:30", "is negative"},
        {"1000000000000000", "has more than 15 digits"},
        {"0000000000000005", "has more than 15 digits"},
        {"99999999999999999999999999", "has more than 15 digits"},
        {"1000000000000000:00", "has more than 15 digits"},
        {"16666666666666:40", "has more than 15 digits of seconds"},
        {"999999999999999:59:59", "has more than 15 digits of seconds"},
        {"12.", "has no digit behind its point"},
        {".5", "is not a duration"},
        {".", "is not a duration"},
        {"+5", "is not a duration"},
        {"5s", "is not a duration"},
        {"5 6", "is not a duration"},
        {"1e3", "is not a duration"},
        {"1,5", "is not a duration"},
        {"1.5.5", "is not a duration"},
        {"1.5x", "is not a duration"},
        {"abc", "is not a duration"},
        {"1:60", "has minutes or seconds above 59"},
        {"1:60:00", "has minutes or seconds above 59"},
        {"1:00:60", "has minutes or seconds above 59"},
    };
    static const char *const clocks[] = {"1:",    "1:2",      "1:234",   "1:02:3",
                                         "1:02:", "1:02:034", "1:02.5",  "1:02:03.5",
                                         "1:x2",  "1:2x",     "1:02-03", "1:02:03:04"};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        uint64_t n_seconds = 77;
        const char *fault = rc_duration_parse(TEXT(cases[i].text), &n_seconds);
        if (!fault || strcmp(fault, cases[i].fault) != 0)
            fail_msg("\"%s\": %s", cases[i].text, fault ? fault : "was read");
        assert_int_equal(n_seconds, 77);
    }
    for (size_t i = 0; i < N_ELEMENTS(clocks); i++) {
        uint64_t n_seconds = 77;
        const char *fault = rc_duration_parse(TEXT(clocks[i]), &n_seconds);
        if (!fault || !strstr(fault, "two digits behind each colon"))
            fail_msg("\"%s\": %s", clocks[i], fault ? fault : "was read");
    }
    uint64_t n_seconds;
    assert_non_null(rc_duration_parse((rc_text){NULL, 0}, &n_seconds));
    assert_non_null(rc_duration_parse((rc_text){"1\0", 2}, &n_seconds));
}

TEST(pieces_are_read_as_the_whole)
{
    static const char *const texts[] = {
        "63",
        "  63  ",
        "12.5",
        "1:02:03",
        "",
        "   ",
        "-5",
        "6 3",
        "x",
        " 1:60",
        "12.000000000000000000000000000000000000000000000000000000000000",
        "12.0000000000000000000000000000000000000000000000000000000000000",
        "12.0000000000000000000000000000000000000000000000000000000000000 ",
        "12.00000000000000000000000000000000000000000000000000000000000000"};
    prng p = prng_start();

    for (int round = 0; round < 1000; round++) {
        const char *text = texts[(size_t)round % N_ELEMENTS(texts)];
        uint64_t whole = 77, pieces = 77;
        duration_text d = {.n_bytes = 0};
        size_t length = strlen(text);
        for (size_t at = 0, n; at < length; at += n) {
            n = prng_below(&p, length - at + 1);
            rc_duration_feed(&d, text + at, n);
        }
        const char *fault = rc_duration_parse(TEXT(text), &whole);
        assert_ptr_equal(rc_duration_end(&d, &pieces), fault);
        assert_int_equal(whole, pieces);
    }
}

TEST(a_duration_of_more_than_64_characters_is_a_fault)
{
    char text[80];
    uint64_t n_seconds;

    sprintf(text, "12.%061d", 0);
    assert_null(rc_duration_parse(TEXT(text), &n_seconds));
    sprintf(text, "12.%062d", 0);
    assert_string_equal(rc_duration_parse(TEXT(text), &n_seconds), "has more than 64 characters");
}

TEST(random_durations_are_read_as_they_were_written)
{
    prng p = prng_start();

    for (int i = 0; i < 100000; i++) {
        uint64_t hours = prng_next(&p) % 277777777777u >> prng_below(&p, 38);
        unsigned minutes = (unsigned)prng_below(&p, 60), seconds = (unsigned)prng_below(&p, 60);
        uint64_t all = hours * 3600 + minutes * 60 + seconds, n_seconds;
        char text[64];
        sprintf(text, "%llu:%02u:%02u", (unsigned long long)hours, minutes, seconds);
        assert_null(rc_duration_parse(TEXT(text), &n_seconds));
        assert_int_equal(n_seconds, all);
        sprintf(text, "%llu:%02u", (unsigned long long)(hours * 60 + minutes), seconds);
        assert_null(rc_duration_parse(TEXT(text), &n_seconds));
        assert_int_equal(n_seconds, all);
        unsigned thousandths = (unsigned)prng_below(&p, 1000);
        sprintf(text, "%llu.%03u", (unsigned long long)all, thousandths);
        assert_null(rc_duration_parse(TEXT(text), &n_seconds));
        assert_int_equal(n_seconds, all + (thousandths > 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_in_every_form),
        cmocka_unit_test(anything_else_is_a_fault_with_its_reason),
        cmocka_unit_test(pieces_are_read_as_the_whole),
        cmocka_unit_test(a_duration_of_more_than_64_characters_is_a_fault),
        cmocka_unit_test(random_durations_are_read_as_they_were_written),
    };
    return RUN_TESTS(tests);
}
