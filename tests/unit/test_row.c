/* Tests of deck/row.h: what a row means, or what is wrong with it. */
#include "deck/row.h"

#include "support_test.h"

static const layout first_two = {',', {0, 1, COLUMN_NONE}};

static rc_code read_as(rc_text text, const dialect *d, int is_first, row *out, rc_error *fault)
{
    record r;

    record_read(text, &d->layout, 1, &r);
    return row_read(&r, text.bytes, d, is_first, out, fault);
}

static rc_code read(const char *text, row *out, rc_error *fault)
{
    return read_as(TEXT(text), &(dialect){.layout = first_two}, 0, out, fault);
}

TEST(rows_have_a_prefix_and_a_cost)
{
    static const struct {
        const char *text, *prefix, *cost;
    } cases[] = {
        {"1,2\n", "1", "2"},
        {"+1415,0.02\n", "+1415", "0.02"},
        {" \"+1415\" , \"0.020\" ,Somewhere\n", "+1415", "0.020"},
        {"123456789012345,.5", "123456789012345", ".5"},
        {"+123456789012345,5.\r\n", "+123456789012345", "5."},
        {"0,0", "0", "0"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error fault;
        row out = {0};
        assert_int_equal(read(cases[i].text, &out, &fault), RC_OK);
        assert_int_equal(out.prefixes.length, strlen(cases[i].prefix));
        assert_memory_equal(out.prefixes.bytes, cases[i].prefix, out.prefixes.length);
        assert_int_equal(out.cost.length, strlen(cases[i].cost));
        assert_memory_equal(out.cost.bytes, cases[i].cost, out.cost.length);
    }
}

TEST(faults_name_what_is_wrong_and_where)
{
    static const struct {
        const char *text, *reason;
        uint64_t column;
    } cases[] = {
        {",1", "prefix is empty", 1},
        {"  ,1", "prefix is empty", 3},
        {"1,", "cost is empty", 3},
        {"1", "no cost: the row has only one field", 0},
        {"+,1", "prefix \"+\" has no digits", 1},
        {"1+,1", "prefix \"1+\" is not an optional + and digits", 1},
        {"++1,1", "prefix \"++1\" is not an optional + and digits", 1},
        {" 1 x,1", "prefix \"x\" of \"1 x\" is not an optional + and digits", 2},
        {"1234567890123456,1", "prefix \"1234567890123456\" has 16 digits, more than E.164's 15",
         1},
        {"+1234567890123456,1", "prefix \"+1234567890123456\" has 16 digits, more than E.164's 15",
         1},
        {"4.47E+11,1",
         "prefix \"4.47E+11\" is in a spreadsheet's scientific notation: export the column as text",
         1},
        {"1,4.47e11",
         "cost \"4.47e11\" is in a spreadsheet's scientific notation: export the column as text",
         3},
        {"#REF!,1", "prefix \"#REF!\" is a spreadsheet's error value", 1},
        {"1,#N/A", "cost \"#N/A\" is a spreadsheet's error value", 3},
        {"1\x01,1", "prefix \"1\\x01\" holds a control character", 1},
        {"1,\x7f", "cost \"\\x7f\" holds a control character", 3},
        {"1,-1", "cost \"-1\" is not a plain decimal", 3},
        {"1,$1", "cost \"$1\" is not a plain decimal: leave currencies and units out", 3},
        {"1,1.2.3", "cost \"1.2.3\" is not a plain decimal", 3},
        {"1, \"0,04\"",
         "cost \"0,04\" is not a plain decimal: is its comma a decimal one? (--decimal-comma)", 5},
        {"1,\"a\"\"b\"", "cost \"a\\\"b\" is not a plain decimal", 4},
        {"1,1234567890123456789",
         "cost \"1234567890123456789\" has 19 significant digits, more than 18", 3},
        {"\"1,2", "a quote is not closed", 0},
        {"\"1\"2,3", "text follows a closing quote", 0},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error fault = {0};
        row out;
        assert_int_equal(read(cases[i].text, &out, &fault), RC_FAULT_ROW);
        assert_int_equal(fault.code, RC_FAULT_ROW);
        assert_string_equal(fault.reason, cases[i].reason);
        if (fault.column != cases[i].column)
            fail_msg("%s: column %d", cases[i].text, (int)fault.column);
    }
}

TEST(nul_byte_is_named_as_such)
{
    static const char text[] = "1\0002,1\n";
    rc_error fault;
    row out;

    assert_int_equal(
        read_as((rc_text){text, sizeof text - 1}, &(dialect){.layout = first_two}, 0, &out, &fault),
        RC_FAULT_ROW);
    assert_string_equal(fault.reason, "prefix \"1\\x002\" holds a NUL byte");
}

TEST(quoted_input_is_bounded)
{
    char text[5000];
    rc_error fault;
    row out;

    memset(text, '\x80', sizeof text);
    memcpy(text + sizeof text - 3, ",1", 3);
    assert_int_equal(read(text, &out, &fault), RC_FAULT_ROW);
    assert_true(strlen(fault.reason) < RC_REASON_BYTES);
    assert_non_null(strstr(fault.reason, "...\" "));
    assert_non_null(strstr(fault.reason, "is not an optional + and digits"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_a_prefix_and_a_cost),
        cmocka_unit_test(faults_name_what_is_wrong_and_where),
        cmocka_unit_test(nul_byte_is_named_as_such),
        cmocka_unit_test(quoted_input_is_bounded),
    };
    return RUN_TESTS(tests);
}
