/* Tests of csv/quote_scan.h: it finds what reading record by record finds, or says that it cannot.
 */
#include "csv/quote_scan.h"

#include "csv/record.h"
#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

/* The end of the last record that ends within the text, record by record. */
static size_t walk(rc_text text, char delimiter)
{
    layout l = {delimiter, {COLUMN_NONE, COLUMN_NONE, COLUMN_NONE}};
    size_t at = 0;

    while (at < text.length) {
        record r;
        rc_record_read((rc_text){text.bytes + at, text.length - at}, &l, 1, &r);
        if (!r.has_end || r.kind == RECORD_OPEN)
            break;
        at += r.n_bytes;
    }
    return at;
}

TEST(plain_and_quoted_rows_are_clear)
{
    static const char row[] = "\"a\",\"b \"\"c\"\", d\n\r\n\",\"\"\"\",x\r\n";
    buffer text = {0};

    for (int i = 0; i < 100; i++) {
        buffer_string(&text, row);
        buffer_string(&text, "12,0.5\n");
    }
    buffer_string(&text, "\"open\n");
    while (text.n_bytes % 64 != 0)
        buffer_string(&text, "x");
    rc_text all = {text.bytes, text.n_bytes};
    assert_true(rc_quote_scan_last_end(all, ',') != QUOTES_UNCLEAR);
    assert_int_equal(rc_quote_scan_last_end(all, ','), walk(all, ','));
    assert_int_equal(rc_quote_scan_last_end(all, ','), 100 * (sizeof row - 1 + 7));
    buffer_free(&text);
}

TEST(what_is_found_is_what_reading_finds)
{
    static const char *const pieces[] = {"\"", "\"", "\"\"", ",", ",", "\n",    "\r\n",   "\r",
                                         "#",  "a",  "1",    " ", ";", "\",\"", "\"\n\"", "\"\r\n"};
    prng p = prng_start();
    size_t n_clear = 0;

    for (int round = 0; round < 200000; round++) {
        buffer text = {0};
        size_t n_kinds = 1 + prng_below(&p, N_ELEMENTS(pieces)), n = prng_below(&p, 90);
        for (size_t i = 0; i < n; i++)
            buffer_string(&text, prng_below(&p, 4) ? &"\"a\",\"b\"\n"[4 * prng_below(&p, 2)]
                                                   : pieces[prng_below(&p, n_kinds)]);
        buffer_add(&text, "", 0);
        rc_text all = {text.bytes, text.n_bytes};
        size_t found = rc_quote_scan_last_end(all, ',');
        n_clear += found != QUOTES_UNCLEAR;
        if (found != QUOTES_UNCLEAR && found != walk(all, ','))
            fail_msg("%zu, not %zu, of:\n%s", found, walk(all, ','), text.bytes);
        buffer_free(&text);
    }
    assert_true(n_clear > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_quoted_rows_are_clear),
        cmocka_unit_test(what_is_found_is_what_reading_finds),
    };
    return RUN_TESTS(tests);
}
