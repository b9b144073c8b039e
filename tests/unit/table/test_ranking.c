/* Tests of table/ranking.h: the cheapest carriers of each number. */
#include "table/ranking.h"

#include "support_table.h"
#include "support_test.h"

static rc_table *load(void)
{
    const rc_text lists[] = {TEXT("44,0.05\n4420,0.01\n"), TEXT("44,0.02\n"),
                             TEXT("4,0.03\n44,0.02\n442,0.04\n")};
    rc_load_options options = {.keep_carriers = true};
    rc_table *table = load_carriers(lists, NULL, 3, &options, NULL, NULL);

    assert_non_null(table);
    return table;
}

/* What a number is expected to get. */
static void assert_ranked(const ranking *r, size_t i, size_t n, const uint32_t *carriers,
                          const unsigned *lengths)
{
    assert_int_equal(r->n[i], n);
    for (size_t k = 0; k < n; k++) {
        const ranked_offer *o = &r->offers[i * r->n_ranked + k];
        assert_int_equal(table_offer_carrier(r->table, o->offer), carriers[k]);
        assert_int_equal(o->prefix_length, lengths[k]);
    }
}

TEST(carriers_come_in_the_order_of_their_costs_with_their_prefixes)
{
    rc_table *table = load();
    ranking r;
    prefix_key keys[] = {rc_key_pack("4420", 4), rc_key_pack("441", 3), rc_key_pack("41", 2),
                         rc_key_pack("5", 1)};

    assert_int_equal(rc_ranking_init(&r, table, 3, true), RC_OK);
    rc_ranking_find(&r, keys, 4);
    assert_ranked(&r, 0, 3, (uint32_t[]){0, 1, 2}, (unsigned[]){4, 2, 3});
    assert_ranked(&r, 1, 3, (uint32_t[]){1, 2, 0}, (unsigned[]){2, 2, 2}); /* 0.02 twice */
    assert_ranked(&r, 2, 1, (uint32_t[]){2}, (unsigned[]){1});
    assert_ranked(&r, 3, 0, NULL, NULL);
    rc_ranking_free(&r);
    rc_table_free(table);
}

TEST(fewer_ranks_than_carriers_keep_the_cheapest)
{
    rc_table *table = load();
    prefix_key keys[] = {rc_key_pack("441", 3)};

    for (size_t n_ranked = 1; n_ranked <= 2; n_ranked++) {
        ranking r;
        assert_int_equal(rc_ranking_init(&r, table, n_ranked, true), RC_OK);
        rc_ranking_find(&r, keys, 1);
        assert_ranked(&r, 0, n_ranked, (uint32_t[]){1, 2}, (unsigned[]){2, 2});
        rc_ranking_free(&r);
    }
    rc_table_free(table);
}

/* Tables of up to the most offers that there can be, of which only the last six belong to routes.
 */
TEST(offers_of_the_largest_tables_are_ranked)
{
    static const uint32_t n_all[] = {(1 << 27) - 1, 1 << 27, (1 << 27) + 6, 1 << 28,
                                     TRIE_VALUES_MAX};
    const prefix_key key = rc_key_pack("441", 3);

    for (size_t i = 0; i < N_ELEMENTS(n_all); i++) {
        rc_table *table = load();
        uint32_t n_before = n_all[i] - table->offers.n;
        ranking r;
        for (uint32_t cost = 0; cost < table->offers.first_costs[3]; cost++)
            table->offers.of_costs[cost] += n_before;
        table->offers.n += n_before;
        assert_int_equal(rc_ranking_init(&r, table, 2, true), RC_OK);
        rc_ranking_find(&r, &key, 1);
        assert_int_equal(r.n[0], 2);
        assert_int_equal(r.offers[0].offer, n_before + 1); /* 0.02, 0.02 behind 0.01 */
        assert_int_equal(r.offers[1].offer, n_before + 2);
        assert_int_equal(r.offers[1].prefix_length, 2);
        rc_ranking_free(&r);
        table->offers.n -= n_before;
        rc_table_free(table);
    }
}

/* A list of short prefixes, some blocked. Every prefix of one digit is there. */
static rc_text random_list(prng *p, char *list, size_t capacity)
{
    size_t n = 0;

    for (unsigned i = 0; i < 40; i++) {
        char prefix[4], cost[16] = "x";
        size_t n_digits = i < 10 ? 1 : 1 + prng_below(p, 3);
        prng_digits(p, prefix, n_digits);
        if (i < 10)
            prefix[0] = (char)('0' + i);
        if (prng_below(p, 4) > 0)
            snprintf(cost, sizeof cost, "0.%02u", (unsigned)prng_below(p, 30));
        n += (size_t)snprintf(list + n, capacity - n, "%.*s,%s\n", (int)n_digits, prefix, cost);
    }
    return (rc_text){list, n};
}

TEST(few_ranks_are_the_first_of_many)
{
    enum { N_CARRIERS = 12, LIST_BYTES = 1000, N_DIGITS = 5 };
    const rc_text blocked = TEXT("x");
    rc_load_options options = {.keep_carriers = true, .blocked = &blocked, .n_blocked = 1};
    prng p = prng_start();

    for (int round = 0; round < 20; round++) {
        static char bytes[N_CARRIERS][LIST_BYTES];
        rc_text lists[N_CARRIERS];
        prefix_key keys[TRIE_GROUP];
        size_t n_keys = 1 + prng_below(&p, TRIE_GROUP);
        for (size_t i = 0; i < N_CARRIERS; i++)
            lists[i] = random_list(&p, bytes[i], LIST_BYTES);
        for (size_t i = 0; i < n_keys; i++) {
            char digits[N_DIGITS + 1];
            prng_digits(&p, digits, N_DIGITS);
            keys[i] = prng_below(&p, 10) ? rc_key_pack(digits, N_DIGITS) : 0;
        }
        rc_table *table = load_carriers(lists, NULL, N_CARRIERS, &options, NULL, NULL);
        ranking all, few;
        assert_non_null(table);
        assert_int_equal(rc_ranking_init(&all, table, N_CARRIERS, true), RC_OK);
        rc_ranking_find(&all, keys, n_keys);
        for (size_t n_ranked = 1; n_ranked < N_CARRIERS; n_ranked++) {
            assert_int_equal(rc_ranking_init(&few, table, n_ranked, true), RC_OK);
            rc_ranking_find(&few, keys, n_keys);
            for (size_t i = 0; i < n_keys; i++) {
                assert_true(few.n[i] == (all.n[i] < n_ranked ? all.n[i] : n_ranked));
                for (size_t k = 0; k < few.n[i]; k++) {
                    ranked_offer one = few.offers[i * n_ranked + k];
                    ranked_offer other = all.offers[i * N_CARRIERS + k];
                    assert_int_equal(one.offer, other.offer);
                    assert_int_equal(one.prefix_length, other.prefix_length);
                }
            }
            rc_ranking_free(&few);
        }
        rc_ranking_free(&all);
        rc_table_free(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carriers_come_in_the_order_of_their_costs_with_their_prefixes),
        cmocka_unit_test(fewer_ranks_than_carriers_keep_the_cheapest),
        cmocka_unit_test(offers_of_the_largest_tables_are_ranked),
        cmocka_unit_test(few_ranks_are_the_first_of_many),
    };
    return RUN_TESTS(tests);
}
