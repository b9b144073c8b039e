/* Tests of the readers and writers over C streams. */
#include "support_test.h"
#include "routecost.h"

static FILE *file_of(const char *bytes, size_t n_bytes)
{
    FILE *file = tmpfile();

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n_bytes, file), n_bytes);
    rewind(file);
    return file;
}

/* Reads n_wanted bytes and expects these. */
static void assert_read(rc_reader in, size_t n_wanted, const char *expected, size_t n_expected)
{
    char bytes[16];
    bool failed = true;

    assert_int_equal(in.read(in.context, bytes, n_wanted, &failed), n_expected);
    assert_false(failed);
    assert_memory_equal(bytes, expected, n_expected);
}

TEST(reader_gives_the_bytes_of_the_file_as_they_are)
{
    FILE *file = file_of("a\0\r\n\n\xff z", 8);
    rc_reader in = rc_reader_from_file(file);

    assert_read(in, 3, "a\0\r", 3);
    assert_read(in, 16, "\n\n\xff z", 5);
    assert_read(in, 16, "", 0);
    fclose(file);
}

TEST(line_reader_stops_behind_each_line_feed)
{
    FILE *file = file_of("ab\n\nc\0d\ne", 9);
    rc_reader in = rc_line_reader_from_file(file);

    assert_read(in, 16, "ab\n", 3);
    assert_read(in, 16, "\n", 1);
    assert_read(in, 2, "c\0", 2);
    assert_read(in, 16, "d\n", 2);
    assert_read(in, 16, "e", 1);
    assert_read(in, 16, "", 0);
    fclose(file);
}

/* A stream opened for the other direction fails in every C library. */
TEST(failures_are_told_from_the_end)
{
    char name[64];
    char byte;
    bool failed = false;

    snprintf(name, sizeof name, "test_io_stream.%p", (void *)&byte);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    rc_reader in = rc_reader_from_file(file);
    assert_int_equal(in.read(in.context, &byte, 1, &failed), 0);
    assert_true(failed);
    clearerr(file);
    failed = false;
    in = rc_line_reader_from_file(file);
    assert_int_equal(in.read(in.context, &byte, 1, &failed), 0);
    assert_true(failed);
    fclose(file);
    file = fopen(name, "rb");
    assert_non_null(file);
    rc_writer out = rc_writer_from_file(file);
    assert_false(out.write(out.context, "a", 1));
    fclose(file);
    remove(name);
}

TEST(writer_writes_bytes_and_flushes_at_none)
{
    char bytes[16];
    FILE *file = tmpfile();

    assert_non_null(file);
    rc_writer out = rc_writer_from_file(file);
    assert_true(out.write(out.context, "a\0\n", 3));
    assert_true(out.write(out.context, "b", 1));
    assert_true(out.write(out.context, "", 0));
    rewind(file);
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), 4);
    assert_memory_equal(bytes, "a\0\nb", 4);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_gives_the_bytes_of_the_file_as_they_are),
        cmocka_unit_test(line_reader_stops_behind_each_line_feed),
        cmocka_unit_test(failures_are_told_from_the_end),
        cmocka_unit_test(writer_writes_bytes_and_flushes_at_none),
    };
    return RUN_TESTS(tests);
}
