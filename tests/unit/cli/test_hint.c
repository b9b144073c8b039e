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

/* Writes the names of the options in a text, a blank behind each.  They have to exist. */
static void find_options(char names[HINT_BYTES], const char *text)
{
    *names = '\0';
    for (const char *at = strstr(text, "--"); at; at = strstr(at, "--")) {
        at += 2;
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
        if (!option_find(at, length))
            fail_msg("\"%s\" names an option that does not exist", text);
        strncat(names, at, length);
        strcat(names, " ");
    }
}

TEST(each_hint_names_its_own_options)
{
    static const char *const expected[] = {
        [RC_HINT_DELIMITER] = "delimiter ",
        [RC_HINT_PREAMBLE] = "skip-lines ",
        [RC_HINT_NOT_A_ROW] = "skip-lines header prefix-column ",
        [RC_HINT_PREFIX_COLUMN] = "prefix-column ",
        [RC_HINT_COST_COLUMN] = "cost-column ",
        [RC_HINT_EFFECTIVE_COLUMN] = "effective-column ",
        [RC_HINT_UNTIL_COLUMN] = "until-column ",
        [RC_HINT_AT] = "at ",
        [RC_HINT_DATE_ORDER] = "date-order date-order ",
        [RC_HINT_PREFIX_OR_PREAMBLE] = "prefix-column skip-lines ",
        [RC_HINT_COST_OR_PREAMBLE] = "cost-column skip-lines ",
        [RC_HINT_EFFECTIVE_OR_PREAMBLE] = "effective-column skip-lines ",
        [RC_HINT_UNTIL_OR_PREAMBLE] = "until-column skip-lines ",
        [RC_HINT_BOTH_OR_PREAMBLE] = "prefix-column cost-column skip-lines ",
        [RC_HINT_DECIMAL_COMMA] = "decimal-comma ",
        [RC_HINT_DECIMAL_COMMA_OFF] = "decimal-comma ",
        [RC_HINT_CURRENCY] = "currency ",
        [RC_HINT_FACTOR] = "factor ",
        [RC_HINT_IDD] = "idd ",
        [RC_HINT_PLUS_OPTIONAL] = "plus ",
        [RC_HINT_BLOCKED_COLUMN] = "blocked-column ",
        [RC_HINT_CARRY] = "carry ",
        [RC_HINT_BLOCKED] = "blocked ",
    };
    static const rc_code codes[] = {RC_FAULT_ROW, RC_ERROR_FORMAT};

    assert_int_equal(N_ELEMENTS(expected), RC_HINT_BLOCKED + 1);
    for (int what = RC_HINT_NONE + 1; what <= RC_HINT_BLOCKED; what++)
        for (size_t i = 0; i < N_ELEMENTS(codes); i++) {
            char names[HINT_BYTES];
            find_options(names, hint(codes[i], (rc_hint)what, ""));
            assert_non_null(expected[what]);
            assert_string_equal(names, expected[what]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_without_a_hint_stays_as_it_is),
        cmocka_unit_test(bad_row_asks_and_an_error_tells_the_way_out),
        cmocka_unit_test(value_that_helps_is_named),
        cmocka_unit_test(each_hint_names_its_own_options),
    };
    return RUN_TESTS(tests);
}
