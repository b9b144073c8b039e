/* Tests of rc_diff: against the oracle for random tables, and what goes wrong. */
#include "routecost_compare.h"

#include "support_compare.h"
#include "support_family.h"
#include "support_test.h"

static buffer diff_of(const rc_table *old_table, const rc_table *new_table, const char *numbers,
                      unsigned n_threads, rc_diff_stats *stats)
{
    memory_sink sink = {.fail_at = NEVER};
    memory_source source = memory_source_of(numbers, numbers ? strlen(numbers) : 0);
    rc_reader reader = memory_reader(&source);
    rc_diff_options options = {.n_threads = n_threads};

    assert_int_equal(rc_diff(old_table, new_table, numbers ? &reader : NULL, memory_writer(&sink),
                             &options, stats, NULL),
                     RC_OK);
    assert_int_equal(sink.n_flushes, 1);
    return sink.taken;
}

/* The sum of the numbers' column in the rows of a change. */
static uint64_t sum_numbers(const buffer *rows, const char *change)
{
    uint64_t sum = 0;

    for (const char *at = rows->bytes; (at = strstr(at, change)); at++)
        sum += strtoull(at + strlen(change), NULL, 10);
    return sum;
}

static void check_sums(const rc_diff_stats *stats, const buffer *rows, const char *numbers)
{
    buffer lines = {0};

    buffer_string(&lines, numbers ? numbers : "");
    assert_int_equal(stats->read.n_numbers, numbers ? count_text(&lines, "\n") : 0);
    assert_int_equal(stats->numbers.n_new, numbers ? sum_numbers(rows, ",new,") : 0);
    assert_int_equal(stats->numbers.n_gone, numbers ? sum_numbers(rows, ",gone,") : 0);
    assert_int_equal(stats->numbers.n_dearer, numbers ? sum_numbers(rows, ",dearer,") : 0);
    assert_int_equal(stats->numbers.n_cheaper, numbers ? sum_numbers(rows, ",cheaper,") : 0);
    buffer_free(&lines);
}

static void check_pair(prng *p, size_t n_rows_max)
{
    row_kind kind = random_kind(p);
    int plus_optional = (int)prng_below(p, 2);
    random_family was = make_family(p, &kind, 3, n_rows_max, plus_optional);
    random_family is = prng_below(p, 2) ? vary_family(p, &was, &kind)
                                        : make_family(p, &kind, 3, n_rows_max, plus_optional);
    family old_side = family_of(&was), new_side = family_of(&is);
    rc_table *old_table = load_family(&was, 0), *new_table = load_family(&is, 1);
    rc_diff_stats stats;
    buffer numbers = numbers_for(p, prng_below(p, 2) ? &is : &was, prng_below(p, 200));
    buffer_add(&numbers, "", 0);
    const char *asked = prng_below(p, 2) ? numbers.bytes : NULL;
    buffer expected = expect_diff(&old_side, &new_side, asked);
    buffer written = diff_of(old_table, new_table, asked, 1 + (unsigned)prng_below(p, 2), &stats);

    assert_same_text(&written, &expected);
    assert_int_equal(stats.prefixes.n_new, count_text(&expected, ",new") - 1);
    assert_int_equal(stats.prefixes.n_gone, count_text(&expected, ",gone"));
    assert_int_equal(stats.prefixes.n_dearer, count_text(&expected, ",dearer"));
    assert_int_equal(stats.prefixes.n_cheaper, count_text(&expected, ",cheaper"));
    check_sums(&stats, &expected, asked);
    buffer_free(&numbers);
    buffer_free(&expected);
    buffer_free(&written);
    rc_table_free(old_table);
    rc_table_free(new_table);
    free_family(&was);
    free_family(&is);
}

TEST(random_tables_differ_as_the_oracle_says)
{
    prng p = prng_start();

    for (int round = 0; round < 1000; round++)
        check_pair(&p, 1 + prng_below(&p, 40));
    for (int round = 0; round < 5; round++)
        check_pair(&p, 600);
}

static void check_texts(const char *old_list, const char *new_list, const char *numbers,
                        const char *expected)
{
    rc_table *old_table = load_list(TEXT(old_list), NULL, NULL, NULL);
    rc_table *new_table = load_list(TEXT(new_list), NULL, NULL, NULL);
    buffer written = diff_of(old_table, new_table, numbers, 1, NULL);

    buffer_add(&written, "", 0);
    assert_string_equal(written.bytes, expected);
    buffer_free(&written);
    rc_table_free(old_table);
    rc_table_free(new_table);
}

TEST(each_kind_of_change_has_its_word)
{
    check_texts("1,0.1\n2,0.1\n3,0.1\n5,0.1\n", "1,0.2\n2,0.05\n4,0.1\n5,0.1\n", NULL,
                "prefix,old,new,change\n1,0.1,0.2,dearer\n2,0.1,0.05,cheaper\n3,0.1,,gone\n"
                "4,,0.1,new\n");
}

TEST(table_does_not_differ_from_itself_or_another_spelling)
{
    check_texts("1,0.4\n12,.5\n+1,3\n", "1,0.40\n12,0.5\n+1,3.00\n", NULL,
                "prefix,old,new,change\n");
}

TEST(row_that_changes_no_price_is_left_out)
{
    /* 44 20 costs 0.02 as 44 does, before and after; 44 30 loses a row that changed nothing. */
    check_texts("44,0.02\n4420,0.020\n4430,0.02\n", "44,0.02\n4420,0.02\n", NULL,
                "prefix,old,new,change\n");
}

TEST(longer_prefix_with_the_same_change_is_left_out)
{
    check_texts("44,0.02\n4420,0.02\n", "44,0.03\n442,0.03\n", NULL,
                "prefix,old,new,change\n"
                "44,0.02,0.03,dearer\n");
}

TEST(prefix_that_keeps_its_price_below_one_that_changes_ends_the_change)
{
    check_texts("44,0.02\n", "44,0.03\n4420,0.02\n44201,0.03\n", NULL,
                "prefix,old,new,change\n44,0.02,0.03,dearer\n44201,0.02,0.03,dearer\n");
}

/* More costs than the walk remembers; every third prefix is dearer, every other third is gone. */
TEST(thousands_of_costs_are_told_apart)
{
    buffer lists[2] = {{0}}, expected = {0};

    buffer_string(&expected, "prefix,old,new,change\n");
    for (unsigned i = 1000; i < 7000; i++) {
        char row[80];
        sprintf(row, "%u,0.%u\n", i, i);
        buffer_string(&lists[0], row);
        sprintf(row, "%u,%u.%u\n", i, i % 3 == 0, i);
        if (i % 3 != 1)
            buffer_string(&lists[1], row);
        sprintf(row, "%u,0.%u,1.%u,dearer\n", i, i, i);
        if (i % 3 == 0)
            buffer_string(&expected, row);
        sprintf(row, "%u,0.%u,,gone\n", i, i);
        if (i % 3 == 1)
            buffer_string(&expected, row);
    }
    check_texts(lists[0].bytes, lists[1].bytes, NULL, expected.bytes);
    buffer_free(&lists[0]);
    buffer_free(&lists[1]);
    buffer_free(&expected);
}

TEST(plus_comes_before_the_digits)
{
    check_texts("1,1\n", "+1,1\n+12,2\n0,1\n", NULL,
                "prefix,old,new,change\n+1,,1,new\n+12,,2,new\n0,,1,new\n1,1,,gone\n");
}

TEST(number_counts_for_the_row_that_its_prefix_is_left_out_in_favour_of)
{
    /* 4420 is as 44: left out. 4430 is the same in both lists. 45 is no row. */
    check_texts("44,0.02\n4420,0.020\n4430,1\n45,1\n+44,1\n",
                "44,0.03\n4430,1\n443,2\n45,1\n+44,2\n",
                "441\n44201\n+449\n4431\n44301\n443\n45\n46\n44\n",
                "prefix,old,new,change,numbers\n+44,1,2,dearer,1\n44,0.02,0.03,dearer,3\n"
                "443,0.02,2,dearer,2\n");
}

/* Each has two numbers, the last of all a third. */
TEST(numbers_of_thousands_of_rows_are_counted)
{
    buffer lists[2] = {{0}}, numbers = {0}, expected = {0};
    const unsigned last = 9999;

    buffer_string(&expected, "prefix,old,new,change,numbers\n");
    for (unsigned i = 1000; i <= last; i++) {
        char line[80];
        sprintf(line, "%u,1\n", i);
        buffer_string(&lists[0], line);
        sprintf(line, "%u,2\n", i);
        buffer_string(&lists[1], line);
        sprintf(line, "%u\n%u55\n", i, i);
        buffer_string(&numbers, line);
        sprintf(line, "%u,1,2,dearer,%d\n", i, i == last ? 3 : 2);
        buffer_string(&expected, line);
    }
    buffer_string(&numbers, "99990\n");
    check_texts(lists[0].bytes, lists[1].bytes, numbers.bytes, expected.bytes);
    buffer_free(&lists[0]);
    buffer_free(&lists[1]);
    buffer_free(&numbers);
    buffer_free(&expected);
}

TEST(numbers_without_any_line_count_nothing)
{
    check_texts("1,1\n", "1,2\n", "", "prefix,old,new,change,numbers\n1,1,2,dearer,0\n");
}

/* Lines longer than a block of numbers. */
TEST(number_of_a_very_long_line_is_counted_once)
{
    buffer numbers = {0};

    buffer_fill(&numbers, '1', 1000000);
    buffer_string(&numbers, "\n12\n2\n");
    check_texts("1,1\n2,1\n", "1,2\n2,2\n", numbers.bytes,
                "prefix,old,new,change,numbers\n1,1,2,dearer,2\n2,1,2,dearer,1\n");
    buffer_free(&numbers);
}

static void diff_numbers(const char *numbers, const rc_diff_options *options, const char *expected,
                         int expected_code, rc_diff_stats *stats)
{
    rc_table *a = load_list(TEXT("1,1\n"), NULL, NULL, NULL);
    rc_table *b = load_list(TEXT("1,2\n"), NULL, NULL, NULL);
    memory_source source = memory_source_of(numbers, strlen(numbers));
    memory_sink sink = {.fail_at = NEVER};
    rc_reader reader = memory_reader(&source);

    assert_int_equal(rc_diff(a, b, &reader, memory_writer(&sink), options, stats, NULL),
                     expected_code);
    buffer_add(&sink.taken, "", 0);
    assert_string_equal(sink.taken.bytes, expected);
    buffer_free(&sink.taken);
    rc_table_free(a);
    rc_table_free(b);
}

TEST(call_records_are_counted_by_their_number)
{
    rc_diff_options options = {.number_column = {.name = TEXT("number")}};
    rc_diff_stats stats;

    diff_numbers("day,number\n1,12\n2,\"1\"\n3,x\n4,3\n", &options,
                 "prefix,old,new,change,numbers\n1,1,2,dearer,2\n", RC_OK, &stats);
    assert_int_equal(stats.read.n_numbers, 3);
    assert_int_equal(stats.read.n_routed, 2);
    assert_int_equal(stats.read.n_invalid, 1);
    diff_numbers("day,called\n1,12\n", &options, "", RC_ERROR_COLUMN, &stats);
}

TEST(invalid_lines_are_faults_and_count_for_no_row)
{
    fault_log log = {0};
    rc_diff_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_diff_stats stats;

    diff_numbers("12\n1x\n\n1\n", &options, "prefix,old,new,change,numbers\n1,1,2,dearer,2\n",
                 RC_OK, &stats);
    assert_int_equal(stats.read.n_invalid, 1);
    assert_int_equal(log.n, 1);
    assert_int_equal(log.faults[0].line, 2);
}

TEST(tables_that_read_plus_differently_are_refused)
{
    rc_error error = {.code = RC_OK};
    rc_load_options ignores = {.plus_optional = 1};
    rc_table *a = load_list(TEXT("1,1\n"), NULL, NULL, NULL);
    rc_table *b = load_list(TEXT("1,1\n"), &ignores, NULL, NULL);
    memory_sink sink = {.fail_at = NEVER};

    assert_int_equal(rc_diff(a, b, NULL, memory_writer(&sink), NULL, NULL, &error),
                     RC_ERROR_OPTIONS);
    assert_int_equal(error.code, RC_ERROR_OPTIONS);
    assert_int_equal(sink.taken.n_bytes, 0);
    assert_int_equal(rc_diff(a, b, NULL, memory_writer(&sink), NULL, NULL, NULL), RC_ERROR_OPTIONS);
    rc_table_free(a);
    rc_table_free(b);
}

/* What a list says to read as + helps where the other one reads nothing so. */
TEST(tables_that_read_different_prefixes_as_plus_are_refused)
{
    static const struct {
        const char *old_idd, *new_idd, *hint;
    } cases[] = {{"00", "", "00"}, {"", "00", "00"}, {"00", "011", ""}};
    memory_sink sink = {.fail_at = NEVER};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_load_options was = {.idd = TEXT(cases[i].old_idd)};
        rc_load_options is = {.idd = TEXT(cases[i].new_idd)};
        rc_table *a = load_list(TEXT("1,1\n"), &was, NULL, NULL);
        rc_table *b = load_list(TEXT("1,1\n"), &is, NULL, NULL);
        rc_error error = {.code = RC_OK};
        assert_int_equal(rc_diff(a, b, NULL, memory_writer(&sink), NULL, NULL, &error),
                         RC_ERROR_OPTIONS);
        assert_int_equal(error.hint, RC_HINT_IDD);
        assert_string_equal(error.hint_value, cases[i].hint);
        assert_int_equal(sink.taken.n_bytes, 0);
        rc_table_free(a);
        rc_table_free(b);
    }
}

TEST(failed_write_is_told_and_nothing_is_written_behind_it)
{
    rc_table *a = load_list(TEXT("1,1\n"), NULL, NULL, NULL);
    rc_table *b = load_list(TEXT("1,2\n"), NULL, NULL, NULL);
    memory_sink sinks[] = {{.fail_at = 3, .os_error = 28},
                           {.fail_at = NEVER, .flush_fails = 1, .os_error = 28}};

    for (size_t i = 0; i < N_ELEMENTS(sinks); i++) {
        rc_error error = {.code = RC_OK};
        assert_int_equal(rc_diff(a, b, NULL, memory_writer(&sinks[i]), NULL, NULL, &error),
                         RC_ERROR_WRITE);
        assert_int_equal(error.code, RC_ERROR_WRITE);
        assert_int_equal(error.os_error, 28);
        assert_int_equal(sinks[i].n_writes_behind_failure, 0);
        buffer_free(&sinks[i].taken);
    }
    rc_table_free(a);
    rc_table_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables_differ_as_the_oracle_says),
        cmocka_unit_test(each_kind_of_change_has_its_word),
        cmocka_unit_test(table_does_not_differ_from_itself_or_another_spelling),
        cmocka_unit_test(row_that_changes_no_price_is_left_out),
        cmocka_unit_test(longer_prefix_with_the_same_change_is_left_out),
        cmocka_unit_test(prefix_that_keeps_its_price_below_one_that_changes_ends_the_change),
        cmocka_unit_test(thousands_of_costs_are_told_apart),
        cmocka_unit_test(plus_comes_before_the_digits),
        cmocka_unit_test(number_counts_for_the_row_that_its_prefix_is_left_out_in_favour_of),
        cmocka_unit_test(numbers_of_thousands_of_rows_are_counted),
        cmocka_unit_test(numbers_without_any_line_count_nothing),
        cmocka_unit_test(number_of_a_very_long_line_is_counted_once),
        cmocka_unit_test(call_records_are_counted_by_their_number),
        cmocka_unit_test(invalid_lines_are_faults_and_count_for_no_row),
        cmocka_unit_test(tables_that_read_plus_differently_are_refused),
        cmocka_unit_test(tables_that_read_different_prefixes_as_plus_are_refused),
        cmocka_unit_test(failed_write_is_told_and_nothing_is_written_behind_it),
    };
    return RUN_TESTS(tests);
}
