/* Tests of route/bundles.h: costs with days and texts. */
#include "route/bundles.h"

#include "sort/payload_form.h"

#include "support_test.h"

TEST(bundles_come_back_by_their_numbers)
{
    bundles all;
    uint32_t payloads[40];

    assert_int_equal(rc_bundles_init(&all), RC_OK);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(
            rc_bundles_add(&all, (bundle){20260101 + i / 8, cost_ref_plain(i % 4, 2), i / 4 % 2},
                           &payloads[i]),
            RC_OK);
    assert_int_equal(rc_bundles_size(&all), 40);
    for (uint32_t i = 0; i < 40; i++) {
        bundle b = rc_bundles_get(&all, payloads[i]);
        assert_int_equal(b.day, 20260101 + i / 8);
        assert_int_equal(b.cost, cost_ref_plain(i % 4, 2));
        assert_int_equal(b.texts, i / 4 % 2);
        assert_int_equal(rc_bundles_payload(rc_bundles_place(payloads[i])), payloads[i]);
        assert_true(rc_bundles_place(payloads[i]) < 40);
    }
    rc_bundles_free(&all);
}

/* A run packs payloads of one kind well. */
TEST(all_numbers_of_bundles_are_of_one_kind)
{
    bundles all;

    assert_int_equal(rc_bundles_init(&all), RC_OK);
    for (uint32_t i = 0; i < 40; i++) {
        uint32_t payload;
        assert_int_equal(rc_bundles_add(&all, (bundle){20260101, 5 << 4, i}, &payload), RC_OK);
        assert_int_equal(payload & ((1u << PAYLOAD_KIND_BITS) - 1), 0);
    }
    rc_bundles_free(&all);
}

TEST(bundle_is_kept_once_and_leaves_bit_31_free)
{
    bundles all;
    uint32_t first, other, third, again;

    assert_int_equal(rc_bundles_init(&all), RC_OK);
    assert_int_equal(rc_bundles_add(&all, (bundle){20260101, 5 << 4, 0}, &first), RC_OK);
    assert_int_equal(rc_bundles_add(&all, (bundle){20260102, 5 << 4, 0}, &other), RC_OK);
    assert_int_equal(rc_bundles_add(&all, (bundle){20260101, 5 << 4, 1}, &third), RC_OK);
    assert_int_equal(rc_bundles_add(&all, (bundle){20260101, 5 << 4, 0}, &again), RC_OK);
    assert_int_equal(first, again);
    assert_int_not_equal(first, other);
    assert_int_not_equal(first, third);
    assert_int_equal((first | other | third) >> 31, 0);
    rc_bundles_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bundles_come_back_by_their_numbers),
        cmocka_unit_test(all_numbers_of_bundles_are_of_one_kind),
        cmocka_unit_test(bundle_is_kept_once_and_leaves_bit_31_free),
    };
    return RUN_TESTS(tests);
}
