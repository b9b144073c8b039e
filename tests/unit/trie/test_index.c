/* Tests of trie/index.c: slots by digits, and how many digits an index has. */
#include "trie/trie.h"
#include "trie/writer.h"

#include "support_random.h"
#include "support_test.h"

TEST(every_combination_of_up_to_three_digits_has_its_slot)
{
    assert_int_equal(rc_trie_slots[0], 0);
    for (unsigned a = 0; a < 10; a++) {
        assert_int_equal(rc_trie_slots[(a + 1) << 8], 1101 + a);
        assert_int_equal(rc_trie_slots[a + 1], 1 + a);
        for (unsigned b = 0; b < 10; b++) {
            assert_int_equal(rc_trie_slots[(a + 1) << 8 | (b + 1) << 4], 1001 + 10 * a + b);
            assert_int_equal(rc_trie_slots[(a + 1) << 4 | (b + 1)], 1 + 10 * a + b);
            for (unsigned c = 0; c < 10; c++)
                assert_int_equal(rc_trie_slots[(a + 1) << 8 | (b + 1) << 4 | (c + 1)],
                                 1 + 100 * a + 10 * b + c);
        }
    }
}

/* A trie of n routes of eight digits each, evenly spread. */
static void make_trie(uint64_t n, trie *t)
{
    trie_writer *w = rc_trie_writer_new(10, TRIE_BYTES_MAX);

    assert_non_null(w);
    for (uint64_t i = 0; i < n; i++) {
        char digits[24];
        snprintf(digits, sizeof digits, "%08llu", (unsigned long long)(i * (100000000 / n)));
        assert_int_equal(rc_trie_writer_add(w, rc_key_pack(digits, 8), 1), RC_OK);
    }
    assert_int_equal(rc_trie_writer_finish(w, t), RC_OK);
    assert_int_equal(rc_trie_index(t), RC_OK);
    rc_trie_writer_free(w);
}

TEST(index_grows_with_the_trie_and_stays_small_beside_it)
{
    static const uint64_t n_routes[] = {1, 1000, 30000, 1000000};
    unsigned last = 0;

    for (size_t i = 0; i < N_ELEMENTS(n_routes); i++) {
        trie t;
        make_trie(n_routes[i], &t);
        assert_true(t.index_digits[0] >= last);
        assert_int_equal(t.index_digits[1], 0);
        assert_true(rc_trie_size(&t) <= t.n_bytes + t.n_bytes / 2 + 100);
        last = t.index_digits[0];
        rc_trie_free(&t);
        assert_null(t.bytes);
    }
    assert_true(last >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_of_up_to_three_digits_has_its_slot),
        cmocka_unit_test(index_grows_with_the_trie_and_stays_small_beside_it),
    };
    return RUN_TESTS(tests);
}
