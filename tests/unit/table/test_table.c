/* Tests of table/table.h: a table is made of carriers. */
#include "table/table.h"

#include "support_routes.h"
#include "support_test.h"

static const char *const costs[] = {"0.02", "0.01"};
static const text_route red[] = {{"44", 0}}, blue[] = {{"44", 1}, {"45", 0}, {"+4", 0}};

static rc_table *fill(size_t n, bool keep_carriers)
{
    carrier_routes carriers[] = {carrier_of("red", costs, 2, red, N_ELEMENTS(red)),
                                 carrier_of("blue", costs, 2, blue, N_ELEMENTS(blue))};
    rc_table *t = calloc(1, sizeof *t);

    assert_non_null(t);
    assert_int_equal(rc_table_fill(t, carriers, n, keep_carriers, 1), RC_OK);
    rc_carrier_free(&carriers[0]);
    rc_carrier_free(&carriers[1]);
    return t;
}

static void assert_offer(const rc_table *t, const char *number, const char *spelling,
                         uint32_t carrier)
{
    prefix_key key = key_of(number);
    uint32_t offer;

    rc_trie_find_group(&t->trie, &key, 1, &offer);
    assert_int_not_equal(offer, TRIE_NO_VALUE);
    assert_int_equal(table_offer_carrier(t, offer), carrier);
    assert_int_equal(table_spelling(t, offer).length, strlen(spelling));
    assert_memory_equal(table_spelling(t, offer).bytes, spelling, strlen(spelling));
}

TEST(table_outlives_its_carriers_and_finds_their_cheapest_offers)
{
    for (int keep_carriers = 0; keep_carriers < 2; keep_carriers++) {
        rc_table *t = fill(2, keep_carriers);
        assert_offer(t, "441", "0.01", 1);
        assert_offer(t, "451", "0.02", 1);
        assert_int_equal(rc_table_carriers(t), 2);
        assert_memory_equal(rc_table_carrier_name(t, 1).bytes, "blue", 4);
        assert_int_equal(rc_table_keeps_carriers(t), keep_carriers);
        assert_int_equal(rc_table_plus(t, 0), RC_PLUS_WITHOUT);
        assert_int_equal(rc_table_plus(t, 1), RC_PLUS_WITH | RC_PLUS_WITHOUT);
        assert_int_equal(table_costs(t, 1), 2);
        rc_table_free(t);
    }
}

static size_t sum(const rc_table_sizes *s)
{
    return s->index + s->nodes + s->lists + s->costs + s->names + s->carried;
}

TEST(parts_of_the_memory_add_up)
{
    for (size_t n = 1; n <= 2; n++)
        for (int keep_carriers = 0; keep_carriers < 2; keep_carriers++) {
            rc_table *t = fill(n, keep_carriers);
            rc_table_sizes sizes;
            rc_table_measure(t, &sizes);
            assert_int_equal(sum(&sizes), rc_table_size(t));
            assert_int_equal(sizes.carried, 0);
            rc_table_free(t);
        }
}

TEST(parts_of_the_memory_are_what_they_say)
{
    rc_table *t = fill(1, false);
    rc_table_sizes sizes;

    /* One list of one route: its head, the suffix 44, and a value. */
    rc_table_measure(t, &sizes);
    assert_int_equal(sizes.lists, 1 + 1 + t->trie.value_width);
    assert_int_equal(sizes.nodes, 1 + TRIE_PADDING); /* no blob is at 0 */
    assert_int_equal(sizes.index, 2 * sizeof(trie_entry));
    assert_int_equal(sizes.costs, 8 + TEXT_PADDING + 3 * sizeof(size_t));
    assert_int_equal(sizes.names, 3 + TEXT_PADDING + 2 * sizeof(size_t));
    rc_table_free(t);
}

TEST(single_carrier_needs_no_trie_beside_its_own)
{
    rc_table *t = fill(1, false);

    assert_offer(t, "441", "0.02", 0);
    assert_true(rc_table_keeps_carriers(t));
    assert_ptr_equal(table_carrier_trie(t, 0), &t->trie);
    assert_null(t->tries);
    assert_int_equal(table_costs(t, 0), 2);
    assert_int_equal(table_offer(t, 0, 1), 1);
    rc_table_free(t);
}

TEST(kept_carriers_take_memory)
{
    rc_table *kept = fill(2, true), *dropped = fill(2, false);

    assert_true(rc_table_size(kept) > rc_table_size(dropped));
    rc_table_free(kept);
    rc_table_free(dropped);
}

TEST(plus_is_dropped_from_keys_where_it_is_ignored)
{
    rc_table t = {.plus_optional = true};

    assert_true(table_key(&t, key_of("+44")) == key_of("44"));
    assert_true(table_key(&t, key_of("44")) == key_of("44"));
    t.plus_optional = false;
    assert_true(table_key(&t, key_of("+44")) == key_of("+44"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_outlives_its_carriers_and_finds_their_cheapest_offers),
        cmocka_unit_test(parts_of_the_memory_add_up),
        cmocka_unit_test(parts_of_the_memory_are_what_they_say),
        cmocka_unit_test(single_carrier_needs_no_trie_beside_its_own),
        cmocka_unit_test(kept_carriers_take_memory),
        cmocka_unit_test(plus_is_dropped_from_keys_where_it_is_ignored),
    };
    return RUN_TESTS(tests);
}
