/* Tests of answer/call.h, answer/call_scan.h and answer/call_header.h: where call records and their
 * fields begin and end. */
#include "answer/call_header.h"
#include "answer/call_scan.h"

#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

/* A record read byte by byte. */
typedef struct reading {
    call call;
    call_format format;
    size_t n_bytes;
} reading;

static reading read_call(rc_text text, char delimiter, size_t column)
{
    reading r = {.format = {delimiter, column}};
    r.n_bytes = rc_call_feed(&r.call, &r.format, text.bytes, text.length, 1);
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
        if (rc_call_judge(&r.call, &r.format) != cases[i].kind)
            fail_msg("case %zu: kind %d", i, (int)rc_call_judge(&r.call, &r.format));
        assert_int_equal(r.n_bytes, strlen(cases[i].record));
        if (r.call.number.n_bytes < strlen(cases[i].number))
            fail_msg("case %zu: %zu bytes of a number", i, r.call.number.n_bytes);
        assert_memory_equal(r.call.number.excerpt, cases[i].number, strlen(cases[i].number));
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
        reading r = read_call(TEXT(cases[i].record), 0, 1);
        if (r.format.delimiter != cases[i].delimiter || r.call.column + 1 != cases[i].n_columns)
            fail_msg("case %zu: delimiter %d, %zu columns", i, r.format.delimiter,
                     r.call.column + 1);
    }
}

/* Records as they mostly are, now and then with a blank or a stray quote. */
static buffer random_records(prng *p, size_t n_fields)
{
    static const char *const fields[] = {"",        "+1415",  "\"\"",     "\"1415\"",
                                         "\"a,b\"", "\"\n\"", "\"\"\"\"", "\"a\"\"b;\"",
                                         "a",       "1\r",    " \"44\" ", "\"x\"y"};
    static const char *const ends[] = {",", ",", ",", ",", ";", "\n", "\r\n"};
    size_t n_kinds = N_ELEMENTS(fields) - (prng_below(p, 2) ? 3 : 0);
    buffer text = {0};

    while (n_fields-- > 0) {
        buffer_string(&text, fields[prng_below(p, n_kinds)]);
        buffer_string(&text, ends[prng_below(p, N_ELEMENTS(ends))]);
    }
    return text;
}

/* Bytes that matter, mostly, behind so many that do not; or records. */
static buffer random_text(prng *p, size_t n_bytes)
{
    static const char bytes[] = "\"\"\"\"\",,,;;\n\n\n\r \t1234+x|";
    buffer text = {0};

    if (prng_below(p, 3) > 0)
        return random_records(p, n_bytes);
    buffer_fill(&text, 'z', prng_below(p, 40));
    while (n_bytes-- > 0)
        buffer_fill(&text, bytes[prng_below(p, sizeof bytes - 1)],
                    prng_below(p, 20) ? 1 : 1 + prng_below(p, 40));
    return text;
}

static void add_padding(buffer *text)
{
    char zeros[BLOCK_PADDING] = {0};

    buffer_add(text, zeros, sizeof zeros);
    text->n_bytes -= BLOCK_PADDING;
}

/* Where the last whole record of the text ends, byte by byte. */
static size_t find_cut(rc_text text, char delimiter)
{
    size_t cut = 0, at = 0;

    while (at < text.length) {
        reading r = read_call((rc_text){text.bytes + at, text.length - at}, delimiter, 1);
        at += r.n_bytes;
        cut = r.call.state == CALL_ENDED ? at : cut;
    }
    return cut;
}

TEST(strides_cut_where_single_bytes_do)
{
    prng p = prng_start();

    for (int round = 0; round < 30000; round++) {
        buffer b = random_text(&p, 1 + prng_below(&p, 80));
        rc_text text = {b.bytes, b.n_bytes};
        char delimiter = ",;\t|"[prng_below(&p, 4)];
        add_padding(&b);
        text.bytes = b.bytes;
        if (rc_call_cut(text, delimiter) != find_cut(text, delimiter))
            fail_msg("\"%.*s\" is cut at %zu, not %zu", (int)text.length, text.bytes,
                     rc_call_cut(text, delimiter), find_cut(text, delimiter));
        buffer_free(&b);
    }
}

/* Compares what was found in strides with what single bytes tell. */
static void check_place(rc_text text, const call_place *place, const reading *r)
{
    number n = {0};

    rc_number_feed(&n, place->number.bytes, place->number.length);
    if (place->n_bytes != r->n_bytes || place->n_text != r->n_bytes - r->call.n_end ||
        place->n_lines != r->call.n_lines || r->call.state != CALL_ENDED || r->call.is_garbled ||
        r->call.column + 1 < r->format.column)
        fail_msg("\"%.*s\": record of %zu bytes, not %zu", (int)text.length, text.bytes,
                 place->n_bytes, r->n_bytes);
    if (rc_number_judge(&n) != rc_number_judge(&r->call.number) ||
        (rc_number_judge(&n) == NUMBER_VALID && n.key != r->call.number.key))
        fail_msg("\"%.*s\": number \"%.*s\"", (int)text.length, text.bytes,
                 (int)place->number.length, place->number.bytes);
}

TEST(strides_find_what_single_bytes_do)
{
    prng p = prng_start();
    size_t n_found = 0;

    for (int round = 0; round < 100000; round++) {
        buffer b = random_text(&p, 1 + prng_below(&p, 60));
        add_padding(&b);
        rc_text text = {b.bytes, b.n_bytes};
        call_format format = {",;\t|"[prng_below(&p, 4)], 1 + prng_below(&p, 4)};
        reading r = read_call(text, format.delimiter, format.column);
        call_place place;
        if (rc_call_scan(text, &format, &place)) {
            check_place(text, &place, &r);
            n_found++;
        }
        buffer_free(&b);
    }
    assert_true(n_found > 10000);
}

TEST(pieces_of_a_record_make_the_same_as_the_whole)
{
    prng p = prng_start();

    for (int round = 0; round < 20000; round++) {
        buffer b = random_text(&p, 1 + prng_below(&p, 60));
        reading r = read_call((rc_text){b.bytes, b.n_bytes}, ',', 2);
        call pieces = {.state = CALL_AT_START};
        call_format format = {',', 2};
        for (size_t at = 0, n; at < b.n_bytes && pieces.state != CALL_ENDED; at += n) {
            n = 1 + prng_below(&p, b.n_bytes - at);
            while (at + n < b.n_bytes && b.bytes[at + n - 1] == '\r')
                n++;
            n = rc_call_feed(&pieces, &format, b.bytes + at, n, at + n == b.n_bytes);
        }
        assert_memory_equal(&pieces, &r.call, sizeof pieces);
        buffer_free(&b);
    }
}

/* ---- Headers ---- */

static rc_code find(const char *header, const char *name, size_t *column, rc_error *error)
{
    return rc_call_header_find(TEXT(header), ',', TEXT(name), column, error);
}

TEST(column_is_found_by_its_name_case_and_blanks_aside)
{
    static const struct {
        const char *header, *name;
        size_t column;
    } cases[] = {
        {"a,b,c", "a", 1},
        {"a,b,c", "c", 3},
        {"a,Called Number,c", "called number", 2},
        {"a,\" CalledNumber \",c", "CALLED  NUMBER", 2},
        {" dst ,src", "dst", 1},
        {"\"a,b\",b", "b", 2},
        {"\"a,b\",b", "a,b", 1},
        {"\"the \"\"number\"\"\",b", "the \"number\"", 1},
        {"\"dst\ncountry\",dst", "dst", 2},
        {"ab,abc,abcd", "abc", 2},
        {",dst,", "dst", 2},
        {"dst", "dst", 1},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        size_t column;
        rc_error error = {.code = RC_OK};
        if (find(cases[i].header, cases[i].name, &column, &error))
            fail_msg("case %zu: %s", i, error.reason);
        assert_int_equal(column, cases[i].column);
    }
}

TEST(name_that_is_not_there_or_not_clear_is_refused)
{
    size_t column;
    rc_error error;

    assert_int_equal(find("a, b ,\"c,d\"", "x", &column, &error), RC_ERROR_COLUMN);
    assert_string_equal(error.reason,
                        "no column is named \"x\": the header has \"a\", \"b\", \"c,d\"");
    assert_int_equal(find("Dst,a,d s t,dst", "dst", &column, &error), RC_ERROR_COLUMN);
    assert_string_equal(error.reason, "columns 1 and 3 are both named \"dst\"");
}

TEST(list_of_names_is_bounded)
{
    buffer header = {0};
    size_t column;
    rc_error error;

    for (int i = 0; i < 1000; i++) {
        buffer_fill(&header, i % 3 ? 'a' : '\1', (size_t)i);
        buffer_string(&header, ",");
        assert_int_equal(find(header.bytes, "x", &column, &error), RC_ERROR_COLUMN);
        assert_true(strlen(error.reason) < RC_ERROR_REASON_BYTES - 1);
    }
    assert_string_equal(error.reason + strlen(error.reason) - 5, ", ...");
    buffer_free(&header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_found_in_their_column),
        cmocka_unit_test(first_record_tells_the_delimiter),
        cmocka_unit_test(strides_cut_where_single_bytes_do),
        cmocka_unit_test(strides_find_what_single_bytes_do),
        cmocka_unit_test(pieces_of_a_record_make_the_same_as_the_whole),
        cmocka_unit_test(column_is_found_by_its_name_case_and_blanks_aside),
        cmocka_unit_test(name_that_is_not_there_or_not_clear_is_refused),
        cmocka_unit_test(list_of_names_is_bounded),
    };
    return RUN_TESTS(tests);
}
