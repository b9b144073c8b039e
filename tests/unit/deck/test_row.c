/* Tests of deck/row.h: what a row means, or what is wrong with it. */
#include "deck/row.h"

#include "support_test.h"

static const layout first_two = {.delimiter = ',', .n_slots = 2, .columns = {0, 1}};

static rc_code read_as(rc_text text, const dialect *d, int is_first, deck_row *out, rc_error *fault)
{
    record r;

    rc_record_read(text, &d->layout, 1, &r);
    return rc_row_read(&r, text.bytes, d, is_first, out, fault);
}

static rc_code read(const char *text, deck_row *out, rc_error *fault)
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
        {"=\"49\",1.50E-2", "49", "0.0150"},
        {"\"=\"\"49\"\"\",1", "49", "1"},
        {"=\" 49;50\t\",1", "49;50", "1"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error fault;
        deck_row out = {0};
        assert_int_equal(read(cases[i].text, &out, &fault), RC_OK);
        assert_int_equal(out.prefixes.text.length, strlen(cases[i].prefix));
        assert_memory_equal(out.prefixes.text.bytes, cases[i].prefix, out.prefixes.text.length);
        assert_int_equal(out.cost.text.length, strlen(cases[i].cost));
        assert_memory_equal(out.cost.text.bytes, cases[i].cost, out.cost.text.length);
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
        {"1,4.47e", "cost \"4.47e\" is not a plain decimal", 3},
        {"1,4.47E+11x", "cost \"4.47E+11x\" is not a plain decimal", 3},
        {"1,1E-31", "cost \"1E-31\" has an exponent beyond 30", 3},
        {"1,1E31", "cost \"1E31\" has an exponent beyond 30", 3},
        {"1,1E20", "cost \"1E20\" has 21 significant digits, more than 18", 3},
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
        deck_row out;
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
    deck_row out;

    assert_int_equal(
        read_as((rc_text){text, sizeof text - 1}, &(dialect){.layout = first_two}, 0, &out, &fault),
        RC_FAULT_ROW);
    assert_string_equal(fault.reason, "prefix \"1\\x002\" holds a NUL byte");
}

TEST(quoted_input_is_bounded)
{
    char text[5000];
    rc_error fault;
    deck_row out;

    memset(text, '\x80', sizeof text);
    memcpy(text + sizeof text - 3, ",1", 3);
    assert_int_equal(read(text, &out, &fault), RC_FAULT_ROW);
    assert_true(strlen(fault.reason) < RC_ERROR_REASON_BYTES);
    assert_non_null(strstr(fault.reason, "...\" "));
    assert_non_null(strstr(fault.reason, "is not an optional + and digits"));
}

TEST(decimal_comma_becomes_a_point)
{
    static const struct {
        char delimiter;
        const char *text, *cost; /* or NULL, and then the reason */
        const char *reason;
    } cases[] = {
        {';', "1;0,04", "0.04", NULL},
        {';', "1;,5", ".5", NULL},
        {';', "1;5,", "5.", NULL},
        {';', "1;12", "12", NULL},
        {',', "1,\"0,04\"", "0.04", NULL},
        {',', "1,\"4\"", "4", NULL},
        {',', "1,0,04", NULL, "cost \"0\" may be cut off at its decimal comma: quote it"},
        {';', "1;0.04", NULL, "cost \"0.04\" has a point, but costs have decimal commas"},
        {';', "1;1.000,5", NULL, "cost \"1.000,5\" has a point, but costs have decimal commas"},
        {';', "1;1,000,5", NULL,
         "cost \"1,000,5\" is not a plain decimal: leave separators of thousands out"},
        {';', "1;,", NULL, "cost \",\" is not a plain decimal"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        dialect d = {.layout = {.delimiter = cases[i].delimiter, .n_slots = 2, .columns = {0, 1}},
                     .decimal_comma = 1};
        rc_error fault;
        deck_row out;
        rc_code code = read_as(TEXT(cases[i].text), &d, 0, &out, &fault);
        if (code != (cases[i].cost ? RC_OK : RC_FAULT_ROW))
            fail_msg("%s", cases[i].text);
        if (!cases[i].cost) {
            assert_string_equal(fault.reason, cases[i].reason);
            continue;
        }
        assert_int_equal(out.cost.text.length, strlen(cases[i].cost));
        assert_memory_equal(out.cost.text.bytes, cases[i].cost, out.cost.text.length);
    }
}

TEST(options_change_costs_step_by_step)
{
    static const struct {
        const char *text, *own, *cost;
    } cases[] = {
        {"1;$ 1,05E-02", "0.0105", "0.0126"}, {"1;0,40", "0.40", "0.48"}, {"1;5 $", "5", "6"},
        {"1;\"$\t0,\"", "0.", "0"},           {"1;,5$", ".5", "0.6"},
    };
    dialect d = {.layout = {.delimiter = ';', .n_slots = 2, .columns = {0, 1}},
                 .decimal_comma = true};
    rc_load_options o = {.currency = TEXT("$"), .factor = TEXT("1.2")};
    rc_error fault;
    deck_row out;

    assert_int_equal(rc_row_rules_read(&d.rules, &o, &fault), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        if (read_as(TEXT(cases[i].text), &d, 0, &out, &fault))
            fail_msg("%s: %s", cases[i].text, fault.reason);
        assert_int_equal(out.cost.own.length, strlen(cases[i].own));
        assert_memory_equal(out.cost.own.bytes, cases[i].own, out.cost.own.length);
        assert_int_equal(out.cost.text.length, strlen(cases[i].cost));
        assert_memory_equal(out.cost.text.bytes, cases[i].cost, out.cost.text.length);
    }
    assert_int_equal(read_as(TEXT("1;1,12345678901234567"), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_string_equal(fault.reason, "cost \"1,12345678901234567\" has 19 significant digits "
                                      "times the factor, more than 18");
    assert_int_equal(read_as(TEXT("1;$$1"), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_string_equal(fault.reason, "cost \"$$1\" is not a plain decimal");
}

TEST(options_change_prefixes_in_order)
{
    static const struct {
        const char *text, *prefixes; /* or NULL, and then the reason */
        const char *reason;
    } cases[] = {
        {"049,1", "+49", NULL},
        {"149,1", "0149", NULL},
        {"\"049;1-2\",1", "+49 01 02", NULL},
        {"0123456789012345,1", "+123456789012345", NULL},
        {"01234567890123456,1", NULL,
         "prefix \"01234567890123456\" becomes \"+1234567890123456\", which has 16 digits, more "
         "than E.164's 15"},
        {"0,1", NULL, "prefix \"0\" becomes \"+\", which has no digits"},
        {"00-09,1", NULL, "prefix \"00-09\" becomes \"+\", which has no digits"},
        {"+49,1", NULL, "prefix \"+49\" becomes \"0+49\", which has a + elsewhere than in front"},
    };
    dialect d = {.layout = first_two};
    rc_load_options o = {.prepend = TEXT("0"), .idd = TEXT("00")};
    rc_error fault;
    deck_row out;

    assert_int_equal(rc_row_rules_read(&d.rules, &o, &fault), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        char walked[80] = "", symbols[KEY_SYMBOLS + 1];
        prefix_walk w;
        prefix_key key;
        rc_code code = read_as(TEXT(cases[i].text), &d, 0, &out, &fault);
        if (!cases[i].prefixes) {
            assert_int_equal(code, RC_FAULT_ROW);
            assert_string_equal(fault.reason, cases[i].reason);
            continue;
        }
        assert_int_equal(code, RC_OK);
        rc_prefix_walk_begin(&w, &out.prefixes);
        while (rc_prefix_walk_next(&w, &key)) {
            symbols[rc_key_unpack(symbols, key)] = '\0';
            strcat(strcat(walked, *walked ? " " : ""), symbols);
        }
        assert_string_equal(walked, cases[i].prefixes);
    }
}

/* No more of such a field is looked at than a message shows. */
TEST(doubled_quotes_far_behind_in_a_field_are_faults)
{
    char text[300] = "";
    rc_error fault;
    deck_row out;

    strcat(text, "\"");
    for (int i = 0; i < 40; i++)
        strcat(text, "12 ");
    strcat(text, "12\"\"\",5");
    assert_int_equal(read(text, &out, &fault), RC_FAULT_ROW);
    strcpy(text, "5,\"");
    for (int i = 0; i < 100; i++)
        strcat(text, "0");
    strcat(text, "\"\"5\"");
    assert_int_equal(read(text, &out, &fault), RC_FAULT_ROW);
}

TEST(columns_may_stand_anywhere)
{
    dialect d = {.layout = {.delimiter = ';', .n_slots = 3, .columns = {3, 1, 0}}, .at = 20260101};
    rc_error fault;
    deck_row out;

    assert_int_equal(read_as(TEXT("2026-02-03;0.5;\"x;y\";49 50"), &d, 0, &out, &fault), RC_OK);
    assert_int_equal(out.date, 20260203);
    assert_memory_equal(out.cost.text.bytes, "0.5", 3);
    assert_memory_equal(out.prefixes.text.bytes, "49 50", 5);
    assert_int_equal(read_as(TEXT("2026-02-03;0.5;49"), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_string_equal(fault.reason, "no prefix in column 4: the row has 3 fields");
    assert_int_equal(read_as(TEXT(";0.5;x;49"), &d, 0, &out, &fault), RC_OK);
    assert_int_equal(out.date, 0);
}

TEST(faults_say_by_a_hint_what_helps)
{
    dialect d = {.layout = first_two};
    rc_error fault;
    deck_row out;

    assert_int_equal(read_as(TEXT("Rates of 2026,1"), &d, 1, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_NOT_A_ROW);
    assert_int_equal(read_as(TEXT("49,Mobile"), &d, 1, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_COST_COLUMN);
    assert_int_equal(read_as(TEXT("49,Mobile"), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_NONE);
    assert_int_equal(read_as(TEXT("Rates of 2026"), &d, 1, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_PREAMBLE);
    assert_int_equal(read_as(TEXT("49,\"0,04\""), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_DECIMAL_COMMA);
    d.decimal_comma = true;
    assert_int_equal(read_as(TEXT("49,\"0.04\""), &d, 0, &out, &fault), RC_FAULT_ROW);
    assert_int_equal(fault.hint, RC_HINT_DECIMAL_COMMA_OFF);
}

TEST(letters_of_any_language_begin_a_first_row_that_is_none)
{
    static const char *const words[] = {"az", "AZ", "za", "ZA", "\xc3\x80", "\xd1\x80\xd1\x8f"};
    static const char *const others[] = {"a", "a1", "1a", "a`", "z{", "A@", "Z["};
    dialect d = {.layout = first_two};
    char row[20];
    rc_error fault;
    deck_row out;

    for (size_t i = 0; i < N_ELEMENTS(words); i++) {
        sprintf(row, "%s,1", words[i]);
        assert_int_equal(read_as(TEXT(row), &d, 1, &out, &fault), RC_FAULT_ROW);
        assert_int_equal(fault.hint, RC_HINT_NOT_A_ROW);
    }
    for (size_t i = 0; i < N_ELEMENTS(others); i++) {
        sprintf(row, "%s,1", others[i]);
        assert_int_equal(read_as(TEXT(row), &d, 1, &out, &fault), RC_FAULT_ROW);
        assert_int_equal(fault.hint, RC_HINT_NONE);
    }
}

/* A longer one could not be shown whole, and half of one is no sign. */
TEST(hint_shows_a_currency_that_has_room)
{
    char unit[RC_HINT_VALUE_BYTES + 1], row[RC_HINT_VALUE_BYTES + 20];

    memset(unit, '$', sizeof unit);
    for (size_t length = RC_HINT_VALUE_BYTES - 2; length <= RC_HINT_VALUE_BYTES; length++) {
        rc_error fault = {.code = RC_OK};
        deck_row out = {0};
        sprintf(row, "44,0.02%.*s\n", (int)length, unit);
        assert_int_equal(read(row, &out, &fault), RC_FAULT_ROW);
        assert_int_equal(fault.hint, RC_HINT_CURRENCY);
        assert_int_equal(strlen(fault.hint_value), length < RC_HINT_VALUE_BYTES ? length : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_a_prefix_and_a_cost),
        cmocka_unit_test(faults_name_what_is_wrong_and_where),
        cmocka_unit_test(nul_byte_is_named_as_such),
        cmocka_unit_test(quoted_input_is_bounded),
        cmocka_unit_test(decimal_comma_becomes_a_point),
        cmocka_unit_test(options_change_costs_step_by_step),
        cmocka_unit_test(options_change_prefixes_in_order),
        cmocka_unit_test(doubled_quotes_far_behind_in_a_field_are_faults),
        cmocka_unit_test(columns_may_stand_anywhere),
        cmocka_unit_test(faults_say_by_a_hint_what_helps),
        cmocka_unit_test(letters_of_any_language_begin_a_first_row_that_is_none),
        cmocka_unit_test(hint_shows_a_currency_that_has_room),
    };
    return RUN_TESTS(tests);
}
