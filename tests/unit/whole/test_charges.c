/* Tests of rc_answer_calls with durations: call records in, the same records and what they cost, or
 * totals, out. */
#include "support_table.h"
#include "support_test.h"

#include "routecost_calls.h"

enum { LONG_BYTES = 700000 }; /* of a record that no block holds */

/* A run of rc_answer_calls. */
typedef struct run {
    rc_answer_options options;
    rc_call_options calls;
    size_t n_at_once;
    buffer out; /* the caller frees it */
    fault_log log;
    rc_answer_stats stats;
    rc_code code;
    rc_error error;
} run;

static void answer_calls(run *r, const rc_table *table, const buffer *records)
{
    memory_source source = memory_source_of(records->bytes, records->n_bytes);
    memory_sink sink = {.fail_at = NEVER};

    source.n_at_once = r->n_at_once;
    r->log = (fault_log){0};
    r->options.on_fault = log_fault;
    r->options.fault_context = &r->log;
    r->code = rc_answer_calls(table, memory_reader(&source), memory_writer(&sink), &r->options,
                              &r->calls, &r->stats, &r->error);
    buffer_string(&sink.taken, "");
    r->out = sink.taken;
}

static run new_run(void)
{
    return (run){.calls = {.number_column.number = 1, .duration_column.number = 2}};
}

static void assert_calls(const rc_table *table, const buffer *records, const char *expected)
{
    static const size_t at_once[] = {0, 1, 7, 100000};

    for (size_t i = 0; i < N_ELEMENTS(at_once); i++)
        for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
            run r = new_run();
            r.options.n_threads = n_threads;
            r.n_at_once = at_once[i];
            answer_calls(&r, table, records);
            assert_int_equal(r.code, RC_OK);
            assert_int_equal(r.out.n_bytes, strlen(expected));
            assert_memory_equal(r.out.bytes, expected, r.out.n_bytes);
            buffer_free(&r.out);
        }
}

static rc_table *small_table(void)
{
    rc_table *table = load_list(TEXT("44,0.02\n4420,0.03\n"), NULL, NULL, NULL);

    assert_non_null(table);
    return table;
}

TEST(records_longer_than_a_block_are_charged)
{
    rc_table *table = small_table();
    buffer records = {0}, expected = {0};

    buffer_string(&records, "\"4411\",\"1:0");
    buffer_string(&records, "3\",\"");
    buffer_fill(&records, 'x', LONG_BYTES);
    buffer_string(&records, "\"\n4420,60\n44,");
    buffer_fill(&records, ' ', LONG_BYTES);
    buffer_string(&records, "30");
    buffer_fill(&records, ' ', LONG_BYTES);
    buffer_string(&records, "\r\n44,");
    buffer_fill(&records, '9', LONG_BYTES);
    buffer_string(&records, "\n4411,60");

    buffer_string(&expected, "\"4411\",\"1:03\",\"");
    buffer_fill(&expected, 'x', LONG_BYTES);
    buffer_string(&expected, "\",0.02,0.021000\n4420,60,0.03,0.030000\n44,");
    buffer_fill(&expected, ' ', LONG_BYTES);
    buffer_string(&expected, "30");
    buffer_fill(&expected, ' ', LONG_BYTES);
    buffer_string(&expected, ",0.02,0.010000\n44,");
    buffer_fill(&expected, '9', LONG_BYTES);
    buffer_string(&expected, ",,\n4411,60,0.02,0.020000\n");
    assert_calls(table, &records, expected.bytes);
    buffer_free(&records);
    buffer_free(&expected);
    rc_table_free(table);
}

TEST(a_long_record_that_costs_too_much_is_a_fault)
{
    rc_table *table = load_list(TEXT("44,999999999999999999\n"), NULL, NULL, NULL);
    buffer records = {0};
    run r = new_run();

    r.calls.charges.per = 1;
    buffer_string(&records, "44,1\n\n44,999999999999999,\"");
    buffer_fill(&records, '\n', LONG_BYTES);
    buffer_string(&records, "\"\n44,999999999999999\n");
    answer_calls(&r, table, &records);
    assert_int_equal(r.code, RC_OK);
    assert_int_equal(r.log.n, 2);
    assert_int_equal(r.log.faults[0].line, 3);
    assert_int_equal(r.log.faults[1].line, 4 + LONG_BYTES);
    assert_string_equal(r.log.faults[0].reason, "the charge is above 10^30");
    assert_int_equal(r.stats.n_numbers, 1);
    assert_int_equal(r.stats.n_routed, 1);
    assert_int_equal(r.stats.n_invalid, 2);
    buffer_free(&r.out);
    buffer_free(&records);
    rc_table_free(table);
}

/* Charges are computed after all records of a group are read. */
TEST(faults_come_in_the_order_of_lines)
{
    rc_table *table = load_list(TEXT("44,999999999999999999\n"), NULL, NULL, NULL);
    prng p = prng_start();

    for (int round = 0; round < 50; round++) {
        buffer records = {0};
        run r = new_run();
        uint64_t lines[RC_FAULTS_SHOWN], n_faults = 0, line = 1;
        r.calls.charges.per = 1;
        for (int i = 0; i < 60; i++) {
            size_t kind = prng_below(&p, 4);
            buffer_string(&records, kind == 0   ? "44,1\n"
                                    : kind == 1 ? "44,1,\"a\nb\"\n"
                                    : kind == 2 ? "44,999999999999999,\"\n\"\n"
                                                : "44,x\n");
            if (kind >= 2 && n_faults++ < RC_FAULTS_SHOWN)
                lines[n_faults - 1] = line;
            line += kind == 1 || kind == 2 ? 2 : 1;
        }
        answer_calls(&r, table, &records);
        assert_int_equal(r.stats.n_invalid, n_faults);
        assert_int_equal(r.stats.n_numbers, 60 - n_faults);
        for (size_t i = 0; i < n_faults && i < RC_FAULTS_SHOWN; i++)
            assert_int_equal(r.log.faults[i].line, lines[i]);
        buffer_free(&r.out);
        buffer_free(&records);
    }
    rc_table_free(table);
}

/* More costs than are kept ready at once. */
TEST(every_cost_is_charged_as_it_is)
{
    enum { N_COSTS = 9000 };
    prng p = prng_start();
    buffer list = {0}, records = {0}, expected = {0};

    for (int i = 0; i < N_COSTS; i++) {
        char row[64];
        sprintf(row, "%d,%d.%05d\n", 10000 + i, i % 7, i * 11);
        buffer_string(&list, row);
    }
    for (int i = 0; i < 20000; i++) {
        char line[200], cost[32];
        int route = (int)prng_below(&p, N_COSTS);
        uint64_t n_seconds = prng_below(&p, 2) ? prng_below(&p, 1000) : prng_next(&p) >> 15;
        rc_charge charge;
        sprintf(cost, "%d.%05d", route % 7, route * 11);
        if (rc_charge_call(TEXT(cost), n_seconds, NULL, &charge, NULL))
            fail_msg("%s is not charged", cost);
        sprintf(line, "%d,%llu", 10000 + route, (unsigned long long)n_seconds);
        buffer_string(&records, line);
        buffer_string(&records, "\n");
        sprintf(line + strlen(line), ",%s,%s\n", cost, charge.charge);
        buffer_string(&expected, line);
    }
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, NULL, NULL, NULL);
    assert_non_null(table);
    run r = new_run();
    r.options.n_threads = 2;
    answer_calls(&r, table, &records);
    assert_string_equal(r.out.bytes, expected.bytes);
    buffer_free(&r.out);
    buffer_free(&list);
    buffer_free(&records);
    buffer_free(&expected);
    rc_table_free(table);
}

/* Many blocks of records. */
static buffer many_records(size_t n)
{
    prng p = prng_start();
    buffer records = {0};

    for (size_t i = 0; i < n; i++) {
        char line[64];
        sprintf(line, "%s%u,%u\n", prng_below(&p, 3) ? "44" : "4420",
                (unsigned)prng_below(&p, 1000), (unsigned)prng_below(&p, 5000));
        buffer_string(&records, line);
    }
    return records;
}

TEST(totals_are_the_same_bytes_whatever_the_threads)
{
    static const rc_field fields[] = {RC_FIELD_CARRIER, RC_FIELD_PREFIX};
    rc_load_options options = {.keep_carriers = true};
    const rc_text lists[] = {TEXT("44,0.02\n44201,0.01\n"), TEXT("4420,0.019\n442,0.3\n")};
    rc_table *table = load_carriers(lists, NULL, 2, &options, NULL, NULL);
    buffer records = many_records(100000);

    assert_non_null(table);
    for (size_t f = 0; f < N_ELEMENTS(fields); f++) {
        run alone = new_run();
        alone.calls.summary = fields[f];
        alone.options.n_threads = 1;
        answer_calls(&alone, table, &records);
        assert_int_equal(alone.code, RC_OK);
        assert_int_equal(alone.stats.n_numbers, 100000);
        for (unsigned n_threads = 2; n_threads <= 8; n_threads *= 2) {
            run r = new_run();
            r.calls.summary = fields[f];
            r.options.n_threads = n_threads;
            answer_calls(&r, table, &records);
            assert_string_equal(r.out.bytes, alone.out.bytes);
            buffer_free(&r.out);
        }
        buffer_free(&alone.out);
    }
    buffer_free(&records);
    rc_table_free(table);
}

TEST(totals_do_not_depend_on_the_delimiter)
{
    rc_load_options options = {.keep_carriers = true};
    rc_table *table = load_list(TEXT("44,0.02\n4420,0.03\n"), &options, NULL, NULL);
    buffer records = {0};
    run r = new_run();

    buffer_string(&records, "4411;60\n4420;60\n");
    r.calls.summary = RC_FIELD_PREFIX;
    answer_calls(&r, table, &records);
    assert_string_equal(r.out.bytes, "prefix,calls,seconds,billed,charge\n44,1,60,60,0.020000\n"
                                     "4420,1,60,60,0.030000\n");
    buffer_free(&r.out);
    buffer_free(&records);
    rc_table_free(table);
}

TEST(options_that_make_no_sense_are_refused_before_anything_is_read)
{
    static const struct {
        rc_answer_options options;
        rc_call_options calls;
        const char *reason;
    } cases[] = {
        {{.fields = {RC_FIELD_CHARGE}},
         {.number_column.number = 1},
         "the field charge needs a duration column"},
        {{.answers_only = true}, {.number_column.number = 1}, "call records are written whole"},
        {{.rank = 0},
         {.number_column.number = 1, .summary = RC_FIELD_CARRIER},
         "totals need a duration column"},
        {{.rank = 0},
         {.number_column.number = 1, .duration_column.number = 2, .summary = RC_FIELD_COST},
         "totals are by prefix, by carrier or by a column"},
        {{.rank = 0},
         {.number_column.number = 1, .duration_column.number = 2, .summary = RC_FIELD_CHARGE},
         "totals are by prefix, by carrier or by a column"},
        {{.rank = 0},
         {.number_column.number = 1,
          .duration_column.number = 2,
          .charges = {.has_decimals = true, .decimals = 13}},
         "charges have more than 12 decimals"},
    };
    rc_table *table = small_table();
    buffer records = {0};

    buffer_string(&records, "44,60\n");
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        run r = {.options = cases[i].options, .calls = cases[i].calls};
        answer_calls(&r, table, &records);
        assert_int_equal(r.code, RC_ERROR_OPTIONS);
        assert_string_equal(r.error.reason, cases[i].reason);
        assert_int_equal(r.out.n_bytes, 0);
        buffer_free(&r.out);
    }
    buffer_free(&records);
    rc_table_free(table);
}

TEST(totals_by_prefix_need_the_carriers)
{
    const rc_text lists[] = {TEXT("44,0.02\n"), TEXT("4420,0.019\n")};
    rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, NULL);
    buffer records = {0};
    run r = new_run();

    buffer_string(&records, "44,60\n");
    r.calls.summary = RC_FIELD_PREFIX;
    answer_calls(&r, table, &records);
    assert_int_equal(r.code, RC_ERROR_NOT_KEPT);
    buffer_free(&r.out);
    buffer_free(&records);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_longer_than_a_block_are_charged),
        cmocka_unit_test(a_long_record_that_costs_too_much_is_a_fault),
        cmocka_unit_test(faults_come_in_the_order_of_lines),
        cmocka_unit_test(every_cost_is_charged_as_it_is),
        cmocka_unit_test(totals_are_the_same_bytes_whatever_the_threads),
        cmocka_unit_test(totals_do_not_depend_on_the_delimiter),
        cmocka_unit_test(options_that_make_no_sense_are_refused_before_anything_is_read),
        cmocka_unit_test(totals_by_prefix_need_the_carriers),
    };
    return RUN_TESTS(tests);
}
