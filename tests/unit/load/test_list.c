/* Tests of load/list.h: what a list comes to when its blocks have been counted. */
#include "load/list.h"

#include "support_stream.h"
#include "support_table.h"
#include "support_test.h"

/* A reading without bytes. */
static list_reader open_list(memory_source *source, const rc_load_options *options)
{
    list_reader l;

    *source = memory_source_of("", 0);
    rc_list_open(&l, memory_reader(source), options);
    return l;
}

/* A block of so many lines, rows and routes, with faults on its lines 1, 2... */
static deck_block block_of(uint64_t n_lines, uint64_t n_rows, uint64_t n_routes, uint64_t n_faults)
{
    deck_block b = {
        .n_lines = n_lines, .n_rows = n_rows, .n_routes = n_routes, .n_faults = n_faults};

    for (uint64_t i = 0; i < n_faults && i < RC_FAULTS_SHOWN; i++)
        b.faults[i] = (rc_error){.code = RC_FAULT_ROW, .line = i + 1};
    return b;
}

TEST(first_faults_of_a_list_are_reported_by_their_lines)
{
    fault_log log = {.n = 0};
    rc_load_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_load_stats stats = {.n_rows = 5};
    memory_source source;
    list_reader l = open_list(&source, &options);
    deck_block blocks[] = {block_of(100, 90, 95, 4), block_of(50, 20, 20, 30),
                           block_of(10, 9, 9, 1)};

    for (size_t i = 0; i < N_ELEMENTS(blocks); i++)
        rc_list_count(&l, &blocks[i]);
    rc_list_close(&l, &stats);
    assert_int_equal(log.n, RC_FAULTS_SHOWN);
    assert_int_equal(log.faults[3].line, 4);
    assert_int_equal(log.faults[4].line, 101);
    assert_int_equal(log.faults[9].line, 106);
    assert_int_equal(l.n_faults, 35);
    assert_int_equal(l.n_routes, 124);
    assert_int_equal(l.n_lines, 160);
    assert_int_equal(stats.n_rows, 5 + 119);
    assert_int_equal(stats.n_bad_rows, 35);
}

TEST(list_is_refused_for_what_is_worst)
{
    static const struct {
        rc_load_options options;
        uint64_t n_rows, n_routes, n_faults;
        rc_code code;
        const char *reason;
    } cases[] = {
        {{0}, 1, 1, 0, RC_OK, ""},
        {{0}, 1, 1, 1, RC_ERROR_LIST, "the list has malformed rows"},
        {{0}, 0, 0, 1, RC_ERROR_LIST, "the list has malformed rows"},
        {{.skip_bad_rows = true}, 1, 1, 1, RC_OK, ""},
        {{.skip_bad_rows = true}, 0, 0, 1, RC_ERROR_EMPTY, "no routes"},
        {{0}, 0, 0, 0, RC_ERROR_EMPTY, "no routes"},
        {{0}, 2, 0, 0, RC_ERROR_EMPTY, "no routes: no row holds on the date"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_load_stats stats = {0};
        memory_source source;
        list_reader l = open_list(&source, &cases[i].options);
        deck_block b = block_of(9, cases[i].n_rows, cases[i].n_routes, cases[i].n_faults);
        rc_list_count(&l, &b);
        rc_list_close(&l, &stats);
        assert_int_equal(l.error.code, cases[i].code);
        assert_string_equal(l.error.reason, cases[i].reason);
    }
}

TEST(failure_of_a_block_comes_before_that_of_the_stream_and_of_the_rows)
{
    static const rc_load_options options = {0};
    rc_load_stats stats = {0};
    memory_source source;
    list_reader l = open_list(&source, &options);
    deck_block first = block_of(9, 1, 1, 1), second = block_of(9, 1, 1, 0);

    first.error.code = RC_ERROR_LIMIT;
    second.error.code = RC_ERROR_MEMORY;
    l.deck.error.code = RC_ERROR_READ;
    rc_list_count(&l, &first);
    rc_list_count(&l, &second);
    rc_list_close(&l, &stats);
    assert_int_equal(l.error.code, RC_ERROR_LIMIT);
    l = open_list(&source, &options);
    first.error.code = RC_OK;
    l.deck.error.code = RC_ERROR_READ;
    rc_list_count(&l, &first);
    rc_list_close(&l, &stats);
    assert_int_equal(l.error.code, RC_ERROR_READ);
}

/* The limit holds for all blocks together. */
TEST(ranges_of_a_list_may_stand_for_four_million_prefixes_beyond_the_first_ones)
{
    static const rc_load_options options = {0};

    for (uint64_t n_more = 0; n_more < 2; n_more++) {
        rc_load_stats stats = {0};
        memory_source source;
        list_reader l = open_list(&source, &options);
        deck_block first = block_of(9, 1, 1, 0), second = block_of(9, 1, 1, 0);
        first.n_beyond = 3999999;
        second.n_beyond = 1 + n_more;
        rc_list_count(&l, &first);
        assert_int_equal(l.error.code, RC_OK);
        rc_list_count(&l, &second);
        rc_list_close(&l, &stats);
        assert_int_equal(l.error.code, n_more > 0 ? RC_ERROR_LIMIT : RC_OK);
    }
}

TEST(duplicate_names_both_lines)
{
    rc_error fault;

    rc_list_set_duplicate(&fault, TEXT("+49"), 7, 3);
    assert_int_equal(fault.code, RC_FAULT_ROW);
    assert_int_equal(fault.line, 7);
    assert_string_equal(fault.reason, "prefix \"+49\" is already on line 3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_faults_of_a_list_are_reported_by_their_lines),
        cmocka_unit_test(list_is_refused_for_what_is_worst),
        cmocka_unit_test(failure_of_a_block_comes_before_that_of_the_stream_and_of_the_rows),
        cmocka_unit_test(
            ranges_of_a_list_may_stand_for_four_million_prefixes_beyond_the_first_ones),
        cmocka_unit_test(duplicate_names_both_lines),
    };
    return RUN_TESTS(tests);
}
