/* Tests of cli/carriers_text.h: lines and words of a carriers file. */
#include "cli/carriers_text.h"

#include "support_test.h"

enum { N_WORDS_MAX = 6 };

/* Reads a text of n_bytes from a file, which is a carriers file then. */
static rc_code read_text(carriers_text *t, const char *bytes, size_t n_bytes, usage_error *error)
{
    static const char path[] = "test_carriers_text.txt";
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n_bytes, file), n_bytes);
    assert_int_equal(fclose(file), 0);
    *t = (carriers_text){.bytes = NULL};
    rc_code code = carriers_text_read(t, path, error);
    remove(path);
    return code;
}

TEST(line_is_cut_into_words)
{
    static const struct {
        const char *line, *words[N_WORDS_MAX];
    } cases[] = {
        {"a", {"a"}},
        {" \ta\t b  c ", {"a", "b", "c"}},
        {"a b\r", {"a", "b"}},
        {"\"a b\"", {"a b"}},
        {"a\"b c\"d e", {"ab cd", "e"}},
        {"\"\"", {""}},
        {"a \"\" b", {"a", "", "b"}},
        {"a\"\"b", {"ab"}},
        {"\"#\" a", {"#", "a"}},
        {" # a", {"#", "a"}},
        {"a\\ b\\", {"a\\", "b\\"}},
        {"a# 'b c'", {"a#", "'b", "c'"}},
        {"# a", {NULL}},
        {" \t ", {NULL}},
        {"\r", {NULL}},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        carriers_text t;
        usage_error error;
        assert_int_equal(read_text(&t, cases[i].line, strlen(cases[i].line), &error), RC_OK);
        assert_int_equal(carriers_text_next(&t, &error), RC_OK);
        size_t n = 0;
        for (; n < N_WORDS_MAX && cases[i].words[n]; n++) {
            assert_true(n < t.n_words);
            assert_string_equal(t.words[n], cases[i].words[n]);
        }
        assert_int_equal(t.n_words, n);
        carriers_text_free(&t);
    }
}

TEST(lines_are_numbered_with_those_passed_over)
{
    static const char text[] = "\xef\xbb\xbf# x\n\r\na b\n\n \nc\r\nd";
    static const uint64_t lines[] = {3, 6, 7};
    carriers_text t;
    usage_error error;

    assert_int_equal(read_text(&t, text, sizeof text - 1, &error), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(lines); i++) {
        assert_int_equal(carriers_text_next(&t, &error), RC_OK);
        assert_int_equal(t.n_words, i == 0 ? 2 : 1);
        assert_int_equal(t.line, lines[i]);
    }
    assert_int_equal(carriers_text_next(&t, &error), RC_OK);
    assert_int_equal(t.n_words, 0);
    assert_true(t.n_lists_max >= N_ELEMENTS(lines));
    carriers_text_free(&t);
}

TEST(text_longer_than_the_first_buffer_is_read)
{
    enum { N_LINES = 20000 };
    char *text = malloc(N_LINES * 4);
    carriers_text t;
    usage_error error;
    size_t n = 0;

    assert_non_null(text);
    for (size_t i = 0; i < N_LINES; i++)
        memcpy(text + 4 * i, "a b\n", 4);
    assert_int_equal(read_text(&t, text, (size_t)N_LINES * 4, &error), RC_OK);
    for (; carriers_text_next(&t, &error) == RC_OK && t.n_words == 2; n++)
        ;
    assert_int_equal(n, N_LINES);
    carriers_text_free(&t);
    free(text);
}

TEST(damaged_line_is_refused)
{
    static const struct {
        const char *line, *reason;
        size_t n_bytes;
    } cases[] = {
        {"a \"b", "a double quote is not closed", 4},
        {"a\0b", "the line holds a NUL byte", 3},
        {"a\rb\r", "the line holds a carriage return: end lines with a line feed", 4},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        carriers_text t;
        usage_error error;
        assert_int_equal(read_text(&t, cases[i].line, cases[i].n_bytes, &error), RC_OK);
        assert_int_equal(carriers_text_next(&t, &error), RC_ERROR_OPTIONS);
        assert_string_equal(error.reason, cases[i].reason);
        carriers_text_free(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_is_cut_into_words),
        cmocka_unit_test(lines_are_numbered_with_those_passed_over),
        cmocka_unit_test(text_longer_than_the_first_buffer_is_read),
        cmocka_unit_test(damaged_line_is_refused),
    };
    return RUN_TESTS(tests);
}
