/* Tests of route/values.h: what the values of a trie stand for. */
#include "route/values.h"

#include "support_test.h"

#include <stdlib.h>

static cost_ref add_cost(cost_set *costs, const char *spelling)
{
    cost_value value = cost_blocked;
    cost_ref ref;

    if (*spelling)
        assert_int_equal(rc_cost_parse(TEXT(spelling), &value), COST_OK);
    assert_int_equal(rc_cost_set_add(costs, TEXT(spelling), value, &ref), RC_OK);
    return ref;
}

TEST(values_ascend_by_cost_and_texts_and_days_do_not_count)
{
    static const uint32_t group_ranks[] = {0, 2, 1};
    cost_set *costs = rc_cost_set_new(100);
    cost_ref low = add_cost(costs, "0.1"), high = add_cost(costs, "0.2"),
             none = add_cost(costs, "");
    const bundle added[] = {{20260102, high, 1}, {20260101, high, 1}, {0, none, 0},
                            {20260101, high, 2}, {20260101, low, 1},  {20260101, none, 0}};
    const uint32_t expected[] = {2, 2, 3, 1, 0, 3};
    uint32_t payloads[N_ELEMENTS(added)], n_costs;
    route_values v;
    bundles all;

    assert_int_equal(rc_bundles_init(&all), RC_OK);
    for (size_t i = 0; i < N_ELEMENTS(added); i++)
        assert_int_equal(rc_bundles_add(&all, added[i], &payloads[i]), RC_OK);
    free(rc_cost_set_number_all(costs, &n_costs));
    assert_int_equal(rc_values_number(&v, &all, costs, group_ranks), RC_OK);
    assert_int_equal(v.n, 4);
    for (size_t i = 0; i < N_ELEMENTS(added); i++) {
        uint32_t value = v.of_bundles[rc_bundles_place(payloads[i])];
        assert_int_equal(value, expected[i]);
        assert_int_equal(v.values[value].cost, added[i].cost);
        assert_int_equal(v.values[value].texts, added[i].texts);
    }
    rc_values_free(&v);
    rc_bundles_free(&all);
    rc_cost_set_free(costs);
}

TEST(values_of_many_bundles_have_room)
{
    enum { N_BUNDLES = 200000 };
    static const uint32_t group_ranks[] = {0};
    cost_set *costs = rc_cost_set_new(N_BUNDLES);
    uint32_t payload, n_costs;
    route_values v;
    bundles all;

    assert_int_equal(rc_bundles_init(&all), RC_OK);
    for (uint32_t i = N_BUNDLES; i-- > 0;) {
        char spelling[16];
        sprintf(spelling, "0.%06u", (unsigned)i);
        bundle b = {20260101, add_cost(costs, spelling), 0};
        assert_int_equal(rc_bundles_add(&all, b, &payload), RC_OK);
    }
    free(rc_cost_set_number_all(costs, &n_costs));
    assert_int_equal(rc_values_number(&v, &all, costs, group_ranks), RC_OK);
    assert_int_equal(v.n, N_BUNDLES);
    for (uint32_t i = 0; i < N_BUNDLES; i++)
        if (v.of_bundles[i] != N_BUNDLES - 1 - i)
            fail_msg("bundle %u has value %u", (unsigned)i, (unsigned)v.of_bundles[i]);
    rc_values_free(&v);
    rc_bundles_free(&all);
    rc_cost_set_free(costs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_ascend_by_cost_and_texts_and_days_do_not_count),
        cmocka_unit_test(values_of_many_bundles_have_room),
    };
    return RUN_TESTS(tests);
}
