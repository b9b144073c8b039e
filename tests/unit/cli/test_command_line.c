/* Tests of cli/command_line.h. */
#include "cli/command_line.h"

#include "cli/option_table.h"
#include "support_test.h"

enum { N_ARGUMENTS_MAX = 12 };

/* What was parsed last; the next parse frees it. */
static options parsed;

/* Parses the arguments, which a NULL ends. */
static rc_code parse(options *o, const char *const *arguments, usage_error *error)
{
    static char name[] = "routecost", copies[N_ARGUMENTS_MAX][300];
    char *argv[N_ARGUMENTS_MAX + 2] = {name};
    int argc = 1;

    for (; arguments[argc - 1]; argc++)
        argv[argc] = strcpy(copies[argc - 1], arguments[argc - 1]);
    command_line_free(&parsed);
    rc_code code = command_line_parse(&parsed, argc, argv, error);
    *o = parsed;
    return code;
}

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static options parse_fine(const char *const *arguments)
{
    usage_error error;
    options o;

    if (parse(&o, arguments, &error))
        fail_msg("%s", error.reason);
    return o;
}

TEST(two_operands_are_enough)
{
    options o = parse_fine(ARGUMENTS("routes.csv", "numbers.txt"));

    assert_int_equal(o.command, COMMAND_PRICE);
    assert_int_equal(o.n_lists, 1);
    assert_string_equal(o.lists[0].path, "routes.csv");
    assert_string_equal(o.numbers, "numbers.txt");
    assert_int_equal(o.list.duplicates, RC_DUPLICATES_CHEAPEST);
    assert_int_equal(o.n_threads, 4);
    assert_null(o.no_route);
    assert_false(o.plus || o.list.skip_bad_rows || o.quiet);
}

TEST(last_operand_is_numbers_and_the_others_are_lists)
{
    options o = parse_fine(ARGUMENTS("a.csv", "-q", "two=x/b.csv", "-", "n=1.txt"));

    assert_int_equal(o.n_lists, 3);
    assert_string_equal(o.lists[0].path, "a.csv");
    assert_string_equal(o.lists[1].path, "x/b.csv");
    assert_string_equal(o.lists[2].path, "-");
    assert_int_equal(o.lists[1].name.length, 3);
    assert_memory_equal(o.lists[1].name.bytes, "two", 3);
    assert_string_equal(o.numbers, "n=1.txt");
}

/* As part of a name, they would make none of the numbers. */
TEST(blanks_around_a_joined_column_are_no_part_of_it)
{
    const char *values[] = {"--prefix-column=1+12", "--prefix-column= 1 + 12 ",
                            "--prefix-column=\t1\t+\t12\t", "--prefix-column= \t1 \t+\t 12\t "};

    for (size_t i = 0; i < N_ELEMENTS(values); i++) {
        prefix_columns read = parse_fine(ARGUMENTS(values[i], "r", "n")).list.prefix;
        assert_int_equal(read.n, 2);
        assert_int_equal(read.columns[0].number, 1);
        assert_int_equal(read.columns[1].number, 12);
    }
}

TEST(fields_and_rank_are_read)
{
    options o = parse_fine(ARGUMENTS("r", "n"));

    assert_int_equal(o.rank, 1);
    assert_int_equal(o.answer.fields[0], RC_FIELD_NONE);
    o = parse_fine(ARGUMENTS("-f", "carrier,cost", "--rank=1000", "r", "n"));
    assert_int_equal(o.rank, 1000);
    assert_int_equal(o.answer.fields[0], RC_FIELD_CARRIER);
    assert_int_equal(o.answer.fields[1], RC_FIELD_COST);
    assert_int_equal(o.answer.fields[2], RC_FIELD_NONE);
    o = parse_fine(ARGUMENTS("--fields=prefix,carrier,cost", "--fields=prefix", "r", "n"));
    assert_int_equal(o.answer.fields[0], RC_FIELD_PREFIX);
    assert_int_equal(o.answer.fields[1], RC_FIELD_NONE);
}

TEST(options_take_their_value_in_either_form)
{
    const char *const *const forms[] = {
        ARGUMENTS("--threads=8", "r", "n"),
        ARGUMENTS("--threads", "8", "r", "n"),
        ARGUMENTS("-j8", "r", "n"),
        ARGUMENTS("-j", "8", "r", "n"),
        ARGUMENTS("r", "-qj8", "n"),
        ARGUMENTS("r", "n", "-j", "8"),
        ARGUMENTS("-j", "1", "-j8", "r", "n"),
    };

    for (size_t i = 0; i < N_ELEMENTS(forms); i++) {
        options o = parse_fine(forms[i]);
        assert_int_equal(o.n_threads, 8);
        assert_string_equal(o.lists[0].path, "r");
        assert_string_equal(o.numbers, "n");
    }
}

TEST(every_option_sets_its_own_field)
{
    static const char *const words[] = {"cheapest", "first", "last", "error"};

    for (int i = 0; i < 4; i++)
        assert_int_equal(parse_fine(ARGUMENTS("--duplicates", words[i], "r", "n")).list.duplicates,
                         i);
    assert_int_equal(parse_fine(ARGUMENTS("--plus=optional", "r", "n")).plus, PLUS_OPTIONAL);
    assert_int_equal(parse_fine(ARGUMENTS("--plus=exact", "r", "n")).plus, PLUS_EXACT);
    assert_true(parse_fine(ARGUMENTS("--skip-bad-rows", "r", "n")).list.skip_bad_rows);
    assert_true(parse_fine(ARGUMENTS("--quiet", "r", "n")).quiet);
    assert_true(parse_fine(ARGUMENTS("-q", "r", "n")).quiet);
    assert_string_equal(parse_fine(ARGUMENTS("--no-route=", "r", "n")).no_route, "");
    assert_string_equal(parse_fine(ARGUMENTS("--no-route", "a=b", "r", "n")).no_route, "a=b");
    assert_int_equal(parse_fine(ARGUMENTS("-j1", "r", "n")).n_threads, 1);
    assert_int_equal(parse_fine(ARGUMENTS("-j64", "r", "n")).n_threads, 64);
}

TEST(column_is_a_number_or_a_name)
{
    static const struct {
        const char *value;
        size_t number;
    } cases[] = {{"1", 1},       {"007", 7}, {"16384", 16384}, {"dst", 0},
                 {"2nd leg", 0}, {"+1", 0},  {"1 ", 0}};

    assert_int_equal(parse_fine(ARGUMENTS("r", "n")).number_column.number, 0);
    assert_null(parse_fine(ARGUMENTS("r", "n")).number_column.name.bytes);
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_column column =
            parse_fine(ARGUMENTS("--number-column", cases[i].value, "r", "n")).number_column;
        assert_int_equal(column.number, cases[i].number);
        if (cases[i].number > 0)
            assert_null(column.name.bytes);
        else
            assert_memory_equal(column.name.bytes, cases[i].value, column.name.length + 1);
    }
}

TEST(options_of_lists_set_their_own_fields)
{
    options o = parse_fine(ARGUMENTS("-d;", "--header=no", "--skip-lines=3", "--prefix-column=2",
                                     "--cost-column=16384", "--decimal-comma", "r", "n"));

    assert_int_equal(o.list.delimiter, ';');
    assert_int_equal(o.list.header, RC_HEADER_NO);
    assert_int_equal(o.list.n_skipped_lines, 3);
    assert_int_equal(o.list.prefix.columns[0].number, 2);
    assert_int_equal(o.list.cost_column.number, 16384);
    assert_true(o.list.decimal_comma);
    o = parse_fine(ARGUMENTS("--delimiter=tab", "--prefix-column=Dial Codes", "--cost-column=2nd",
                             "--effective-column=5", "--at=2026-03-01", "r", "n"));
    assert_int_equal(o.list.delimiter, '\t');
    assert_int_equal(o.list.header, RC_HEADER_AUTO);
    assert_string_equal(o.list.prefix.columns[0].name.bytes, "Dial Codes");
    assert_string_equal(o.list.cost_column.name.bytes, "2nd");
    assert_int_equal(o.list.effective_column.number, 5);
    assert_string_equal(o.list.at, "2026-03-01");
    assert_int_equal(parse_fine(ARGUMENTS("-d", "\t", "r", "n")).list.delimiter, '\t');
}

TEST(help_and_version_need_no_operands_and_help_wins)
{
    assert_int_equal(parse_fine(ARGUMENTS("--help")).command, COMMAND_HELP);
    assert_int_equal(parse_fine(ARGUMENTS("-h")).command, COMMAND_HELP);
    assert_int_equal(parse_fine(ARGUMENTS("--version")).command, COMMAND_VERSION);
    assert_int_equal(parse_fine(ARGUMENTS("-V")).command, COMMAND_VERSION);
    assert_int_equal(parse_fine(ARGUMENTS("-hV")).command, COMMAND_HELP);
    assert_int_equal(parse_fine(ARGUMENTS("-Vh")).command, COMMAND_HELP);
}

TEST(help_takes_all_or_no_value)
{
    assert_false(parse_fine(ARGUMENTS("--help")).help_all);
    assert_true(parse_fine(ARGUMENTS("--help=all")).help_all);
    assert_int_equal(parse_fine(ARGUMENTS("--help=all")).command, COMMAND_HELP);
    assert_false(parse_fine(ARGUMENTS("--help", "all")).help_all); /* an operand */
    assert_int_equal(parse_fine(ARGUMENTS("--check", "--help", "--explain=1")).command,
                     COMMAND_HELP);
}

/* Parses the words of a list's own options. */
static rc_code parse_list(list_options *list, const char *const *words, usage_error *error)
{
    static char copies[N_ARGUMENTS_MAX][300];
    char *argv[N_ARGUMENTS_MAX];
    size_t n = 0;

    for (; words[n]; n++)
        argv[n] = strcpy(copies[n], words[n]);
    return command_line_parse_list(list, argv, n, error);
}

TEST(words_of_a_list_replace_those_of_the_command_line)
{
    options o = parse_fine(ARGUMENTS("-d;", "--skip-lines=3", "--cost-column=Rate", "r", "n"));
    list_options list = o.list;
    usage_error error;

    assert_int_equal(
        parse_list(&list, ARGUMENTS("--skip-lines", "5", "--skip-bad-rows", "-dtab"), &error),
        RC_OK);
    assert_int_equal(list.delimiter, '\t');
    assert_int_equal(list.n_skipped_lines, 5);
    assert_true(list.skip_bad_rows);
    assert_string_equal(list.cost_column.name.bytes, "Rate");
    assert_int_equal(o.list.delimiter, ';');
    assert_int_equal(o.list.n_skipped_lines, 3);
}

TEST(list_takes_options_of_lists_only)
{
    const struct {
        const char *const *words;
        const char *named; /* in the reason */
    } cases[] = {
        {ARGUMENTS("--rank=2"), "--rank does not say how a list is read"},
        {ARGUMENTS("-q"), "--quiet does not say how a list is read"},
        {ARGUMENTS("--check"), "--check does not say how a list is read"},
        {ARGUMENTS("--help"), "--help does not say how a list is read"},
        {ARGUMENTS("more.csv"), "more.csv"},
        {ARGUMENTS("--", "--check"), "--check"},
        {ARGUMENTS("--skip-line=1"), "did you mean --skip-lines?"},
        {ARGUMENTS("--skip-lines"), "needs a value"},
        {ARGUMENTS("--effective-column=3"), "--at"},
        {ARGUMENTS("--date-order=ymd"), "dmy or mdy"},
        {ARGUMENTS("--prefix-column=1+"), "empty part"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        list_options list = {.given = NULL};
        usage_error error;
        assert_int_equal(parse_list(&list, cases[i].words, &error), RC_ERROR_OPTIONS);
        if (!strstr(error.reason, cases[i].named))
            fail_msg("\"%s\" does not name %s", error.reason, cases[i].named);
    }
}

TEST(double_hyphen_ends_the_options)
{
    options o = parse_fine(ARGUMENTS("-q", "--", "--help", "-x"));

    assert_string_equal(o.lists[0].path, "--help");
    assert_string_equal(o.numbers, "-x");
}

TEST(single_hyphen_is_an_operand)
{
    assert_string_equal(parse_fine(ARGUMENTS("-", "n")).lists[0].path, "-");
    assert_string_equal(parse_fine(ARGUMENTS("r", "-")).numbers, "-");
}

TEST(wrong_usage_gets_a_reason_that_names_it)
{
    const struct {
        const char *const *arguments;
        const char *named; /* in the reason */
    } cases[] = {
        {(const char *const[]){NULL}, "ROUTES"},
        {ARGUMENTS("r"), "NUMBERS"},
        {ARGUMENTS("-", "-"), "standard input"},
        {ARGUMENTS("--frobnicate", "r", "n"), "--frobnicate"},
        {ARGUMENTS("--thread=4", "r", "n"), "--thread"},
        {ARGUMENTS("--=4", "r", "n"), "--"},
        {ARGUMENTS("-x", "r", "n"), "-x"},
        {ARGUMENTS("-qx", "r", "n"), "-qx"},
        {ARGUMENTS("--quiet=1", "r", "n"), "--quiet"},
        {ARGUMENTS("--quiet=", "r", "n"), "--quiet"},
        {ARGUMENTS("r", "n", "--threads"), "--threads"},
        {ARGUMENTS("r", "n", "-j"), "--threads"},
        {ARGUMENTS("--threads=0", "r", "n"), "--threads"},
        {ARGUMENTS("--threads=65", "r", "n"), "65"},
        {ARGUMENTS("--threads=", "r", "n"), "--threads"},
        {ARGUMENTS("--threads=4x", "r", "n"), "4x"},
        {ARGUMENTS("--threads=-1", "r", "n"), "-1"},
        {ARGUMENTS("--threads=+4", "r", "n"), "+4"},
        {ARGUMENTS("--threads=99999999999999999999999999", "r", "n"), "9999"},
        {ARGUMENTS("--threads=4294967300", "r", "n"), "4294967300"},
        {ARGUMENTS("--duplicates=Cheapest", "r", "n"), "Cheapest"},
        {ARGUMENTS("--plus=", "r", "n"), "--plus"},
        {ARGUMENTS("--number-column=", "r", "n"), "--number-column"},
        {ARGUMENTS("--number-column= \t", "r", "n"), "--number-column"},
        {ARGUMENTS("--number-column=0", "r", "n"), "\"0\""},
        {ARGUMENTS("--number-column=16385", "r", "n"), "16385"},
        {ARGUMENTS("--number-column=99999999999999999999999999", "r", "n"), "99999"},
        {ARGUMENTS("--delimiter=", "r", "n"), "--delimiter"},
        {ARGUMENTS("--delimiter=;;", "r", "n"), ";;"},
        {ARGUMENTS("--delimiter=\\t", "r", "n"), "tab"},
        {ARGUMENTS("--delimiter=1", "r", "n"), "--delimiter"},
        {ARGUMENTS("-d.", "r", "n"), "--delimiter"},
        {ARGUMENTS("-d", "\"", "r", "n"), "--delimiter"},
        {ARGUMENTS("-d", "\xc2\xa6", "r", "n"), "--delimiter"},
        {ARGUMENTS("--header=maybe", "r", "n"), "maybe"},
        {ARGUMENTS("--skip-lines=", "r", "n"), "--skip-lines"},
        {ARGUMENTS("--skip-lines=-1", "r", "n"), "-1"},
        {ARGUMENTS("--skip-lines=99999999999999999999", "r", "n"), "--skip-lines"},
        {ARGUMENTS("--cost-column=0", "r", "n"), "--cost-column"},
        {ARGUMENTS("--cost-column=16385", "r", "n"), "16384"},
        {ARGUMENTS("--prefix-column=", "r", "n"), "--prefix-column"},
        {ARGUMENTS("--prefix-column= ", "r", "n"), "--prefix-column"},
        {ARGUMENTS("--at=2026-02-30", "--effective-column=3", "r", "n"), "2026-02-30"},
        {ARGUMENTS("--effective-column=3", "r", "n"), "--at"},
        {ARGUMENTS("--header=no", "--cost-column=Rate", "r", "n"), "--header=no"},
        {ARGUMENTS("--prefix-column=3", "--cost-column=3", "r", "n"), "one column"},
        {ARGUMENTS("--fields=cost,", "r", "n"), "--fields"},
        {ARGUMENTS("--fields=,cost", "r", "n"), "--fields"},
        {ARGUMENTS("--fields=Cost", "r", "n"), "Cost"},
        {ARGUMENTS("--fields=costs", "r", "n"), "costs"},
        {ARGUMENTS("--fields=cost,prefix,carrier,cost", "r", "n"), "twice"},
        {ARGUMENTS("--rank=0", "r", "n"), "--rank=\"0\""},
        {ARGUMENTS("--rank=1001", "r", "n"), "1001"},
        {ARGUMENTS("--rank=2x", "r", "n"), "2x"},
        {ARGUMENTS("=x.csv", "n"), "no name"},
        {ARGUMENTS("x=", "n"), "no file"},
        {ARGUMENTS("x/", "n"), "x/"},
        {ARGUMENTS("a=-", "b=-", "n"), "standard input"},
        {ARGUMENTS("a=-", "b", "-"), "standard input"},
        {ARGUMENTS("--plus=\x1b[31m", "r", "n"), "\\x1b"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        usage_error error;
        options o;
        assert_int_equal(parse(&o, cases[i].arguments, &error), RC_ERROR_OPTIONS);
        if (!strstr(error.reason, cases[i].named))
            fail_msg("\"%s\" does not name %s", error.reason, cases[i].named);
    }
}

TEST(every_option_is_suggested_for_its_misspelt_name)
{
    for (size_t i = 0; i < n_options; i++) {
        char argument[64], suggestion[64];
        usage_error error;
        options o;
        sprintf(argument, "--%sx", option_table[i].name);
        sprintf(suggestion, "did you mean --%s?", option_table[i].name);
        assert_int_equal(parse(&o, ARGUMENTS(argument, "r", "n"), &error), RC_ERROR_OPTIONS);
        if (!strstr(error.reason, suggestion))
            fail_msg("%s: \"%s\"", argument, error.reason);
        assert_ptr_equal(error.option, option_table[i].name);
    }
}

TEST(reason_is_bounded_and_printable)
{
    char argument[280] = "--";
    usage_error error;
    options o;

    memset(argument + 2, '\xff', sizeof argument - 3);
    argument[sizeof argument - 1] = '\0';
    assert_int_equal(parse(&o, ARGUMENTS(argument, "r", "n"), &error), RC_ERROR_OPTIONS);
    assert_true(strlen(error.reason) > 0 && strlen(error.reason) < USAGE_REASON_BYTES);
    for (const char *c = error.reason; *c; c++)
        assert_true(*c >= ' ' && *c <= '~');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_operands_are_enough),
        cmocka_unit_test(last_operand_is_numbers_and_the_others_are_lists),
        cmocka_unit_test(blanks_around_a_joined_column_are_no_part_of_it),
        cmocka_unit_test(fields_and_rank_are_read),
        cmocka_unit_test(options_take_their_value_in_either_form),
        cmocka_unit_test(every_option_sets_its_own_field),
        cmocka_unit_test(column_is_a_number_or_a_name),
        cmocka_unit_test(options_of_lists_set_their_own_fields),
        cmocka_unit_test(help_and_version_need_no_operands_and_help_wins),
        cmocka_unit_test(help_takes_all_or_no_value),
        cmocka_unit_test(words_of_a_list_replace_those_of_the_command_line),
        cmocka_unit_test(list_takes_options_of_lists_only),
        cmocka_unit_test(double_hyphen_ends_the_options),
        cmocka_unit_test(single_hyphen_is_an_operand),
        cmocka_unit_test(wrong_usage_gets_a_reason_that_names_it),
        cmocka_unit_test(every_option_is_suggested_for_its_misspelt_name),
        cmocka_unit_test(reason_is_bounded_and_printable),
    };
    int n_failed = RUN_TESTS(tests);
    command_line_free(&parsed);
    return n_failed;
}
