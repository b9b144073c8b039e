/* Tests of base/terminal.h: characters that a terminal obeys. */
#include "base/terminal.h"

#include "support_test.h"

/* Writes a character in UTF-8; returns its length. */
static size_t encode(char text[4], uint32_t code)
{
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        text[i] = (char)(0x80 | (code & 0x3f));
    text[0] = (char)(length == 1 ? code : (0xf00U >> length & 0xf0) | code);
    return length;
}

TEST(all_characters_are_read)
{
    char text[4];
    uint32_t read;

    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        size_t length = encode(text, code);
        bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
        assert_int_equal(terminal_read(text, length, &read), is_surrogate ? 1 : length);
        assert_int_equal(read, is_surrogate ? (unsigned char)text[0] : code);
        if (length > 1) {
            assert_int_equal(terminal_read(text, length - 1, &read), 1);
            assert_int_equal(read, (unsigned char)text[0]);
        }
    }
}

TEST(bytes_that_are_no_utf_8_are_read_alone)
{
    static const char *const texts[] = {
        "\xf8\x90\x80\x80", "\xff\x90\x80\x80", "\x9b",         "\xff",      "\xc1\x9b",
        "\xe0\x82\x9b",     "\xf0\x80\x82\x9b", "\xc2.",        "\xe2\x80.", "\xe2.\xae",
        "\xf4\x90\x80\x80", "\xf7\xbf\xbf\xbf", "\xf0\x9f\x98", "\xc1\xbf",  "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf", "\xc0\x80",         "\x80\x80"};
    uint32_t read;

    for (size_t i = 0; i < N_ELEMENTS(texts); i++) {
        assert_int_equal(terminal_read(texts[i], strlen(texts[i]), &read), 1);
        assert_int_equal(read, (unsigned char)texts[i][0]);
    }
}

/* The table is written out, from the names of the characters in Unicode. */
TEST(controls_and_marks_of_direction_are_obeyed_and_nothing_else_is)
{
    static const uint32_t ranges[][2] = {{0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},
                                         {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x206f}};
    size_t range = 0;

    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        while (range < N_ELEMENTS(ranges) && code > ranges[range][1])
            range++;
        bool is_obeyed = range < N_ELEMENTS(ranges) && code >= ranges[range][0];
        assert_int_equal(terminal_obeys(code), is_obeyed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_characters_are_read),
        cmocka_unit_test(bytes_that_are_no_utf_8_are_read_alone),
        cmocka_unit_test(controls_and_marks_of_direction_are_obeyed_and_nothing_else_is),
    };
    return RUN_TESTS(tests);
}
