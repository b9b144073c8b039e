/* Tests of table/compiled_input.h: bytes under a checksum. */
#include "table/compiled_input.h"

#include "base/portable.h"
#include "support_stream.h"
#include "support_test.h"

/* The bytes "abcdefgh", a number of two bytes, and the checksum of these ten. */
static void make_bytes(char bytes[18])
{
    checksum sum = {0};

    memcpy(bytes, "abcdefgh\001\002", 10);
    rc_checksum_add(&sum, bytes, 10);
    store64(bytes + 10, rc_checksum_value(&sum));
}

static rc_code read_all(memory_source *source, compiled_input *in)
{
    *in = (compiled_input){.reader = memory_reader(source)};
    char *text = rc_compiled_input_read_new(in, 8, 3);

    if (text)
        assert_memory_equal(text, "abcdefgh\0\0\0", 11);
    free(text);
    if (rc_compiled_input_read_number(in, 2) != 0x201)
        assert_int_not_equal(in->error.code, RC_OK);
    rc_compiled_input_read_sum(in, "all of it is");
    return rc_compiled_input_read_end(in);
}

TEST(bytes_come_back_in_pieces_of_any_size)
{
    char bytes[18];

    make_bytes(bytes);
    for (size_t n_at_once = 0; n_at_once < 18; n_at_once++) {
        memory_source source = memory_source_of(bytes, sizeof bytes);
        compiled_input in;
        source.n_at_once = n_at_once;
        assert_int_equal(read_all(&source, &in), RC_OK);
    }
}

TEST(cut_damaged_and_longer_streams_are_refused)
{
    char bytes[19] = {0};
    compiled_input in;

    make_bytes(bytes);
    for (size_t n = 0; n <= sizeof bytes; n++) {
        memory_source source = memory_source_of(bytes, n);
        assert_int_equal(read_all(&source, &in), n == 18 ? RC_OK : RC_ERROR_TABLE);
    }
    bytes[17] ^= 4; /* of the checksum */
    memory_source source = memory_source_of(bytes, 18);
    assert_int_equal(read_all(&source, &in), RC_ERROR_TABLE);
    assert_string_equal(in.error.reason, "all of it is damaged");
}

TEST(failed_read_is_an_error_at_every_byte)
{
    char bytes[18];

    make_bytes(bytes);
    for (size_t at = 0; at <= 18; at++) {
        memory_source source = memory_source_of(bytes, sizeof bytes);
        compiled_input in;
        source.fail_at = at;
        assert_int_equal(read_all(&source, &in), RC_ERROR_READ);
        assert_int_equal(source.n_reads_behind_end, 0); /* nothing is read after an error */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_in_pieces_of_any_size),
        cmocka_unit_test(cut_damaged_and_longer_streams_are_refused),
        cmocka_unit_test(failed_read_is_an_error_at_every_byte),
    };
    return RUN_TESTS(tests);
}
