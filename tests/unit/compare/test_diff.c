/* Tests of rc_diff: against the oracle for random tables, and what goes wrong. */
#include "routecost_compare.h"

#include "support_compare.h"
#include "support_family.h"
#include "support_test.h"

static buffer diff_of(const rc_table *old_table, const rc_table *new_table, rc_diff_stats *stats)
{
    memory_sink sink = {.fail_at = NEVER};

    assert_int_equal(rc_diff(old_table, new_table, NULL, memory_writer(&sink), NULL, stats, NULL),
                     RC_OK);
    assert_int_equal(sink.n_flushes, 1);
    return sink.taken;
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
    buffer expected = expect_diff(&old_side, &new_side, NULL);
    buffer written = diff_of(old_table, new_table, &stats);

    assert_same_text(&written, &expected);
    assert_int_equal(stats.prefixes.n_new, count_text(&expected, ",new\n"));
    assert_int_equal(stats.prefixes.n_gone, count_text(&expected, ",gone\n"));
    assert_int_equal(stats.prefixes.n_dearer, count_text(&expected, ",dearer\n"));
    assert_int_equal(stats.prefixes.n_cheaper, count_text(&expected, ",cheaper\n"));
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

static void check_texts(const char *old_list, const char *new_list, const char *expected)
{
    rc_table *old_table = load_list(TEXT(old_list), NULL, NULL, NULL);
    rc_table *new_table = load_list(TEXT(new_list), NULL, NULL, NULL);
    buffer written = diff_of(old_table, new_table, NULL);

    buffer_add(&written, "", 0);
    assert_string_equal(written.bytes, expected);
    buffer_free(&written);
    rc_table_free(old_table);
    rc_table_free(new_table);
}

TEST(each_kind_of_change_has_its_word)
{
    check_texts("1,0.1\n2,0.1\n3,0.1\n5,0.1\n", "1,0.2\n2,0.05\n4,0.1\n5,0.1\n",
                "prefix,old,new,change\n1,0.1,0.2,dearer\n2,0.1,0.05,cheaper\n3,0.1,,gone\n"
                "4,,0.1,new\n");
}

TEST(table_does_not_differ_from_itself_or_another_spelling)
{
    check_texts("1,0.4\n12,.5\n+1,3\n", "1,0.40\n12,0.5\n+1,3.00\n", "prefix,old,new,change\n");
}

TEST(row_that_changes_no_price_is_left_out)
{
    /* 44 20 costs 0.02 as 44 does, before and after; 44 30 loses a row that changed nothing. */
    check_texts("44,0.02\n4420,0.020\n4430,0.02\n", "44,0.02\n4420,0.02\n",
                "prefix,old,new,change\n");
}

TEST(longer_prefix_with_the_same_change_is_left_out)
{
    check_texts("44,0.02\n4420,0.02\n", "44,0.03\n442,0.03\n",
                "prefix,old,new,change\n"
                "44,0.02,0.03,dearer\n");
}

TEST(prefix_that_keeps_its_price_below_one_that_changes_ends_the_change)
{
    check_texts("44,0.02\n", "44,0.03\n4420,0.02\n44201,0.03\n",
                "prefix,old,new,change\n44,0.02,0.03,dearer\n44201,0.02,0.03,dearer\n");
}

TEST(plus_comes_before_the_digits)
{
    check_texts("1,1\n", "+1,1\n+12,2\n0,1\n",
                "prefix,old,new,change\n+1,,1,new\n+12,,2,new\n0,,1,new\n1,1,,gone\n");
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
        cmocka_unit_test(plus_comes_before_the_digits),
        cmocka_unit_test(tables_that_read_plus_differently_are_refused),
        cmocka_unit_test(failed_write_is_told_and_nothing_is_written_behind_it),
    };
    return RUN_TESTS(tests);
}
