/* Tests of cli/option_value.h: values that can be given several times, or several at once. */
#include "cli/option_value.h"

#include "support_test.h"

static void expect_text(const option_texts *list, size_t i, const char *expected)
{
    assert_true(i < list->n_texts);
    assert_int_equal(list->texts[i].length, strlen(expected));
    assert_memory_equal(list->texts[i].bytes, expected, strlen(expected));
}

TEST(each_use_adds_a_text)
{
    option_texts list = {.n_texts = 0};
    usage_error error = {.option = "blocked"};

    assert_int_equal(option_read_texts(&list, "N/A", &error), RC_OK);
    assert_int_equal(option_read_texts(&list, "", &error), RC_OK);
    assert_int_equal(list.n_texts, 2);
    expect_text(&list, 0, "N/A");
    expect_text(&list, 1, "");
}

TEST(too_many_texts_are_refused)
{
    option_texts list = {.n_texts = 0};
    usage_error error = {.option = "blocked"};

    for (int i = 0; i < TEXTS_MAX; i++)
        assert_int_equal(option_read_texts(&list, "x", &error), RC_OK);
    assert_int_equal(option_read_texts(&list, "x", &error), RC_ERROR_OPTIONS);
    assert_string_equal(error.reason, "--blocked takes at most 32 values");
    assert_int_equal(list.n_texts, TEXTS_MAX);
}

TEST(commas_separate_parts)
{
    option_texts list = {.n_texts = 0};
    usage_error error = {.option = "idd"};

    assert_int_equal(option_read_parts(&list, "00,011", &error), RC_OK);
    assert_int_equal(option_read_parts(&list, "8~10", &error), RC_OK);
    assert_int_equal(list.n_texts, 3);
    expect_text(&list, 0, "00");
    expect_text(&list, 1, "011");
    expect_text(&list, 2, "8~10");
}

TEST(empty_parts_are_refused)
{
    static const char *const values[] = {"", ",", ",00", "00,", "00,,011"};

    for (size_t i = 0; i < N_ELEMENTS(values); i++) {
        option_texts list = {.n_texts = 0};
        usage_error error = {.option = "idd"};
        assert_int_equal(option_read_parts(&list, values[i], &error), RC_ERROR_OPTIONS);
        assert_non_null(strstr(error.reason, "--idd=\""));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_use_adds_a_text),
        cmocka_unit_test(too_many_texts_are_refused),
        cmocka_unit_test(commas_separate_parts),
        cmocka_unit_test(empty_parts_are_refused),
    };
    return RUN_TESTS(tests);
}
