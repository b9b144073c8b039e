/* Tests of cli/numbers_hint.h: what is printed, read from the file that stands for standard error.
 * tests/cli/cases/numbers has more of call records. */
#include "cli/numbers_hint.h"

#include "support_screen.h"
#include "support_test.h"

#define SCREEN "test_numbers_hint.screen"

enum { N_LISTS_MAX = 6 };

/* What is printed for operands, which a NULL ends.  Nothing else is called between them. */
static const char *hint(command mode, const char *const *lists, const char *const *operands)
{
    list_argument arguments[N_LISTS_MAX];
    options o = {.command = mode, .lists = arguments};

    for (; lists[o.n_lists]; o.n_lists++)
        arguments[o.n_lists] = (list_argument){.argument = lists[o.n_lists]};
    screen_clear(SCREEN);
    for (; *operands; operands++) {
        o.numbers = *operands;
        numbers_hint_print_operand(&o);
    }
    return screen_read(SCREEN);
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define TRY        "routecost: NUMBERS is a file of numbers: try "

TEST(number_in_place_of_a_file_is_shown_without_what_people_write_between)
{
    static const char digits[] = "123456789012345678901234567890123456789"; /* 39 */

    assert_string_equal(
        hint(COMMAND_PRICE, TEXTS("a.csv"),
             TEXTS(digits, "+1 (415) 555-0100", "0049.30 1", "+44", "123")),
        TRY "\"echo 123456789012345678901234567890123456789 | routecost a.csv -\"\n" TRY
            "\"echo +14155550100 | routecost a.csv -\"\n" TRY
            "\"echo 0049301 | routecost a.csv -\"\n" TRY "\"echo +44 | routecost a.csv -\"\n" TRY
            "\"echo 123 | routecost a.csv -\"\n");
}

TEST(operand_that_looks_like_no_number_gets_no_hint)
{
    static const char digits[] = "1234567890123456789012345678901234567890"; /* 40 */

    assert_string_equal(
        hint(COMMAND_PRICE, TEXTS("a.csv"),
             TEXTS(digits, "", "12", "+1", "+-()", "1+23", "123a", "1_2_3", "n.txt")),
        "");
}

TEST(lists_that_need_quotes_are_not_named)
{
    assert_string_equal(hint(COMMAND_DIFF, TEXTS("a=b/c_%@,+:.csv", "my list.csv"), TEXTS("4412")),
                        TRY "\"echo 4412 | routecost --diff a=b/c_%@,+:.csv ROUTES -\"\n");
}

#define LONG "1234567890123456789012345678901234567890123456789" /* 49 */

/* They have 255 bytes together, a blank behind each. */
TEST(lists_are_named_as_far_as_there_is_room)
{
    const char *line =
        hint(COMMAND_PRICE, TEXTS(LONG, LONG, LONG, LONG, LONG "0", "a.csv"), TEXTS("4412"));
    assert_string_equal(line, TRY "\"echo 4412 | routecost " LONG " " LONG " " LONG " " LONG
                                  " " LONG "0 ... -\"\n");
    line = hint(COMMAND_PRICE, TEXTS(LONG, LONG, LONG, LONG, LONG "01", "a.csv"), TEXTS("4412"));
    assert_string_equal(line, TRY "\"echo 4412 | routecost " LONG " " LONG " " LONG " " LONG
                                  " ... -\"\n");
}

/* What is printed for numbers that begin with this line, of which only the beginning is kept. */
static const char *hint_of_calls(const char *line)
{
    source s = {.name = "calls.csv", .n_first = strlen(line)};

    if (s.n_first > sizeof s.first)
        s.n_first = sizeof s.first;
    memcpy(s.first, line, s.n_first);
    screen_clear(SCREEN);
    numbers_hint_print_calls(&s);
    return screen_read(SCREEN);
}

#define NAMES_8   "a,b,c,d,e,f,g,h,"
#define NAMES_64  NAMES_8 NAMES_8 NAMES_8 NAMES_8 NAMES_8 NAMES_8 NAMES_8 NAMES_8
#define NAMES_256 NAMES_64 NAMES_64 NAMES_64 NAMES_64

/* A column takes more room in the message than in the header. */
TEST(columns_of_a_header_are_shown_as_far_as_there_is_room)
{
    char expected[4096] = "routecost: calls.csv: for call records, --number-column=N|NAME tells "
                          "the column:";
    size_t n = strlen(expected);
    const char *headers[] = {NAMES_64 "z\n12", NAMES_256 "z\n12"};

    for (unsigned i = 0; i < 100; i++)
        n += (size_t)sprintf(expected + n, "%s %u \"%c\"", i > 0 ? "," : "", i + 1,
                             "abcdefgh"[i % 8]);
    for (size_t i = 0; i < N_ELEMENTS(headers); i++) {
        const char *line = hint_of_calls(headers[i]);
        size_t length = strlen(line);
        assert_true(length > 400 && length < 600);
        assert_memory_equal(line, expected, length - 1);
        assert_true(expected[length - 1] == ',' && line[length - 1] == '\n');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_in_place_of_a_file_is_shown_without_what_people_write_between),
        cmocka_unit_test(operand_that_looks_like_no_number_gets_no_hint),
        cmocka_unit_test(lists_that_need_quotes_are_not_named),
        cmocka_unit_test(lists_are_named_as_far_as_there_is_room),
        cmocka_unit_test(columns_of_a_header_are_shown_as_far_as_there_is_room),
    };
    return screen_end(SCREEN, RUN_TESTS(tests));
}
