/* Tests of table/compiled_save.c: a small table, byte by byte as table/compiled_format.h draws it.
 * test_compiled_read.c reads saved tables of all kinds. */
#include "base/checksum.h"
#include "base/portable.h"
#include "support_compiled.h"
#include "support_table.h"
#include "support_test.h"

static void add_number(buffer *b, uint64_t number, unsigned n_bytes)
{
    unsigned char bytes[8];

    store_bytes(bytes, number, n_bytes);
    buffer_add(b, bytes, n_bytes);
}

/* Adds the checksum of the bytes from start on. */
static void add_sum(buffer *b, size_t start)
{
    checksum sum = {0};

    rc_checksum_add(&sum, b->bytes + start, b->n_bytes - start);
    add_number(b, rc_checksum_value(&sum), 8);
}

static void add_entry(buffer *b, unsigned n_name, unsigned n_costs, unsigned n_cost_bytes,
                      unsigned n_trie_bytes)
{
    add_number(b, n_name, 4);
    add_number(b, n_costs, 4);
    add_number(b, n_cost_bytes, 8);
    add_number(b, n_trie_bytes, 8);
    add_number(b, 1, 4);      /* bytes of a value */
    add_number(b, 1 << 3, 4); /* root without '+': a list at 1 */
    add_number(b, 0, 4);
    add_number(b, 0, 4);
}

TEST(two_carriers_are_saved_as_drawn)
{
    const rc_text lists[] = {TEXT("1,0.5\n"), TEXT("12,0.25\n")};
    static const char *const names[] = {"red", "x"};
    rc_load_options options = {.keep_carriers = true};
    rc_table *table = load_carriers(lists, names, 2, &options, NULL, NULL);
    buffer expected = {0};

    assert_non_null(table);
    buffer_add(&expected, "\365route\r\n", 8);
    add_number(&expected, 4, 4); /* version */
    add_number(&expected, 2, 4); /* flags: the cheapest trie follows */
    add_number(&expected, 2, 4); /* carriers */
    add_number(&expected, 0, 4);
    add_number(&expected, 3 + 4 + 4 + 1 + 5 + 4 + 6, 8);
    add_entry(&expected, 3, 1, 4, 4);
    add_entry(&expected, 1, 1, 5, 4);
    add_entry(&expected, 0, 2, 0, 6);
    add_sum(&expected, 0);
    size_t body = expected.n_bytes;
    buffer_add(&expected, "red\0030.5\0\0\040\001", 3 + 4 + 4);
    buffer_add(&expected, "x\0040.25\0\0\043\001", 1 + 5 + 4);
    buffer_add(&expected, "\0\001\040\043\002\001", 6); /* 1: offer 1, 12: offer 0 */
    add_sum(&expected, body);
    buffer saved = compiled_of(table);
    assert_int_equal(saved.n_bytes, expected.n_bytes);
    assert_memory_equal(saved.bytes, expected.bytes, expected.n_bytes);
    buffer_free(&saved);
    buffer_free(&expected);
    rc_table_free(table);
}

static bool count_write(void *context, const void *bytes, size_t n_bytes)
{
    size_t *counts = context;

    (void)bytes;
    counts[0]++;
    counts[1] += n_bytes;
    return true;
}

TEST(small_parts_are_written_together)
{
    rc_load_options options = {.keep_carriers = true};
    rc_builder *builder = rc_builder_new(&options);
    rc_table *table = NULL;
    size_t counts[] = {0, 0}; /* writes, bytes */
    char name[8];

    for (int i = 0; i < 500; i++) {
        memory_source source = memory_source_of("1,0.5\n", 6);
        snprintf(name, sizeof name, "c%d", i);
        assert_int_equal(rc_builder_begin_carrier(builder, TEXT(name), NULL), RC_OK);
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), NULL), RC_OK);
    }
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    rc_builder_free(builder);
    assert_int_equal(rc_table_save(table, (rc_writer){counts, count_write}, NULL), RC_OK);
    assert_true(counts[0] < 10 && counts[1] > 20000);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_carriers_are_saved_as_drawn),
        cmocka_unit_test(small_parts_are_written_together),
    };
    return RUN_TESTS(tests);
}
