/* Tests of route/dated_costs.h: pairs of a day and a cost. */
#include "route/dated_costs.h"

#include "support_test.h"

TEST(pairs_come_back_by_their_numbers)
{
    dated_costs costs;
    uint32_t payloads[40];

    assert_int_equal(rc_dated_costs_init(&costs), RC_OK);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(
            rc_dated_costs_add(&costs, 20260101 + i / 4, cost_ref_plain(i % 4, 2), &payloads[i]),
            RC_OK);
    for (uint32_t i = 0; i < 40; i++) {
        assert_int_equal(rc_dated_costs_day(&costs, payloads[i]), 20260101 + i / 4);
        assert_int_equal(rc_dated_costs_cost(&costs, payloads[i]), cost_ref_plain(i % 4, 2));
    }
    rc_dated_costs_free(&costs);
}

TEST(pair_is_kept_once_and_leaves_bit_31_free)
{
    dated_costs costs;
    uint32_t first, other, again;

    assert_int_equal(rc_dated_costs_init(&costs), RC_OK);
    assert_int_equal(rc_dated_costs_add(&costs, 20260101, 5 << 4, &first), RC_OK);
    assert_int_equal(rc_dated_costs_add(&costs, 20260102, 5 << 4, &other), RC_OK);
    assert_int_equal(rc_dated_costs_add(&costs, 20260101, 5 << 4, &again), RC_OK);
    assert_int_equal(first, again);
    assert_int_not_equal(first, other);
    assert_int_equal((first | other) >> 31, 0);
    rc_dated_costs_free(&costs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_come_back_by_their_numbers),
        cmocka_unit_test(pair_is_kept_once_and_leaves_bit_31_free),
    };
    return RUN_TESTS(tests);
}
