/* Tests of cli/messages.h: what is printed, read from the file that stands for standard error.
 * tests/cli/escapes.py puts text that a terminal obeys into every place of the input. */
#include "cli/messages.h"

#include "support_screen.h"
#include "support_test.h"

#define SCREEN "test_messages.screen"

TEST(error_names_the_file_of_numbers_only_if_it_is_about_them)
{
    static const struct {
        rc_code code;
        uint64_t line;
        const char *message;
    } cases[] = {{RC_ERROR_READ, 0, "routecost: n.txt: why\n"},
                 {RC_ERROR_COLUMN, 1, "routecost: n.txt:1: why\n"},
                 {RC_ERROR_WRITE, 0, "routecost: cannot write standard output\n"},
                 {RC_ERROR_MEMORY, 0, "routecost: why\n"},
                 {RC_ERROR_LIMIT, 0, "routecost: why\n"},
                 {RC_ERROR_OPTIONS, 0, "routecost: why\n"},
                 {RC_ERROR_NOT_KEPT, 0, "routecost: why\n"}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error = {.code = cases[i].code, .line = cases[i].line, .reason = "why"};
        screen_clear(SCREEN);
        message_numbers_error("n.txt", &error);
        assert_string_equal(screen_read(SCREEN), cases[i].message);
    }
}

TEST(lack_of_memory_is_the_fault_of_no_file)
{
    screen_clear(SCREEN);
    message_error("a.csv", &(rc_error){.code = RC_ERROR_MEMORY, .reason = "out of memory"});
    assert_string_equal(screen_read(SCREEN), "routecost: out of memory\n");
    screen_clear(SCREEN);
    message_error("a.csv", &(rc_error){.code = RC_ERROR_LIST, .line = 7, .reason = "why"});
    assert_string_equal(screen_read(SCREEN), "routecost: a.csv:7: why\n");
}

TEST(what_a_terminal_obeys_is_shown_as_its_bytes_alone)
{
    screen_clear(SCREEN);
    message_file("a\x1b[1m\xc2\x9b"
                 "31m\xff.csv\n",
                 "why", 0);
    assert_string_equal(screen_read(SCREEN),
                        "routecost: a\\x1b[1m\\xc2\\x9b31m\\xff.csv\\x0a: why\n");
}

/* A path has at most 4096 bytes on common systems. */
TEST(of_what_is_too_long_for_a_name_the_beginning_is_shown)
{
    static char name[4096 + 2], expected[sizeof name + 100];

    memset(name, 'n', 4096);
    screen_clear(SCREEN);
    message_file(name, "why", 0);
    sprintf(expected, "routecost: %s: why\n", name);
    assert_string_equal(screen_read(SCREEN), expected);

    name[4096] = 'n';
    screen_clear(SCREEN);
    message_file(name, "why", 0);
    sprintf(expected, "routecost: %.100s...: why\n", name);
    assert_string_equal(screen_read(SCREEN), expected);
}

TEST(faults_are_counted_unless_all_were_shown)
{
    screen_clear(SCREEN);
    message_fault_count("a.csv", 10, 10, "bad rows");
    assert_string_equal(screen_read(SCREEN), "");
    message_most("a.csv", 10, 10, "bad rows");
    assert_string_equal(screen_read(SCREEN), "routecost: a.csv: 10 bad rows\n");
    screen_clear(SCREEN);
    message_fault_count("a.csv", 11, 10, "bad rows");
    assert_string_equal(screen_read(SCREEN),
                        "routecost: a.csv: 11 bad rows, the first 10 are shown\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(error_names_the_file_of_numbers_only_if_it_is_about_them),
        cmocka_unit_test(lack_of_memory_is_the_fault_of_no_file),
        cmocka_unit_test(what_a_terminal_obeys_is_shown_as_its_bytes_alone),
        cmocka_unit_test(of_what_is_too_long_for_a_name_the_beginning_is_shown),
        cmocka_unit_test(faults_are_counted_unless_all_were_shown),
    };
    return screen_end(SCREEN, RUN_TESTS(tests));
}
