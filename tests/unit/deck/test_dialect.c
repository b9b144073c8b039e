/* Tests of deck/dialect.h: what the first record tells of a list. */
#include "deck/dialect.h"

#include "support_test.h"

/* What a first record comes to. */
static dialect_finding find(const char *text, const rc_load_options *o, dialect *d, rc_error *error)
{
    record r;

    *d = rc_dialect_guess(o, TEXT(text), true);
    rc_record_read(TEXT(text), &d->layout, true, &r);
    column_notes notes = {.n_warnings = 0};
    return rc_dialect_find(d, o, TEXT(text), true, &r, &notes, error);
}

TEST(delimiter_is_the_first_candidate_outside_quotes)
{
    static const struct {
        const char *text;
        char delimiter;
    } cases[] = {
        {"1,2;3\n", ','},        {"1;2,3\n", ';'},           {"1\t2,3\n", '\t'},
        {"1|2,3\n", '|'},        {"\"1,2\";3\n", ';'},       {"\"1\n,2\" ;3\n", ';'},
        {"\"a\"\",\";3\n", ';'}, {" \"1,2\" ;3\n", ';'},     {"1\n2;3\n", '\0'},
        {"a\"b,c;d\n", ','},     {"\"open, or not;\n", ','}, {"\n", '\0'},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        if (rc_csv_find_delimiter(TEXT(cases[i].text), 1) != cases[i].delimiter)
            fail_msg("%s", cases[i].text);
}

TEST(header_tells_where_the_columns_are)
{
    static const struct {
        const char *text;
        dialect_finding finding;
        unsigned prefix, cost;
    } cases[] = {
        {"1,2\n", FINDING_ROW, 0, 1},
        {"prefix,cost\n", FINDING_HEADER, 0, 1},
        {"Vorwahl,Preis\n", FINDING_HEADER, 0, 1},
        {"Country,Network,Dial Codes,Rate/Min,Effective\n", FINDING_HEADER, 2, 3},
        {"rate, NPA NXX \n", FINDING_HEADER, 1, 0},
        {"\"Dial\nCodes\";\"RATE / MIN\"\n", FINDING_HEADER, 0, 1},
        {"name;price;code;\n", FINDING_HEADER, 2, 1},
        {"Prefix,Interrate 2\n", FINDING_ROW, 0, 1},
        {"x,y,Per-Minute Cost (USD),Area_Code\n", FINDING_HEADER, 3, 2},
        {"NPA,NXX,Rate EUR\n", FINDING_HEADER, 0, 2},
        {"tariff,prefix\n", FINDING_HEADER, 1, 0},
        {"code,2\n", FINDING_ROW, 0, 1},
        {"2,cost\n", FINDING_ROW, 0, 1},
        {"prefix\n", FINDING_NOTHING, 0, 1},
        {"1\n", FINDING_NOTHING, 0, 1},
        {"\"prefix,cost\n", FINDING_NOTHING, 0, 1},
        {"\"prefix\"x,cost\n", FINDING_NOTHING, 0, 1},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_load_options o = {0};
        rc_error error = {.code = RC_OK};
        dialect d;
        dialect_finding finding = find(cases[i].text, &o, &d, &error);
        if (finding != cases[i].finding)
            fail_msg("%s: %d %s", cases[i].text, (int)finding, error.reason);
        if (d.layout.columns[ROLE_PREFIX] != cases[i].prefix ||
            d.layout.columns[ROLE_COST] != cases[i].cost)
            fail_msg("%s: %u, %u", cases[i].text, d.layout.columns[0], d.layout.columns[1]);
    }
}

TEST(options_override_the_header)
{
    rc_load_options o = {.prefix_column = {.number = 4}, .cost_column = {.name = {"PRICE 2", 7}}};
    rc_error error = {.code = RC_OK};
    dialect d;

    assert_int_equal(find("code,rate,price 2,x\n", &o, &d, &error), FINDING_HEADER);
    assert_int_equal(d.layout.columns[ROLE_PREFIX], 3);
    assert_int_equal(d.layout.columns[ROLE_COST], 2);
    o = (rc_load_options){.header = RC_HEADER_NO};
    assert_int_equal(find("rate,code\n", &o, &d, &error), FINDING_ROW);
    assert_int_equal(d.layout.columns[ROLE_PREFIX], 0);
    o = (rc_load_options){.header = RC_HEADER_YES};
    assert_int_equal(find("rate 1,code 2\n", &o, &d, &error), FINDING_HEADER);
    o = (rc_load_options){.prefix_column = {.number = 2}, .cost_column = {.number = 1}};
    assert_int_equal(find("Rate, EUR;Code\n", &o, &d, &error), FINDING_HEADER);
    assert_int_equal(d.layout.delimiter, ',');
    o = (rc_load_options){.delimiter = ':'};
    assert_int_equal(find("1:2,3\n", &o, &d, &error), FINDING_ROW);
    assert_true(d.is_plain);
}

TEST(rows_of_a_prefix_and_a_cost_are_simple_and_in_two_columns_plain)
{
    static const struct {
        const char *text;
        rc_load_options options;
        bool is_simple, is_plain;
    } cases[] = {
        {"49,0.5\n", {.at = 0}, true, true},
        {"prefix,cost\n", {.at = 0}, true, true},
        {"49,0.5,x\n", {.at = 0}, true, false},
        {"cost,prefix\n", {.at = 0}, true, false},
        {"name,prefix,x,cost\n", {.at = 0}, true, false},
        {"49,0.5\n", {.decimal_comma = true}, true, false},
        {"49,0.5\n", {.at = 20260301}, false, false},
        {"49,0.5\n", {.factor = {"2", 1}}, false, false},
        {"49,0.5\n", {.increment = {60, 60}}, false, false},
        {"49,0.5,x\n", {.blocked_column = {.number = 3}}, false, false},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error = {.code = RC_OK};
        dialect d = {.is_plain = true};
        find(cases[i].text, &cases[i].options, &d, &error);
        if (d.is_simple != cases[i].is_simple || d.is_plain != cases[i].is_plain)
            fail_msg("case %zu: %d, %d", i, d.is_simple, d.is_plain);
    }
}

TEST(columns_beyond_those_that_are_scanned_are_not_simple)
{
    char text[2 * SIMPLE_COLUMNS + 20] = "1";
    rc_error error = {.code = RC_OK};

    for (size_t i = 1; i <= SIMPLE_COLUMNS; i++)
        strcat(text, ",1");
    for (size_t number = SIMPLE_COLUMNS; number <= SIMPLE_COLUMNS + 1; number++) {
        rc_load_options o = {.prefix_column = {.number = number},
                             .cost_column = {.number = 1},
                             .header = RC_HEADER_NO};
        dialect d;
        assert_int_equal(find(text, &o, &d, &error), FINDING_ROW);
        assert_int_equal(d.is_simple, number == SIMPLE_COLUMNS);
        o.prefix_column.number = 1;
        o.cost_column.number = number;
        assert_int_equal(find(text, &o, &d, &error), FINDING_ROW);
        assert_int_equal(d.is_simple, number == SIMPLE_COLUMNS);
    }
}

TEST(columns_that_cannot_be_told_are_errors_that_say_so)
{
    static const struct {
        const char *text;
        rc_load_options options;
        const char *reason;
        rc_hint hint;
    } cases[] = {
        {"a,\"b \"\"c\"\"\",d\n",
         {.cost_column = {.name = {"rate", 4}}},
         "the header has no \"rate\", but \"a\", \"b \\\"c\\\"\", \"d\"",
         RC_HINT_PREAMBLE},
        {"a,rate,Rate\n",
         {.cost_column = {.name = {"rate", 4}}},
         "the header has \"rate\" more than once, in columns 2 and 3: give the number",
         RC_HINT_NONE},
        {"a,b\n",
         {.header = RC_HEADER_YES, .cost_column = {.number = 3}},
         "the header has 2 fields, no cost in column 3",
         RC_HINT_COST_OR_PREAMBLE},
        {"rate,b,c\n",
         {.prefix_column = {.number = 1}},
         "prefix and cost are both column 1",
         RC_HINT_COST_COLUMN},
        {"code,b,c\n",
         {.cost_column = {.number = 1}},
         "prefix and cost are both column 1",
         RC_HINT_PREFIX_COLUMN},
        {"code,rate,from\n",
         {.at = 20260101, .cost_column = {.number = 2}, .effective_column = {.number = 2}},
         "cost and date are both column 2",
         RC_HINT_EFFECTIVE_COLUMN},
        {"a,b,code\n",
         {0},
         "no name in the header is known for the cost: 1 \"a\", 2 \"b\", 3 \"code\"",
         RC_HINT_COST_OR_PREAMBLE},
        {"a,b,cost\n",
         {0},
         "no name in the header is known for the prefix: 1 \"a\", 2 \"b\", 3 \"cost\"",
         RC_HINT_PREFIX_OR_PREAMBLE},
        {"a,b,c\n",
         {0},
         "no names in the header are known for prefix and cost: 1 \"a\", 2 \"b\", 3 \"c\"",
         RC_HINT_BOTH_OR_PREAMBLE},
        {"code,prefix,rate\n",
         {0},
         "columns 1 \"code\" and 2 \"prefix\" may both be the prefix",
         RC_HINT_PREFIX_COLUMN},
        {"code,start date,valid from,rate\n",
         {.at = 20260101},
         "columns 2 \"start date\" and 3 \"valid from\" may both be the date",
         RC_HINT_EFFECTIVE_COLUMN},
        {"code,rate,price\n",
         {0},
         "columns 2 \"rate\" and 3 \"price\" may both be the cost",
         RC_HINT_COST_COLUMN},
        {"cc,area code,rate\n",
         {0},
         "the codes of column 2 \"area code\" may lack the country code of column 1 \"cc\"",
         RC_HINT_PREFIX_COLUMN},
        {"npa,nxx,x,rate\n",
         {0},
         "the prefix may go on behind column 2 \"nxx\" with column 3 \"x\"",
         RC_HINT_PREFIX_COLUMN},
        {"212,555,0.01\n",
         {0},
         "the cost may be \"0.01\" in column 3 or \"555\" in column 2",
         RC_HINT_COST_COLUMN},
        {"Rate, EUR;Code\n", {0}, "the header could have another delimiter", RC_HINT_DELIMITER},
        {"Rate, EUR;Code\n",
         {.prefix_column = {.number = 2}},
         "the header could have another delimiter",
         RC_HINT_DELIMITER},
        {"Rate, EUR;Code\n",
         {.cost_column = {.number = 1}},
         "the header could have another delimiter",
         RC_HINT_DELIMITER},
        {"0,04;49\n",
         {.prefix_column = {.number = 2}, .cost_column = {.number = 1}},
         "the first row could have another delimiter",
         RC_HINT_DELIMITER},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        rc_error error = {.code = RC_OK};
        dialect d;
        assert_int_equal(find(cases[i].text, &cases[i].options, &d, &error), FINDING_ERROR);
        assert_int_equal(error.code, RC_ERROR_FORMAT);
        assert_string_equal(error.reason, cases[i].reason);
        assert_int_equal(error.hint, cases[i].hint);
    }
}

TEST(only_a_decimal_behind_the_second_column_may_be_the_cost)
{
    static const char *const decimals[] = {"5.", ".5", "0.5", "5e3", "5E-03", "5e+03", "5.e-1"};
    static const char *const others[] = {"5",   "",   ".",   "e5",  "E-3",   "-3",   "5-3",
                                         "5x3", "5E", "5E-", "5.x", "1.2.3", "5e3.1"};
    char text[40], reason[80];
    rc_load_options o = {0};
    rc_error error = {.code = RC_OK};
    dialect d;

    for (size_t i = 0; i < N_ELEMENTS(decimals); i++) {
        sprintf(text, "49,2,%s\n", decimals[i]);
        sprintf(reason, "the cost may be \"%s\" in column 3 or \"2\" in column 2", decimals[i]);
        assert_int_equal(find(text, &o, &d, &error), FINDING_ERROR);
        assert_string_equal(error.reason, reason);
    }
    for (size_t i = 0; i < N_ELEMENTS(others); i++) {
        sprintf(text, "49,2,%s\n", others[i]);
        if (find(text, &o, &d, &error) != FINDING_ROW)
            fail_msg("%s: %s", others[i], error.reason);
    }
}

/* All that two hints hold of such names fits into one value. */
TEST(columns_to_join_are_offered_by_names_of_up_to_24_bytes)
{
    static const char fill[] = "......................", *const numbers = "1+2+3\n1+2";
    rc_load_options o = {0};
    rc_error error = {.code = RC_OK};
    dialect d;

    for (int n = 18; n <= 20; n++) { /* behind block; npa and nxx are as long */
        char text[160], names[160];
        sprintf(text, "npa%.*s,nxx%.*s,block%.*s,rate\n", n + 2, fill, n + 2, fill, n, fill);
        sprintf(names, "npa%.*s+nxx%.*s+block%.*s\nnpa%.*s+nxx%.*s", n + 2, fill, n + 2, fill, n,
                fill, n + 2, fill, n + 2, fill);
        assert_int_equal(find(text, &o, &d, &error), FINDING_ERROR);
        assert_int_equal(error.hint, RC_HINT_PREFIX_COLUMN);
        assert_string_equal(error.hint_value, n <= 19 ? names : numbers);
    }
}

TEST(list_of_names_is_bounded)
{
    rc_load_options o = {.cost_column = {.name = {"rate", 4}}};
    rc_error error = {.code = RC_OK};
    char text[3000] = "";
    dialect d;

    for (int i = 0; i < 300; i++)
        strcat(text, "\x1b[2Jab,");
    strcat(text, "\n");
    assert_int_equal(find(text, &o, &d, &error), FINDING_ERROR);
    assert_true(strlen(error.reason) < RC_ERROR_REASON_BYTES);
    assert_string_equal(error.reason + strlen(error.reason) - 5, ", ...");
    assert_null(strchr(error.reason, '\x1b'));
}

TEST(options_that_contradict_each_other_or_mean_nothing_are_refused)
{
    static const rc_column column = {.number = 2};
    static const rc_load_options wrong[] = {
        {.delimiter = '1'},
        {.delimiter = '"'},
        {.header = RC_HEADER_NO, .cost_column = {.name = {"rate", 4}}},
        {.until_column = {.number = 3}},
        {.effective_column = {.number = 3}},
        {.increment = {60, 0}},
        {.increment = {0, 60}},
        {.next_column = {.number = 3}},
        {.joined_columns = &column, .n_joined_columns = 1},
        {.connect_fee = {"x", 1}},
        {.factor = {"x", 1}},
        {.currency = {"$1", 2}},
        {.prepend = {"x", 1}},
        {.prepend = {"+1234567890123456", 17}},
        {.idd = {"x", 1}},
    };
    static const rc_load_options right[] = {
        {0},
        {.delimiter = '\t'},
        {.at = 20260101},
        {.at = 20260101, .effective_column = {.name = {"from", 4}}},
        {.increment = {60, 1}},
        {.increment_column = {.number = 3}, .next_column = {.number = 4}},
        {.prefix_column = {.number = 1}, .joined_columns = &column, .n_joined_columns = 1},
        {.connect_fee = {"0.10", 4}},
        {.factor = {"1.5", 3}},
        {.currency = {"$", 1}},
        {.prepend = {"+123456789012345", 16}},
        {.idd = {"00,011", 6}},
    };

    for (size_t i = 0; i < N_ELEMENTS(wrong); i++)
        assert_int_equal(rc_dialect_check_options(&wrong[i], NULL), RC_ERROR_OPTIONS);
    for (size_t i = 0; i < N_ELEMENTS(right); i++)
        assert_int_equal(rc_dialect_check_options(&right[i], NULL), RC_OK);
}

TEST(options_may_be_as_many_as_the_header_says)
{
    static const char names[256];
    rc_text texts[256];
    rc_column joined[RC_JOINED_COLUMNS_MAX + 1], carried[RC_CARRIED_COLUMNS_MAX + 1];

    for (unsigned i = 0; i < N_ELEMENTS(texts); i++)
        texts[i] = (rc_text){names, i}; /* none twice */
    for (unsigned i = 0; i < N_ELEMENTS(joined); i++)
        joined[i] = (rc_column){.number = i + 2};
    for (unsigned i = 0; i < N_ELEMENTS(carried); i++)
        carried[i] = (rc_column){.number = i + 3};
    for (unsigned beyond = 0; beyond < 2; beyond++) {
        const rc_load_options options[] = {
            {.blocked = texts, .n_blocked = RC_BLOCKED_TEXTS_MAX + beyond},
            {.prefix_column = {.number = 1},
             .joined_columns = joined,
             .n_joined_columns = RC_JOINED_COLUMNS_MAX + beyond},
            {.carried_columns = carried, .n_carried_columns = RC_CARRIED_COLUMNS_MAX + beyond},
            {.cost_column = {.number = RC_COLUMNS_MAX + beyond}},
        };
        for (size_t i = 0; i < N_ELEMENTS(options); i++)
            assert_int_equal(rc_dialect_check_options(&options[i], NULL),
                             beyond ? RC_ERROR_OPTIONS : RC_OK);
    }
}

TEST(delimiters_are_characters_that_no_field_needs)
{
    for (const char *c = ",;\t|:/_~*'"; *c; c++)
        assert_true(rc_delimiter_is_valid(*c));
    for (const char *c = "09azAZ+-.\"# \n\r\x01\x7f\x80\xff"; *c; c++)
        assert_false(rc_delimiter_is_valid(*c));
    assert_false(rc_delimiter_is_valid('\0'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delimiter_is_the_first_candidate_outside_quotes),
        cmocka_unit_test(header_tells_where_the_columns_are),
        cmocka_unit_test(options_override_the_header),
        cmocka_unit_test(rows_of_a_prefix_and_a_cost_are_simple_and_in_two_columns_plain),
        cmocka_unit_test(columns_beyond_those_that_are_scanned_are_not_simple),
        cmocka_unit_test(columns_that_cannot_be_told_are_errors_that_say_so),
        cmocka_unit_test(only_a_decimal_behind_the_second_column_may_be_the_cost),
        cmocka_unit_test(columns_to_join_are_offered_by_names_of_up_to_24_bytes),
        cmocka_unit_test(list_of_names_is_bounded),
        cmocka_unit_test(options_that_contradict_each_other_or_mean_nothing_are_refused),
        cmocka_unit_test(options_may_be_as_many_as_the_header_says),
        cmocka_unit_test(delimiters_are_characters_that_no_field_needs),
    };
    return RUN_TESTS(tests);
}
