/* Tests of csv/record.h: one record of CSV. */
#include "csv/record.h"

#include "support_test.h"

static layout first_two(char delimiter)
{
    return (layout){.delimiter = delimiter, .n_slots = 2, .columns = {0, 1}};
}

static void read(rc_text text, char delimiter, int multiline, record *r)
{
    layout l = first_two(delimiter);
    rc_record_read(text, &l, multiline, r);
}

typedef struct record_case {
    const char *text;
    record_kind kind;
    size_t n_bytes, n_lines;
    int has_end;
    unsigned n_fields;
    const char *fields[2]; /* the first ones; the others are only counted */
} record_case;

static const record_case cases[] = {
    /* plain */
    {"1,2\n", RECORD_ROW, 4, 1, 1, 2, {"1", "2"}},
    {"1,2\n3,4\n", RECORD_ROW, 4, 1, 1, 2, {"1", "2"}},
    {"1,2\r\n", RECORD_ROW, 5, 1, 1, 2, {"1", "2"}},
    {"1,2", RECORD_ROW, 3, 0, 0, 2, {"1", "2"}},
    {"1,2\r", RECORD_ROW, 4, 0, 0, 2, {"1", "2"}},
    {"1\n", RECORD_ROW, 2, 1, 1, 1, {"1"}},
    {"1,\n", RECORD_ROW, 3, 1, 1, 2, {"1", ""}},
    {",\n", RECORD_ROW, 2, 1, 1, 2, {"", ""}},
    {",2\n", RECORD_ROW, 3, 1, 1, 2, {"", "2"}},
    {"1,2,3,\"4\n\"\n", RECORD_ROW, 11, 2, 1, 4, {"1", "2"}},
    /* blanks */
    {" 1 ,\t2\t\n", RECORD_ROW, 8, 1, 1, 2, {"1", "2"}},
    {" 1 2 , 3 \r\n", RECORD_ROW, 11, 1, 1, 2, {"1 2", "3"}},
    {"  ,  \n", RECORD_ROW, 6, 1, 1, 2, {"", ""}},
    /* quotes */
    {"\"1\",\"2\"\n", RECORD_ROW, 8, 1, 1, 2, {"1", "2"}},
    {" \"1\" , \" 2 \" \n", RECORD_ROW, 14, 1, 1, 2, {"1", "2"}},
    {"\"1,1\",2\n", RECORD_ROW, 8, 1, 1, 2, {"1,1", "2"}},
    {"\"1\n1\",2\n", RECORD_ROW, 8, 2, 1, 2, {"1\n1", "2"}},
    {"\"1\r\n1\",2\r\n", RECORD_ROW, 10, 2, 1, 2, {"1\r\n1", "2"}},
    {"\"a\"\"b\",2\n", RECORD_ROW, 9, 1, 1, 2, {"a\"\"b", "2"}},
    {"\"\"\"\",2\n", RECORD_ROW, 7, 1, 1, 2, {"\"\"", "2"}},
    {"\"\",\"\"\n", RECORD_ROW, 6, 1, 1, 2, {"", ""}},
    {"\"1\",\"2\"", RECORD_ROW, 7, 0, 0, 2, {"1", "2"}},
    {"\"1\",\"2\"\r", RECORD_ROW, 8, 0, 0, 2, {"1", "2"}},
    {"a\"b,c\n", RECORD_ROW, 6, 1, 1, 2, {"a\"b", "c"}},
    {"\"#1\",2\n", RECORD_ROW, 7, 1, 1, 2, {"#1", "2"}},
    /* garbage */
    {"\"1\"x,2\n", RECORD_GARBAGE, 7, 1, 1, 1, {"1"}},
    {"\"1\" x,2\n3,4\n", RECORD_GARBAGE, 8, 1, 1, 1, {"1"}},
    {"1,\"2\"\r3\n", RECORD_GARBAGE, 8, 1, 1, 2, {"1", "2"}},
    {"1,2,\"3\"4,5\n", RECORD_GARBAGE, 11, 1, 1, 3, {"1", "2"}},
    {"\"1\n2\"x,3\n", RECORD_GARBAGE, 3, 1, 1, 1, {"1\n2"}},
    /* carriage returns */
    {"a\rb,c\n", RECORD_RETURN, 6, 1, 1, 2, {"a\rb", "c"}},
    {"1,2\r3,4\r", RECORD_RETURN, 8, 0, 0, 3, {"1", "2\r3"}},
    {"1,2,3\r4\n", RECORD_RETURN, 8, 1, 1, 3, {"1", "2"}},
    /* open */
    {"\"1,2", RECORD_OPEN, 4, 0, 0, 1, {"1,2"}},
    {"\"", RECORD_OPEN, 1, 0, 0, 1, {""}},
    {"1,\"2\"\"", RECORD_OPEN, 6, 0, 0, 2, {"1", "2\"\""}},
    /* ignored */
    {"\n", RECORD_IGNORED, 1, 1, 1, 0, {NULL}},
    {"\r\n", RECORD_IGNORED, 2, 1, 1, 0, {NULL}},
    {"\r", RECORD_IGNORED, 1, 0, 0, 0, {NULL}},
    {" \t\n1,2\n", RECORD_IGNORED, 3, 1, 1, 0, {NULL}},
    {"   ", RECORD_IGNORED, 3, 0, 0, 0, {NULL}},
    {"# comment, \"here\n1,2\n", RECORD_IGNORED, 17, 1, 1, 0, {NULL}},
    {"#", RECORD_IGNORED, 1, 0, 0, 0, {NULL}},
    {"#NAME\n", RECORD_IGNORED, 6, 1, 1, 0, {NULL}},
    {"#REF!,1\n", RECORD_ROW, 8, 1, 1, 2, {"#REF!", "1"}},
    {"#N/A,1\n", RECORD_ROW, 7, 1, 1, 2, {"#N/A", "1"}},
};

static void check(const record *r, const record_case *c)
{
    if (r->kind != c->kind || r->n_bytes != c->n_bytes || r->n_lines != c->n_lines ||
        r->has_end != c->has_end || r->n_fields != c->n_fields)
        fail_msg("\"%s\": kind %d, %zu bytes, %zu lines, end %d, %u fields", c->text, (int)r->kind,
                 r->n_bytes, r->n_lines, r->has_end, r->n_fields);
    for (unsigned i = 0; i < r->n_fields && i < 2; i++) {
        rc_text text = r->fields[i].text;
        if (text.length != strlen(c->fields[i]))
            fail_msg("\"%s\": field %u is \"%.*s\"", c->text, i, (int)text.length, text.bytes);
        assert_memory_equal(text.bytes, c->fields[i], text.length);
    }
}

TEST(records_are_read_as_csv)
{
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        size_t length = strlen(cases[i].text);
        char *exact = malloc(length); /* so that a look behind the end is noticed */
        record r;
        memcpy(exact, cases[i].text, length);
        read((rc_text){exact, length}, ',', 1, &r);
        check(&r, &cases[i]);
        free(exact);
    }
}

TEST(any_delimiter_separates_fields)
{
    static const char delimiters[] = ";\t|";

    for (const char *d = delimiters; *d; d++) {
        char text[] = "1;2,3;4\n";
        record r;
        text[1] = text[5] = *d;
        read(TEXT(text), *d, 1, &r);
        assert_int_equal(r.n_fields, 3);
        assert_int_equal(r.fields[0].text.length, 1);
        assert_int_equal(r.fields[1].text.length, 3);
    }
}

TEST(tab_that_delimits_is_no_blank)
{
    record r;

    read(TEXT("\t2\n"), '\t', 1, &r);
    assert_int_equal(r.kind, RECORD_ROW);
    assert_int_equal(r.n_fields, 2);
    assert_int_equal(r.fields[0].text.length, 0);
    assert_int_equal(r.fields[1].text.length, 1);
}

TEST(quoted_line_end_leaves_the_quote_open_where_records_are_lines)
{
    record r;

    read(TEXT("\"1\n1\",2\n"), ',', 0, &r);
    assert_int_equal(r.kind, RECORD_OPEN);
    assert_int_equal(r.n_bytes, 3);
    assert_int_equal(r.n_lines, 1);
    assert_true(r.has_end);
}

TEST(quoting_of_fields_is_told)
{
    record r;

    read(TEXT("\"1\",2\n"), ',', 1, &r);
    assert_true(r.fields[0].is_quoted);
    assert_false(r.fields[1].is_quoted);
}

TEST(spreadsheet_errors_are_known_by_their_beginning)
{
    static const char *const errors[] = {"#REF!",   "#N/A",  "#VALUE!", "#NAME?",
                                         "#DIV/0!", "#NUM!", "#NULL!",  "#REF!,1"};
    static const char *const others[] = {"", "#", "#REF", "REF!", "# REF!", "#ref!", "1"};

    for (size_t i = 0; i < N_ELEMENTS(errors); i++)
        assert_true(rc_is_spreadsheet_error(TEXT(errors[i])));
    for (size_t i = 0; i < N_ELEMENTS(others); i++)
        assert_false(rc_is_spreadsheet_error(TEXT(others[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read_as_csv),
        cmocka_unit_test(any_delimiter_separates_fields),
        cmocka_unit_test(tab_that_delimits_is_no_blank),
        cmocka_unit_test(quoted_line_end_leaves_the_quote_open_where_records_are_lines),
        cmocka_unit_test(quoting_of_fields_is_told),
        cmocka_unit_test(spreadsheet_errors_are_known_by_their_beginning),
    };
    return RUN_TESTS(tests);
}
