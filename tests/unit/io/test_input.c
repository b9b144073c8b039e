/* Tests of io/input.h: a stream cut into blocks, nothing lost between them. */
#include "io/input.h"

#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

#include <errno.h>

static void assert_padded(const block *b)
{
    static const char zeros[BLOCK_PADDING];
    assert_memory_equal(b->bytes + b->n_bytes, zeros, BLOCK_PADDING);
}

static buffer some_text(size_t n_bytes)
{
    buffer text = {0};
    for (size_t i = 0; i < n_bytes; i++)
        buffer_add(&text, &"abcdefghijklmnopqrstuvwxyz"[i % 26], 1);
    buffer_add(&text, "", 0);
    return text;
}

/* Reads text by blocks of a capacity, cutting each so that n_kept bytes are carried over. */
static void check_blocks(const buffer *text, size_t capacity, size_t n_kept, size_t n_at_once)
{
    memory_source source = memory_source_of(text->bytes, text->n_bytes);
    input in = {.reader = memory_reader(&source)};
    buffer used = {0};
    block b = {0};

    source.n_at_once = n_at_once;
    assert_int_equal(rc_block_reserve(&b, capacity), RC_OK);
    while (rc_input_fill(&in, &b) == RC_OK && b.n_bytes > 0) {
        size_t n_used = in.ended || b.n_bytes <= n_kept ? b.n_bytes : b.n_bytes - n_kept;
        assert_padded(&b);
        assert_true(b.n_bytes <= capacity);
        assert_true(in.ended || b.n_bytes == capacity);
        assert_int_equal(rc_input_cut(&in, &b, n_used), RC_OK);
        assert_int_equal(b.n_bytes, n_used);
        assert_padded(&b);
        buffer_add(&used, b.bytes, b.n_bytes);
    }
    assert_true(in.ended);
    assert_false(in.failed || in.no_memory);
    assert_int_equal(source.n_reads_behind_end, 0);
    assert_int_equal(used.n_bytes, text->n_bytes);
    if (text->n_bytes > 0)
        assert_memory_equal(used.bytes, text->bytes, text->n_bytes);
    buffer_free(&used);
    rc_block_free(&b);
    rc_input_free(&in);
}

TEST(blocks_of_every_size_and_cut_make_up_the_stream)
{
    for (size_t n_bytes = 0; n_bytes <= 40; n_bytes++) {
        buffer text = some_text(n_bytes);
        for (size_t capacity = 1; capacity <= 45; capacity++)
            for (size_t n_kept = 0; n_kept < capacity; n_kept++)
                check_blocks(&text, capacity, n_kept, (n_bytes + capacity + n_kept) % 4);
        buffer_free(&text);
    }
}

TEST(carried_bytes_come_first_and_only_once)
{
    prng p = prng_start();

    for (int round = 0; round < 300; round++) {
        buffer text = some_text(prng_below(&p, 3000)), used = {0};
        memory_source source = memory_source_of(text.bytes, text.n_bytes);
        input in = {.reader = memory_reader(&source)};
        block b = {0};
        assert_int_equal(rc_block_reserve(&b, 1 + prng_below(&p, 200)), RC_OK);
        while (rc_input_fill(&in, &b) == RC_OK && b.n_bytes > 0) {
            size_t n_used = prng_below(&p, b.n_bytes + 1);
            if (n_used == 0 && !in.ended) {
                size_t n_before = b.n_bytes;
                assert_int_equal(rc_input_extend(&in, &b, b.capacity + 1 + prng_below(&p, 50)),
                                 RC_OK);
                assert_true(b.n_bytes > n_before || in.ended);
                assert_padded(&b);
            }
            assert_int_equal(rc_input_cut(&in, &b, n_used), RC_OK);
            buffer_add(&used, b.bytes, b.n_bytes);
        }
        assert_int_equal(used.n_bytes, text.n_bytes);
        if (text.n_bytes > 0)
            assert_memory_equal(used.bytes, text.bytes, text.n_bytes);
        buffer_free(&text);
        buffer_free(&used);
        rc_block_free(&b);
        rc_input_free(&in);
    }
}

TEST(input_by_line_waits_for_no_more_than_a_line_end)
{
    static const char text[] = "1\n22\n\n333333333\n4";
    static const char *const expected[] = {"1\n", "22\n", "\n", "33333333", "3\n", "4"};
    memory_source source = memory_source_of(text, strlen(text));
    input in = {.reader = memory_reader(&source), .by_line = 1};
    block b = {0};

    source.n_at_once = 1;
    assert_int_equal(rc_block_reserve(&b, 8), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(expected); i++) {
        assert_int_equal(rc_input_fill(&in, &b), RC_OK);
        assert_true(b.n_bytes > 0);
        assert_int_equal(b.n_bytes, strlen(expected[i]));
        assert_memory_equal(b.bytes, expected[i], b.n_bytes);
        assert_int_equal(in.ended, i + 1 == N_ELEMENTS(expected));
        assert_padded(&b);
    }
    assert_int_equal(rc_input_fill(&in, &b), RC_OK);
    assert_int_equal(b.n_bytes, 0);
    assert_int_equal(source.n_reads_behind_end, 0);
    rc_block_free(&b);
    rc_input_free(&in);
}

TEST(carry_larger_than_the_next_block_enlarges_it)
{
    buffer text = some_text(100);
    memory_source source = memory_source_of(text.bytes, text.n_bytes);
    input in = {.reader = memory_reader(&source)};
    block large = {0}, small = {0};

    assert_int_equal(rc_block_reserve(&large, 80), RC_OK);
    assert_int_equal(rc_block_reserve(&small, 8), RC_OK);
    assert_int_equal(rc_input_fill(&in, &large), RC_OK);
    assert_true(large.n_bytes > 0);
    assert_int_equal(rc_input_cut(&in, &large, 10), RC_OK);
    assert_int_equal(rc_input_fill(&in, &small), RC_OK);
    assert_true(small.n_bytes > 0);
    assert_true(small.n_bytes >= 70);
    assert_memory_equal(small.bytes, text.bytes + 10, small.n_bytes);
    buffer_free(&text);
    rc_block_free(&large);
    rc_block_free(&small);
    rc_input_free(&in);
}

TEST(carry_around_the_size_of_the_next_block_fits)
{
    for (size_t capacity = 66; capacity <= 74; capacity++) {
        buffer text = some_text(100);
        memory_source source = memory_source_of(text.bytes, text.n_bytes);
        input in = {.reader = memory_reader(&source)};
        block first = {0}, next = {0};

        assert_int_equal(rc_block_reserve(&first, 80), RC_OK);
        assert_int_equal(rc_block_reserve(&next, capacity), RC_OK);
        assert_int_equal(rc_input_fill(&in, &first), RC_OK);
        assert_int_equal(rc_input_cut(&in, &first, 10), RC_OK); /* 70 are carried */
        assert_int_equal(rc_input_fill(&in, &next), RC_OK);
        assert_int_equal(next.n_bytes, capacity < 70 ? 70 : capacity);
        assert_true(next.n_bytes <= next.capacity);
        assert_memory_equal(next.bytes, text.bytes + 10, next.n_bytes);
        buffer_free(&text);
        rc_block_free(&first);
        rc_block_free(&next);
        rc_input_free(&in);
    }
}

/* A read into no room would look like the end of the stream. */
TEST(full_block_that_is_not_enlarged_does_not_end_the_stream)
{
    buffer text = some_text(20);
    memory_source source = memory_source_of(text.bytes, text.n_bytes);
    input in = {.reader = memory_reader(&source)};
    block b = {0};

    assert_int_equal(rc_block_reserve(&b, 8), RC_OK);
    assert_int_equal(rc_input_fill(&in, &b), RC_OK);
    for (size_t capacity = 7; capacity <= 9; capacity++) {
        assert_int_equal(rc_input_extend(&in, &b, capacity), RC_OK);
        assert_int_equal(b.n_bytes, capacity < 8 ? 8 : capacity);
        assert_false(in.ended);
    }
    buffer_free(&text);
    rc_block_free(&b);
    rc_input_free(&in);
}

TEST(failure_at_every_byte_is_told_behind_the_bytes_before_it)
{
    buffer text = some_text(30);

    for (size_t fail_at = 0; fail_at <= 30; fail_at++)
        for (size_t capacity = 1; capacity <= 31; capacity++) {
            memory_source source = memory_source_of(text.bytes, text.n_bytes);
            input in = {.reader = memory_reader(&source)};
            buffer used = {0};
            block b = {0};
            source.fail_at = fail_at;
            source.os_error = EIO;
            assert_int_equal(rc_block_reserve(&b, capacity), RC_OK);
            while (rc_input_fill(&in, &b) == RC_OK && b.n_bytes > 0) {
                buffer_add(&used, b.bytes, b.n_bytes);
                assert_int_equal(rc_input_cut(&in, &b, b.n_bytes), RC_OK);
            }
            assert_true(in.failed && in.ended);
            assert_int_equal(in.os_error, EIO);
            assert_int_equal(source.n_reads_behind_end, 0);
            assert_int_equal(used.n_bytes, fail_at);
            buffer_free(&used);
            rc_block_free(&b);
            rc_input_free(&in);
        }
    buffer_free(&text);
}

TEST(reserving_keeps_bytes_and_never_shrinks)
{
    block b = {0};

    assert_int_equal(rc_block_reserve(&b, 10), RC_OK);
    memcpy(b.bytes, "0123456789", 10);
    assert_int_equal(rc_block_reserve(&b, 1000), RC_OK);
    assert_memory_equal(b.bytes, "0123456789", 10);
    assert_int_equal(rc_block_reserve(&b, 5), RC_OK);
    assert_int_equal(b.capacity, 1000);
    rc_block_free(&b);
    assert_null(b.bytes);
    rc_block_free(&b);
}

TEST(files_are_read_and_written_whole)
{
    FILE *file = tmpfile();
    char bytes[64];
    bool failed = false;

    assert_non_null(file);
    rc_writer writer = rc_writer_from_file(file);
    rc_reader reader = rc_reader_from_file(file);
    assert_true(writer.write(writer.context, "one\0two", 7));
    assert_true(writer.write(writer.context, "", 0));
    rewind(file);
    assert_int_equal(reader.read(reader.context, bytes, 3, &failed), 3);
    assert_int_equal(reader.read(reader.context, bytes + 3, sizeof bytes - 3, &failed), 4);
    assert_false(failed);
    assert_memory_equal(bytes, "one\0two", 7);
    fclose(file);
}

TEST(line_reader_gives_no_more_than_a_line)
{
    static const char *const expected[] = {"one\n", "\n", "lon", "ger", "\n", "end", ""};
    FILE *file = tmpfile();
    char bytes[8];
    bool failed = false;

    assert_non_null(file);
    assert_true(fputs("one\n\nlonger\nend", file) >= 0);
    rewind(file);
    rc_reader reader = rc_line_reader_from_file(file);
    for (size_t i = 0; i < N_ELEMENTS(expected); i++) {
        size_t n_bytes = i < 2 ? sizeof bytes : 3;
        assert_int_equal(reader.read(reader.context, bytes, n_bytes, &failed), strlen(expected[i]));
        assert_memory_equal(bytes, expected[i], strlen(expected[i]));
        assert_false(failed);
    }
    fclose(file);
}

TEST(file_that_cannot_be_read_or_written_fails)
{
    FILE *file = fopen("/dev/null", "wb");
    char byte;
    bool failed = false;

    if (!file)
        skip();
    rc_reader reader = rc_reader_from_file(file);
    assert_int_equal(reader.read(reader.context, &byte, 1, &failed), 0);
    assert_true(failed);
    fclose(file);
    file = fopen("/dev/full", "wb");
    if (!file)
        skip();
    rc_writer writer = rc_writer_from_file(file);
    writer.write(writer.context, "x", 1);
    assert_false(writer.write(writer.context, "", 0));
    fclose(file);
}

TEST(byte_order_mark_is_found_at_the_start_of_a_block)
{
    static const struct {
        const char *text;
        size_t n_bytes, n_mark;
    } cases[] = {{"\xef\xbb\xbf"
                  "1",
                  4, 3},
                 {"\xef\xbb\xbf", 3, 3},
                 {"\xef\xbb", 2, 0},
                 {"1", 1, 0}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        char bytes[8];
        memcpy(bytes, cases[i].text, cases[i].n_bytes);
        block b = {.bytes = bytes, .n_bytes = cases[i].n_bytes};
        assert_int_equal(rc_block_mark(&b), cases[i].n_mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_every_size_and_cut_make_up_the_stream),
        cmocka_unit_test(carried_bytes_come_first_and_only_once),
        cmocka_unit_test(input_by_line_waits_for_no_more_than_a_line_end),
        cmocka_unit_test(carry_larger_than_the_next_block_enlarges_it),
        cmocka_unit_test(carry_around_the_size_of_the_next_block_fits),
        cmocka_unit_test(full_block_that_is_not_enlarged_does_not_end_the_stream),
        cmocka_unit_test(failure_at_every_byte_is_told_behind_the_bytes_before_it),
        cmocka_unit_test(reserving_keeps_bytes_and_never_shrinks),
        cmocka_unit_test(files_are_read_and_written_whole),
        cmocka_unit_test(line_reader_gives_no_more_than_a_line),
        cmocka_unit_test(file_that_cannot_be_read_or_written_fails),
        cmocka_unit_test(byte_order_mark_is_found_at_the_start_of_a_block),
    };
    return RUN_TESTS(tests);
}
