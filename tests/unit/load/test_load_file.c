/* Tests of rc_table_load_file: one list or compiled table from a file. */
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

static const char path[] = "test_load_file.tmp";

static void write_file(const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void assert_cost(const rc_table *table, const char *number, const char *cost)
{
    rc_lookup found = rc_table_lookup(table, TEXT(number));

    assert_int_equal(found.cost.length, strlen(cost));
    assert_memory_equal(found.cost.bytes, cost, found.cost.length);
}

TEST(list_of_a_file_is_loaded_and_the_error_left_alone)
{
    rc_error error;
    rc_table *table;

    write_file("+1415,0.02\n+1512,0.04\n");
    memset(&error, 'x', sizeof error);
    rc_error before = error;
    assert_int_equal(rc_table_load_file(path, NULL, &table, &error), RC_OK);
    assert_memory_equal(&error, &before, sizeof error);
    assert_cost(table, "+14155551234", "0.02");
    rc_table_free(table);
    assert_int_equal(rc_table_load_file(path, NULL, &table, NULL), RC_OK);
    rc_table_free(table);
}

TEST(options_count_and_faults_are_handed_on)
{
    fault_log faults = {0};
    rc_load_options options = {.delimiter = ';',
                               .decimal_comma = true,
                               .skip_bad_rows = true,
                               .on_fault = log_fault,
                               .fault_context = &faults};
    rc_table *table;

    write_file("44;0,02\nbad;1\n4477;0,5\n");
    assert_int_equal(rc_table_load_file(path, &options, &table, NULL), RC_OK);
    assert_cost(table, "447700", "0.5");
    assert_int_equal(faults.n, 1);
    assert_int_equal(faults.faults[0].line, 2);
    rc_table_free(table);
}

TEST(first_bad_row_is_the_error_of_a_list)
{
    fault_log faults = {0};
    rc_load_options options = {.on_fault = log_fault, .fault_context = &faults};
    rc_error error;
    rc_table *table;

    write_file("44,0.02\n45,free\nbad,1\n");
    assert_int_equal(rc_table_load_file(path, &options, &table, &error), RC_ERROR_LIST);
    assert_null(table);
    assert_int_equal(error.code, RC_ERROR_LIST);
    assert_int_equal(error.line, 2);
    assert_non_null(strstr(error.reason, "free"));
    assert_int_equal(faults.n, 2);
    assert_int_equal(rc_table_load_file(path, NULL, &table, NULL), RC_ERROR_LIST);
    assert_null(table);
}

TEST(compiled_table_is_loaded_as_a_list_is)
{
    rc_table *table, *loaded;
    rc_error error;

    write_file("+1415,0.02\n");
    assert_int_equal(rc_table_load_file(path, NULL, &table, &error), RC_OK);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(rc_table_save(table, rc_writer_from_file(file), &error), RC_OK);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rc_table_load_file(path, NULL, &loaded, &error), RC_OK);
    assert_cost(loaded, "+14155551234", "0.02");
    rc_table_free(loaded);
    rc_table_free(table);
}

TEST(file_that_is_not_there_is_a_failure_to_read)
{
    rc_error error;
    rc_table *table;

    remove(path);
    assert_int_equal(rc_table_load_file(path, NULL, &table, &error), RC_ERROR_READ);
    assert_null(table);
    assert_int_equal(error.code, RC_ERROR_READ);
    assert_int_equal(error.os_error, ENOENT);
    assert_int_equal(rc_table_load_file(path, NULL, &table, NULL), RC_ERROR_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_of_a_file_is_loaded_and_the_error_left_alone),
        cmocka_unit_test(options_count_and_faults_are_handed_on),
        cmocka_unit_test(first_bad_row_is_the_error_of_a_list),
        cmocka_unit_test(compiled_table_is_loaded_as_a_list_is),
        cmocka_unit_test(file_that_is_not_there_is_a_failure_to_read),
    };
    return RUN_TESTS(tests);
}
