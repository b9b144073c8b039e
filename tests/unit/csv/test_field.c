/* Tests of csv/field.h: blanks around a field, and what can be wrong with one. */
#include "csv/field.h"

#include "support_test.h"

TEST(blanks_around_a_field_are_cut_but_for_delimiters)
{
    static const struct {
        const char *text, *trimmed;
        char delimiter;
    } cases[] = {
        {"", "", ','},
        {" ", "", ','},
        {" \ta b\t ", "a b", ','},
        {"\ta\t", "\ta\t", '\t'},
        {" \ta \t", "\ta \t", '\t'},
        {"a", "a", ','},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        const char *text = cases[i].text;
        field f = field_trim(text, text + strlen(text), cases[i].delimiter, i % 2 == 1);
        assert_int_equal(f.text.length, strlen(cases[i].trimmed));
        assert_memory_equal(f.text.bytes, cases[i].trimmed, f.text.length);
        assert_int_equal(f.is_quoted, i % 2 == 1);
    }
}

TEST(what_a_spreadsheet_has_damaged_is_recognised)
{
    static const struct {
        const char *text, *word; /* of what is said; NULL: it is no damage */
    } cases[] = {
        {"#REF!", "error value"},
        {"#N/A", "error value"},
        {"#DIV/0!", "error value"},
        {"#NUM! ", "error value"},
        {"4.47E+11", "scientific"},
        {"4,47E+11", "scientific"},
        {"1e5", "scientific"},
        {"1E-7", "scientific"},
        {"1E", NULL},
        {"1E+", NULL},
        {"E5", NULL},
        {".E5", NULL},
        {"1E5x", NULL},
        {"#", NULL},
        {"#REF", NULL},
        {"447911", NULL},
        {"0.05", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        const char *damage = rc_field_damage(TEXT(cases[i].text));
        if (!cases[i].word) {
            assert_null(damage);
        } else {
            assert_non_null(damage);
            assert_non_null(strstr(damage, cases[i].word));
        }
    }
}

TEST(each_control_character_is_found)
{
    for (int c = 0; c < 256; c++) {
        char text[] = {'a', (char)c, 'b'};
        bool is_control = c < 32 || c == 127;
        const char *found = rc_field_control((rc_text){text, sizeof text}, false);
        const char *expected = c == 0 ? "NUL" : is_control ? "control character" : NULL;
        assert_int_equal(found != NULL, expected != NULL);
        if (expected)
            assert_non_null(strstr(found, expected));
        found = rc_field_control((rc_text){text, sizeof text}, true);
        assert_int_equal(found != NULL, is_control && c != '\t');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_around_a_field_are_cut_but_for_delimiters),
        cmocka_unit_test(what_a_spreadsheet_has_damaged_is_recognised),
        cmocka_unit_test(each_control_character_is_found),
    };
    return RUN_TESTS(tests);
}
