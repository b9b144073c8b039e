/* Tests of what lies beyond the limits of the library's indices, which are very low here: see
 * CMakeLists.txt.  Every refusal is a clear error, and up to it all is right. */
#include "support_table.h"
#include "support_test.h"
#include "table/compiled_input.h"

enum { N_MAX = 400 };

/* Loads n rows that write_row writes; NULL with an error. */
static rc_table *load_rows(unsigned n, void (*write_row)(char row[80], unsigned i),
                           rc_load_options options, rc_error *error)
{
    buffer list = {0};

    buffer_string(&list, "");
    for (unsigned i = 0; i < n; i++) {
        char row[80];
        write_row(row, i);
        buffer_string(&list, row);
    }
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, NULL, error);
    buffer_free(&list);
    return table;
}

/* The number of rows from which on lists are refused, always with the same words. */
static unsigned find_limit(void (*write_row)(char row[80], unsigned i), rc_load_options options,
                           const char *reason)
{
    unsigned limit = 0;

    for (unsigned n = 1; n <= N_MAX; n++) {
        rc_error error = {.code = RC_OK};
        rc_table *table = load_rows(n, write_row, options, &error);
        if (table && limit > 0)
            fail_msg("%u rows are refused, but %u are taken", limit, n);
        if (!table) {
            assert_int_equal(error.code, RC_ERROR_LIMIT);
            assert_string_equal(error.reason, reason);
            limit = limit > 0 ? limit : n;
        } else {
            char row[80];
            write_row(row, n - 1);
            rc_lookup value = rc_table_lookup(table, (rc_text){row, strcspn(row, ",")});
            assert_int_equal(value.status, RC_ROUTED);
        }
        rc_table_free(table);
    }
    return limit;
}

static void write_far_prefix(char row[80], unsigned i)
{
    sprintf(row, "%u%07u,1\n", 1 + i % 9, i * 7919 % 10000000);
}

TEST(more_routes_than_a_trie_can_name_are_refused)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
        rc_load_options options = {.n_threads = n_threads};
        unsigned limit = find_limit(write_far_prefix, options, "too many routes for one table");
        assert_in_range(limit, 100, N_MAX - 1);
    }
}

static void write_plain_cost(char row[80], unsigned i)
{
    sprintf(row, "%u,0.%03u\n", i % 50 + 1, i);
}

TEST(more_costs_than_a_trie_can_name_are_refused)
{
    assert_int_equal(find_limit(write_plain_cost, (rc_load_options){.n_threads = 1},
                                "too many routes for one table"),
                     31);
}

static void write_listed_cost(char row[80], unsigned i)
{
    sprintf(row, "%u,.%u\n", i % 50 + 1, i + 1);
}

TEST(more_costs_of_odd_spellings_than_a_list_can_name_are_refused)
{
    assert_int_equal(find_limit(write_listed_cost, (rc_load_options){.n_threads = 1},
                                "too many different costs or texts"),
                     21);
}

static void write_dated_cost(char row[80], unsigned i)
{
    sprintf(row, "%u,1,2024-%02u-%02u\n", i + 1, 1 + i / 28 % 12, 1 + i % 28);
}

TEST(more_pairs_of_days_and_costs_than_can_be_named_are_refused)
{
    rc_load_options options = {.effective_column = {.number = 3}, .at = 20301231};

    assert_int_equal(find_limit(write_dated_cost, options, "too many different costs or texts"),
                     26);
}

static void write_row_of_one_cost(char row[80], unsigned i)
{
    sprintf(row, "%u,1\n", i + 1);
}

TEST(more_rows_than_the_ledger_of_duplicates_can_name_are_refused)
{
    rc_load_options options = {.duplicates = RC_DUPLICATES_ERROR};

    assert_int_equal(find_limit(write_row_of_one_cost, options, "too many routes for one table"),
                     101);
}

/* Adds n rows with a range of n_prefixes, 1 to 9, each. */
static void add_ranges(buffer *list, unsigned n, unsigned n_prefixes)
{
    for (unsigned i = 0; i < n; i++) {
        char row[80];
        sprintf(row, "%u0-%u%u,1\n", 10 + i, 10 + i, n_prefixes - 1);
        buffer_string(list, row);
    }
}

/* 15 prefixes beyond the first 4 of each range are the limit; ranges of up to 4 have none. */
TEST(ranges_of_more_prefixes_than_a_list_may_have_are_refused)
{
    static const struct {
        unsigned n_rows, n_prefixes;
        rc_code code;
    } cases[] = {{20, 4, RC_OK}, {15, 5, RC_OK},         {16, 5, RC_ERROR_LIMIT},
                 {3, 9, RC_OK},  {4, 9, RC_ERROR_LIMIT}, {10, 9, RC_ERROR_LIMIT}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        for (unsigned how = 0; how < 4; how++) {
            rc_load_options options = {.n_threads = how % 2 ? 3 : 1,
                                       .duplicates =
                                           how / 2 ? RC_DUPLICATES_ERROR : RC_DUPLICATES_CHEAPEST};
            rc_error error = {.code = RC_OK};
            buffer list = {0};
            add_ranges(&list, cases[i].n_rows, cases[i].n_prefixes);
            rc_table *table =
                load_list((rc_text){list.bytes, list.n_bytes}, &options, NULL, &error);
            if (error.code != cases[i].code)
                fail_msg("case %zu: code %d, %s", i, (int)error.code, error.reason);
            if (error.code)
                assert_string_equal(error.reason, "the ranges stand for too many prefixes: more "
                                                  "than 15 beyond the first 4 of each");
            rc_table_free(table);
            buffer_free(&list);
        }
}

TEST(more_offers_of_all_carriers_than_can_be_named_are_refused)
{
    for (unsigned n = 14; n <= 17; n++) {
        buffer list = {0};
        rc_error error = {.code = RC_OK};
        for (unsigned i = 0; i < n; i++) {
            char row[80];
            write_plain_cost(row, i);
            buffer_string(&list, row);
        }
        rc_text lists[] = {{list.bytes, list.n_bytes}, {list.bytes, list.n_bytes}};
        rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, &error);
        assert_int_equal(error.code, 2 * n > 30 ? RC_ERROR_LIMIT : RC_OK);
        assert_int_equal(table == NULL, 2 * n > 30);
        rc_table_free(table);
        buffer_free(&list);
    }
}

/* Returns the faults of a list of n_open quotes that nothing closes, and a text of two lines. */
static uint64_t count_faults(unsigned n_open)
{
    rc_load_options options = {.skip_bad_rows = true};
    rc_load_stats stats;
    rc_error error = {.code = RC_OK};
    buffer list = {0};

    buffer_string(&list, "1,1,\n");
    for (unsigned i = 0; i < n_open; i++) {
        buffer_string(&list, "2,2,\"\n3,3,");
        buffer_fill(&list, 'x', 590);
        buffer_string(&list, "\n4,4,");
        buffer_fill(&list, 'x', 590);
        buffer_string(&list, "\n");
    }
    buffer_string(&list, "5,5,\"two\nlines\"\n");
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, &error);
    assert_non_null(table);
    rc_table_free(table);
    buffer_free(&list);
    return stats.n_bad_rows;
}

TEST(line_ends_within_quotes_count_until_a_hundred_quotes_stay_open)
{
    assert_int_equal(count_faults(99), 99);
    assert_int_equal(count_faults(100), 100 + 2);
}

/* A size that is not true must not wrap around, whatever it is. */
TEST(sizes_that_no_memory_has_are_refused)
{
    static const uint64_t sizes[] = {UINT64_MAX,     UINT64_MAX - 1,   UINT64_MAX - 31,
                                     UINT64_MAX / 2, SIZE_MAX / 2 + 1, (uint64_t)1 << 40};

    for (size_t i = 0; i < N_ELEMENTS(sizes); i++)
        for (size_t n_padding = 0; n_padding <= 32; n_padding += 32) {
            memory_source source = memory_source_of("few bytes", 9);
            compiled_input in = {.reader = memory_reader(&source)};
            assert_null(rc_compiled_input_read_new(&in, sizes[i], n_padding));
            assert_true(in.error.code == RC_ERROR_TABLE || in.error.code == RC_ERROR_MEMORY);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_routes_than_a_trie_can_name_are_refused),
        cmocka_unit_test(more_costs_than_a_trie_can_name_are_refused),
        cmocka_unit_test(more_costs_of_odd_spellings_than_a_list_can_name_are_refused),
        cmocka_unit_test(more_pairs_of_days_and_costs_than_can_be_named_are_refused),
        cmocka_unit_test(more_rows_than_the_ledger_of_duplicates_can_name_are_refused),
        cmocka_unit_test(ranges_of_more_prefixes_than_a_list_may_have_are_refused),
        cmocka_unit_test(more_offers_of_all_carriers_than_can_be_named_are_refused),
        cmocka_unit_test(line_ends_within_quotes_count_until_a_hundred_quotes_stay_open),
        cmocka_unit_test(sizes_that_no_memory_has_are_refused),
    };
    return RUN_TESTS(tests);
}
