/* Tests of io/file_kind.h: files that are no text are recognised, and text is not refused. */
#include "io/file_kind.h"

#include "support_test.h"

TEST(files_that_are_no_text_are_refused_by_name)
{
    static const struct {
        rc_text start;
        const char *word; /* of the refusal */
    } cases[] = {
        {{"\xff\xfe+\0", 4}, "UTF-16"},
        {{"\xfe\xff\0+", 4}, "UTF-16"},
        {{"+\0001\0", 4}, "UTF-16"},
        {{"\0+\0001", 4}, "UTF-16"},
        {{"\x1f\x8b\x08\0", 4}, "gzip"},
        {{"PK\003\004\024", 5}, ".xlsx"},
        {{"PK\005\006", 4}, "zip archive"},
        {{"1,2\r3,4\r", 8}, "CR alone"},
        {{"\r1,2\r", 5}, "CR alone"},
        {{"\r\r", 2}, "CR alone"},
        {{"\xd0\xcf\x11\xe0\xa1", 5}, ".xls workbook"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        const char *refusal = rc_file_kind_refusal(cases[i].start);
        assert_non_null(refusal);
        assert_non_null(strstr(refusal, cases[i].word));
    }
}

TEST(text_is_not_refused)
{
    static const rc_text starts[] = {
        {"", 0},          {"+1415,0.02\n", 11}, {"1", 1},
        {"1,2\r", 4},     {"1,2\r3,4\r\n", 9},  {"P", 1},
        {"PK,0.1\n", 7},  {"PK\003", 3},        {"\xff", 1},
        {"\x1f", 1},      {"\xd0\xcf\x11", 3},  {"\xef\xbb\xbf+1,2", 7},
        {"+1\0002,3", 6}, {"+\0001", 3},        {"1\0,0.5", 6},
        {"12,\0", 4},     {"\00012,", 4},       {"1\0\000,", 4},
    };

    for (size_t i = 0; i < N_ELEMENTS(starts); i++)
        assert_null(rc_file_kind_refusal(starts[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_no_text_are_refused_by_name),
        cmocka_unit_test(text_is_not_refused),
    };
    return RUN_TESTS(tests);
}
