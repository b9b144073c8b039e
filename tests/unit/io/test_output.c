/* Tests of io/output.h: small pieces come out as one text, and the first failure counts. */
#include "io/output.h"

#include "support_stream.h"
#include "support_test.h"

TEST(pieces_come_out_in_order_whatever_their_sizes)
{
    static const size_t sizes[] = {0,
                                   1,
                                   7,
                                   OUTPUT_BLOCK_BYTES - 1,
                                   OUTPUT_BLOCK_BYTES,
                                   OUTPUT_BLOCK_BYTES + 1,
                                   3 * OUTPUT_BLOCK_BYTES};
    memory_sink sink = {.fail_at = NEVER};
    buffer expected = {0};
    output o;

    assert_int_equal(rc_output_open(&o, memory_writer(&sink)), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(sizes) * N_ELEMENTS(sizes); i++) {
        buffer piece = {0};
        buffer_fill(&piece, (char)('a' + i % 26), sizes[i % N_ELEMENTS(sizes)]);
        buffer_fill(&piece, (char)('A' + i % 26), sizes[i / N_ELEMENTS(sizes)]);
        if (piece.n_bytes > 0)
            buffer_add(&expected, piece.bytes, piece.n_bytes);
        rc_output_add(&o, (rc_text){piece.bytes, piece.n_bytes});
        buffer_free(&piece);
    }
    assert_int_equal(rc_output_finish(&o), RC_OK);
    assert_int_equal(sink.n_flushes, 1);
    assert_int_equal(sink.taken.n_bytes, expected.n_bytes);
    assert_memory_equal(sink.taken.bytes, expected.bytes, expected.n_bytes);
    rc_output_free(&o);
    buffer_free(&sink.taken);
    buffer_free(&expected);
}

TEST(what_is_written_in_place_ends_where_its_end_is_told)
{
    memory_sink sink = {.fail_at = NEVER};
    output o;

    assert_int_equal(rc_output_open(&o, memory_writer(&sink)), RC_OK);
    char *to = rc_output_begin(&o, 100);
    assert_non_null(to);
    memcpy(to, "abc", 3);
    output_end(&o, to + 3);
    rc_output_add(&o, TEXT("d"));
    assert_int_equal(rc_output_finish(&o), RC_OK);
    assert_int_equal(sink.taken.n_bytes, 4);
    assert_memory_equal(sink.taken.bytes, "abcd", 4);
    rc_output_free(&o);
    buffer_free(&sink.taken);
}

TEST(nothing_is_written_behind_the_first_failure)
{
    memory_sink sink = {.fail_at = OUTPUT_BLOCK_BYTES + 5, .os_error = 77};
    output o;

    assert_int_equal(rc_output_open(&o, memory_writer(&sink)), RC_OK);
    for (int i = 0; i < 5 * OUTPUT_BLOCK_BYTES / 4; i++)
        rc_output_add(&o, TEXT("1234"));
    assert_null(rc_output_begin(&o, 1));
    assert_int_equal(rc_output_finish(&o), RC_ERROR_WRITE);
    assert_int_equal(o.error.code, RC_ERROR_WRITE);
    assert_int_equal(o.error.os_error, 77);
    assert_int_equal(sink.n_writes_behind_failure, 0);
    rc_output_free(&o);
    buffer_free(&sink.taken);
}

TEST(flush_that_fails_is_a_failure)
{
    memory_sink sink = {.fail_at = NEVER, .flush_fails = 1};
    output o;

    assert_int_equal(rc_output_open(&o, memory_writer(&sink)), RC_OK);
    rc_output_add(&o, TEXT("a"));
    assert_int_equal(rc_output_finish(&o), RC_ERROR_WRITE);
    rc_output_free(&o);
    buffer_free(&sink.taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_come_out_in_order_whatever_their_sizes),
        cmocka_unit_test(what_is_written_in_place_ends_where_its_end_is_told),
        cmocka_unit_test(nothing_is_written_behind_the_first_failure),
        cmocka_unit_test(flush_that_fails_is_a_failure),
    };
    return RUN_TESTS(tests);
}
