/* Tests of the public header: builders, tables and lookups. */
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

static void assert_cost(const rc_table *table, const char *number, const char *cost)
{
    rc_lookup value = rc_table_lookup(table, TEXT(number));

    if (!cost) {
        assert_int_equal(value.status, RC_UNROUTED);
        assert_int_equal(value.cost.length, 0);
        return;
    }
    assert_int_equal(value.status, RC_ROUTED);
    if (value.cost.length != strlen(cost) || memcmp(value.cost.bytes, cost, strlen(cost)) != 0)
        fail_msg("%s costs %.*s, not %s", number, (int)value.cost.length, value.cost.bytes, cost);
}

static rc_table *load_fine(const char *list, const rc_load_options *options)
{
    rc_error error = {.code = RC_OK};
    rc_table *table = load_list(TEXT(list), options, NULL, &error);

    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    return table;
}

/* ---- Lookups ---- */

TEST(longest_prefix_wins_over_an_earlier_row)
{
    rc_table *table = load_fine("+1512,0.04\n+1415,0.02\n+1415234,0.03\n+1415246,0.01\n", NULL);

    assert_cost(table, "+15124156620", "0.04");
    assert_cost(table, "+14152345678", "0.03");
    assert_cost(table, "+14152465678", "0.01");
    assert_cost(table, "+14159999999", "0.02");
    assert_cost(table, "+1415", "0.02");
    assert_cost(table, "+141", NULL);
    assert_cost(table, "14152345678", NULL);
    assert_cost(table, "+19876543210", NULL);
    rc_table_free(table);
}

TEST(text_that_is_no_number_has_no_cost)
{
    static const char *const texts[] = {"", " ", "+", "abc", "1x", "++1", "1 1", "1\n"};
    rc_table *table = load_fine("1,0.5\n", NULL);

    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        rc_lookup value = rc_table_lookup(table, TEXT(texts[i]));
        assert_int_equal(value.status, RC_INVALID_NUMBER);
        assert_int_equal(value.cost.length, 0);
    }
    rc_table_free(table);
}

TEST(blanks_around_a_number_are_ignored)
{
    rc_table *table = load_fine("1,0.5\n", NULL);

    assert_cost(table, " \t12\t ", "0.5");
    rc_table_free(table);
}

TEST(optional_plus_is_ignored_on_both_sides)
{
    rc_load_options options = {.plus_optional = 1};
    rc_table *table = load_fine("+1,0.5\n1,0.4\n+123456789012345,0.1\n44,2\n", &options);

    assert_cost(table, "+15", "0.4");
    assert_cost(table, "15", "0.4");
    assert_cost(table, "+1234567890123456", "0.1");
    assert_cost(table, "1234567890123456", "0.1");
    assert_cost(table, "+44", "2");
    assert_int_equal(rc_table_plus(table, 0), RC_PLUS_WITHOUT);
    rc_table_free(table);
}

TEST(table_tells_how_prefixes_begin)
{
    static const struct {
        const char *list;
        unsigned plus;
    } cases[] = {{"1,1\n+2,1\n3,1\n", RC_PLUS_WITHOUT | RC_PLUS_WITH},
                 {"1,1\n", RC_PLUS_WITHOUT},
                 {"+1,1\n+2,1\n", RC_PLUS_WITH}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_table *table = load_fine(cases[i].list, NULL);
        assert_int_equal(rc_table_plus(table, 0), cases[i].plus);
        rc_table_free(table);
    }
}

TEST(looking_up_in_groups_is_looking_up_one_by_one)
{
    prng p = prng_start();
    row_kind kind = {10, 9, 1, 0};
    static oracle_row rows[500];
    char numbers[100][48];
    rc_text texts[100];
    rc_lookup answers[100];

    for (size_t i = 0; i < N_ELEMENTS(rows); i++)
        random_row(&p, &kind, &rows[i]);
    buffer list = list_of(rows, N_ELEMENTS(rows));
    rc_table *table = load_fine(list.bytes, NULL);
    for (size_t n = 0; n <= 100; n++) {
        for (size_t i = 0; i < n; i++) {
            random_number(&p, rows, N_ELEMENTS(rows), numbers[i]);
            if (prng_below(&p, 10) == 0)
                numbers[i][0] = "x +\t"[prng_below(&p, 4)];
            texts[i] = TEXT(numbers[i]);
        }
        rc_table_lookup_group(table, texts, n, answers);
        for (size_t i = 0; i < n; i++) {
            rc_lookup value = rc_table_lookup(table, texts[i]);
            assert_int_equal(answers[i].status, value.status);
            assert_int_equal(answers[i].cost.length, value.cost.length);
            assert_ptr_equal(answers[i].cost.bytes, value.cost.bytes);
        }
    }
    rc_table_free(table);
    buffer_free(&list);
}

TEST(costs_are_shown_in_the_spelling_of_the_list)
{
    static const char *const spellings[] = {"0",
                                            "0.40",
                                            "0.4",
                                            ".5",
                                            "5.",
                                            "007",
                                            "000.000",
                                            "0.000000000000000000000000000001",
                                            "123456789012345678",
                                            "12345678.9012345678"};

    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        char list[100];
        sprintf(list, "1,9\n2,%s\n3,8\n", spellings[i]);
        rc_table *table = load_fine(list, NULL);
        assert_cost(table, "22", spellings[i]);
        rc_table_free(table);
    }
}

TEST(hundred_thousand_different_costs_are_kept_apart)
{
    buffer list = {0};
    rc_load_options options = {.n_threads = 4};

    for (unsigned i = 0; i < 100000; i++) {
        char row[64];
        sprintf(row, "8%05u,%u.%05u\n", i, i % 7, 99999 - i);
        buffer_string(&list, row);
    }
    rc_table *table = load_fine(list.bytes, &options);
    for (unsigned i = 0; i < 100000; i++) {
        char number[16], cost[16];
        sprintf(number, "8%05u7", i);
        sprintf(cost, "%u.%05u", i % 7, 99999 - i);
        assert_cost(table, number, cost);
    }
    rc_table_free(table);
    buffer_free(&list);
}

/* ---- Builders ---- */

TEST(nothing_to_free_is_fine)
{
    rc_builder_free(NULL);
    rc_table_free(NULL);
    rc_builder_free(rc_builder_new(NULL));
}

TEST(duplicates_are_settled_by_policy)
{
    static const char list[] = "1,0.5\n2,7\n1,0.30\n1,0.3\n1,0.4\n";
    static const char *const costs[] = {"0.30", "0.5", "0.4"};

    for (int policy = 0; policy < 3; policy++) {
        rc_load_options options = {.duplicates = (rc_duplicates)policy};
        rc_table *table = load_fine(list, &options);
        assert_cost(table, "1", costs[policy]);
        assert_cost(table, "2", "7");
        rc_table_free(table);
    }
}

static rc_code read_list(rc_builder *builder, const char *list, rc_error *error)
{
    memory_source source = memory_source_of(list, strlen(list));
    return rc_builder_read(builder, memory_reader(&source), error);
}

TEST(several_streams_form_one_list)
{
    static const char *const costs[] = {"3", "5", "4"};

    for (int policy = 0; policy < 3; policy++) {
        rc_load_options options = {.duplicates = (rc_duplicates)policy};
        rc_builder *builder = rc_builder_new(&options);
        rc_table *table = NULL;
        assert_int_equal(read_list(builder, "prefix,cost\n1,5\n2,1\n", NULL), RC_OK);
        assert_int_equal(read_list(builder, "1,3", NULL), RC_OK);
        assert_int_equal(read_list(builder, "code,rate\n1,4\n3,1\n", NULL), RC_OK);
        assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
        rc_load_stats stats = rc_builder_stats(builder);
        rc_builder_free(builder);
        assert_int_equal(stats.n_rows, 5);
        assert_int_equal(stats.n_prefixes, 3);
        assert_cost(table, "1", costs[policy]);
        assert_cost(table, "2", "1");
        assert_cost(table, "3", "1");
        rc_table_free(table);
    }
}

TEST(stats_count_rows_faults_and_prefixes)
{
    rc_load_options options = {.skip_bad_rows = 1};
    rc_load_stats stats;
    rc_table *table = load_list(TEXT("prefix,cost\n# c\n\n1,2\n1,3\nx,1\n+1,3\n2,\n\"3\n"),
                                &options, &stats, NULL);

    assert_non_null(table);
    assert_int_equal(stats.n_rows, 3);
    assert_int_equal(stats.n_bad_rows, 3);
    assert_int_equal(stats.n_prefixes, 2);
    assert_true(stats.table_bytes > 0);
    rc_table_free(table);
}

TEST(malformed_rows_are_handed_over_and_fail_the_list)
{
    fault_log log = {0};
    rc_load_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_load_stats stats;
    rc_error error = {0};

    assert_null(load_list(TEXT("1,2\nx1,2\n\n2, y\n3,4\n"), &options, &stats, &error));
    assert_int_equal(error.code, RC_ERROR_LIST);
    assert_int_equal(stats.n_rows, 2);
    assert_int_equal(stats.n_bad_rows, 2);
    assert_int_equal(log.n, 2);
    assert_int_equal(log.faults[0].code, RC_FAULT_ROW);
    assert_int_equal(log.faults[0].line, 2);
    assert_int_equal(log.faults[0].column, 1);
    assert_string_equal(log.faults[0].reason, "prefix \"x1\" is not an optional + and digits");
    assert_int_equal(log.faults[1].line, 4);
    assert_int_equal(log.faults[1].column, 4);
    assert_string_equal(log.faults[1].reason, "cost \"y\" is not a plain decimal");
}

TEST(skipped_rows_are_handed_over_and_left_out)
{
    fault_log log = {0};
    rc_load_options options = {.skip_bad_rows = 1, .on_fault = log_fault, .fault_context = &log};
    rc_table *table = load_fine("1,2\n1x,1\n2,y\n", &options);

    assert_int_equal(log.n, 2);
    assert_cost(table, "1", "2");
    assert_cost(table, "2", NULL);
    rc_table_free(table);
}

TEST(first_faults_of_a_large_list_come_in_order_whatever_the_threads)
{
    static const unsigned n_threads[] = {1, 2, 3, 8, 64};
    buffer list = {0};

    for (unsigned i = 1; i <= 300000; i++) {
        char row[64];
        sprintf(row, i % 20000 == 0 ? "bad%u,1\n" : "%u,0.5\n", i);
        buffer_string(&list, row);
    }
    for (size_t k = 0; k < N_ELEMENTS(n_threads); k++) {
        fault_log log = {0};
        rc_load_options options = {
            .n_threads = n_threads[k], .on_fault = log_fault, .fault_context = &log};
        rc_load_stats stats;
        rc_error error;
        assert_null(load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, &error));
        assert_int_equal(error.code, RC_ERROR_LIST);
        assert_int_equal(stats.n_bad_rows, 15);
        assert_int_equal(stats.n_rows, 300000 - 15);
        assert_int_equal(log.n, RC_FAULTS_SHOWN);
        for (unsigned i = 0; i < RC_FAULTS_SHOWN; i++)
            assert_int_equal(log.faults[i].line, 20000 * (i + 1));
    }
    buffer_free(&list);
}

TEST(duplicates_as_errors_name_both_lines_in_order)
{
    for (int skip = 0; skip < 2; skip++) {
        fault_log log = {0};
        rc_load_options options = {.duplicates = RC_DUPLICATES_ERROR,
                                   .skip_bad_rows = skip,
                                   .n_threads = 3,
                                   .on_fault = log_fault,
                                   .fault_context = &log};
        rc_load_stats stats;
        rc_error error = {0};
        rc_table *table =
            load_list(TEXT("9,1\n+1,2\n\n+1,2\n9,0\n8,1\n9,2\n"), &options, &stats, &error);
        assert_int_equal(stats.n_bad_rows, 3);
        assert_int_equal(log.n, 3);
        assert_int_equal(log.faults[0].line, 4);
        assert_string_equal(log.faults[0].reason, "prefix \"+1\" is already on line 2");
        assert_int_equal(log.faults[1].line, 5);
        assert_string_equal(log.faults[1].reason, "prefix \"9\" is already on line 1");
        assert_int_equal(log.faults[2].line, 7);
        assert_string_equal(log.faults[2].reason, "prefix \"9\" is already on line 1");
        assert_int_equal(table != NULL, skip);
        assert_int_equal(error.code, skip ? RC_OK : RC_ERROR_LIST);
        if (table)
            assert_cost(table, "9", "1");
        rc_table_free(table);
    }
}

TEST(many_duplicates_as_errors_show_those_of_the_first_lines)
{
    fault_log log = {0};
    rc_load_options options = {
        .duplicates = RC_DUPLICATES_ERROR, .on_fault = log_fault, .fault_context = &log};
    rc_load_stats stats;
    buffer list = {0};

    for (unsigned i = 0; i < 200000; i++) {
        char row[32];
        sprintf(row, "%u,1\n", i < 100000 ? i : 199999 - i);
        buffer_string(&list, row);
    }
    assert_null(load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, NULL));
    assert_int_equal(stats.n_bad_rows, 100000);
    assert_int_equal(log.n, RC_FAULTS_SHOWN);
    for (unsigned i = 0; i < RC_FAULTS_SHOWN; i++) {
        char reason[64];
        sprintf(reason, "prefix \"%u\" is already on line %u", 99999 - i, 100000 - i);
        assert_int_equal(log.faults[i].line, 100001 + i);
        assert_string_equal(log.faults[i].reason, reason);
    }
    buffer_free(&list);
}

TEST(list_without_routes_is_an_error)
{
    static const char *const lists[] = {"", "\n\n", "# c\n", "prefix,cost\n", "\xef\xbb\xbf"};

    for (size_t i = 0; i < N_ELEMENTS(lists); i++) {
        rc_error error = {0};
        rc_load_stats stats;
        assert_null(load_list(TEXT(lists[i]), NULL, &stats, &error));
        assert_int_equal(error.code, RC_ERROR_EMPTY);
        assert_string_equal(error.reason, "no routes");
        assert_int_equal(stats.n_rows, 0);
    }
}

TEST(nothing_left_after_skipping_is_an_error)
{
    rc_load_options options = {.skip_bad_rows = 1};
    rc_error error = {0};

    assert_null(load_list(TEXT("x,1\n1,y\n"), &options, NULL, &error));
    assert_int_equal(error.code, RC_ERROR_EMPTY);
}

TEST(sealing_an_empty_builder_is_an_error)
{
    rc_builder *builder = rc_builder_new(NULL);
    rc_table *table;
    rc_error error;

    assert_int_equal(rc_builder_seal(builder, &table, &error), RC_ERROR_EMPTY);
    assert_null(table);
    rc_builder_free(builder);
}

TEST(carrier_without_a_list_is_an_error)
{
    rc_builder *builder = rc_builder_new(NULL);
    rc_table *table;
    rc_error error = {.code = RC_OK};

    assert_int_equal(rc_builder_begin_carrier(builder, TEXT("a"), NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(builder, &error), RC_ERROR_EMPTY);
    assert_int_equal(error.code, RC_ERROR_EMPTY);
    assert_string_equal(error.reason, "no routes");
    assert_int_equal(rc_builder_begin_carrier(builder, TEXT("b"), NULL), RC_OK);
    assert_int_equal(read_list(builder, "1,1\n", NULL), RC_OK);
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_ERROR_EMPTY);
    assert_null(table);
    rc_builder_free(builder);
}

/* Beginning the next carrier does not fail; sealing does. */
TEST(carrier_without_a_list_between_others_makes_no_table)
{
    for (size_t empty = 0; empty < 3; empty++) {
        rc_builder *builder = rc_builder_new(NULL);
        rc_table *table;
        rc_error error = {.code = RC_OK};
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(
                rc_builder_begin_carrier(builder, TEXT(((const char *[]){"a", "b", "c"})[i]), NULL),
                RC_OK);
            if (i != empty)
                assert_int_equal(read_list(builder, "1,1\n", NULL), RC_OK);
        }
        assert_int_equal(rc_builder_seal(builder, &table, &error), RC_ERROR_EMPTY);
        assert_string_equal(error.reason, "no routes");
        assert_null(table);
        rc_builder_free(builder);
    }
}

TEST(failed_read_of_a_list_is_an_error_at_every_byte)
{
    static const char list[] = "prefix,cost\n1,2\n\"3\",\"4\"\n";

    for (size_t fail_at = 0; fail_at < sizeof list; fail_at++) {
        memory_source source = memory_source_of(list, strlen(list));
        rc_builder *builder = rc_builder_new(NULL);
        rc_error error = {0};
        source.fail_at = fail_at;
        source.os_error = EIO;
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), &error), RC_ERROR_READ);
        assert_int_equal(error.code, RC_ERROR_READ);
        assert_int_equal(error.os_error, EIO);
        rc_builder_free(builder);
    }
}

TEST(tables_outlive_their_builder_and_can_be_many)
{
    rc_table *tables[20];

    for (unsigned i = 0; i < 20; i++) {
        char list[32];
        sprintf(list, "1,%u\n", i);
        tables[i] = load_fine(list, NULL);
    }
    for (unsigned i = 0; i < 20; i++) {
        char cost[8];
        sprintf(cost, "%u", i);
        assert_cost(tables[i], "1", cost);
        rc_table_free(tables[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longest_prefix_wins_over_an_earlier_row),
        cmocka_unit_test(text_that_is_no_number_has_no_cost),
        cmocka_unit_test(blanks_around_a_number_are_ignored),
        cmocka_unit_test(optional_plus_is_ignored_on_both_sides),
        cmocka_unit_test(table_tells_how_prefixes_begin),
        cmocka_unit_test(looking_up_in_groups_is_looking_up_one_by_one),
        cmocka_unit_test(costs_are_shown_in_the_spelling_of_the_list),
        cmocka_unit_test(hundred_thousand_different_costs_are_kept_apart),
        cmocka_unit_test(nothing_to_free_is_fine),
        cmocka_unit_test(duplicates_are_settled_by_policy),
        cmocka_unit_test(several_streams_form_one_list),
        cmocka_unit_test(stats_count_rows_faults_and_prefixes),
        cmocka_unit_test(malformed_rows_are_handed_over_and_fail_the_list),
        cmocka_unit_test(skipped_rows_are_handed_over_and_left_out),
        cmocka_unit_test(first_faults_of_a_large_list_come_in_order_whatever_the_threads),
        cmocka_unit_test(duplicates_as_errors_name_both_lines_in_order),
        cmocka_unit_test(many_duplicates_as_errors_show_those_of_the_first_lines),
        cmocka_unit_test(list_without_routes_is_an_error),
        cmocka_unit_test(nothing_left_after_skipping_is_an_error),
        cmocka_unit_test(sealing_an_empty_builder_is_an_error),
        cmocka_unit_test(carrier_without_a_list_is_an_error),
        cmocka_unit_test(carrier_without_a_list_between_others_makes_no_table),
        cmocka_unit_test(failed_read_of_a_list_is_an_error_at_every_byte),
        cmocka_unit_test(tables_outlive_their_builder_and_can_be_many),
    };
    return RUN_TESTS(tests);
}
