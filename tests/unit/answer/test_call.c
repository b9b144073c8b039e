/* Tests of answer/call.h: call records and their numbers. */
#include "answer/call.h"

#include "support_test.h"

/* A record read byte by byte. */
typedef struct reading {
    call call;
    size_t n_bytes;
} reading;

static reading read_call(rc_text text, char delimiter, size_t column)
{
    reading r = {.call = call_begin(&(call_format){delimiter, column})};
    r.n_bytes = rc_call_feed(&r.call, text.bytes, text.length, true);
    return r;
}

TEST(numbers_are_found_in_their_column)
{
    static const struct {
        const char *record;
        size_t column;
        number_kind kind;
        const char *number; /* as a message shows it */
    } cases[] = {
        {"1,2,3\n", 1, NUMBER_VALID, "1"},
        {"1,2,3\n", 2, NUMBER_VALID, "2"},
        {"1,2,3\n", 3, NUMBER_VALID, "3"},
        {"1,2,3\r\n", 3, NUMBER_VALID, "3"},
        {"1,2,3", 3, NUMBER_VALID, "3"},
        {"1,2,3\r", 3, NUMBER_VALID, "3"},
        {"1,2,3\n", 4, NUMBER_INVALID, ""},
        {"1,,3\n", 2, NUMBER_INVALID, ""},
        {"1,\n", 2, NUMBER_INVALID, ""},
        {",\n", 2, NUMBER_INVALID, ""},
        {"x,\"+12\",y\n", 2, NUMBER_VALID, "+12"},
        {"x, \t\" +12\t\" ,y\n", 2, NUMBER_VALID, "+12"},
        {"x, +12 ,y\n", 2, NUMBER_VALID, "+12"},
        {"\"a,b\",12\n", 2, NUMBER_VALID, "12"},
        {"\"a\n,b\",12\n", 2, NUMBER_VALID, "12"},
        {"\"a\"\",b\",12\n", 2, NUMBER_VALID, "12"},
        {"\"\"\"\",12\n", 2, NUMBER_VALID, "12"},
        {"\"\",12\n", 2, NUMBER_VALID, "12"},
        {"5\" pipe,12\n", 2, NUMBER_VALID, "12"},
        {"\"x\"y,12\n", 2, NUMBER_INVALID, "12"},
        {"12,\"x\" y\n", 1, NUMBER_INVALID, "12"},
        {"12,\"x\n", 1, NUMBER_INVALID, "12"},
        {"\"1\"\"2\"\n", 1, NUMBER_INVALID, "1\"2"},
        {"\"1\n2\"\n", 1, NUMBER_INVALID, "1\n2"},
        {"1\"2\n", 1, NUMBER_INVALID, "1\"2"},
        {"1\r2\n", 1, NUMBER_INVALID, "1\r2"},
        {"\"12\"\r\n", 1, NUMBER_VALID, "12"},
        {"\n", 1, NUMBER_BLANK, ""},
        {" \t \r\n", 1, NUMBER_BLANK, ""},
        {" \t ", 1, NUMBER_BLANK, ""},
        {"\"\"\n", 1, NUMBER_INVALID, ""},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        reading r = read_call(TEXT(cases[i].record), ',', cases[i].column);
        if (rc_call_kind(&r.call) != cases[i].kind)
            fail_msg("case %zu: kind %d", i, (int)rc_call_kind(&r.call));
        assert_int_equal(r.n_bytes, strlen(cases[i].record));
        if (r.call.number.n_bytes < strlen(cases[i].number))
            fail_msg("case %zu: %zu bytes of a number", i, r.call.number.n_bytes);
        assert_memory_equal(r.call.number.excerpt, cases[i].number, strlen(cases[i].number));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_found_in_their_column),
    };
    return RUN_TESTS(tests);
}
