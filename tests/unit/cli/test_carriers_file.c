/* Tests of cli/carriers_file.h: the lists that a carriers file adds to the options. */
#include "cli/carriers_file.h"

#include "support_test.h"

static const char path[] = "test_carriers_file.txt";

/* Reads a text as the carriers file of *o. */
static rc_code read_text(carriers_file *f, options *o, const char *text, usage_error *error)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    *f = (carriers_file){.n_lists = 0};
    o->carriers = path;
    rc_code code = carriers_file_read(f, o, error);
    remove(path);
    return code;
}

TEST(options_without_a_carriers_file_stay_as_they_are)
{
    carriers_file f = {.n_lists = 0};
    options o = {.n_lists = 0};
    usage_error error;

    assert_int_equal(carriers_file_read(&f, &o, &error), RC_OK);
    assert_int_equal(o.n_lists, 0);
    carriers_file_free(&f);
}

TEST(lists_stand_before_those_of_the_command_line)
{
    list_argument *given = malloc(sizeof *given);
    carriers_file f;
    options o = {.lists = given, .n_lists = 1};
    usage_error error;

    assert_non_null(given);
    *given = list_parse("c.csv");
    assert_int_equal(read_text(&f, &o, "# x\na.csv\nb=x/b.csv --skip-lines=3\n", &error), RC_OK);
    assert_int_equal(o.n_lists, 3);
    assert_string_equal(o.lists[0].path, "a.csv");
    assert_string_equal(o.lists[0].file, path);
    assert_int_equal(o.lists[0].line, 2);
    assert_null(o.lists[0].own);
    assert_string_equal(o.lists[1].path, "x/b.csv");
    assert_int_equal(o.lists[1].line, 3);
    assert_int_equal(o.lists[1].own->n_skipped_lines, 3);
    assert_string_equal(o.lists[1].own_given, "skip-lines");
    assert_string_equal(o.lists[2].path, "c.csv");
    assert_null(o.lists[2].file);
    free(o.lists);
    carriers_file_free(&f);
}

TEST(options_of_a_line_begin_as_those_of_the_command_line)
{
    carriers_file f;
    options o = {.list = {.given = "header", .header = RC_HEADER_YES, .n_skipped_lines = 7}};
    usage_error error;

    assert_int_equal(read_text(&f, &o,
                               "a.csv --skip-lines=3\nb.csv --decimal-comma\n"
                               "c.table --skip-bad-rows\n",
                               &error),
                     RC_OK);
    assert_int_equal(o.lists[0].own->header, RC_HEADER_YES);
    assert_int_equal(o.lists[0].own->n_skipped_lines, 3);
    assert_false(o.lists[0].own->decimal_comma);
    assert_int_equal(o.lists[1].own->header, RC_HEADER_YES);
    assert_int_equal(o.lists[1].own->n_skipped_lines, 7);
    assert_true(o.lists[1].own->decimal_comma);
    assert_true(o.lists[2].own->skip_bad_rows);
    assert_null(o.lists[2].own_given); /* a compiled table can have it */
    assert_int_equal(o.list.n_skipped_lines, 7);
    assert_false(o.list.decimal_comma);
    free(o.lists);
    carriers_file_free(&f);
}

TEST(error_names_file_and_line_and_leaves_the_lists)
{
    static const struct {
        const char *text, *reason;
        uint64_t line;
    } cases[] = {
        {"a.csv\n\n--quiet\n", "a line begins with PATH or NAME=PATH, not with \"--quiet\"", 3},
        {"a.csv --quiet\n", "--quiet does not say how a list is read", 1},
        {"\n", "the file names no list", 0},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        carriers_file f;
        options o = {.n_lists = 0};
        usage_error error;
        assert_int_equal(read_text(&f, &o, cases[i].text, &error), RC_ERROR_OPTIONS);
        assert_string_equal(error.reason, cases[i].reason);
        assert_string_equal(error.file, path);
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(o.n_lists, 0);
        carriers_file_free(&f);
    }
}

TEST(file_of_more_than_a_million_lists_is_refused)
{
    enum { LINES = 1000001 };
    char *text = malloc(2 * LINES + 1);
    carriers_file f;
    options o = {.n_lists = 0};
    usage_error error;

    assert_non_null(text);
    for (size_t i = 0; i < LINES; i++)
        memcpy(text + 2 * i, "a\n", 3);
    assert_int_equal(read_text(&f, &o, text, &error), RC_ERROR_OPTIONS);
    assert_string_equal(error.reason, "the file names more than 1000000 lists");
    assert_int_equal(error.line, LINES);
    assert_int_equal(o.n_lists, 0);
    carriers_file_free(&f);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_without_a_carriers_file_stay_as_they_are),
        cmocka_unit_test(lists_stand_before_those_of_the_command_line),
        cmocka_unit_test(options_of_a_line_begin_as_those_of_the_command_line),
        cmocka_unit_test(error_names_file_and_line_and_leaves_the_lists),
        cmocka_unit_test(file_of_more_than_a_million_lists_is_refused),
    };
    return RUN_TESTS(tests);
}
