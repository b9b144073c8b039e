/* Tests of table/cheapest.h; test_least_cost.c compares large tables with the oracle. */
#include "table/cheapest.h"

#include "support_random.h"
#include "support_routes.h"
#include "support_test.h"
#include "trie/cursor.h"
#include "trie/writer.h"

TEST(prefix_with_the_answer_of_a_shorter_one_is_left_out)
{
    static const char *const red_costs[] = {"0.02", "0.05"}, *const blue_costs[] = {"0.03", "0.04"};
    static const text_route red[] = {{"44", 0}, {"4420", 1}, {"+1", 1}};
    static const text_route blue[] = {{"442", 0}, {"4420", 1}, {"+1", 0}, {"+12", 0}};
    static const struct {
        const char *prefix;
        uint32_t offer; /* 0.02 red, 0.03 blue, 0.04 blue, 0.05 red */
    } expected[] = {{"44", 0}, {"4420", 2}, {"+1", 1}};
    carrier_routes carriers[] = {carrier_of("red", red_costs, 2, red, N_ELEMENTS(red)),
                                 carrier_of("blue", blue_costs, 2, blue, N_ELEMENTS(blue))};
    offer_list o = {0};
    trie cheapest = {0};
    trie_cursor c;

    assert_int_equal(rc_offers_number(&o, carriers, 2), RC_OK);
    assert_int_equal(rc_cheapest_write(&o, carriers, 2, 1, &cheapest), RC_OK);
    rc_trie_cursor_open(&c, &cheapest);
    for (size_t i = 0; i < N_ELEMENTS(expected); i++, rc_trie_cursor_advance(&c)) {
        assert_true(c.key == key_of(expected[i].prefix));
        assert_int_equal(c.value, expected[i].offer);
    }
    assert_true(c.key == KEY_END);
    rc_trie_free(&cheapest);
    rc_offers_free(&o);
    rc_carrier_free(&carriers[0]);
    rc_carrier_free(&carriers[1]);
}

/* ---- On several threads ---- */

enum { N_CARRIERS = 4, N_ROUTES = 150000, N_COSTS = 40, LENGTH_MAX = 9 };

static int compare_keys(const void *a, const void *b)
{
    prefix_key x = *(const prefix_key *)a, y = *(const prefix_key *)b;
    return (x > y) - (x < y);
}

/* Returns a random prefix. Many are short, or have the same first digits. */
static prefix_key random_prefix(prng *p)
{
    char symbols[LENGTH_MAX + 6] = "";
    size_t n_head = prng_below(p, 3);

    strcpy(symbols, n_head == 0 ? "+49" : n_head == 1 ? "4917" : "");
    prng_digits(p, symbols + strlen(symbols), 1 + prng_below(p, LENGTH_MAX));
    return key_of(symbols);
}

static trie random_trie(prng *p, size_t n)
{
    prefix_key *keys = malloc(n * sizeof *keys);
    trie_writer *w = rc_trie_writer_new(N_COSTS, TRIE_BYTES_MAX);
    trie t = {0};

    assert_true(keys && w);
    for (size_t i = 0; i < n; i++)
        keys[i] = random_prefix(p);
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || keys[i] != keys[i - 1])
            assert_int_equal(rc_trie_writer_add(w, keys[i], (uint32_t)prng_below(p, N_COSTS)),
                             RC_OK);
    assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
    rc_trie_writer_free(w);
    free(keys);
    return t;
}

static carrier_routes random_carrier(prng *p, size_t n)
{
    char spelling[8];
    carrier_routes c;

    assert_int_equal(rc_carrier_init(&c, TEXT("c")), RC_OK);
    for (unsigned i = 0; i < N_COSTS; i++) {
        snprintf(spelling, sizeof spelling, "0.%03u", (unsigned)prng_below(p, 1000));
        rc_text_list_add(&c.spellings, TEXT(spelling));
        rc_text_list_end(&c.spellings);
    }
    c.trie = random_trie(p, n);
    return c;
}

TEST(threads_write_the_same_trie)
{
    static const unsigned n_threads[] = {2, 3, 8, 64};
    prng p = prng_start();
    carrier_routes carriers[N_CARRIERS];
    offer_list o = {0};
    trie alone = {0};

    for (size_t i = 0; i < N_CARRIERS; i++)
        carriers[i] = random_carrier(&p, i == 2 ? 10 : N_ROUTES);
    assert_int_equal(rc_offers_number(&o, carriers, N_CARRIERS), RC_OK);
    assert_int_equal(rc_cheapest_write(&o, carriers, N_CARRIERS, 1, &alone), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(n_threads); i++) {
        trie t = {0};
        assert_int_equal(rc_cheapest_write(&o, carriers, N_CARRIERS, n_threads[i], &t), RC_OK);
        assert_int_equal(t.n_bytes, alone.n_bytes);
        assert_memory_equal(t.bytes, alone.bytes, alone.n_bytes);
        assert_memory_equal(t.roots, alone.roots, sizeof t.roots);
        assert_int_equal(rc_cheapest_check(&o, carriers, N_CARRIERS, n_threads[i], &t), RC_OK);
        rc_trie_free(&t);
    }
    rc_trie_free(&alone);
    rc_offers_free(&o);
    for (size_t i = 0; i < N_CARRIERS; i++)
        rc_carrier_free(&carriers[i]);
}

/* Returns the trie without a route, or with another value for it. */
static trie change_trie(const trie *from, size_t changed, uint32_t n_values, bool leave_out)
{
    trie_writer *w = rc_trie_writer_new(n_values, TRIE_BYTES_MAX);
    trie t = {0};
    trie_cursor c;
    size_t i = 0;

    for (rc_trie_cursor_open(&c, from); c.key != KEY_END; rc_trie_cursor_advance(&c), i++) {
        uint32_t value = i == changed ? (c.value + 1) % n_values : c.value;
        if (i != changed || !leave_out)
            assert_int_equal(rc_trie_writer_add(w, c.key, value), RC_OK);
    }
    assert_true(changed < i);
    assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
    rc_trie_writer_free(w);
    return t;
}

TEST(any_route_that_differs_is_found)
{
    prng p = prng_start();
    carrier_routes carriers[3];
    offer_list o = {0};
    trie right = {0};
    trie_cursor c;
    size_t n = 0;

    for (size_t i = 0; i < N_ELEMENTS(carriers); i++)
        carriers[i] = random_carrier(&p, N_ROUTES);
    assert_int_equal(rc_offers_number(&o, carriers, 3), RC_OK);
    assert_int_equal(rc_cheapest_write(&o, carriers, 3, 1, &right), RC_OK);
    for (rc_trie_cursor_open(&c, &right); c.key != KEY_END; rc_trie_cursor_advance(&c))
        n++;
    for (size_t i = 0; i < 12; i++) {
        size_t changed = i == 0 ? 0 : i == 1 ? n - 1 : prng_below(&p, n);
        trie t = change_trie(&right, changed, offers_values(&o), i % 3 == 1);
        assert_int_equal(rc_cheapest_check(&o, carriers, 3, 1 + i % 4, &t), RC_ERROR_TABLE);
        rc_trie_free(&t);
    }
    rc_trie_free(&right);
    rc_offers_free(&o);
    for (size_t i = 0; i < N_ELEMENTS(carriers); i++)
        rc_carrier_free(&carriers[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefix_with_the_answer_of_a_shorter_one_is_left_out),
        cmocka_unit_test(threads_write_the_same_trie),
        cmocka_unit_test(any_route_that_differs_is_found),
    };
    return RUN_TESTS(tests);
}
