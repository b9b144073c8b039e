/* Tests of table/carried.h and table/carried_bytes.h. */
#include "table/carried_bytes.h"

#include "support_stream.h"
#include "support_test.h"

#include <stdlib.h>

enum { N_VALUES = 3 };

static void add(text_list *list, const char *text)
{
    rc_text_list_add(list, TEXT(text));
    rc_text_list_end(list);
}

/* Two columns and terms; the caller frees it. */
static carried make(void)
{
    static const uint32_t numbers[] = {2, 3, 1, 0, 3, 0, 3, 2, 1};
    carried c = {.has_terms = true, .n_texts = 3};

    add(&c.columns, "Destination (EN)");
    add(&c.columns, "Zone");
    add(&c.texts, "");
    add(&c.texts, "60/6 0.01");
    add(&c.texts, "A");
    add(&c.texts, "Germany, all");
    c.numbers = malloc(sizeof numbers);
    memcpy(c.numbers, numbers, sizeof numbers);
    return c;
}

static void put(void *context, const void *bytes, size_t n_bytes)
{
    buffer_add(context, bytes, n_bytes);
}

static buffer write(const carried *c)
{
    buffer b = {0};

    rc_carried_put(c, N_VALUES, put, &b);
    assert_int_equal(b.n_bytes, rc_carried_measure(c, N_VALUES));
    return b;
}

static rc_code read_back(const char *bytes, size_t n_bytes)
{
    carried read = {.n_texts = 0};
    rc_code code = rc_carried_parse(&read, (rc_text){bytes, n_bytes}, N_VALUES);

    rc_carried_free(&read);
    return code;
}

TEST(columns_are_found_by_their_names)
{
    carried c = make();

    assert_int_equal(rc_carried_find(&c, TEXT("destination")), 0);
    assert_int_equal(rc_carried_find(&c, TEXT("ZONE")), 1);
    assert_int_equal(rc_carried_find(&c, TEXT("zones")), 3);
    rc_carried_free(&c);
}

TEST(texts_come_back_from_the_bytes)
{
    carried c = make(), read = {.n_texts = 0};
    buffer b = write(&c);

    assert_int_equal(rc_carried_parse(&read, (rc_text){b.bytes, b.n_bytes}, N_VALUES), RC_OK);
    assert_int_equal(read.n_texts, 3);
    assert_true(read.has_terms);
    assert_int_equal(rc_carried_find(&read, TEXT("zone")), 1);
    for (uint32_t value = 0; value < N_VALUES; value++)
        for (unsigned i = 0; i < 3; i++) {
            rc_text x = carried_text(&c, value, i), y = carried_text(&read, value, i);
            assert_int_equal(x.length, y.length);
            assert_memory_equal(x.bytes, y.bytes, x.length);
        }
    assert_int_equal(carried_terms(&read, 2).length, strlen("60/6 0.01"));
    assert_int_equal(carried_terms(&read, 1).length, 0);
    rc_carried_free(&read);
    rc_carried_free(&c);
    buffer_free(&b);
}

TEST(nothing_takes_no_bytes)
{
    carried none = {.n_texts = 0};

    assert_int_equal(rc_carried_measure(&none, N_VALUES), 0);
    assert_int_equal(write(&none).n_bytes, 0);
}

TEST(bytes_that_are_cut_or_followed_are_refused)
{
    carried c = make();
    buffer b = write(&c);

    for (size_t n = 0; n < b.n_bytes; n++)
        assert_int_equal(read_back(b.bytes, n), RC_ERROR_TABLE);
    buffer_add(&b, "\0\0\0\0", 4);
    assert_int_equal(read_back(b.bytes, b.n_bytes), RC_ERROR_TABLE);
    assert_int_equal(read_back(b.bytes, b.n_bytes - 3), RC_ERROR_TABLE);
    rc_carried_free(&c);
    buffer_free(&b);
}

/* Puts a byte in the place of one behind a text that stands in the bytes once. */
static void assert_refused(size_t offset, char byte)
{
    carried c = make();
    buffer b = write(&c);

    assert_true(b.bytes[offset] != byte);
    b.bytes[offset] = byte;
    assert_int_equal(read_back(b.bytes, b.n_bytes), RC_ERROR_TABLE);
    rc_carried_free(&c);
    buffer_free(&b);
}

TEST(what_no_writer_would_write_is_refused)
{
    enum { TEXTS = 12 + 4 + 16 + 4 + 4, NUMBERS = TEXTS + 4 * 4 + 9 + 1 + 12 };

    assert_refused(0, 17);               /* columns */
    assert_refused(4, 2);                /* terms */
    assert_refused(8, 3);                /* texts */
    assert_refused(TEXTS, 1);            /* the first is not empty */
    assert_refused(TEXTS + 4 + 4, 'B');  /* terms that are none */
    assert_refused(TEXTS + 17 + 4, 10);  /* a control character */
    assert_refused(TEXTS + 17 + 4, '0'); /* out of order */
    assert_refused(NUMBERS, 4);          /* no such text */
    assert_refused(NUMBERS + 8, 2);      /* "A" is no terms */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_their_names),
        cmocka_unit_test(texts_come_back_from_the_bytes),
        cmocka_unit_test(nothing_takes_no_bytes),
        cmocka_unit_test(bytes_that_are_cut_or_followed_are_refused),
        cmocka_unit_test(what_no_writer_would_write_is_refused),
    };
    return RUN_TESTS(tests);
}
