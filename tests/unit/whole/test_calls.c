/* Tests of rc_answer_calls: call records in, the same records and their costs out.
 */
#include "support_calls.h"
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

enum { BLOCK_BYTES = 256 * 1024 };

static const oracle_row rows[] = {
    {"+1512", "0.04"}, {"+1415", "0.02"}, {"+1415234", "0.03"}, {"0", "5."},   {"44", "0.001"},
    {"4477", ".5"},    {"1", "0"},        {"2", "0.2"},         {"3", "0.25"},
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

/* How the records are read. */
typedef struct manner {
    unsigned n_threads;
    size_t n_at_once;
    int line_buffered;
} manner;

static void check_against(const call_answers *e, rc_text text, size_t column, manner how)
{
    memory_source source = memory_source_of(text.bytes, text.length);
    memory_sink sink = {.fail_at = NEVER};
    fault_log log = {0};
    rc_answer_options options = {.n_threads = how.n_threads,
                                 .line_buffered = how.line_buffered,
                                 .on_fault = log_fault,
                                 .fault_context = &log};
    rc_answer_stats stats;
    rc_error error = {.code = RC_OK};

    source.n_at_once = how.n_at_once;
    rc_call_options calls = {.number_column.number = column};
    if (column == 0)
        calls.number_column.name = TEXT("dst");
    if (rc_answer_calls(table, memory_reader(&source), memory_writer(&sink), &options, &calls,
                        &stats, &error))
        fail_msg("\"%.200s\", column %zu: %s", text.bytes, column, error.reason);
    buffer_string(&sink.taken, "");
    size_t at = 0;
    while (at < e->out.n_bytes && at < sink.taken.n_bytes &&
           sink.taken.bytes[at] == e->out.bytes[at])
        at++;
    if (sink.taken.n_bytes != e->out.n_bytes || at < e->out.n_bytes)
        fail_msg(
            "%zu bytes, column %zu, %u threads, %zu at once, by line %d: other answers at %zu: "
            "\"%.80s\", not \"%.80s\"; records \"%.200s\"",
            text.length, column, how.n_threads, how.n_at_once, how.line_buffered, at,
            sink.taken.bytes + at, e->out.bytes + at, text.bytes);
    assert_memory_equal(&stats, &e->stats, sizeof stats);
    for (size_t i = 0; i < log.n; i++)
        assert_int_equal(log.faults[i].line, e->fault_lines[i]);
    assert_int_equal(source.n_reads_behind_end, 0);
    assert_true(sink.n_flushes == 1 || how.line_buffered);
    assert_int_equal(sink.n_flushed, sink.taken.n_bytes);
    buffer_free(&sink.taken);
}

static void check_with(rc_text text, char delimiter, size_t column, manner how)
{
    call_answers e = expect_calls(&routes, text, delimiter, column);

    check_against(&e, text, column, how);
    buffer_free(&e.out);
}

static void check(const buffer *records, char delimiter, size_t column)
{
    static const manner manners[] = {{1, 0, 0}, {3, 0, 0}, {1, 0, 1}};
    rc_text text = {records->bytes, records->n_bytes};
    call_answers e = expect_calls(&routes, text, delimiter, column);

    for (size_t i = 0; i < N_ELEMENTS(manners); i++)
        check_against(&e, text, column, manners[i]);
    buffer_free(&e.out);
}

/* ---- Small files ---- */

static const char odd_records[] =
    "a,\"+1415234\",\"q\r\nr\"\r\n\r\n  \n1,44 \n1\n\"\",\"44\"x,2\n5\" pipe, +1512 ,\"\"\n"
    "\"a\"\"b\",\"4\"\"4\"\nx,\"\n44\"\r\r\n\"x\n\ny\",4477123,\"\"\"\"\r\n,,\nlast,99\r";

TEST(odd_records_are_answered)
{
    for (size_t n = strlen("a,\"+1415234\","); n <= strlen(odd_records); n++)
        for (size_t at_once = 0; at_once < 5; at_once++)
            for (unsigned how = 1; how <= 4; how++)
                check_with((rc_text){odd_records, n}, ',', 2,
                           (manner){how > 2 ? 3 : 1, at_once, how % 2 == 0});
}

TEST(random_records_are_answered)
{
    static const char bytes[] = "\"\"\"\",,,,;\n\n\n\r \t1234+x|";
    prng p = prng_start();

    for (int round = 0; round < 20000; round++) {
        size_t column = prng_below(&p, 3);
        buffer records = {0};
        const char *first = prng_below(&p, 2) ? "\r\n1,44\n" : "\"\n1\",2,3\r\n";
        buffer_string(&records, column == 0 ? "src, dSt ,\"q\n,\"\r\n" : first);
        for (size_t n = prng_below(&p, 60); n > 0; n--)
            buffer_fill(&records, bytes[prng_below(&p, sizeof bytes - 1)], 1);
        check_with(
            (rc_text){records.bytes, records.n_bytes}, ',', column,
            (manner){1 + (unsigned)prng_below(&p, 3), prng_below(&p, 9), (int)prng_below(&p, 2)});
        buffer_free(&records);
    }
}

static buffer answer_calls(const char *text, rc_column column, rc_error *error)
{
    memory_source source = memory_source_of(text, strlen(text));
    memory_sink sink = {.fail_at = NEVER};
    rc_call_options options = {.number_column = column};

    buffer_string(&sink.taken, "");
    error->code = RC_OK;
    rc_answer_calls(table, memory_reader(&source), memory_writer(&sink), NULL, &options, NULL,
                    error);
    return sink.taken;
}

#define COLUMN(n)   ((rc_column){.number = n})
#define NAMED(text) ((rc_column){.name = TEXT(text)})

TEST(files_are_answered_in_their_own_delimiter)
{
    static const struct {
        const char *records;
        rc_column column;
        const char *answers;
    } cases[] = {
        {"", {1, {NULL, 0}}, ""},
        {"", {0, {"dst", 3}}, ""},
        {"\n \r\n", {0, {"dst", 3}}, "\n \n"},
        {"44\n", {1, {NULL, 0}}, "44,0.001\n"},
        {"dst", {0, {"dst", 3}}, "dst,cost\n"},
        {"dst\r", {0, {"dst", 3}}, "dst,cost\n"},
        {"a;dst\r\n1,5;44\nx\n", {0, {"dst", 3}}, "a;dst;cost\n1,5;44;0.001\nx;\n"},
        {"a\tdst\n\t44", {0, {"dst", 3}}, "a\tdst\tcost\n\t44\t0.001\n"},
        {"a|dst\n|99\n", {0, {"dst", 3}}, "a|dst|cost\n|99|0\n"},
        {"\t44\n", {2, {NULL, 0}}, "\t44\t0.001\n"},
        {"\r\n\n\t44\n", {2, {NULL, 0}}, "\n\n\t44\t0.001\n"},
        {"\r\n \na;dst\n1;44", {0, {"dst", 3}}, "\n \na;dst;cost\n1;44;0.001\n"},
        {"\xef\xbb\xbf"
         "dst,b\n44,\n",
         {0, {"dst", 3}},
         "\xef\xbb\xbf"
         "dst,b,cost\n44,,0.001\n"},
        {"\xef\xbb\xbf\n\"dst\",b\n44,\n",
         {0, {"dst", 3}},
         "\xef\xbb\xbf\n\"dst\",b,cost\n44,,0.001\n"},
        {"\xef\xbb\xbf"
         "44,b\n",
         {1, {NULL, 0}},
         "\xef\xbb\xbf"
         "44,b,0.001\n"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error;
        buffer out = answer_calls(cases[i].records, cases[i].column, &error);
        if (error.code || strcmp(out.bytes, cases[i].answers) != 0)
            fail_msg("case %zu: \"%s\"", i, out.bytes);
        buffer_free(&out);
    }
}

TEST(column_that_is_not_there_is_told_before_any_output)
{
    static const struct {
        const char *records;
        rc_column column;
        const char *reason;
    } cases[] = {
        {"a,b\n1,2\n", {3, {NULL, 0}}, "there is no column 3: the first record has 2"},
        {"\"a\n,b\"", {2, {NULL, 0}}, "there is no column 2: the first record has 1"},
        {"a,b\n1,2\n", {0, {"dst", 3}}, "no column is named \"dst\": the header has \"a\", \"b\""},
        {"\n\na,b\n", {0, {"dst", 3}}, "no column is named \"dst\": the header has \"a\", \"b\""},
        {"a,b\n", {0, {"A b", 3}}, "no column is named \"A b\": the header has \"a\", \"b\""},
        {"dst,a,DST\n", {0, {"dst", 3}}, "columns 1 and 3 are both named \"dst\""},
        {"dst,\"a\n", {0, {"dst", 3}}, "a quote in the header is not closed"},
        {"dst,\"a\"b\n", {0, {"dst", 3}}, "text follows a closing quote in the header"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error;
        buffer out = answer_calls(cases[i].records, cases[i].column, &error);
        assert_int_equal(error.code, RC_ERROR_COLUMN);
        assert_string_equal(error.reason, cases[i].reason);
        assert_int_equal(out.n_bytes, 0);
        buffer_free(&out);
    }
}

TEST(columns_of_a_first_record_that_is_damaged_are_not_counted)
{
    buffer records = {0};

    check_with(TEXT("1,\"2,3\n4,5,44\n"), ',', 3, (manner){1, 0, 0});
    check_with(TEXT("1,\"2\"3\n4,5,44\n"), ',', 3, (manner){1, 0, 0});
    buffer_fill(&records, 'x', RC_ROW_BYTES_MAX + 1); /* more is not looked at */
    buffer_string(&records, ",44\n1,4477\n");
    check(&records, ',', 2);
    buffer_free(&records);
}

TEST(faults_tell_what_is_wrong_with_a_record)
{
    static const char records[] = "a,b,c\n1,x,3\n1,,\n\"two\nlines\",\n1\n1,\"2\"3,\n1,\"2";
    static const struct {
        uint64_t line;
        const char *reason;
    } faults[] = {
        {1, "\"b\" is not a number"},
        {2, "\"x\" is not a number"},
        {3, "\"\" is not a number"},
        {4, "\"\" is not a number"},
        {6, "the record ends with column 1, before the number's 2"},
        {7, "text follows a closing quote"},
        {8, "a quote is not closed: the record goes on to the end of the file"},
    };
    fault_log log = {0};
    memory_source source = memory_source_of(records, strlen(records));
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_options options = {.on_fault = log_fault, .fault_context = &log};
    rc_call_options calls = {.number_column = COLUMN(2)};
    rc_answer_stats stats;

    assert_int_equal(rc_answer_calls(table, memory_reader(&source), memory_writer(&sink), &options,
                                     &calls, &stats, NULL),
                     RC_OK);
    assert_int_equal(stats.n_invalid, N_ELEMENTS(faults));
    assert_int_equal(log.n, N_ELEMENTS(faults));
    for (size_t i = 0; i < N_ELEMENTS(faults); i++) {
        assert_int_equal(log.faults[i].line, faults[i].line);
        assert_string_equal(log.faults[i].reason, faults[i].reason);
    }
    buffer_free(&sink.taken);
}

/* ---- Blocks ---- */

TEST(block_may_end_anywhere_in_odd_records)
{
    for (size_t n = 0; n <= strlen(odd_records); n++) {
        buffer records = {0};
        while (records.n_bytes + 20 <= BLOCK_BYTES - n)
            buffer_string(&records, "1,4477123,\"\n\"\r\n");
        buffer_fill(&records, '\n', BLOCK_BYTES - n - records.n_bytes);
        buffer_string(&records, odd_records);
        check(&records, ',', 2);
        buffer_free(&records);
    }
}

/* A record with a field of n_bytes bytes. */
static void add_long_record(buffer *records, size_t n_bytes, unsigned kind)
{
    static const char *const starts[] = {"1,44,\"", "1,44,", "\"", "1,\"", "\"x\"\"\r\n"};
    static const char *const ends[] = {"\"", "", "\",4477", "\",", "\",44"};
    static const char fillers[] = "\n\rx4\r";
    size_t start = records->n_bytes + strlen(starts[kind]);

    buffer_string(records, starts[kind]);
    buffer_fill(records, fillers[kind], n_bytes);
    if (kind != 1)
        for (size_t i = start; i + 1 < records->n_bytes; i += 2 + i % 3)
            memcpy(records->bytes + i, "\"\"", 2), i += i % 3;
    buffer_string(records, ends[kind]);
}

TEST(records_of_about_the_length_of_blocks_are_answered)
{
    static const char *const line_ends[] = {"\n", "\r\n", ""};

    for (size_t n_blocks = 1; n_blocks <= 2; n_blocks++)
        for (int more = -14; more <= 3; more++)
            for (unsigned kind = 0; kind < 5; kind++) {
                buffer records = {0};
                unsigned e = (unsigned)(more + 14) % 3;
                buffer_string(&records, "1,44,2\n");
                add_long_record(&records, (size_t)((int)(n_blocks * BLOCK_BYTES) + more), kind);
                buffer_string(&records, line_ends[e]);
                if (*line_ends[e])
                    buffer_string(&records, "\"\n\",4477\n2,+1512\n");
                check_with((rc_text){records.bytes, records.n_bytes}, ',', 2,
                           (manner){1 + e, 0, 0});
                buffer_free(&records);
            }
}

TEST(first_record_may_be_longer_than_what_is_looked_at)
{
    buffer records = {0};

    buffer_string(&records, "\"");
    buffer_fill(&records, '\n', RC_ROW_BYTES_MAX + 1);
    buffer_string(&records, "\",44\n1,4477\n");
    check(&records, ',', 2);
    rc_error error;
    buffer out = answer_calls(records.bytes, NAMED("dst"), &error);
    assert_int_equal(error.code, RC_ERROR_COLUMN);
    assert_string_equal(error.reason, "the header is longer than 1048576 bytes");
    assert_int_equal(out.n_bytes, 0);
    buffer_free(&out);
    buffer_free(&records);
}

TEST(lines_of_tabs_and_spaces_are_blank_even_if_tabs_delimit)
{
    static const char text[] =
        "\n\t\n \t \nx\t+1512\n\t\n \t\t\r\n \n\t\t\t\t\nx\t+1415\n\"\"\t\n\t\rx\n\t ";
    static const char answers[] = "\n\t\n \t \nx\t+1512\t0.04\n\t\n \t\t\n \n\t\t\t\t\n"
                                  "x\t+1415\t0.02\n\"\"\t\t\n\t\rx\t\n\t \n";

    for (int how = 0; how < 4; how++) {
        memory_source source = memory_source_of(text, sizeof text - 1);
        memory_sink sink = {.fail_at = NEVER};
        rc_answer_options options = {.line_buffered = how / 2};
        rc_call_options calls = {.number_column.number = 2};
        source.n_at_once = (size_t)how % 2;
        assert_int_equal(rc_answer_calls(table, memory_reader(&source), memory_writer(&sink),
                                         &options, &calls, NULL, NULL),
                         RC_OK);
        assert_string_equal(sink.taken.bytes, answers);
        buffer_free(&sink.taken);
    }
}

TEST(blank_line_may_be_longer_than_a_block)
{
    buffer records = {0};

    buffer_string(&records, "x\t+1512\n");
    buffer_fill(&records, '\t', 2 * BLOCK_BYTES);
    buffer_string(&records, "\r\n\t+1512\n");
    check(&records, '\t', 2);
    buffer_free(&records);
}

TEST(header_may_be_longer_than_a_block)
{
    buffer records = {0};

    buffer_string(&records, "\"");
    buffer_fill(&records, '\n', 2 * BLOCK_BYTES);
    buffer_string(&records, "\",dst\n1,4477\n\n2,\n");
    check(&records, ',', 0);
    buffer_free(&records);
}

TEST(block_may_end_anywhere_in_the_line_end_of_a_first_record)
{
    for (size_t n = 0; n <= 2; n++) {
        buffer records = {0}, blank = {0};
        rc_error error;
        buffer_fill(&records, 'x', BLOCK_BYTES - n - strlen(",dst"));
        buffer_string(&records, ",dst\r\n1,4477,3\r\n");
        check(&records, ',', 0);
        buffer out = answer_calls(records.bytes, COLUMN(3), &error);
        assert_int_equal(error.code, RC_ERROR_COLUMN);
        assert_string_equal(error.reason, "there is no column 3: the first record has 2");
        buffer_fill(&blank, ' ', BLOCK_BYTES - n);
        buffer_string(&blank, "\r\nx,dst\r\n1,4477\r\n");
        check(&blank, ',', 0);
        buffer_free(&out);
        buffer_free(&records);
        buffer_free(&blank);
    }
}

TEST(number_of_threads_does_not_change_a_byte)
{
    static const unsigned n_threads[] = {1, 2, 3, 8, 64};
    prng p = prng_start();
    buffer records = {0};

    buffer_string(&records, "src,dst\n");
    while (records.n_bytes < 8 * BLOCK_BYTES) {
        char number[48];
        random_number(&p, rows, N_ELEMENTS(rows), number);
        if (prng_below(&p, 50) == 0)
            number[prng_below(&p, strlen(number))] = 'x';
        buffer_string(&records, prng_below(&p, 3) ? "abc," : "\"x, \"\"y\"\"\r\nz\" ,");
        int is_quoted = prng_below(&p, 2) == 0;
        buffer_string(&records, is_quoted ? "\"" : "");
        buffer_string(&records, number);
        buffer_string(&records, is_quoted ? "\"" : "");
        buffer_string(&records, prng_below(&p, 40) ? ",\"\",\"q\"\n" : ",\"q\nr\"s \"\r\n");
    }
    for (size_t k = 0; k < N_ELEMENTS(n_threads); k++)
        check_with((rc_text){records.bytes, records.n_bytes}, ',', 0, (manner){n_threads[k], 0, 0});
    buffer_free(&records);
}

/* ---- Failures ---- */

TEST(record_cut_short_by_a_failed_read_gets_no_answer)
{
    size_t length = strlen(odd_records);

    for (size_t fail_at = 0; fail_at < length; fail_at++)
        for (unsigned threads = 1; threads <= 3; threads++) {
            memory_source source = memory_source_of(odd_records, length);
            memory_sink sink = {.fail_at = NEVER};
            rc_answer_options options = {.n_threads = threads};
            rc_call_options calls = {.number_column = COLUMN(2)};
            rc_error error;
            call_answers e = expect_calls(
                &routes, (rc_text){odd_records, count_whole_calls(TEXT(odd_records), ',', fail_at)},
                ',', 2);
            source.fail_at = fail_at;
            source.os_error = EIO;
            assert_int_equal(rc_answer_calls(table, memory_reader(&source), memory_writer(&sink),
                                             &options, &calls, NULL, &error),
                             RC_ERROR_READ);
            assert_int_equal(error.os_error, EIO);
            buffer_string(&sink.taken, "");
            assert_string_equal(sink.taken.bytes, e.out.bytes);
            buffer_free(&sink.taken);
            buffer_free(&e.out);
        }
}

/* A reader that hands over a line, and no other before the answer to the record that it ends. */
typedef struct dialogue {
    const char *const *lines;
    size_t n_lines, at;
    memory_sink sink;
} dialogue;

static size_t read_line(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    dialogue *d = context;

    (void)failed;
    if (d->at == d->n_lines)
        return 0;
    /* All records whose last line was handed over have been answered, and flushed. */
    size_t n_ended = 0, n_answered = 0;
    for (size_t i = 0; i < d->at; i++)
        n_ended += strstr(d->lines[i], "-\n") == NULL;
    for (size_t i = 0; i < d->sink.taken.n_bytes; i++)
        n_answered +=
            d->sink.taken.bytes[i] == '\n' && (i == 0 || d->sink.taken.bytes[i - 1] != '-');
    assert_int_equal(n_answered, n_ended);
    assert_int_equal(d->sink.n_flushed, d->sink.taken.n_bytes);
    size_t length = strlen(d->lines[d->at]);
    assert_true(length <= n_bytes);
    memcpy(bytes, d->lines[d->at++], length);
    return length;
}

TEST(line_buffered_record_is_answered_when_its_last_line_is_there)
{
    /* Lines that end with '-' do not end a record. */
    static const char *const plain[] = {"\n", "a,dst\n", "1,44\n", "\n"};
    static const char *const quoted[] = {"\"-\n", "\",dst\n", "1,44\n", "\"-\n", "-\n", "\",44\n"};
    static const struct {
        const char *const *lines;
        size_t n;
        rc_column column;
        const char *answers;
    } cases[] = {
        {plain, 4, {2, {NULL, 0}}, "\na,dst,\n1,44,0.001\n\n"},
        {quoted, 6, {0, {"dst", 3}}, "\"-\n\",dst,cost\n1,44,0.001\n\"-\n-\n\",44,0.001\n"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        dialogue d = {cases[i].lines, cases[i].n, 0, {.fail_at = NEVER}};
        rc_answer_options options = {.line_buffered = 1};
        rc_call_options calls = {.number_column = cases[i].column};
        buffer_string(&d.sink.taken, "");
        assert_int_equal(rc_answer_calls(table, (rc_reader){&d, read_line}, memory_writer(&d.sink),
                                         &options, &calls, NULL, NULL),
                         RC_OK);
        assert_string_equal(d.sink.taken.bytes, cases[i].answers);
        buffer_free(&d.sink.taken);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_records_are_answered),
        cmocka_unit_test(random_records_are_answered),
        cmocka_unit_test(files_are_answered_in_their_own_delimiter),
        cmocka_unit_test(column_that_is_not_there_is_told_before_any_output),
        cmocka_unit_test(columns_of_a_first_record_that_is_damaged_are_not_counted),
        cmocka_unit_test(faults_tell_what_is_wrong_with_a_record),
        cmocka_unit_test(block_may_end_anywhere_in_odd_records),
        cmocka_unit_test(records_of_about_the_length_of_blocks_are_answered),
        cmocka_unit_test(first_record_may_be_longer_than_what_is_looked_at),
        cmocka_unit_test(lines_of_tabs_and_spaces_are_blank_even_if_tabs_delimit),
        cmocka_unit_test(blank_line_may_be_longer_than_a_block),
        cmocka_unit_test(header_may_be_longer_than_a_block),
        cmocka_unit_test(block_may_end_anywhere_in_the_line_end_of_a_first_record),
        cmocka_unit_test(number_of_threads_does_not_change_a_byte),
        cmocka_unit_test(record_cut_short_by_a_failed_read_gets_no_answer),
        cmocka_unit_test(line_buffered_record_is_answered_when_its_last_line_is_there),
    };
    return cmocka_run_group_tests(tests, make_table, free_table);
}
