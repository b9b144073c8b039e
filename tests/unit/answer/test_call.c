/* Tests of answer/call.h: call records, their numbers and their durations. */
#include "answer/call.h"

#include "support_test.h"

/* A record read byte by byte. */
typedef struct reading {
    call call;
    size_t n_bytes;
} reading;

static reading read_call(rc_text text, size_t column, size_t duration_column)
{
    reading r = {.call = call_begin(&(call_format){',', column, duration_column})};
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
        reading r = read_call(TEXT(cases[i].record), cases[i].column, 0);
        uint64_t n_seconds = 77;
        number_kind kind = rc_call_kind(&r.call, &n_seconds);
        if (kind != cases[i].kind)
            fail_msg("case %zu: kind %d", i, (int)kind);
        assert_int_equal(n_seconds, 0);
        assert_int_equal(r.n_bytes, strlen(cases[i].record));
        if (r.call.number.n_bytes < strlen(cases[i].number))
            fail_msg("case %zu: %zu bytes of a number", i, r.call.number.n_bytes);
        assert_memory_equal(r.call.number.excerpt, cases[i].number, strlen(cases[i].number));
    }
}

TEST(tabs_that_delimit_leave_a_line_blank)
{
    static const struct {
        const char *record;
        number_kind kind;
    } cases[] = {
        {"\t\n", NUMBER_BLANK},       {" \t \t\t\r\n", NUMBER_BLANK}, {"\t", NUMBER_BLANK},
        {"\t\"\"\n", NUMBER_INVALID}, {"\"\"\t\t\n", NUMBER_INVALID}, {"\t\r\t\n", NUMBER_INVALID},
        {"\t\tx\n", NUMBER_INVALID},  {"\t12\n", NUMBER_VALID},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        call c = call_begin(&(call_format){'\t', 2, 0});
        uint64_t n_seconds;
        rc_call_feed(&c, cases[i].record, strlen(cases[i].record), true);
        if (rc_call_kind(&c, &n_seconds) != cases[i].kind)
            fail_msg("case %zu: other kind than %d", i, (int)cases[i].kind);
    }
}

TEST(durations_are_found_in_their_column)
{
    static const struct {
        const char *record;
        number_kind kind;
        uint64_t n_seconds;
        const char *fault;
    } cases[] = {
        {"12,63\n", NUMBER_VALID, 63, NULL},
        {"12,\" 1:03 \",x\r\n", NUMBER_VALID, 63, NULL},
        {"12,62.5", NUMBER_VALID, 63, NULL},
        {"12,0\n", NUMBER_VALID, 0, NULL},
        {"12,\n", NUMBER_INVALID, 0, "duration \"\" is empty"},
        {"12,-5\n", NUMBER_INVALID, 0, "duration \"-5\" is negative"},
        {"12,\"6\"\"3\"\n", NUMBER_INVALID, 0, "duration \"6\\\"3\" is not a duration"},
        {"12\n", NUMBER_INVALID, 0, "the record ends with column 1, before the duration's 2"},
        {"x,63\n", NUMBER_INVALID, 0, "\"x\" is not a number"},
        {"x,-5\n", NUMBER_INVALID, 0, "\"x\" is not a number"},
        {"12,\"63\n", NUMBER_INVALID, 0,
         "a quote is not closed: the record goes on to the end of the file"},
        {"12,\"63\"x\n", NUMBER_INVALID, 0, "text follows a closing quote"},
        {" \n", NUMBER_BLANK, 0, NULL},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        reading r = read_call(TEXT(cases[i].record), 1, 2);
        uint64_t n_seconds = 77;
        rc_error fault;
        assert_int_equal(rc_call_kind(&r.call, &n_seconds), cases[i].kind);
        assert_int_equal(n_seconds, cases[i].n_seconds);
        if (!cases[i].fault)
            continue;
        rc_call_describe(&r.call, &fault);
        assert_string_equal(fault.reason, cases[i].fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_found_in_their_column),
        cmocka_unit_test(tabs_that_delimit_leave_a_line_blank),
        cmocka_unit_test(durations_are_found_in_their_column),
    };
    return RUN_TESTS(tests);
}
