/* Tests of cli/hint.h: the options that help are named, and each of them exists. */
#include "cli/hint.h"

#include "cli/option_table.h"
#include "support_test.h"

static const char *hint(rc_code code, rc_hint what, const char *value)
{
    static char text[HINT_BYTES];
    rc_error error = {.code = code, .hint = what};

    snprintf(error.hint_value, sizeof error.hint_value, "%s", value);
    return hint_write(text, &error);
}

TEST(error_without_a_hint_stays_as_it_is)
{
    assert_string_equal(hint(RC_ERROR_READ, RC_HINT_NONE, ""), "");
}

TEST(bad_row_asks_and_an_error_tells_the_way_out)
{
    assert_string_equal(hint(RC_FAULT_ROW, RC_HINT_COST_COLUMN, ""),
                        ": is it in another column? (--cost-column)");
    assert_string_equal(hint(RC_ERROR_FORMAT, RC_HINT_COST_COLUMN, ""),
                        ": name it with --cost-column");
    assert_string_equal(hint(RC_FAULT_ROW, RC_HINT_PREAMBLE, ""), ": a preamble (--skip-lines)?");
    assert_string_equal(hint(RC_ERROR_FORMAT, RC_HINT_PREAMBLE, ""),
                        ": pass over a preamble with --skip-lines");
}

TEST(value_that_helps_is_named)
{
    assert_string_equal(hint(RC_ERROR_FORMAT, RC_HINT_PREAMBLE, "3"),
                        ": pass over a preamble with --skip-lines=3");
    assert_string_equal(hint(RC_ERROR_FORMAT, RC_HINT_PREFIX_COLUMN, "2"),
                        ": name it with --prefix-column=2");
}

TEST(hints_name_options_that_exist)
{
    for (int what = RC_HINT_DELIMITER; what <= RC_HINT_PLUS_OPTIONAL; what++) {
        static const rc_code codes[] = {RC_FAULT_ROW, RC_ERROR_FORMAT};
        for (size_t i = 0; i < N_ELEMENTS(codes); i++) {
            const char *text = hint(codes[i], (rc_hint)what, ""), *at = strstr(text, "--");
            if (!at)
                fail_msg("hint %d names no option: \"%s\"", what, text);
            for (; at; at = strstr(at, "--")) {
                at += 2;
                size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
                if (!option_find(at, length))
                    fail_msg("\"%s\" names an option that does not exist", text);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_without_a_hint_stays_as_it_is),
        cmocka_unit_test(bad_row_asks_and_an_error_tells_the_way_out),
        cmocka_unit_test(value_that_helps_is_named),
        cmocka_unit_test(hints_name_options_that_exist),
    };
    return RUN_TESTS(tests);
}
