/* Tests of rc_answer_file: the numbers of a file get the answers that a stream of them gets. */
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

static const char path[] = "test_answer_file.tmp";

TEST(file_gets_the_answers_of_a_stream)
{
    static const char numbers[] = "+14155551234\n\n441\r\n99";
    rc_table *table = load_list(TEXT("+1415,0.02\n44,0.5\n"), NULL, NULL, NULL);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;
    FILE *file = fopen(path, "wb");

    assert_non_null(table);
    assert_non_null(file);
    assert_int_equal(fwrite(numbers, 1, sizeof numbers - 1, file), sizeof numbers - 1);
    assert_int_equal(fclose(file), 0);
    buffer expected = answer_all(table, TEXT(numbers), 1);
    assert_int_equal(rc_answer_file(table, path, memory_writer(&sink), NULL, &stats, NULL), RC_OK);
    assert_int_equal(sink.taken.n_bytes, expected.n_bytes);
    assert_memory_equal(sink.taken.bytes, expected.bytes, expected.n_bytes);
    assert_int_equal(stats.n_routed, 2);
    remove(path);
    buffer_free(&expected);
    buffer_free(&sink.taken);
    rc_table_free(table);
}

TEST(file_that_is_not_there_is_a_failure_to_read)
{
    rc_table *table = load_list(TEXT("44,0.5\n"), NULL, NULL, NULL);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;
    rc_error error;

    assert_non_null(table);
    memset(&stats, 'x', sizeof stats);
    remove(path);
    assert_int_equal(rc_answer_file(table, path, memory_writer(&sink), NULL, &stats, &error),
                     RC_ERROR_READ);
    assert_int_equal(error.code, RC_ERROR_READ);
    assert_int_equal(error.os_error, ENOENT);
    assert_int_equal(stats.n_numbers, 0);
    assert_int_equal(rc_answer_file(table, path, memory_writer(&sink), NULL, NULL, NULL),
                     RC_ERROR_READ);
    assert_int_equal(sink.taken.n_bytes, 0);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_gets_the_answers_of_a_stream),
        cmocka_unit_test(file_that_is_not_there_is_a_failure_to_read),
    };
    return RUN_TESTS(tests);
}
