/* Tests of csv/header.h: columns by their names. */
#include "csv/header.h"

#include "support_stream.h"
#include "support_test.h"

static header header_of(const char *text)
{
    return (header){.text = TEXT(text), .delimiter = ',', .multiline = true};
}

static named_columns find(const char *text, const char *name)
{
    header h = header_of(text);
    return rc_header_find(&h, TEXT(name));
}

TEST(column_is_found_by_its_name_case_and_blanks_aside)
{
    static const struct {
        const char *header, *name;
        unsigned column;
    } cases[] = {
        {"a,b,c", "a", 1},
        {"a,b,c", "c", 3},
        {"a,Called Number,c", "called number", 2},
        {"a,\" CalledNumber \",c", "CALLED  NUMBER", 2},
        {" dst ,src", "dst", 1},
        {"\"a,b\",b", "b", 2},
        {"\"a,b\",b", "a,b", 1},
        {"\"the \"\"number\"\"\",b", "the \"number\"", 1},
        {"\"dst\ncountry\",dst", "dst", 2},
        {"ab,abc,abcd", "abc", 2},
        {",dst,", "dst", 2},
        {"dst", "dst", 1},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        named_columns found = find(cases[i].header, cases[i].name);
        assert_int_equal(found.first + 1, cases[i].column);
        assert_int_equal(found.second, COLUMN_NONE);
    }
}

TEST(name_that_is_not_there_or_there_twice_shows)
{
    named_columns none = find("a, b ,\"c,d\"", "x"), two = find("Dst,a,d s t,dst", "dst");

    assert_int_equal(none.first, COLUMN_NONE);
    assert_int_equal(two.first, 0);
    assert_int_equal(two.second, 2);
}

TEST(end_in_parentheses_and_currency_do_not_count)
{
    static const char *const cases[][2] = {
        {"rate", "rate"},
        {"rate (per minute)", "rate"},
        {"rate_USD (per minute)", "rate"},
        {"rate U.S.D.", "rate"},
        {"a (b) (c)", "a (b)"},
        {"rate ()", "rate"},
        {"USD", "USD"}, /* nothing would be left */
        {"(usd)", "(usd)"},
        {"a) b)", "a) b)"},
        {"rate (a) b)", "rate (a) b)"}, /* the last one closes nothing */
        {"a)", "a)"},
        {")", ")"},
        {"rate (x", "rate (x"},
        {"rate_-. ", "rate"},
        {"", ""},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_text plain = rc_header_plain(TEXT(cases[i][0]));
        if (plain.length != strlen(cases[i][1]) ||
            memcmp(plain.bytes, cases[i][1], plain.length) != 0)
            fail_msg("\"%s\" is \"%.*s\"", cases[i][0], (int)plain.length, plain.bytes);
    }
}

TEST(names_are_listed_as_they_are_read)
{
    header h = header_of("a, b ,\"c,\"\"d\"\"\"\n1,2\n");
    char names[100];

    rc_header_list_names(&h, names, sizeof names);
    assert_string_equal(names, "\"a\", \"b\", \"c,\\\"d\\\"\"");
}

TEST(list_of_names_is_bounded)
{
    buffer text = {0};
    char names[200];

    for (int i = 0; i < 1000; i++) {
        buffer_fill(&text, i % 3 ? 'a' : '\1', (size_t)i);
        buffer_string(&text, ",");
        header h = header_of(text.bytes);
        rc_header_list_names(&h, names, sizeof names);
        assert_true(strlen(names) < sizeof names);
    }
    assert_string_equal(names + strlen(names) - 5, ", ...");
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(column_is_found_by_its_name_case_and_blanks_aside),
        cmocka_unit_test(name_that_is_not_there_or_there_twice_shows),
        cmocka_unit_test(end_in_parentheses_and_currency_do_not_count),
        cmocka_unit_test(names_are_listed_as_they_are_read),
        cmocka_unit_test(list_of_names_is_bounded),
    };
    return RUN_TESTS(tests);
}
