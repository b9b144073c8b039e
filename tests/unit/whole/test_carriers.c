/* Tests of the public header: several carriers, their names, their faults, and their offers. */
#include "support_table.h"
#include "support_test.h"

static rc_table *load_two(const char *first, const char *second, int keep_carriers)
{
    rc_text lists[] = {TEXT(first), TEXT(second)};
    rc_load_options options = {.keep_carriers = keep_carriers};
    rc_error error = {.code = RC_OK};
    rc_table *table = load_carriers(lists, NULL, 2, &options, NULL, &error);

    if (!table)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    return table;
}

static void assert_text(rc_text text, const char *expected)
{
    if (text.length != strlen(expected) || memcmp(text.bytes, expected, text.length) != 0)
        fail_msg("%.*s, not %s", (int)text.length, text.bytes, expected);
}

static void assert_cheapest(const rc_table *table, const char *number, const char *cost,
                            size_t carrier)
{
    rc_lookup value = rc_table_lookup(table, TEXT(number));

    assert_int_equal(value.status, RC_ROUTED);
    assert_text(value.cost, cost);
    assert_int_equal(value.carrier, carrier);
}

/* ---- Which carrier wins ---- */

TEST(longer_prefix_at_a_dearer_carrier_never_wins)
{
    rc_table *table = load_two("44,0.02\n", "44,0.01\n4420,0.03\n442071,0.04\n", 0);

    assert_cheapest(table, "4411", "0.01", 1);
    assert_cheapest(table, "442099", "0.02", 0);
    assert_cheapest(table, "44207199", "0.02", 0);
    rc_table_free(table);
}

TEST(dearer_longer_prefix_of_one_carrier_hides_its_cheaper_shorter_one)
{
    rc_table *table = load_two("44,0.01\n4420,0.05\n", "44,0.02\n", 0);

    assert_cheapest(table, "4411", "0.01", 0);
    assert_cheapest(table, "4420", "0.02", 1);
    rc_table_free(table);
}

TEST(earlier_carrier_wins_a_tie_with_its_own_spelling)
{
    rc_table *table = load_two("44,0.40\n1,.5\n", "44,0.4\n1,0.50\n", 0);

    assert_cheapest(table, "44", "0.40", 0);
    assert_cheapest(table, "1", ".5", 0);
    rc_table_free(table);
}

TEST(costs_of_different_carriers_compare_as_numbers)
{
    rc_table *table = load_two("1,9\n2,0.09\n3,0.100000000000000001\n", "1,10\n2,0.1\n3,0.1\n", 0);

    assert_cheapest(table, "1", "9", 0);
    assert_cheapest(table, "2", "0.09", 0);
    assert_cheapest(table, "3", "0.1", 1);
    rc_table_free(table);
}

TEST(table_tells_its_carriers)
{
    rc_table *table = load_two("1,1\n", "+2,1\n", 1);

    assert_int_equal(rc_table_carriers(table), 2);
    assert_text(rc_table_carrier_name(table, 0), "A");
    assert_text(rc_table_carrier_name(table, 1), "B");
    assert_true(rc_table_keeps_carriers(table));
    assert_int_equal(rc_table_plus(table, 0), RC_PLUS_WITHOUT);
    assert_int_equal(rc_table_plus(table, 1), RC_PLUS_WITH);
    rc_table_free(table);
}

TEST(table_without_names_has_one_carrier_without_a_name)
{
    rc_table *table = load_list(TEXT("1,1\n"), NULL, NULL, NULL);

    assert_int_equal(rc_table_carriers(table), 1);
    assert_text(rc_table_carrier_name(table, 0), "");
    assert_true(rc_table_keeps_carriers(table));
    rc_table_free(table);
}

/* ---- Ranks ---- */

TEST(ranks_are_the_cheapest_first_with_the_prefix_of_each)
{
    rc_table *table = load_two("44,0.02\n", "4,0.03\n4420,0.01\n", 1);
    const char *number = " \t442099 ";
    rc_offer offers[3];
    size_t n;

    assert_int_equal(rc_table_rank(table, TEXT(number), offers, 3, &n), RC_OK);
    assert_int_equal(n, 2);
    assert_int_equal(offers[0].carrier, 1);
    assert_text(offers[0].cost, "0.01");
    assert_text(offers[0].prefix, "4420");
    assert_ptr_equal(offers[0].prefix.bytes, number + 2);
    assert_int_equal(offers[1].carrier, 0);
    assert_text(offers[1].cost, "0.02");
    assert_text(offers[1].prefix, "44");
    assert_true(offers[0].order < offers[1].order);
    assert_int_equal(rc_table_rank(table, TEXT("441"), offers, 1, &n), RC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(offers[0].carrier, 0);
    assert_int_equal(rc_table_rank(table, TEXT("5"), offers, 3, &n), RC_OK);
    assert_int_equal(n, 0);
    assert_int_equal(rc_table_rank(table, TEXT("44x"), offers, 3, &n), RC_FAULT_NUMBER);
    assert_int_equal(n, 0);
    assert_int_equal(rc_table_rank(table, TEXT(""), offers, 3, &n), RC_FAULT_NUMBER);
    assert_int_equal(rc_table_rank(table, TEXT("44"), NULL, 0, &n), RC_OK);
    assert_int_equal(n, 0);
    rc_table_free(table);
}

TEST(table_that_has_not_kept_its_carriers_says_so_before_it_reads)
{
    rc_table *table = load_two("44,0.02\n", "4,0.03\n", 0);
    const rc_answer_options options[] = {{.rank = 2}, {.fields = {RC_FIELD_COST, RC_FIELD_PREFIX}}};
    rc_offer offer;
    size_t n = 9;

    assert_int_equal(rc_table_rank(table, TEXT("44"), &offer, 1, &n), RC_ERROR_NOT_KEPT);
    assert_int_equal(n, 0);
    for (size_t i = 0; i < N_ELEMENTS(options); i++) {
        memory_source numbers = memory_source_of("44\n", 3);
        memory_sink sink = {.fail_at = NEVER};
        rc_error error;
        assert_int_equal(rc_answer_numbers(table, memory_reader(&numbers), memory_writer(&sink),
                                           &options[i], NULL, &error),
                         RC_ERROR_NOT_KEPT);
        assert_int_equal(error.code, RC_ERROR_NOT_KEPT);
        assert_int_equal(numbers.at, 0);
        assert_int_equal(sink.taken.n_bytes, 0);
    }
    rc_table_free(table);
}

/* ---- Long texts ---- */

/* What rc_answer_numbers writes; the caller frees it. */
static buffer answer(const rc_table *table, const buffer *numbers, const rc_answer_options *options)
{
    memory_source source = memory_source_of(numbers->bytes, numbers->n_bytes);
    memory_sink sink = {.fail_at = NEVER};

    assert_int_equal(
        rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), options, NULL, NULL),
        RC_OK);
    buffer_add(&sink.taken, "", 0);
    return sink.taken;
}

TEST(number_longer_than_a_block_gets_its_ranks)
{
    static const char tail[] = ",B,0.01,4420,A,0.02,44\n5,,0,,,,\n";
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST, RC_FIELD_PREFIX},
                                 .rank = 2};
    rc_table *table = load_two("44,0.02\n", "4420,0.01\n", 1);
    buffer numbers = {0};

    buffer_string(&numbers, "442");
    buffer_fill(&numbers, '0', 700000);
    size_t n_digits = numbers.n_bytes;
    buffer_string(&numbers, "\n5\n");
    for (options.n_threads = 1; options.n_threads <= 4; options.n_threads += 3) {
        buffer out = answer(table, &numbers, &options);
        assert_int_equal(out.n_bytes, n_digits + strlen(tail));
        assert_memory_equal(out.bytes, numbers.bytes, n_digits);
        assert_string_equal(out.bytes + n_digits, tail);
        buffer_free(&out);
    }
    buffer_free(&numbers);
    rc_table_free(table);
}

/* Asks a table that keeps its carriers, which is another way, for the prefix too. */
static void check_long_texts(int keep_carriers)
{
    buffer name = {0}, list = {0}, numbers = {0}, expected = {0};
    rc_load_options load_options = {.keep_carriers = keep_carriers};
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST,
                                            keep_carriers ? RC_FIELD_PREFIX : RC_FIELD_NONE}};

    buffer_fill(&name, 'n', 400);
    buffer_string(&list, "1,0.");
    buffer_fill(&list, '0', RC_COST_LENGTH_MAX - 3);
    buffer_string(&list, "7\n");
    for (int i = 0; i < 1000; i++) {
        buffer_string(&numbers, "12\n");
        buffer_string(&expected, "12,");
        buffer_add(&expected, name.bytes, name.n_bytes);
        buffer_add(&expected, list.bytes + 1, list.n_bytes - 2); /* ',' and the cost */
        buffer_string(&expected, keep_carriers ? ",1\n" : "\n");
    }
    const char *names[] = {name.bytes, "b"};
    rc_text lists[] = {{list.bytes, list.n_bytes}, TEXT("2,1\n")};
    rc_table *table = load_carriers(lists, names, 2, &load_options, NULL, NULL);
    assert_non_null(table);
    buffer out = answer(table, &numbers, &options);
    assert_string_equal(out.bytes, expected.bytes);
    rc_table_free(table);
    buffer_free(&out);
    buffer_free(&name);
    buffer_free(&list);
    buffer_free(&numbers);
    buffer_free(&expected);
}

TEST(long_names_and_costs_are_written_whole)
{
    check_long_texts(0);
    check_long_texts(1);
}

TEST(rank_beyond_the_limit_is_the_limit)
{
    rc_answer_options options = {.rank = 4000000000u};
    rc_table *table = load_two("44,0.02\n", "4420,0.01\n", 1);
    buffer numbers = {0};

    buffer_string(&numbers, "44201\n");
    buffer out = answer(table, &numbers, &options);
    assert_int_equal(out.n_bytes, strlen("44201,0.01,0.02\n") + RC_RANK_MAX - 2);
    buffer_free(&out);
    buffer_free(&numbers);
    rc_table_free(table);
}

/* So many numbers that their offers are spelt in advance. */
TEST(many_numbers_get_the_ranks_of_each)
{
    static const char some[] = "44201\n441\n5\n\nx\n";
    static const char answers[] = "44201,B,0.01,A,0.02,,\n441,A,0.02,,,,\n5,,0,,,,\n\nx,,,,,,\n";
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST}, .rank = 3};
    rc_table *table = load_two("44,0.02\n", "4420,0.01\n", 1);
    buffer numbers = {0}, expected = {0};

    for (int i = 0; i < 1000; i++) {
        buffer_string(&numbers, some);
        buffer_string(&expected, answers);
    }
    buffer out = answer(table, &numbers, &options);
    assert_int_equal(out.n_bytes, expected.n_bytes);
    assert_memory_equal(out.bytes, expected.bytes, expected.n_bytes);
    buffer_free(&out);
    buffer_free(&numbers);
    buffer_free(&expected);
    rc_table_free(table);
}

/* ---- Building ---- */

static rc_code begin(rc_builder *b, const char *name, rc_error *error)
{
    return rc_builder_begin_carrier(b, TEXT(name), error);
}

static rc_code read_text(rc_builder *b, const char *list, rc_error *error)
{
    memory_source source = memory_source_of(list, strlen(list));
    return rc_builder_read(b, memory_reader(&source), error);
}

TEST(name_that_is_taken_is_refused_when_its_list_comes)
{
    rc_builder *b = rc_builder_new(NULL);
    rc_error error = {.code = RC_OK};

    assert_int_equal(begin(b, "acme", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n", NULL), RC_OK);
    assert_int_equal(begin(b, "acme", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n", &error), RC_ERROR_NAME);
    assert_int_equal(error.code, RC_ERROR_NAME);
    assert_non_null(strstr(error.reason, "\"acme\""));
    rc_builder_free(b);
}

TEST(name_that_is_empty_or_not_printable_is_refused)
{
    static const char *const bad[] = {"", "a\nb", "a\rb", "\x7f", "\x01", "\t"};

    for (size_t i = 0; i < N_ELEMENTS(bad); i++) {
        rc_builder *b = rc_builder_new(NULL);
        rc_error error = {.code = RC_OK};
        assert_int_equal(begin(b, "acme", NULL), RC_OK);
        assert_int_equal(read_text(b, "1,1\n", NULL), RC_OK);
        assert_int_equal(begin(b, bad[i], &error), RC_ERROR_NAME);
        assert_int_equal(error.code, RC_ERROR_NAME);
        assert_true(strlen(error.reason) > 0);
        rc_builder_free(b);
    }
}

TEST(names_may_hold_any_other_byte)
{
    static const char *const names[] = {"a", "A", "a,b", "\"", "\xc3\xa9\xff", " ", "a=b", "a "};
    rc_text lists[N_ELEMENTS(names)];

    for (size_t i = 0; i < N_ELEMENTS(names); i++)
        lists[i] = TEXT("1,1\n");
    rc_table *table = load_carriers(lists, names, N_ELEMENTS(names), NULL, NULL, NULL);
    assert_non_null(table);
    for (size_t i = 0; i < N_ELEMENTS(names); i++)
        assert_text(rc_table_carrier_name(table, i), names[i]);
    rc_table_free(table);
}

TEST(several_streams_are_one_carrier)
{
    rc_builder *b = rc_builder_new(NULL);
    rc_table *table;

    assert_int_equal(begin(b, "acme", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,5\n", NULL), RC_OK);
    assert_int_equal(read_text(b, "12,6\n", NULL), RC_OK);
    assert_int_equal(begin(b, "globex", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,5.5\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK);
    assert_int_equal(rc_builder_stats(b).n_prefixes, 3);
    assert_int_equal(rc_builder_seal(b, &table, NULL), RC_OK);
    assert_int_equal(rc_builder_stats(b).n_rows, 3);
    rc_builder_free(b);
    assert_cheapest(table, "11", "5", 0);
    assert_cheapest(table, "12", "5.5", 1);
    rc_table_free(table);
}

TEST(list_behind_the_end_of_a_carrier_needs_a_name)
{
    rc_builder *b = rc_builder_new(NULL);
    rc_error error;

    assert_int_equal(begin(b, "acme", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,5\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK);
    assert_int_equal(read_text(b, "1,5\n", &error), RC_ERROR_NAME);
    assert_int_equal(error.code, RC_ERROR_NAME);
    rc_builder_free(b);
}

TEST(lists_behind_a_bad_one_are_looked_at_too)
{
    fault_log log = {0};
    rc_load_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_builder *b = rc_builder_new(&options);
    rc_table *table;
    rc_error error;

    assert_int_equal(begin(b, "a", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n2,x\n", NULL), RC_ERROR_LIST);
    assert_int_equal(begin(b, "b", NULL), RC_OK);
    assert_int_equal(read_text(b, "# nothing\n", NULL), RC_ERROR_EMPTY);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK); /* that it is empty has been told */
    assert_int_equal(begin(b, "c", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n\nz,1\n", NULL), RC_ERROR_LIST);
    assert_int_equal(begin(b, "d", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK);
    assert_int_equal(rc_builder_seal(b, &table, &error), RC_ERROR_LIST);
    assert_null(table);
    assert_int_equal(error.code, RC_ERROR_LIST);
    assert_int_equal(log.n, 2);
    assert_int_equal(log.faults[0].line, 2);
    assert_int_equal(log.faults[1].line, 3);
    assert_int_equal(rc_builder_stats(b).n_bad_rows, 2);
    rc_builder_free(b);
}

TEST(duplicates_are_looked_for_in_each_carrier_alone)
{
    fault_log log = {0};
    rc_load_options options = {
        .duplicates = RC_DUPLICATES_ERROR, .on_fault = log_fault, .fault_context = &log};
    rc_builder *b = rc_builder_new(&options);
    rc_table *table;

    assert_int_equal(begin(b, "a", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n2,1\n1,1\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_ERROR_LIST);
    assert_int_equal(log.n, 1);
    assert_int_equal(log.faults[0].line, 3);
    assert_int_equal(begin(b, "b", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n2,1\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_OK);
    assert_int_equal(begin(b, "c", NULL), RC_OK);
    assert_int_equal(read_text(b, "5,1\n5,1\n", NULL), RC_OK);
    assert_int_equal(begin(b, "d", NULL), RC_OK); /* ends c, whose fault comes now */
    assert_int_equal(log.n, 2);
    assert_int_equal(rc_builder_seal(b, &table, NULL), RC_ERROR_LIST);
    rc_builder_free(b);
}

/* Each stream is a sorted run of its own, so its rows meet the others' only when the carrier ends.
 */
TEST(duplicates_behind_a_bad_list_are_faults_too)
{
    fault_log log = {0};
    rc_load_options options = {
        .duplicates = RC_DUPLICATES_ERROR, .on_fault = log_fault, .fault_context = &log};
    rc_builder *b = rc_builder_new(&options);
    rc_table *table;

    assert_int_equal(begin(b, "a", NULL), RC_OK);
    assert_int_equal(read_text(b, "x,1\n", NULL), RC_ERROR_LIST);
    assert_int_equal(begin(b, "b", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n2,1\n", NULL), RC_OK);
    assert_int_equal(read_text(b, "3,1\n2,1\n", NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(b, NULL), RC_ERROR_LIST);
    assert_int_equal(log.n, 2);
    assert_int_equal(log.faults[1].line, 2);
    assert_int_equal(rc_builder_stats(b).n_bad_rows, 2);
    assert_int_equal(rc_builder_seal(b, &table, NULL), RC_ERROR_LIST);
    rc_builder_free(b);
}

TEST(carrier_for_which_nothing_was_read_has_no_routes)
{
    rc_builder *b = rc_builder_new(NULL);
    rc_table *table;

    assert_int_equal(begin(b, "a", NULL), RC_OK);
    assert_int_equal(read_text(b, "1,1\n", NULL), RC_OK);
    assert_int_equal(begin(b, "b", NULL), RC_OK);
    assert_int_equal(rc_builder_seal(b, &table, NULL), RC_ERROR_EMPTY);
    assert_null(table);
    rc_builder_free(b);
}

TEST(prefixes_that_change_no_answer_take_no_room)
{
    buffer many = {0};
    rc_load_stats stats;

    buffer_string(&many, "1,5\n");
    for (unsigned i = 0; i < 50000; i++) {
        buffer_string(&many, "1");
        buffer_number(&many, 10000 + i);
        buffer_string(&many, i % 2 ? ",6\n" : ",7\n");
    }
    rc_text lists[] = {{many.bytes, many.n_bytes}, TEXT("1,4\n")};
    rc_table *table = load_carriers(lists, NULL, 2, NULL, &stats, NULL);
    assert_non_null(table);
    assert_int_equal(stats.n_prefixes, 50002);
    assert_true(stats.table_bytes < 5000);
    assert_cheapest(table, "112345", "4", 1);
    rc_table_free(table);
    buffer_free(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longer_prefix_at_a_dearer_carrier_never_wins),
        cmocka_unit_test(dearer_longer_prefix_of_one_carrier_hides_its_cheaper_shorter_one),
        cmocka_unit_test(earlier_carrier_wins_a_tie_with_its_own_spelling),
        cmocka_unit_test(costs_of_different_carriers_compare_as_numbers),
        cmocka_unit_test(table_tells_its_carriers),
        cmocka_unit_test(table_without_names_has_one_carrier_without_a_name),
        cmocka_unit_test(ranks_are_the_cheapest_first_with_the_prefix_of_each),
        cmocka_unit_test(table_that_has_not_kept_its_carriers_says_so_before_it_reads),
        cmocka_unit_test(name_that_is_taken_is_refused_when_its_list_comes),
        cmocka_unit_test(name_that_is_empty_or_not_printable_is_refused),
        cmocka_unit_test(number_longer_than_a_block_gets_its_ranks),
        cmocka_unit_test(long_names_and_costs_are_written_whole),
        cmocka_unit_test(rank_beyond_the_limit_is_the_limit),
        cmocka_unit_test(many_numbers_get_the_ranks_of_each),
        cmocka_unit_test(names_may_hold_any_other_byte),
        cmocka_unit_test(several_streams_are_one_carrier),
        cmocka_unit_test(list_behind_the_end_of_a_carrier_needs_a_name),
        cmocka_unit_test(lists_behind_a_bad_one_are_looked_at_too),
        cmocka_unit_test(duplicates_are_looked_for_in_each_carrier_alone),
        cmocka_unit_test(duplicates_behind_a_bad_list_are_faults_too),
        cmocka_unit_test(carrier_for_which_nothing_was_read_has_no_routes),
        cmocka_unit_test(prefixes_that_change_no_answer_take_no_room),
    };
    return RUN_TESTS(tests);
}
