/* Tests of load/sealing.h, through the builder: a trie is made while the next carrier is read. */
#include "load/sealing.h"

#include "support_random.h"
#include "support_stream.h"
#include "support_test.h"

enum { N_CARRIERS = 8 };

static void begin(rc_builder *builder, const char *name)
{
    assert_int_equal(rc_builder_begin_carrier(builder, TEXT(name), NULL), RC_OK);
}

static rc_code read(rc_builder *builder, const buffer *list, rc_error *error)
{
    memory_source source = memory_source_of(list->bytes, list->n_bytes);

    return rc_builder_read(builder, memory_reader(&source), error);
}

/* Adds rows until the list has more than a few blocks. */
static buffer make_list(prng *p, size_t n_rows)
{
    buffer list = {0};
    char row[40];

    for (size_t i = 0; i < n_rows; i++) {
        int length = snprintf(row, sizeof row, "%u,0.%u\n", 1000 + (unsigned)prng_below(p, 90000),
                              1 + (unsigned)prng_below(p, 99));
        buffer_add(&list, row, (size_t)length);
    }
    return list;
}

static buffer compile(const buffer *lists, unsigned n_threads)
{
    rc_load_options options = {.keep_carriers = true, .n_threads = n_threads};
    rc_builder *builder = rc_builder_new(&options);
    memory_sink sink = {.fail_at = NEVER};
    rc_table *table;

    for (int i = 0; i < N_CARRIERS; i++) {
        char name[] = {(char)('a' + i), '\0'};
        begin(builder, name);
        assert_int_equal(read(builder, &lists[i], NULL), RC_OK);
        if (i % 2)
            assert_int_equal(rc_builder_end_carrier(builder, NULL), RC_OK);
    }
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_OK);
    rc_table_free(table);
    rc_builder_free(builder);
    return sink.taken;
}

TEST(table_is_the_same_whether_tries_are_made_meanwhile)
{
    prng p = prng_start();
    buffer lists[N_CARRIERS];

    for (int i = 0; i < N_CARRIERS; i++)
        lists[i] = make_list(&p, 1 + prng_below(&p, 60000));
    buffer alone = compile(lists, 1), meanwhile = compile(lists, 4);
    assert_int_equal(alone.n_bytes, meanwhile.n_bytes);
    assert_memory_equal(alone.bytes, meanwhile.bytes, alone.n_bytes);
    buffer_free(&alone);
    buffer_free(&meanwhile);
    for (int i = 0; i < N_CARRIERS; i++)
        buffer_free(&lists[i]);
}

/* A list that may repeat no prefix has workers of its own: those of the others are made anew. */
TEST(list_without_repeats_stands_among_others)
{
    static const char names[][2] = {"a", "b", "c", "d", "e", "f"};
    rc_load_options options = {.keep_carriers = true, .n_threads = 4};
    rc_load_options strict = options;
    rc_builder *builder = rc_builder_new(&options);
    buffer list = {0};
    char row[40];

    strict.duplicates = RC_DUPLICATES_ERROR;
    for (unsigned i = 0; i < 20000; i++)
        buffer_add(&list, row, (size_t)snprintf(row, sizeof row, "%u,0.1\n", 10000 + i));
    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        const rc_load_options *its = i == 2 ? &strict : &options;
        assert_int_equal(rc_builder_set_list_options(builder, its, NULL), RC_OK);
        begin(builder, names[i]);
        assert_int_equal(read(builder, &list, NULL), RC_OK);
    }
    rc_table *table;
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    rc_table_free(table);
    rc_builder_free(builder);
    buffer_free(&list);
}

TEST(name_of_the_carrier_before_is_taken)
{
    prng p = prng_start();
    buffer list = make_list(&p, 20000);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.n_threads = 4});
    rc_error error;

    begin(builder, "red");
    assert_int_equal(read(builder, &list, NULL), RC_OK);
    begin(builder, "red");
    assert_int_equal(read(builder, &list, &error), RC_ERROR_NAME);
    assert_string_equal(error.reason, "two carriers are named \"red\"");
    rc_builder_free(builder);
    buffer_free(&list);
}

/* Its faults are to come while it is known which list has them. */
TEST(repeated_prefix_is_a_fault_when_its_carrier_ends)
{
    rc_load_options options = {.n_threads = 4, .duplicates = RC_DUPLICATES_ERROR};
    char row[40];

    for (size_t n_rows = 2; n_rows <= 20000; n_rows *= 10) {
        rc_builder *builder = rc_builder_new(&options);
        buffer list = {0};
        for (size_t i = 0; i < n_rows; i++)
            buffer_add(&list, row,
                       (size_t)snprintf(row, sizeof row, "%zu,0.1\n", 10000 + i % (n_rows - 1)));
        begin(builder, "red");
        assert_int_equal(read(builder, &list, NULL), RC_OK);
        assert_int_equal(rc_builder_end_carrier(builder, NULL), RC_ERROR_LIST);
        rc_builder_free(builder);
        buffer_free(&list);
    }
}

TEST(list_without_a_name_behind_it_is_refused)
{
    prng p = prng_start();
    buffer list = make_list(&p, 20000);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.n_threads = 4});

    assert_int_equal(read(builder, &list, NULL), RC_OK);
    assert_int_equal(rc_builder_end_carrier(builder, NULL), RC_OK);
    assert_int_equal(read(builder, &list, NULL), RC_ERROR_NAME);
    rc_builder_free(builder);
    buffer_free(&list);
}

TEST(builder_can_be_freed_while_a_trie_is_made)
{
    prng p = prng_start();
    buffer list = make_list(&p, 60000);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.n_threads = 4});

    begin(builder, "red");
    assert_int_equal(read(builder, &list, NULL), RC_OK);
    begin(builder, "blue");
    rc_builder_free(builder);
    buffer_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_the_same_whether_tries_are_made_meanwhile),
        cmocka_unit_test(list_without_repeats_stands_among_others),
        cmocka_unit_test(name_of_the_carrier_before_is_taken),
        cmocka_unit_test(repeated_prefix_is_a_fault_when_its_carrier_ends),
        cmocka_unit_test(list_without_a_name_behind_it_is_refused),
        cmocka_unit_test(builder_can_be_freed_while_a_trie_is_made),
    };
    return RUN_TESTS(tests);
}
