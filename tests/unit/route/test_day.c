/* Tests of rc_date_parse: days in the forms that lists have. */
#include "routecost.h"

#include "support_test.h"

TEST(iso_days_are_read)
{
    assert_int_equal(rc_date_parse(TEXT("2026-03-01"), RC_DATE_ORDER_NONE), 20260301);
    assert_int_equal(rc_date_parse(TEXT("2024-02-29"), RC_DATE_ORDER_NONE), 20240229);
    assert_int_equal(rc_date_parse(TEXT("2000-02-29"), RC_DATE_ORDER_NONE), 20000229);
    assert_int_equal(rc_date_parse(TEXT("0001-01-01"), RC_DATE_ORDER_NONE), 10101);
    assert_int_equal(rc_date_parse(TEXT("9999-12-31"), RC_DATE_ORDER_NONE), 99991231);
    assert_int_equal(rc_date_parse(TEXT("2026-04-30"), RC_DATE_ORDER_NONE), 20260430);
}

TEST(all_else_is_no_date)
{
    static const char *const texts[] = {
        "",
        "2026-3-1",
        "2026-02-29",
        "1900-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "01/02/2026",
        "2026/01-02",
        "202601021",
        "2026-01-02 ",
        "2026-01-02T00:01",
        "+026-01-02",
        "2026-01-3x",
        "46023",
        "2026--1-02",
        "01-Apl-2026",
        "1 Apr-2026",
        "1Apr2026",
        "01-Apr-26",
        "001-Apr-2026",
        "T00:00",
        "00:00",
        "2026-01-02t00:00",
        "1 4 2026",
        "2026-01-02  00:00",
        "2026-01-02 00:00:00.0",
        "01.Apr.2026",
        "2026 01 02",
        "30-Feb-2026",
    };

    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        if (rc_date_parse(TEXT(texts[i]), RC_DATE_ORDER_NONE))
            fail_msg("%s", texts[i]);
}

TEST(forms_that_carriers_use_are_read)
{
    static const char *const texts[] = {
        "2026-04-01",          "2026/04/01",           "20260401",
        "01-Apr-2026",         "1-apr-2026",           "1 APR 2026",
        "01 Apr 2026",         "2026-04-01 00:00",     "2026-04-01T00:00",
        "2026-04-01 00:00:00", "01-Apr-2026T00:00:00",
    };
    static const rc_date_order orders[] = {RC_DATE_ORDER_NONE, RC_DATE_ORDER_DMY,
                                           RC_DATE_ORDER_MDY};

    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        for (size_t o = 0; o < N_ELEMENTS(orders); o++)
            if (rc_date_parse(TEXT(texts[i]), orders[o]) != 20260401)
                fail_msg("%s", texts[i]);
}

TEST(order_decides_between_day_and_month)
{
    static const char *const texts[] = {"03.04.2026", "3.4.2026", "03/04/2026", "3-4-2026",
                                        "03-04-2026 00:00"};

    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        assert_int_equal(rc_date_parse(TEXT(texts[i]), RC_DATE_ORDER_NONE), 0);
        assert_int_equal(rc_date_parse(TEXT(texts[i]), RC_DATE_ORDER_DMY), 20260403);
        assert_int_equal(rc_date_parse(TEXT(texts[i]), RC_DATE_ORDER_MDY), 20260304);
    }
    assert_int_equal(rc_date_parse(TEXT("31.12.2026"), RC_DATE_ORDER_MDY), 0);
    assert_int_equal(rc_date_parse(TEXT("3.4-2026"), RC_DATE_ORDER_DMY), 0);
}

/* Each text has memory of its own, so that a sanitizer sees a read behind it. */
TEST(day_without_its_last_characters_is_no_day)
{
    static const char *const days[] = {"2026-04-01", "20260401", "1-Apr-2026", "3.4.2026"};

    for (size_t i = 0; i < N_ELEMENTS(days); i++)
        for (size_t n = 1; n < strlen(days[i]); n++) {
            char *text = malloc(n);
            assert_non_null(text);
            memcpy(text, days[i], n);
            assert_int_equal(rc_date_parse((rc_text){text, n}, RC_DATE_ORDER_DMY), 0);
            assert_int_equal(rc_date_parse((rc_text){days[i], n}, RC_DATE_ORDER_DMY), 0);
            free(text);
        }
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
                n_days += rc_date_parse(TEXT(text), RC_DATE_ORDER_NONE) != 0;
            }
        assert_int_equal(n_days, years[i].n_days);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_days_are_read),
        cmocka_unit_test(forms_that_carriers_use_are_read),
        cmocka_unit_test(order_decides_between_day_and_month),
        cmocka_unit_test(all_else_is_no_date),
        cmocka_unit_test(day_without_its_last_characters_is_no_day),
        cmocka_unit_test(years_have_as_many_days_as_they_should),
    };
    return RUN_TESTS(tests);
}
