/* Small tries and carriers: see support_routes.h. */
#include "support_routes.h"

#include "support_test.h"
#include "trie/writer.h"

prefix_key key_of(const char *symbols)
{
    return rc_key_pack(symbols, strlen(symbols));
}

trie trie_of(const text_route *routes, size_t n)
{
    trie t = {0};
    trie_writer *w = rc_trie_writer_new(1000, TRIE_BYTES_MAX);

    assert_non_null(w);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rc_trie_writer_add(w, key_of(routes[i].prefix), routes[i].value), RC_OK);
    assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
    rc_trie_writer_free(w);
    return t;
}

carrier_routes carrier_of(const char *name, const char *const *costs, size_t n_costs,
                          const text_route *routes, size_t n)
{
    carrier_routes c;

    assert_int_equal(rc_carrier_init(&c, TEXT(name)), RC_OK);
    for (size_t i = 0; i < n_costs; i++) {
        rc_text_list_add(&c.spellings, TEXT(costs[i]));
        rc_text_list_end(&c.spellings);
    }
    c.trie = trie_of(routes, n);
    return c;
}
