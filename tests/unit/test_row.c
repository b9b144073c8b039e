/* Tests of deck/row.h: what a row means, or what is wrong with it. */
#include "deck/row.h"

#include "support_test.h"

static rc_code read(const char *text, row *out, rc_error *fault)
{
    record r;

    record_read(TEXT(text), ',', 1, &r);
    return row_read(&r, text, out, fault);
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
        assert_true(out.key == key_pack(cases[i].prefix, strlen(cases[i].prefix)));
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
        {" 1 2,1", "prefix \"1 2\" is not an optional + and digits", 2},
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
        {"1,$1", "cost \"$1\" is not a plain decimal", 3},
        {"1,1.2.3", "cost \"1.2.3\" is not a plain decimal", 3},
        {"1, \"0,04\"", "cost \"0,04\" is not a plain decimal", 5},
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
    record r;
    row out;

    record_read((rc_text){text, sizeof text - 1}, ',', 1, &r);
    assert_int_equal(row_read(&r, text, &out, &fault), RC_FAULT_ROW);
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

TEST(header_has_no_digit_in_its_first_two_fields)
{
    static const struct {
        const char *text;
        int is_header;
    } cases[] = {
        {"prefix,cost\n", 1},
        {"prefix,cost,2024\n", 1},
        {"prefix\n", 1},
        {"\"a\",\"b\"\n", 1},
        {",\n", 1},
        {"prefix,1\n", 0},
        {"1,cost\n", 0},
        {"1,2\n", 0},
        {"\"prefix,cost\n", 0},
        {"\"prefix\"x,cost\n", 0},
        {"col1,cost\n", 0},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        record r;
        record_read(TEXT(cases[i].text), ',', 1, &r);
        if (row_is_header(&r) != cases[i].is_header)
            fail_msg("%s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_a_prefix_and_a_cost),
        cmocka_unit_test(faults_name_what_is_wrong_and_where),
        cmocka_unit_test(nul_byte_is_named_as_such),
        cmocka_unit_test(quoted_input_is_bounded),
        cmocka_unit_test(header_has_no_digit_in_its_first_two_fields),
    };
    return RUN_TESTS(tests);
}
