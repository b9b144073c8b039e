/* Tests of rc_date_parse: days in the form YYYY-MM-DD. */
#include "routecost.h"

#include "support_test.h"

TEST(iso_days_are_read)
{
    assert_int_equal(rc_date_parse(TEXT("2026-03-01")), 20260301);
    assert_int_equal(rc_date_parse(TEXT("2024-02-29")), 20240229);
    assert_int_equal(rc_date_parse(TEXT("2000-02-29")), 20000229);
    assert_int_equal(rc_date_parse(TEXT("0001-01-01")), 10101);
    assert_int_equal(rc_date_parse(TEXT("9999-12-31")), 99991231);
    assert_int_equal(rc_date_parse(TEXT("2026-04-30")), 20260430);
}

TEST(all_else_is_no_date)
{
    static const char *const texts[] = {
        "",           "2026-3-1",   "2026-02-29",  "1900-02-29",       "2026-04-31",
        "2026-13-01", "2026-00-10", "2026-01-00",  "0000-01-01",       "01/02/2026",
        "2026/01/02", "20260102",   "2026-01-02 ", "2026-01-02T00:00", "+026-01-02",
        "2026-01-3x", "46023",      "2026--1-02",
    };

    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        if (rc_date_parse(TEXT(texts[i])))
            fail_msg("%s", texts[i]);
}

/* Every day has a successor by counting, and no text between them is one. */
TEST(years_have_as_many_days_as_they_should)
{
    static const struct {
        int year, n_days;
    } years[] = {{1900, 365}, {2000, 366}, {2023, 365}, {2024, 366}, {2100, 365}};

    for (size_t i = 0; i < N_ELEMENTS(years); i++) {
        int n_days = 0;
        for (int month = 0; month < 100; month++)
            for (int day = 0; day < 100; day++) {
                char text[40];
                snprintf(text, sizeof text, "%04d-%02d-%02d", years[i].year, month, day);
                n_days += rc_date_parse(TEXT(text)) != 0;
            }
        assert_int_equal(n_days, years[i].n_days);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_days_are_read),
        cmocka_unit_test(all_else_is_no_date),
        cmocka_unit_test(years_have_as_many_days_as_they_should),
    };
    return RUN_TESTS(tests);
}
