/* Tests of base/error.h: error values, and input quoted in them. */
#include "base/error.h"

#include "support_test.h"

static void check_quote(rc_text text, const char *expected)
{
    char quoted[RC_QUOTE_BYTES];

    assert_ptr_equal(rc_quote(quoted, text), quoted);
    assert_string_equal(quoted, expected);
}

TEST(quotes_escape_what_a_terminal_could_obey)
{
    check_quote((rc_text){"", 0}, "\"\"");
    check_quote(TEXT("plain ~text"), "\"plain ~text\"");
    check_quote(TEXT("a\"b\\c"), "\"a\\\"b\\\\c\"");
    check_quote((rc_text){"\0\t\n\x1b[\x7f\x80\xff", 8},
                "\"\\x00\\x09\\x0a\\x1b[\\x7f\\x80\\xff\"");
}

TEST(every_byte_is_quoted_in_printable_ones)
{
    for (int byte = 0; byte < 256; byte++) {
        char quoted[RC_QUOTE_BYTES], text = (char)byte;
        rc_quote(quoted, (rc_text){&text, 1});
        for (const char *c = quoted; *c; c++)
            assert_true(*c >= ' ' && *c <= '~');
    }
}

TEST(quotes_are_bounded)
{
    static const char forty[] = "1234567890123456789012345678901234567890";
    char worst[1000], quoted[RC_QUOTE_BYTES];

    check_quote(TEXT(forty), "\"1234567890123456789012345678901234567890\"");
    memset(worst, 'x', sizeof worst);
    memcpy(worst, forty, 40);
    check_quote((rc_text){worst, 41}, "\"1234567890123456789012345678901234567890...\"");
    memset(worst, '\xff', sizeof worst);
    rc_quote(quoted, (rc_text){worst, sizeof worst});
    assert_int_equal(strlen(quoted), RC_QUOTE_BYTES - 1);
}

TEST(set_error_has_code_and_reason_and_nothing_else)
{
    rc_error error = {.os_error = 5, .line = 6, .column = 7};

    assert_int_equal(rc_error_set(&error, RC_ERROR_READ, "%s %d", "reason", 8), RC_ERROR_READ);
    assert_int_equal(error.code, RC_ERROR_READ);
    assert_string_equal(error.reason, "reason 8");
    assert_int_equal(error.os_error + (int)error.line + (int)error.column, 0);
}

TEST(hint_stands_beside_the_reason_until_the_next_error)
{
    rc_error error;
    char value[1000];

    rc_error_set(&error, RC_ERROR_FORMAT, "reason");
    assert_int_equal(error.hint, RC_HINT_NONE);
    rc_error_hint(&error, RC_HINT_PREAMBLE, "3");
    assert_int_equal(error.hint, RC_HINT_PREAMBLE);
    assert_string_equal(error.hint_value, "3");
    assert_string_equal(error.reason, "reason");
    rc_error_hint(&error, RC_HINT_DELIMITER, NULL);
    assert_string_equal(error.hint_value, "");
    memset(value, 'x', sizeof value);
    value[sizeof value - 1] = '\0';
    rc_error_hint(&error, RC_HINT_COST_COLUMN, value);
    assert_int_equal(strlen(error.hint_value), RC_HINT_VALUE_BYTES - 1);
    rc_error_set(&error, RC_ERROR_FORMAT, "another");
    assert_int_equal(error.hint, RC_HINT_NONE);
    assert_string_equal(error.hint_value, "");
    rc_error_hint(NULL, RC_HINT_DELIMITER, NULL);
}

TEST(long_reason_is_cut)
{
    char text[1000];
    rc_error error;

    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    rc_error_set(&error, RC_ERROR_READ, "%s", text);
    assert_int_equal(strlen(error.reason), RC_ERROR_REASON_BYTES - 1);
}

TEST(error_may_be_left_out)
{
    assert_int_equal(rc_error_set(NULL, RC_ERROR_LIMIT, "reason"), RC_ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_escape_what_a_terminal_could_obey),
        cmocka_unit_test(every_byte_is_quoted_in_printable_ones),
        cmocka_unit_test(quotes_are_bounded),
        cmocka_unit_test(set_error_has_code_and_reason_and_nothing_else),
        cmocka_unit_test(hint_stands_beside_the_reason_until_the_next_error),
        cmocka_unit_test(long_reason_is_cut),
        cmocka_unit_test(error_may_be_left_out),
    };
    return RUN_TESTS(tests);
}
