/* Tests of answer/number.h: a number read off a line, in pieces. */
#include "answer/number.h"

#include "support_random.h"
#include "support_test.h"

static const struct {
    const char *line;
    number_kind kind;
    const char *symbols; /* those of the key */
} cases[] = {
    {"", NUMBER_BLANK, ""},
    {" \t ", NUMBER_BLANK, ""},
    {"1", NUMBER_VALID, "1"},
    {"+1", NUMBER_VALID, "+1"},
    {"+14152345678", NUMBER_VALID, "+14152345678"},
    {" \t+1415\t ", NUMBER_VALID, "+1415"},
    {"0123456789012345", NUMBER_VALID, "0123456789012345"},
    {"01234567890123456", NUMBER_VALID, "0123456789012345"},
    {"+0123456789012345", NUMBER_VALID, "+012345678901234"},
    {"0000000000000000000000000000000000000000000000000000", NUMBER_VALID, "0000000000000000"},
    {"+", NUMBER_INVALID, NULL},
    {" + ", NUMBER_INVALID, NULL},
    {"++1", NUMBER_INVALID, NULL},
    {"1+", NUMBER_INVALID, NULL},
    {"+ 1", NUMBER_INVALID, NULL},
    {"1 2", NUMBER_INVALID, NULL},
    {"1-2", NUMBER_INVALID, NULL},
    {"(1)", NUMBER_INVALID, NULL},
    {"abc", NUMBER_INVALID, NULL},
    {"1\r", NUMBER_INVALID, NULL},
    {"\xc2\xa0"
     "1",
     NUMBER_INVALID, NULL},
    {"00000000000000000000000000000000000000000000000000a", NUMBER_INVALID, NULL},
    {"1,0.03", NUMBER_INVALID, NULL},
};

static void check(const number *n, size_t i)
{
    char both[DIALLED_SYMBOLS + 1];
    char symbols[KEY_SYMBOLS + 1], more[KEY_SYMBOLS + 1];

    if (rc_number_kind(n) != cases[i].kind)
        fail_msg("\"%s\" is of kind %d", cases[i].line, (int)rc_number_kind(n));
    if (cases[i].kind != NUMBER_VALID)
        return;
    symbols[rc_key_unpack(symbols, n->key)] = '\0';
    assert_string_equal(symbols, cases[i].symbols);
    more[rc_key_unpack(more, n->more)] = '\0';
    assert_int_equal(n->n_symbols, strlen(symbols) + strlen(more));
    if (*more) {
        strcat(strcpy(both, symbols), more);
        assert_non_null(strstr(cases[i].line, both));
    }
}

TEST(lines_are_judged_as_a_whole)
{
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        number n = {0};
        rc_number_feed(&n, cases[i].line, strlen(cases[i].line));
        check(&n, i);
    }
}

TEST(lines_are_judged_alike_wherever_they_are_split)
{
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        size_t length = strlen(cases[i].line);
        for (size_t a = 0; a <= length; a++)
            for (size_t b = a; b <= length; b++) {
                number n = {0};
                rc_number_feed(&n, cases[i].line, a);
                rc_number_feed(&n, cases[i].line + a, b - a);
                rc_number_feed(&n, cases[i].line + b, length - b);
                check(&n, i);
            }
    }
}

TEST(every_byte_is_judged)
{
    for (int byte = 0; byte < 256; byte++) {
        char text[2] = {'1', (char)byte};
        int is_fine = (byte >= '0' && byte <= '9') || byte == ' ' || byte == '\t';
        number n = {0};
        rc_number_feed(&n, text, 2);
        assert_int_equal(rc_number_kind(&n), is_fine ? NUMBER_VALID : NUMBER_INVALID);
    }
}

TEST(excerpt_begins_at_the_first_byte_that_is_no_blank)
{
    number n = {0};

    rc_number_feed(&n, "  \t", 3);
    rc_number_feed(&n, " ab", 3);
    rc_number_feed(&n, "c ", 2);
    assert_int_equal(n.n_bytes, 4);
    assert_int_equal(n.n_excerpt, 4);
    assert_memory_equal(n.excerpt, "abc ", 4);
}

TEST(excerpt_is_bounded_and_its_whole_length_known)
{
    char text[1000];
    number n = {0};

    memset(text, 'x', sizeof text);
    for (int i = 0; i < 3; i++)
        rc_number_feed(&n, text, sizeof text);
    assert_int_equal(n.n_bytes, 3000);
    assert_int_equal(n.n_excerpt, RC_QUOTE_INPUT_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_judged_as_a_whole),
        cmocka_unit_test(lines_are_judged_alike_wherever_they_are_split),
        cmocka_unit_test(every_byte_is_judged),
        cmocka_unit_test(excerpt_begins_at_the_first_byte_that_is_no_blank),
        cmocka_unit_test(excerpt_is_bounded_and_its_whole_length_known),
    };
    return RUN_TESTS(tests);
}
