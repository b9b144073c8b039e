/* Tests of deck/load_options.h: a copy does not need the caller's texts. */
#include "deck/load_options.h"

#include "support_test.h"

TEST(no_options_are_the_defaults)
{
    rc_load_options copy, defaults = {.n_threads = 0};
    void *names;

    assert_int_equal(rc_load_options_copy(&copy, &names, NULL), RC_OK);
    assert_int_equal(copy.n_skipped_lines, defaults.n_skipped_lines);
    assert_int_equal(copy.header, defaults.header);
    assert_int_equal(copy.duplicates, defaults.duplicates);
    assert_null(copy.prefix_column.name.bytes);
    assert_null(copy.cost_column.name.bytes);
    assert_null(copy.effective_column.name.bytes);
    free(names);
}

TEST(copy_keeps_names_that_the_caller_overwrites)
{
    char prefix[] = "Dial code", cost[] = "Rate", empty[] = "";
    rc_load_options copy, options = {
                              .delimiter = ';',
                              .n_skipped_lines = 7,
                              .prefix_column.name = {prefix, 9},
                              .cost_column.name = {cost, 4},
                              .effective_column.name = {empty, 0},
                              .n_threads = 3,
                          };
    void *names;

    assert_int_equal(rc_load_options_copy(&copy, &names, &options), RC_OK);
    memset(prefix, '-', sizeof prefix);
    memset(cost, '-', sizeof cost);
    assert_int_equal(copy.prefix_column.name.length, 9);
    assert_memory_equal(copy.prefix_column.name.bytes, "Dial code", 9);
    assert_int_equal(copy.cost_column.name.length, 4);
    assert_memory_equal(copy.cost_column.name.bytes, "Rate", 4);
    assert_non_null(copy.effective_column.name.bytes);
    assert_int_equal(copy.effective_column.name.length, 0);
    assert_int_equal(copy.delimiter, ';');
    assert_int_equal(copy.n_skipped_lines, 7);
    assert_int_equal(copy.n_threads, 3);
    free(names);
}

TEST(copy_keeps_columns_that_are_joined)
{
    char area[] = "Area";
    rc_column joined[] = {{.name = {area, 4}}, {.number = 7}};
    rc_load_options copy,
        options = {.prefix_column = {.number = 1}, .joined_columns = joined, .n_joined_columns = 2};
    void *owned;

    assert_int_equal(rc_load_options_copy(&copy, &owned, &options), RC_OK);
    memset(area, '-', sizeof area);
    memset(joined, 0, sizeof joined);
    assert_int_equal(copy.n_joined_columns, 2);
    assert_memory_equal(copy.joined_columns[0].name.bytes, "Area", 4);
    assert_int_equal(copy.joined_columns[1].number, 7);
    free(owned);
}

static void ignore(void *context, const rc_error *fault)
{
    (void)context;
    (void)fault;
}

TEST(options_of_the_next_lists_leave_those_of_the_table)
{
    char rate[] = "Rate", land[] = "Land";
    int context;
    rc_column carried[] = {{.name = {land, 4}}};
    rc_load_options kept, first = {.idd = TEXT("00"),
                                   .plus_optional = 1,
                                   .carried_columns = carried,
                                   .n_carried_columns = 1,
                                   .keep_carriers = 1,
                                   .compare_duplicates = 1,
                                   .n_threads = 3,
                                   .on_fault = ignore,
                                   .on_warning = ignore,
                                   .fault_context = &context,
                                   .skip_bad_rows = 1};
    rc_load_options next = {.cost_column.name = {rate, 4}, .idd = TEXT("011"), .n_threads = 7};
    void *owned;

    assert_int_equal(rc_load_options_copy(&kept, &owned, &first), RC_OK);
    assert_int_equal(rc_load_options_replace(&kept, &owned, &next), RC_OK);
    memset(land, '-', sizeof land);
    memset(rate, '-', sizeof rate);
    assert_int_equal(kept.idd.length, 2);
    assert_memory_equal(kept.idd.bytes, "00", 2);
    assert_true(kept.plus_optional && kept.keep_carriers && kept.compare_duplicates);
    assert_int_equal(kept.n_carried_columns, 1);
    assert_memory_equal(kept.carried_columns[0].name.bytes, "Land", 4);
    assert_int_equal(kept.n_threads, 3);
    assert_true(kept.on_fault == ignore && kept.on_warning == ignore);
    assert_ptr_equal(kept.fault_context, &context);
    assert_false(kept.skip_bad_rows);
    assert_memory_equal(kept.cost_column.name.bytes, "Rate", 4);
    free(owned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_options_are_the_defaults),
        cmocka_unit_test(copy_keeps_names_that_the_caller_overwrites),
        cmocka_unit_test(copy_keeps_columns_that_are_joined),
        cmocka_unit_test(options_of_the_next_lists_leave_those_of_the_table),
    };
    return RUN_TESTS(tests);
}
