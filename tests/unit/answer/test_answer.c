/* Tests of rc_answer_numbers: a stream of numbers in, the same lines and their costs out. */
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

enum { BLOCK_BYTES = 256 * 1024 }; /* lines of about this length are odd ones */

static const oracle_row rows[] = {
    {"+1512", "0.04"},     {"+1415", "0.02"}, {"+1415234", "0.03"},
    {"+1415246", "0.010"}, {"0", "5."},       {"44", "0.00000000000000001"},
    {"4477", ".5"},        {"1", "0"},        {"123456789012345", "123456789012345678"},
};
static const oracle routes = {rows, N_ELEMENTS(rows), RC_DUPLICATES_CHEAPEST, 0};
static rc_table *table;

static int make_table(void **state)
{
    buffer list = list_of(rows, N_ELEMENTS(rows));

    (void)state;
    table = load_list((rc_text){list.bytes, list.n_bytes}, NULL, NULL, NULL);
    buffer_free(&list);
    return !table;
}

static int free_table(void **state)
{
    (void)state;
    rc_table_free(table);
    return 0;
}

/* ---- What is expected, line by line ---- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Appends the answer to one line, whose line end has been removed. */
static void add_answer(buffer *out, rc_answer_stats *stats, const char *line, size_t length,
                       bool answers_only)
{
    size_t start = 0, end = length, n_plus;
    char number[64];

    while (start < end && is_blank(line[start]))
        start++;
    while (end > start && is_blank(line[end - 1]))
        end--;
    if (!answers_only)
        buffer_add(out, line, length);
    if (start == end) {
        buffer_add(out, "\n", 1);
        return;
    }
    if (!answers_only)
        buffer_add(out, ",", 1);
    n_plus = line[start] == '+';
    size_t n_digits = 0;
    while (start + n_plus + n_digits < end && line[start + n_plus + n_digits] >= '0' &&
           line[start + n_plus + n_digits] <= '9')
        n_digits++;
    if (n_digits == 0 || start + n_plus + n_digits < end) {
        stats->n_invalid++;
    } else {
        size_t n_symbols = n_plus + n_digits < 60 ? n_plus + n_digits : 60;
        memcpy(number, line + start, n_symbols);
        number[n_symbols] = '\0';
        const char *cost = oracle_price(&routes, number);
        buffer_string(out, cost ? cost : "0");
        stats->n_numbers++;
        stats->n_plus_numbers += n_plus;
        stats->n_routed += cost != NULL;
    }
    buffer_add(out, "\n", 1);
}

static buffer expect(rc_text numbers, bool answers_only, rc_answer_stats *stats)
{
    const char *at = numbers.bytes, *end = at + numbers.length;
    buffer out = {0};

    *stats = (rc_answer_stats){0};
    buffer_add(&out, "", 0);
    while (at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((feed ? feed : end) - at);
        size_t n_return = length > 0 && at[length - 1] == '\r';
        add_answer(&out, stats, at, length - n_return, answers_only);
        at = feed ? feed + 1 : end;
    }
    return out;
}

static const unsigned n_threads[] = {1, 2, 3, 8, 64};

static void check_answers(rc_text numbers, unsigned threads, bool answers_only)
{
    memory_source source = memory_source_of(numbers.bytes, numbers.length);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.n_threads = threads, .answers_only = answers_only};
    rc_answer_stats stats, expected_stats;
    buffer expected = expect(numbers, answers_only, &expected_stats);
    rc_error error;

    assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                       &options, &stats, &error),
                     RC_OK);
    if (sink.taken.n_bytes != expected.n_bytes ||
        memcmp(sink.taken.bytes, expected.bytes, expected.n_bytes) != 0) {
        size_t at = 0;
        while (at < sink.taken.n_bytes && sink.taken.bytes[at] == expected.bytes[at])
            at++;
        fail_msg("%zu bytes of numbers, %u threads: answers differ at byte %zu: \"%.40s\", "
                 "not \"%.40s\"",
                 numbers.length, threads, at, sink.taken.bytes + at, expected.bytes + at);
    }
    assert_memory_equal(&stats, &expected_stats, sizeof stats);
    assert_int_equal(sink.n_flushes, 1);
    assert_int_equal(source.n_reads_behind_end, 0);
    buffer_free(&sink.taken);
    buffer_free(&expected);
}

static void check_with(rc_text numbers, unsigned threads)
{
    check_answers(numbers, threads, false);
    check_answers(numbers, threads, true);
}

static void check(const buffer *numbers)
{
    check_with((rc_text){numbers->bytes, numbers->n_bytes}, 1);
    check_with((rc_text){numbers->bytes, numbers->n_bytes}, 3);
}

/* ---- Lines ---- */

TEST(small_streams_are_answered)
{
    static const char *const texts[] = {
        "",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "1",
        "1\n",
        "1\r\n",
        "1\r",
        "+",
        "+\n",
        "abc\n1\n",
        "+14152345678\n+19876543210\n",
        " 44 \n\t4477\t\r\n",
        " \n1\n \t \n",
        "1\r\r\n",
        "1 \r\n",
        "1\n2",
        "+14152345678",
        "123456789012345678901234567890123456789012345\n",
        "1\r2\n",
        "#1\n",
        "1,2\n",
        "\"1\"\n",
    };

    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        for (size_t k = 0; k < N_ELEMENTS(n_threads); k++)
            check_with(TEXT(texts[i]), n_threads[k]);
}

TEST(lines_of_every_length_are_answered)
{
    static const char *const line_ends[] = {"\n", "\r\n"};

    for (size_t e = 0; e < N_ELEMENTS(line_ends); e++)
        for (int plus = 0; plus < 2; plus++)
            for (size_t length = 0; length <= 40; length++)
                for (size_t bad = 0; bad <= length; bad++) {
                    buffer numbers = {0};
                    for (int copy = 0; copy < 3; copy++) {
                        size_t start = numbers.n_bytes;
                        buffer_fill(&numbers, '4', length);
                        if (plus && length > 0)
                            numbers.bytes[start] = '+';
                        if (bad < length && copy == 1)
                            numbers.bytes[start + bad] = 'x';
                        buffer_string(&numbers, line_ends[e]);
                    }
                    check_with((rc_text){numbers.bytes, numbers.n_bytes}, 1);
                    numbers.n_bytes -= 1; /* without the last line feed */
                    check_with((rc_text){numbers.bytes, numbers.n_bytes}, 1);
                    buffer_free(&numbers);
                }
}

TEST(any_byte_in_a_line_is_passed_through)
{
    for (int byte = 0; byte < 256; byte++) {
        char text[] = "1415x234\n+1415\nx\n+1x\n";
        for (char *c = text; *c; c++)
            if (*c == 'x')
                *c = (char)byte;
        check_with((rc_text){text, sizeof text - 1}, 1);
    }
}

TEST(byte_order_mark_is_passed_over_for_the_match)
{
    buffer out = answer_all(table,
                            TEXT("\xef\xbb\xbf"
                                 "44\n\xef\xbb\xbf"
                                 "44\n"),
                            1);

    assert_string_equal(out.bytes, "\xef\xbb\xbf"
                                   "44,0.00000000000000001\n\xef\xbb\xbf"
                                   "44,\n");
    buffer_free(&out);
}

TEST(no_route_text_is_written_as_given)
{
    static const char *const texts[] = {"", "none", "a rather long text, longer than a word\n"};

    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        memory_source source = memory_source_of("99\n44\n+", 7);
        memory_sink sink = {.fail_at = NEVER};
        rc_answer_options options = {.no_route = TEXT(texts[i])};
        char expected[200];
        assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                           &options, NULL, NULL),
                         RC_OK);
        sprintf(expected, "99,%s\n44,0.00000000000000001\n+,\n", texts[i]);
        assert_string_equal(sink.taken.bytes, expected);
        buffer_free(&sink.taken);
    }
}

/* ---- Blocks ---- */

static const char odd_lines[] = "+14152345678\r\n\n44\n  4477 \r\n\r\nabc\n+\n"
                                "123456789012345678901234567890\r\n99\r\r\n0";

TEST(block_may_end_anywhere_in_odd_lines)
{
    for (size_t n = 0; n <= strlen(odd_lines); n++) {
        buffer numbers = {0};
        while (numbers.n_bytes + 8 <= BLOCK_BYTES - n)
            buffer_string(&numbers, "4477123\n");
        buffer_fill(&numbers, '\n', BLOCK_BYTES - n - numbers.n_bytes);
        buffer_string(&numbers, odd_lines);
        check(&numbers);
        buffer_free(&numbers);
    }
}

/* A line of n_bytes bytes, its line end not counted. */
static void add_long_line(buffer *numbers, size_t n_bytes, unsigned kind)
{
    size_t start = numbers->n_bytes;

    buffer_fill(numbers, kind == 1 ? ' ' : '4', n_bytes);
    if (kind == 1)
        memcpy(numbers->bytes + start + n_bytes / 2, "+1415", 5);
    if (kind == 2)
        numbers->bytes[start + n_bytes - 1] = 'x';
    if (kind == 3)
        memset(numbers->bytes + start, '\r', n_bytes);
}

TEST(lines_of_about_the_length_of_a_block_are_answered)
{
    static const char *const line_ends[] = {"\n", "\r\n", ""};

    for (size_t n_blocks = 1; n_blocks <= 2; n_blocks++)
        for (int more = -3; more <= 3; more++)
            for (size_t e = 0; e < N_ELEMENTS(line_ends); e++)
                for (unsigned kind = 0; kind < 4; kind++) {
                    buffer numbers = {0};
                    if ((more + (int)kind) % 2 == 0)
                        buffer_string(&numbers, "44\n");
                    add_long_line(&numbers, (size_t)((int)(n_blocks * BLOCK_BYTES) + more), kind);
                    buffer_string(&numbers, line_ends[e]);
                    if (*line_ends[e])
                        buffer_string(&numbers, "4477\n+1512\n");
                    check(&numbers);
                    buffer_free(&numbers);
                }
}

TEST(several_long_lines_in_a_row_are_answered)
{
    buffer numbers = {0};

    for (unsigned kind = 0; kind < 4; kind++) {
        add_long_line(&numbers, BLOCK_BYTES + 1, kind);
        buffer_string(&numbers, "\n");
        add_long_line(&numbers, 3 * BLOCK_BYTES, kind);
        buffer_string(&numbers, "\r\n\n");
    }
    check(&numbers);
    buffer_free(&numbers);
}

TEST(number_of_threads_does_not_change_a_byte)
{
    prng p = prng_start();
    buffer numbers = {0};

    while (numbers.n_bytes < 12 * BLOCK_BYTES) {
        char number[48];
        random_number(&p, rows, N_ELEMENTS(rows), number);
        if (prng_below(&p, 50) == 0)
            number[prng_below(&p, strlen(number))] = 'x';
        buffer_string(&numbers, number);
        buffer_string(&numbers, prng_below(&p, 20) ? "\n" : " \t\r\n");
    }
    for (size_t k = 0; k < N_ELEMENTS(n_threads); k++)
        check_with((rc_text){numbers.bytes, numbers.n_bytes}, n_threads[k]);
    buffer_free(&numbers);
}

/* ---- Faults ---- */

TEST(first_invalid_lines_are_faults_and_all_are_counted)
{
    for (size_t k = 0; k < N_ELEMENTS(n_threads); k++) {
        fault_log log = {0};
        rc_answer_options options = {
            .n_threads = n_threads[k], .on_fault = log_fault, .fault_context = &log};
        rc_answer_stats stats;
        buffer numbers = {0};
        memory_sink sink = {.fail_at = NEVER};
        for (unsigned i = 1; i <= 120000; i++)
            buffer_string(&numbers, i % 9000 == 0 ? "  bad \"one\"\n" : i % 7 ? "441234\n" : "\n");
        memory_source source = memory_source_of(numbers.bytes, numbers.n_bytes);
        assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                           &options, &stats, NULL),
                         RC_OK);
        assert_int_equal(stats.n_invalid, 13);
        assert_int_equal(log.n, RC_FAULTS_SHOWN);
        for (unsigned i = 0; i < RC_FAULTS_SHOWN; i++) {
            assert_int_equal(log.faults[i].code, RC_FAULT_NUMBER);
            assert_int_equal(log.faults[i].line, 9000 * (i + 1));
            assert_string_equal(log.faults[i].reason, "\"bad \\\"one\\\"\" is not a number");
        }
        buffer_free(&numbers);
        buffer_free(&sink.taken);
    }
}

TEST(fault_of_a_long_line_names_its_line_and_quotes_its_start)
{
    fault_log log = {0};
    rc_answer_options options = {.on_fault = log_fault, .fault_context = &log};
    buffer numbers = {0};
    memory_sink sink = {.fail_at = NEVER};

    buffer_string(&numbers, "44\n\n");
    buffer_fill(&numbers, 'y', 2 * BLOCK_BYTES);
    buffer_string(&numbers, "\nz\n");
    memory_source source = memory_source_of(numbers.bytes, numbers.n_bytes);
    assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                       &options, NULL, NULL),
                     RC_OK);
    assert_int_equal(log.n, 2);
    assert_int_equal(log.faults[0].line, 3);
    assert_string_equal(log.faults[0].reason,
                        "\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...\" is not a number");
    assert_int_equal(log.faults[1].line, 4);
    buffer_free(&numbers);
    buffer_free(&sink.taken);
}

/* ---- Failures ---- */

TEST(line_cut_short_by_a_failed_read_gets_no_answer)
{
    size_t length = strlen(odd_lines);

    for (size_t fail_at = 0; fail_at <= length; fail_at++)
        for (unsigned threads = 1; threads <= 3; threads++) {
            memory_source source = memory_source_of(odd_lines, length);
            memory_sink sink = {.fail_at = NEVER};
            rc_answer_options options = {.n_threads = threads};
            rc_answer_stats stats;
            rc_error error;
            size_t n_whole = fail_at;
            while (n_whole > 0 && odd_lines[n_whole - 1] != '\n')
                n_whole--;
            buffer expected = expect((rc_text){odd_lines, n_whole}, false, &stats);
            source.fail_at = fail_at;
            source.os_error = EIO;
            assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                               &options, NULL, &error),
                             RC_ERROR_READ);
            assert_int_equal(error.code, RC_ERROR_READ);
            assert_int_equal(error.os_error, EIO);
            buffer_add(&sink.taken, "", 0);
            assert_string_equal(sink.taken.bytes, expected.bytes);
            buffer_free(&sink.taken);
            buffer_free(&expected);
        }
}

TEST(long_line_cut_short_by_a_failed_read_gets_no_answer)
{
    static const size_t places[] = {1,
                                    BLOCK_BYTES - 1,
                                    BLOCK_BYTES,
                                    BLOCK_BYTES + 1,
                                    2 * BLOCK_BYTES - 1,
                                    2 * BLOCK_BYTES,
                                    2 * BLOCK_BYTES + 1};
    buffer numbers = {0};

    buffer_fill(&numbers, '4', 3 * BLOCK_BYTES);
    for (size_t i = 0; i < N_ELEMENTS(places); i++)
        for (unsigned threads = 1; threads <= 3; threads++) {
            memory_source source = memory_source_of(numbers.bytes, numbers.n_bytes);
            memory_sink sink = {.fail_at = NEVER};
            rc_answer_options options = {.n_threads = threads};
            source.fail_at = places[i];
            assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                               &options, NULL, NULL),
                             RC_ERROR_READ);
            assert_true(sink.taken.n_bytes <= places[i]);
            if (sink.taken.n_bytes > 0)
                assert_memory_equal(sink.taken.bytes, numbers.bytes, sink.taken.n_bytes);
            buffer_free(&sink.taken);
        }
    buffer_free(&numbers);
}

/* threads: 0 means line-buffered. */
static void check_write_failure(rc_text numbers, size_t fail_at, unsigned threads,
                                const buffer *expected)
{
    memory_source source = memory_source_of(numbers.bytes, numbers.length);
    memory_sink sink = {.fail_at = fail_at, .os_error = ENOSPC};
    rc_answer_options options = {.n_threads = threads, .line_buffered = threads == 0};
    rc_error error;

    assert_int_equal(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                                       &options, NULL, &error),
                     RC_ERROR_WRITE);
    assert_int_equal(error.code, RC_ERROR_WRITE);
    assert_int_equal(error.os_error, ENOSPC);
    assert_int_equal(sink.n_writes_behind_failure, 0);
    assert_int_equal(sink.taken.n_bytes, fail_at);
    if (fail_at > 0)
        assert_memory_equal(sink.taken.bytes, expected->bytes, fail_at);
    buffer_free(&sink.taken);
}

TEST(failed_write_at_any_byte_ends_the_run)
{
    rc_answer_stats stats;
    buffer expected = expect(TEXT(odd_lines), false, &stats);

    for (size_t fail_at = 0; fail_at < expected.n_bytes; fail_at++)
        for (unsigned threads = 0; threads <= 3; threads++)
            check_write_failure(TEXT(odd_lines), fail_at, threads, &expected);
    buffer_free(&expected);
}

TEST(failed_write_in_any_block_ends_the_run)
{
    buffer numbers = {0};
    rc_answer_stats stats;

    while (numbers.n_bytes < 6 * BLOCK_BYTES)
        buffer_string(&numbers, "44771234\n");
    rc_text text = {numbers.bytes, numbers.n_bytes};
    buffer expected = expect(text, false, &stats);
    for (size_t k = 0; k < N_ELEMENTS(n_threads); k++)
        for (size_t fail_at = 1; fail_at < expected.n_bytes; fail_at += 333333)
            check_write_failure(text, fail_at, n_threads[k], &expected);
    buffer_free(&numbers);
    buffer_free(&expected);
}

TEST(failed_flush_is_a_failed_write)
{
    memory_source source = memory_source_of("44\n", 3);
    memory_sink sink = {.fail_at = NEVER, .flush_fails = 1, .os_error = EPIPE};
    rc_error error;

    assert_int_equal(
        rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink), NULL, NULL, &error),
        RC_ERROR_WRITE);
    assert_int_equal(error.os_error, EPIPE);
    buffer_free(&sink.taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_streams_are_answered),
        cmocka_unit_test(lines_of_every_length_are_answered),
        cmocka_unit_test(any_byte_in_a_line_is_passed_through),
        cmocka_unit_test(byte_order_mark_is_passed_over_for_the_match),
        cmocka_unit_test(no_route_text_is_written_as_given),
        cmocka_unit_test(block_may_end_anywhere_in_odd_lines),
        cmocka_unit_test(lines_of_about_the_length_of_a_block_are_answered),
        cmocka_unit_test(several_long_lines_in_a_row_are_answered),
        cmocka_unit_test(number_of_threads_does_not_change_a_byte),
        cmocka_unit_test(first_invalid_lines_are_faults_and_all_are_counted),
        cmocka_unit_test(fault_of_a_long_line_names_its_line_and_quotes_its_start),
        cmocka_unit_test(line_cut_short_by_a_failed_read_gets_no_answer),
        cmocka_unit_test(long_line_cut_short_by_a_failed_read_gets_no_answer),
        cmocka_unit_test(failed_write_at_any_byte_ends_the_run),
        cmocka_unit_test(failed_write_in_any_block_ends_the_run),
        cmocka_unit_test(failed_flush_is_a_failed_write),
    };
    return cmocka_run_group_tests(tests, make_table, free_table);
}
