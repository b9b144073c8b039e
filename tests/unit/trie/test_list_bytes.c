/* Tests of trie/list_bytes.h. */
#include "trie/list_bytes.h"

#include "support_routes.h"
#include "support_test.h"

TEST(lists_without_and_with_a_plus_are_counted)
{
    static const text_route routes[] = {{"1", 0}, {"1415", 1}, {"+44", 2}};
    trie t = trie_of(routes, N_ELEMENTS(routes));

    /* Heads; two suffixes as wide as the wider, and one; values. */
    assert_int_equal(rc_trie_list_bytes(&t),
                     (1 + 2 * (2 + t.value_width)) + (1 + 1 + t.value_width));
    rc_trie_free(&t);
}

TEST(trie_without_routes_has_no_lists)
{
    trie t = trie_of(NULL, 0);

    assert_int_equal(rc_trie_list_bytes(&t), 0);
    rc_trie_free(&t);
}

/* All that is no list is nodes of known sizes: here one of three digits and its ten lists. */
TEST(nodes_are_not_counted_but_the_lists_below_them)
{
    enum { N = 1000 };
    text_route routes[N + 10];
    char prefixes[N + 10][6];
    size_t n = 0;

    for (unsigned i = 0; i < N; i++) {
        sprintf(prefixes[n], "%03u", i);
        routes[n] = (text_route){prefixes[n], 0};
        n++;
        if (i % 100 == 0) {
            sprintf(prefixes[n], "%03u55", i);
            routes[n] = (text_route){prefixes[n], 0};
            n++;
        }
    }
    trie t = trie_of(routes, n);
    unsigned kind = t.roots[0] & BLOB_KIND_MASK, n_slots = node_slots(3);

    assert_int_equal(node_digits[kind], 3);
    assert_int_equal(rc_trie_list_bytes(&t), 10 * (1 + 1 + t.value_width));
    assert_int_equal(t.n_bytes, 1 + rc_trie_list_bytes(&t) +
                                    n_slots * (node_reference_bytes[kind] + t.value_width) +
                                    node_bitmap_bytes(3));
    rc_trie_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_without_and_with_a_plus_are_counted),
        cmocka_unit_test(trie_without_routes_has_no_lists),
        cmocka_unit_test(nodes_are_not_counted_but_the_lists_below_them),
    };
    return RUN_TESTS(tests);
}
