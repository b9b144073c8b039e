/* Tests of io/peek.h: what is looked at comes again. */
#include "io/peek.h"

#include "support_stream.h"
#include "support_test.h"

#include <errno.h>

static const char text[] = "0123456789abcdefghij";

enum { N_TEXT = sizeof text - 1 };

/* Reads all that is left, n_wanted bytes at a time. */
static buffer read_rest(rc_reader in, size_t n_wanted, bool *failed)
{
    buffer got = {0};
    char bytes[N_TEXT + 1];
    size_t n;

    buffer_string(&got, "");
    *failed = 0;
    while ((n = in.read(in.context, bytes, n_wanted, failed)) > 0)
        buffer_add(&got, bytes, n);
    return got;
}

TEST(stream_is_read_as_if_nobody_had_looked)
{
    for (size_t n_looked = 0; n_looked <= PEEK_BYTES_MAX; n_looked++)
        for (size_t n_at_once = 0; n_at_once < 4; n_at_once++)
            for (size_t n_wanted = 1; n_wanted <= N_TEXT; n_wanted++) {
                peek p;
                bool failed;
                memory_source source = memory_source_of(text, N_TEXT);
                source.n_at_once = n_at_once;
                rc_reader in = rc_peek_open(&p, memory_reader(&source));
                rc_text first = rc_peek_first(&p, n_looked);
                assert_int_equal(first.length, n_looked);
                assert_memory_equal(first.bytes, text, n_looked);
                buffer got = read_rest(in, n_wanted, &failed);
                assert_false(failed);
                assert_string_equal(got.bytes, text);
                buffer_free(&got);
            }
}

TEST(no_more_is_read_than_is_looked_at)
{
    peek p;
    memory_source source = memory_source_of(text, N_TEXT);

    rc_peek_open(&p, memory_reader(&source));
    rc_peek_first(&p, 3);
    assert_int_equal(source.at, 3);
    assert_int_equal(rc_peek_first(&p, 2).length, 2);
    assert_int_equal(source.at, 3);
    assert_int_equal(rc_peek_first(&p, 5).length, 5);
    assert_int_equal(source.at, 5);
}

TEST(stream_may_be_shorter_than_what_is_looked_at)
{
    for (size_t n = 0; n < PEEK_BYTES_MAX; n++) {
        peek p;
        bool failed;
        memory_source source = memory_source_of(text, n);
        rc_reader in = rc_peek_open(&p, memory_reader(&source));
        assert_int_equal(rc_peek_first(&p, PEEK_BYTES_MAX).length, n);
        buffer got = read_rest(in, 4, &failed);
        assert_false(failed);
        assert_int_equal(got.n_bytes, n);
        assert_memory_equal(got.bytes, text, n);
        assert_int_equal(source.n_reads_behind_end, 0);
        buffer_free(&got);
    }
}

TEST(failure_comes_where_it_would_have_come)
{
    for (size_t fail_at = 0; fail_at <= N_TEXT; fail_at++) {
        peek p;
        bool failed;
        memory_source source = memory_source_of(text, N_TEXT);
        source.fail_at = fail_at;
        source.os_error = EIO;
        rc_reader in = rc_peek_open(&p, memory_reader(&source));
        rc_peek_first(&p, PEEK_BYTES_MAX);
        errno = 0;
        buffer got = read_rest(in, 3, &failed);
        assert_true(failed);
        assert_int_equal(errno, EIO);
        assert_int_equal(got.n_bytes, fail_at);
        assert_memory_equal(got.bytes, text, fail_at);
        buffer_free(&got);
    }
}

/* A reader that fails and leaves errno alone. */
static size_t fail_silently(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    (void)context, (void)bytes, (void)n_bytes;
    *failed = 1;
    return 0;
}

TEST(errno_of_something_else_is_not_taken_for_the_failures)
{
    peek p;
    bool failed = false;
    char byte;
    rc_reader in = rc_peek_open(&p, (rc_reader){.context = NULL, .read = fail_silently});

    errno = ENOENT;
    assert_int_equal(rc_peek_first(&p, PEEK_BYTES_MAX).length, 0);
    assert_int_equal(in.read(in.context, &byte, 1, &failed), 0);
    assert_true(failed);
    assert_int_equal(errno, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream_is_read_as_if_nobody_had_looked),
        cmocka_unit_test(no_more_is_read_than_is_looked_at),
        cmocka_unit_test(stream_may_be_shorter_than_what_is_looked_at),
        cmocka_unit_test(failure_comes_where_it_would_have_come),
        cmocka_unit_test(errno_of_something_else_is_not_taken_for_the_failures),
    };
    return RUN_TESTS(tests);
}
