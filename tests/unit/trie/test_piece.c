/* Tests of trie/piece.h: a trie of pieces, cut anywhere, has the bytes of a trie in one pass. */
#include "trie/piece.h"

#include "support_random.h"
#include "support_routes.h"
#include "support_test.h"
#include "trie/writer.h"

enum { N_VALUES = 200, N_CUTS_MAX = 40, N_ROUTES_MAX = 30000 };

/* Routes in ascending order of their keys; none twice. */
static size_t n_routes;
static prefix_key keys[N_ROUTES_MAX];
static uint32_t values[N_ROUTES_MAX];

static int compare_keys(const void *a, const void *b)
{
    const prefix_key *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void complete(prng *p)
{
    size_t n = 0;

    qsort(keys, n_routes, sizeof *keys, compare_keys);
    for (size_t i = 0; i < n_routes; i++)
        if (n == 0 || keys[n - 1] != keys[i])
            keys[n++] = keys[i];
    n_routes = n;
    for (size_t i = 0; i < n; i++)
        values[i] = (uint32_t)prng_below(p, N_VALUES);
}

/* A key of up to n_digits_max digits of n_kinds, perhaps with a '+'. */
static prefix_key random_key(prng *p, unsigned n_kinds, size_t n_digits_min, size_t n_digits_max)
{
    char symbols[KEY_SYMBOLS] = "+";
    size_t n_plus = prng_below(p, 2);
    size_t n_digits = n_digits_min + prng_below(p, n_digits_max - n_digits_min + 1);

    for (size_t i = 0; i < n_digits; i++)
        symbols[n_plus + i] = (char)('0' + prng_below(p, n_kinds));
    return rc_key_pack(symbols, n_plus + n_digits);
}

static trie write_in_one_pass(void)
{
    trie t = {0};
    trie_writer *w = rc_trie_writer_new(N_VALUES, TRIE_BYTES_MAX);

    assert_non_null(w);
    for (size_t i = 0; i < n_routes; i++)
        assert_int_equal(rc_trie_writer_add(w, keys[i], values[i]), RC_OK);
    assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
    rc_trie_writer_free(w);
    return t;
}

static size_t routes_in_parts(const trie_piece *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_parts; i++)
        n += p->parts[i].end - p->parts[i].first;
    return n;
}

/* Writes pieces that end at the cuts, in ascending order, and behind the last. Sets *n_in_parts to
 * the routes of their parts. */
static trie write_in_pieces(const prefix_key *cuts, size_t n_cuts, size_t *n_in_parts)
{
    trie t = {0};
    trie_writer *w = rc_trie_writer_new(N_VALUES, TRIE_BYTES_MAX);
    trie_piece *p = rc_trie_piece_new(N_VALUES);
    prefix_key from = 0;

    assert_true(w && p);
    *n_in_parts = 0;
    for (size_t i = 0, first = 0, end; i <= n_cuts; i++, first = end) {
        prefix_key until = i < n_cuts ? cuts[i] : KEY_END;
        for (end = first; end < n_routes && keys[end] < until;)
            end++;
        assert_int_equal(rc_trie_piece_write(p, &(trie_stretch){.from = from,
                                                                .until = until,
                                                                .keys = keys + first,
                                                                .values = values + first,
                                                                .n = end - first}),
                         RC_OK);
        *n_in_parts += routes_in_parts(p);
        assert_int_equal(rc_trie_writer_add_piece(w, p), RC_OK);
        from = until;
    }
    rc_trie_piece_free(p);
    assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
    rc_trie_writer_free(w);
    return t;
}

/* Holds the two ways against each other. Returns the number of routes in parts. */
static size_t check_cuts(const trie *expected, const prefix_key *cuts, size_t n_cuts)
{
    size_t n_in_parts;
    trie t = write_in_pieces(cuts, n_cuts, &n_in_parts);

    if (t.n_bytes != expected->n_bytes || memcmp(t.bytes, expected->bytes, t.n_bytes) != 0)
        fail_msg("other bytes of %zu routes; first cut %llx of %zu", n_routes,
                 n_cuts > 0 ? (unsigned long long)cuts[0] : 0, n_cuts);
    assert_memory_equal(t.roots, expected->roots, sizeof t.roots);
    rc_trie_free(&t);
    return n_in_parts;
}

/* Cuts at routes, in front of and behind them, and where there are none. */
static size_t draw_cuts(prng *p, prefix_key *cuts)
{
    size_t n = prng_below(p, N_CUTS_MAX), n_different = 0;

    for (size_t i = 0; i < n; i++) {
        prefix_key key = keys[prng_below(p, n_routes)];
        unsigned n_symbols = 1 + (unsigned)prng_below(p, key_length(key));
        key = prng_below(p, 2) ? key : random_key(p, 10, 1, 15);
        cuts[i] = prng_below(p, 2) ? key : (key & key_mask(n_symbols));
    }
    qsort(cuts, n, sizeof *cuts, compare_keys);
    for (size_t i = 0; i < n; i++)
        if (n_different == 0 || cuts[n_different - 1] != cuts[i])
            cuts[n_different++] = cuts[i];
    return n_different;
}

static void check_random(prng *p, size_t n, unsigned n_kinds, size_t n_digits_min,
                         size_t n_digits_max)
{
    prefix_key cuts[N_CUTS_MAX];

    for (n_routes = 0; n_routes < n; n_routes++)
        keys[n_routes] = random_key(p, n_kinds, n_digits_min, n_digits_max);
    complete(p);
    trie expected = write_in_one_pass();
    for (int i = 0; i < 8; i++)
        check_cuts(&expected, cuts, draw_cuts(p, cuts));
    rc_trie_free(&expected);
}

TEST(pieces_of_random_routes_have_the_bytes_of_one_pass)
{
    prng p = prng_start();

    for (size_t n = 3; n <= N_ROUTES_MAX; n = 3 * n + 1)
        for (unsigned kinds = 2; kinds <= 10; kinds += 4)
            for (size_t n_digits = 2; n_digits <= RC_PREFIX_DIGITS_MAX; n_digits++) {
                check_random(&p, n, kinds, 1, n_digits);
                check_random(&p, n / 3 + 1, kinds, n_digits, n_digits);
            }
}

/* Dense and sparse places by turns: nodes of one, two and three digits, near and far children. */
static void draw_mixed(prng *p, size_t n)
{
    for (n_routes = 0; n_routes < n;) {
        prefix_key path = random_key(p, 10, 1, 4);
        unsigned length = key_length(path);
        size_t n_below = 1 + prng_below(p, prng_below(p, 3) ? 30 : 1500);
        unsigned n_more = 1 + (unsigned)prng_below(p, 4);
        for (size_t i = 0; i < n_below && n_routes < n; i++) {
            prefix_key more = random_key(p, 10, n_more, n_more + prng_below(p, 2));
            more <<= key_has_plus(more) ? SYMBOL_BITS : 0;
            keys[n_routes++] = path | more >> SYMBOL_BITS * length;
        }
    }
    complete(p);
}

TEST(single_cut_before_any_route_changes_nothing)
{
    prng p = prng_start();

    for (int round = 0; round < 3; round++) {
        draw_mixed(&p, 3000);
        trie expected = write_in_one_pass();
        for (size_t i = 0; i < n_routes; i++)
            check_cuts(&expected, &keys[i], 1);
        rc_trie_free(&expected);
    }
}

TEST(cuts_of_mixed_density_change_nothing)
{
    prng p = prng_start();
    prefix_key cuts[N_CUTS_MAX];

    for (int round = 0; round < 40; round++) {
        draw_mixed(&p, N_ROUTES_MAX);
        trie expected = write_in_one_pass();
        for (int i = 0; i < 4; i++)
            check_cuts(&expected, cuts, draw_cuts(&p, cuts));
        rc_trie_free(&expected);
    }
}

TEST(most_routes_are_in_parts)
{
    prng p = prng_start();
    prefix_key cuts[2];

    for (n_routes = 0; n_routes < N_ROUTES_MAX; n_routes++)
        keys[n_routes] = random_key(&p, 10, 7, 7);
    complete(&p);
    trie expected = write_in_one_pass();
    assert_int_equal(check_cuts(&expected, NULL, 0), n_routes);
    cuts[0] = keys[n_routes / 3];
    cuts[1] = keys[n_routes / 2];
    assert_true(check_cuts(&expected, cuts, 2) > n_routes - n_routes / 16);
    rc_trie_free(&expected);
}

/* A stretch of the routes of one cut digit: its parent does not know whether others come. */
TEST(subtrees_that_go_beyond_the_stretch_are_no_parts)
{
    trie_piece *p = rc_trie_piece_new(N_VALUES);
    prng random = prng_start();

    assert_non_null(p);
    n_routes = 0;
    for (unsigned i = 0; i < 1000; i++)
        keys[n_routes++] =
            key_of("123") | (prefix_key)(0x111 + i % 10 + i / 10 % 10 * 16 + i / 100 * 256) << 40;
    complete(&random);
    assert_int_equal(rc_trie_piece_write(p, &(trie_stretch){.from = key_of("123"),
                                                            .until = key_of("124"),
                                                            .keys = keys,
                                                            .values = values,
                                                            .n = n_routes}),
                     RC_OK);
    assert_int_equal(p->n_parts, 1);
    assert_int_equal(p->parts[0].n_symbols, 3);
    assert_int_equal(routes_in_parts(p), 1000);
    assert_int_equal(rc_trie_piece_write(p, &(trie_stretch){.from = key_of("123") + 1,
                                                            .until = key_of("1239"),
                                                            .keys = keys,
                                                            .values = values,
                                                            .n = 900}),
                     RC_OK);
    assert_int_equal(p->n_parts, 9); /* 1230 to 1238 */
    assert_int_equal(p->parts[0].n_symbols, 4);
    rc_trie_piece_free(p);
}

TEST(piece_goes_beyond_the_bound_on_bytes_as_routes_do)
{
    prng p = prng_start();
    trie t = {0};

    for (n_routes = 0; n_routes < 5000; n_routes++)
        keys[n_routes] = random_key(&p, 10, 6, 6);
    complete(&p);
    trie_writer *w = rc_trie_writer_new(N_VALUES, 5000);
    trie_piece *piece = rc_trie_piece_new(N_VALUES);
    trie_stretch r = {.until = KEY_END, .keys = keys, .values = values, .n = n_routes};
    assert_true(w && piece);
    assert_int_equal(rc_trie_piece_write(piece, &r), RC_OK);
    rc_code code = rc_trie_writer_add_piece(w, piece);
    assert_int_equal(code ? code : rc_trie_writer_finish(w, &t), RC_ERROR_LIMIT);
    rc_trie_piece_free(piece);
    rc_trie_writer_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_random_routes_have_the_bytes_of_one_pass),
        cmocka_unit_test(single_cut_before_any_route_changes_nothing),
        cmocka_unit_test(cuts_of_mixed_density_change_nothing),
        cmocka_unit_test(most_routes_are_in_parts),
        cmocka_unit_test(subtrees_that_go_beyond_the_stretch_are_no_parts),
        cmocka_unit_test(piece_goes_beyond_the_bound_on_bytes_as_routes_do),
    };
    return RUN_TESTS(tests);
}
