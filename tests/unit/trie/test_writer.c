/* Tests of trie/writer.h: the bytes of small tries. test_trie.c looks up large ones. */
#include "trie/writer.h"

#include "support_routes.h"
#include "support_test.h"

TEST(few_routes_are_one_list_as_drawn)
{
    static const text_route routes[] = {{"1", 0}, {"14", 6}, {"27", 1}};
    static const unsigned char expected[] = {0, 2, 0x20, 0x25, 0x38, 1, 0, 7, 0, 2, 0};
    trie t = trie_of(routes, N_ELEMENTS(routes)); /* of 1000 values: 2 bytes each */

    assert_int_equal(t.value_width, 2);
    assert_int_equal(t.n_bytes, sizeof expected);
    assert_memory_equal(t.bytes, expected, sizeof expected);
    assert_int_equal(t.roots[0], 1 << BLOB_KIND_BITS | LIST);
    assert_int_equal(t.roots[1], 0);
    for (size_t i = 0; i < TRIE_PADDING; i++)
        assert_int_equal(t.bytes[t.n_bytes + i], 0);
    rc_trie_free(&t);
}

TEST(plus_selects_the_second_root)
{
    static const text_route routes[] = {{"1", 0}, {"+1", 1}};
    trie t = trie_of(routes, N_ELEMENTS(routes));

    assert_int_equal(t.roots[0], 1 << BLOB_KIND_BITS);
    assert_int_equal(t.roots[1], 5 << BLOB_KIND_BITS); /* the first list has 4 bytes */
    assert_int_equal(trie_plus(&t), RC_PLUS_WITH | RC_PLUS_WITHOUT);
    rc_trie_free(&t);
}

TEST(trie_without_routes_is_a_byte)
{
    trie t = trie_of(NULL, 0);

    assert_int_equal(t.n_bytes, 1);
    assert_int_equal(t.roots[0] | t.roots[1], 0);
    rc_trie_free(&t);
}

TEST(bound_on_bytes_is_an_error)
{
    for (size_t n_bytes_max = 1; n_bytes_max < 6; n_bytes_max++) {
        trie t = {0};
        trie_writer *w = rc_trie_writer_new(10, n_bytes_max);
        assert_non_null(w);
        assert_int_equal(rc_trie_writer_add(w, key_of("123"), 1), RC_OK);
        assert_int_equal(rc_trie_writer_finish(w, &t), n_bytes_max < 5 ? RC_ERROR_LIMIT : RC_OK);
        rc_trie_writer_free(w);
        rc_trie_free(&t);
    }
}

TEST(room_that_is_reserved_changes_no_byte_and_no_bound)
{
    static const text_route route = {"123", 1};
    trie expected = trie_of(&route, 1);

    for (size_t n_bytes = 0; n_bytes < 1 << 20; n_bytes = 3 * n_bytes + 1) {
        trie t = {0};
        trie_writer *w = rc_trie_writer_new(1000, 100);
        assert_non_null(w);
        assert_int_equal(rc_trie_writer_reserve(w, n_bytes), RC_OK);
        assert_int_equal(rc_trie_writer_add(w, key_of("123"), 1), RC_OK);
        assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
        assert_int_equal(t.n_bytes, expected.n_bytes);
        assert_memory_equal(t.bytes, expected.bytes, t.n_bytes);
        rc_trie_writer_free(w);
        rc_trie_free(&t);
    }
    rc_trie_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_routes_are_one_list_as_drawn),
        cmocka_unit_test(plus_selects_the_second_root),
        cmocka_unit_test(trie_without_routes_is_a_byte),
        cmocka_unit_test(bound_on_bytes_is_an_error),
        cmocka_unit_test(room_that_is_reserved_changes_no_byte_and_no_bound),
    };
    return RUN_TESTS(tests);
}
