/* Tests of trie/cursor.h and trie/prefix.h: a sealed trie, read route by route. */
#include "trie/cursor.h"
#include "trie/prefix.h"
#include "trie/writer.h"

#include "support_random.h"
#include "support_test.h"

typedef struct route {
    prefix_key key;
    uint32_t cost;
} route;

static int compare_routes(const void *a, const void *b)
{
    prefix_key x = ((const route *)a)->key, y = ((const route *)b)->key;
    return (x > y) - (x < y);
}

/* Sorts routes and leaves one a key; returns how many. */
static size_t sort_routes(route *routes, size_t n)
{
    size_t n_kept = 0;

    qsort(routes, n, sizeof *routes, compare_routes);
    for (size_t i = 0; i < n; i++)
        if (n_kept == 0 || routes[i].key != routes[n_kept - 1].key)
            routes[n_kept++] = routes[i];
    return n_kept;
}

static void build(const route *routes, size_t n, uint32_t n_costs, trie *t)
{
    trie_writer *w = rc_trie_writer_new(n_costs, TRIE_BYTES_MAX);

    assert_non_null(w);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rc_trie_writer_add(w, routes[i].key, routes[i].cost), RC_OK);
    assert_int_equal(rc_trie_writer_finish(w, t), RC_OK);
    rc_trie_writer_free(w);
}

static void check_cursor(const route *routes, size_t n, const trie *t)
{
    trie_cursor c;

    rc_trie_cursor_open(&c, t);
    for (size_t i = 0; i < n; i++, rc_trie_cursor_advance(&c))
        if (c.key != routes[i].key || c.value != routes[i].cost)
            fail_msg("route %zu of %zu is %016llx %u, not %016llx %u", i, n,
                     (unsigned long long)c.key, (unsigned)c.value,
                     (unsigned long long)routes[i].key, (unsigned)routes[i].cost);
    assert_true(c.key == KEY_END);
    rc_trie_cursor_advance(&c);
    assert_true(c.key == KEY_END);
}

static unsigned match_slowly(const route *routes, size_t n, prefix_key key)
{
    unsigned longest = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned length = key_length(routes[i].key);
        if (length > longest && ((routes[i].key ^ key) & key_mask(length)) == 0)
            longest = length;
    }
    return longest;
}

static unsigned match(const trie *t, prefix_key key)
{
    unsigned length = 99;
    rc_trie_match_lengths(t, &key, 1, &length);
    return length;
}

/* As match, a group at a time. */
static void check_matches(const trie *t, const route *routes, size_t n, const prefix_key *keys,
                          size_t n_keys)
{
    unsigned lengths[TRIE_GROUP];

    rc_trie_match_lengths(t, keys, n_keys, lengths);
    for (size_t i = 0; i < n_keys; i++)
        assert_int_equal(lengths[i], match_slowly(routes, n, keys[i]));
}

static prefix_key random_key(prng *p, unsigned n_kinds, unsigned n_max, int with_plus)
{
    char symbols[KEY_SYMBOLS];
    size_t n = 0, n_digits = 1 + prng_below(p, n_max);

    if (with_plus && prng_below(p, 2) == 0)
        symbols[n++] = '+';
    while (n_digits-- > 0)
        symbols[n++] = (char)('0' + prng_below(p, n_kinds));
    return rc_key_pack(symbols, n);
}

/* A number that likely begins with one of the routes' prefixes, and goes on. */
static prefix_key random_number(prng *p, const route *routes, size_t n)
{
    prefix_key key = random_key(p, 10, 15, 1);
    prefix_key start = routes[prng_below(p, n)].key;
    unsigned length = key_length(start);

    if (prng_below(p, 8) == 0)
        return key;
    if (length > 1 && prng_below(p, 3) == 0)
        start &= key_mask(--length);
    if (key_has_plus(key))
        key <<= SYMBOL_BITS;
    return length == KEY_SYMBOLS ? start : start | key >> SYMBOL_BITS * length;
}

static void check_random(prng *p, size_t n_max)
{
    static const uint32_t n_costs[] = {1, 256, 257, 65536, 65537, 1u << 24, (1u << 24) + 1};
    unsigned n_kinds = 1 + (unsigned)prng_below(p, 10), n_digits = 1 + (unsigned)prng_below(p, 15);
    size_t n = 1 + prng_below(p, n_max);
    uint32_t n_of_costs = n_costs[prng_below(p, N_ELEMENTS(n_costs))];
    route *routes = calloc(n, sizeof *routes);
    int with_plus = prng_below(p, 2) == 0;
    prefix_key keys[TRIE_GROUP];
    trie t;

    for (size_t i = 0; i < n; i++)
        routes[i] = (route){random_key(p, n_kinds, n_digits, with_plus),
                            (uint32_t)prng_below(p, n_of_costs)};
    n = sort_routes(routes, n);
    build(routes, n, n_of_costs, &t);
    check_cursor(routes, n, &t);
    size_t n_keys = prng_below(p, TRIE_GROUP + 1);
    for (size_t i = 0; i < n_keys; i++)
        keys[i] = prng_below(p, 9) > 0 ? random_number(p, routes, n) : 0;
    check_matches(&t, routes, n, keys, n_keys);
    rc_trie_free(&t);
    free(routes);
}

TEST(cursor_gives_every_route_in_order_and_a_match_has_its_length)
{
    prng p = prng_start();

    for (int round = 0; round < 1500; round++)
        check_random(&p, 1 + prng_below(&p, 200));
    for (int round = 0; round < 6; round++)
        check_random(&p, 30000);
}

TEST(path_of_the_deepest_prefixes_is_read)
{
    route routes[2 * (RC_PREFIX_DIGITS_MAX * 18 + 1)];
    size_t n = 0;

    /* So many siblings at each depth that none of the places on the way is a list. */
    for (unsigned plus = 0; plus < 2; plus++)
        for (unsigned depth = 0; depth < RC_PREFIX_DIGITS_MAX; depth++)
            for (unsigned k = 0; k < 18; k++) {
                char symbols[KEY_SYMBOLS + 2] = "+111111111111111";
                size_t length = depth + 1;
                symbols[length] = (char)('0' + k % 10);
                if (k >= 10 && length < RC_PREFIX_DIGITS_MAX)
                    symbols[++length] = '7';
                routes[n++] = (route){
                    plus ? rc_key_pack(symbols, length + 1) : rc_key_pack(symbols + 1, length), k};
            }
    n = sort_routes(routes, n);
    trie t;
    build(routes, n, 18, &t);
    check_cursor(routes, n, &t);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(match(&t, routes[i].key), key_length(routes[i].key));
    rc_trie_free(&t);
}

TEST(trie_without_routes_has_none)
{
    trie t;

    build(NULL, 0, 1, &t);
    check_cursor(NULL, 0, &t);
    assert_int_equal(match(&t, rc_key_pack("123", 3)), 0);
    assert_int_equal(match(&t, rc_key_pack("+123", 4)), 0);
    rc_trie_free(&t);
}

TEST(key_of_no_number_matches_nothing)
{
    route routes[] = {{rc_key_pack("1", 1), 0}, {rc_key_pack("+1", 2), 1}};
    trie t;

    build(routes, 2, 2, &t);
    assert_int_equal(match(&t, 0), 0);
    assert_int_equal(match(&t, rc_key_pack("+", 1)), 0);
    rc_trie_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cursor_gives_every_route_in_order_and_a_match_has_its_length),
        cmocka_unit_test(path_of_the_deepest_prefixes_is_read),
        cmocka_unit_test(trie_without_routes_has_none),
        cmocka_unit_test(key_of_no_number_matches_nothing),
    };
    return RUN_TESTS(tests);
}
