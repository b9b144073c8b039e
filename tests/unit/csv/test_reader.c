/* Tests of csv/reader.h: one record of CSV, byte by byte. */
#include "csv/reader.h"

#include "support_csv.h"
#include "support_test.h"

/* Reads the record at the start of text; returns its bytes. */
static size_t read_whole(csv_reader *r, rc_text text)
{
    const char *at = text.bytes, *end = at + text.length;

    while (at < end && r->state != CSV_ENDED)
        rc_csv_step(r, at++, end, true);
    return (size_t)(at - text.bytes);
}

/* The text of all fields of a record, a bar behind each. */
static void spell_fields(rc_text text, csv_rules rules, char *spelt)
{
    csv_reader r = {.delimiter = ',', .rules = rules};
    const char *at = text.bytes, *end = at + text.length;

    for (; at < end && r.state != CSV_ENDED; at++) {
        csv_event event = rc_csv_step(&r, at, end, true);
        if (event == CSV_TEXT)
            *spelt++ = *at;
        else if (event == CSV_DELIMITER || event == CSV_END)
            *spelt++ = '/';
    }
    *spelt = '\0';
}

TEST(rules_differ_in_what_follows_a_closing_quote_and_in_open_quotes)
{
    static const struct {
        const char *record, *calls, *list, *lines;
    } cases[] = {
        {"a,\"b,c\",d\n", "a/b,c/d/", "a/b,c/d/", "a/b,c/d/"},
        {" \"a\"\"b\" ,\"\"\n", "a\"b//", "a\"b//", "a\"b//"},
        {"\"a\"x,b\n", "ax/b/", "a/", "a/"},
        {"\"a\nb\",c\n", "a\nb/c/", "a\nb/c/", "a/"},
        {"a\"b\",c\r\n", "a\"b\"/c/", "a\"b\"/c/", "a\"b\"/c/"},
        {"a\rb,c\n", "a\rb/c/", "a\rb/c/", "a\rb/c/"},
    };
    char spelt[64];

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        spell_fields(TEXT(cases[i].record), CSV_CALLS, spelt);
        assert_string_equal(spelt, cases[i].calls);
        spell_fields(TEXT(cases[i].record), CSV_LIST, spelt);
        assert_string_equal(spelt, cases[i].list);
        spell_fields(TEXT(cases[i].record), CSV_LINES, spelt);
        assert_string_equal(spelt, cases[i].lines);
    }
}

TEST(first_record_tells_the_delimiter)
{
    static const struct {
        const char *record;
        char delimiter;
        size_t n_columns;
    } cases[] = {
        {"a,b;c\n", ',', 2},    {"a;b,c,d\n", ';', 2},     {"a\tb,c\n", '\t', 2},
        {"a|b|c\n", '|', 3},    {"\"a,b\";c\n", ';', 2},   {"\ta,b\n", '\t', 2},
        {"\t\ta\n", '\t', 3},   {" \t a;b\n", '\t', 2},    {"\t\"a\"\t,\n", '\t', 3},
        {"\t,\n", '\t', 2},     {"a b\n", 0, 1},           {"\t\t\n", 0, 1},
        {"\"a;b\"\n", 0, 1},    {"\"a\"\"\";b\n", ';', 2}, {",\n", ',', 2},
        {"a\"b,c\"\n", ',', 2}, {" a\t\n", '\t', 2},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        csv_reader r = {.delimiter = 0};
        read_whole(&r, TEXT(cases[i].record));
        if (r.delimiter != cases[i].delimiter || r.column + 1 != cases[i].n_columns)
            fail_msg("case %zu: delimiter %d, %zu columns", i, r.delimiter, r.column + 1);
    }
}

TEST(open_quote_is_a_character_to_the_search_for_the_delimiter)
{
    assert_int_equal(rc_csv_find_delimiter(TEXT("\"a;b,c\n"), true), ';');
    assert_int_equal(rc_csv_find_delimiter(TEXT("\"a;b\n\",c\n"), true), ',');
    assert_int_equal(rc_csv_find_delimiter(TEXT("\"a;b\n\",c\n"), false), ';');
    assert_int_equal(rc_csv_find_delimiter(TEXT("\"a\n;"), false), 0);
}

TEST(pieces_of_a_record_make_the_same_as_the_whole)
{
    prng p = prng_start();

    for (int round = 0; round < 20000; round++) {
        buffer b = random_csv(&p, 1 + prng_below(&p, 60));
        csv_rules rules = (csv_rules)prng_below(&p, 3);
        csv_reader whole = {.delimiter = ',', .rules = rules}, pieces = whole;
        size_t n_bytes = read_whole(&whole, (rc_text){b.bytes, b.n_bytes}), n_read = 0;
        for (size_t at = 0, n; at < b.n_bytes && pieces.state != CSV_ENDED; at += n) {
            n = 1 + prng_below(&p, b.n_bytes - at);
            while (at + n < b.n_bytes && b.bytes[at + n - 1] == '\r')
                n++;
            for (size_t i = 0; i < n && pieces.state != CSV_ENDED; i++, n_read++)
                rc_csv_step(&pieces, b.bytes + at + i, b.bytes + at + n, at + n == b.n_bytes);
        }
        assert_int_equal(n_read, n_bytes);
        assert_memory_equal(&pieces, &whole, sizeof whole);
        buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_differ_in_what_follows_a_closing_quote_and_in_open_quotes),
        cmocka_unit_test(first_record_tells_the_delimiter),
        cmocka_unit_test(open_quote_is_a_character_to_the_search_for_the_delimiter),
        cmocka_unit_test(pieces_of_a_record_make_the_same_as_the_whole),
    };
    return RUN_TESTS(tests);
}
