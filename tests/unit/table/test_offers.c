/* Tests of table/offers.h: offers in the order of their costs. */
#include "table/offers.h"

#include "support_routes.h"
#include "support_test.h"

static void assert_spelling(const offer_list *o, uint32_t offer, const char *expected)
{
    rc_text spelling = text_list_get(&o->spellings, offer);

    assert_int_equal(spelling.length, strlen(expected));
    assert_memory_equal(spelling.bytes, expected, spelling.length);
}

TEST(offers_ascend_with_costs_and_of_equal_ones_the_earlier_carrier_comes_first)
{
    static const char *const red[] = {"0.10", "0.020", "1"}, *const blue[] = {".02", "0.1", "0.03"};
    carrier_routes carriers[] = {carrier_of("red", red, 3, NULL, 0),
                                 carrier_of("blue", blue, 3, NULL, 0)};
    static const char *const expected[] = {"0.020", ".02", "0.03", "0.10", "0.1", "1"};
    static const uint32_t owners[] = {0, 1, 1, 0, 1, 0}, of_red[] = {3, 0, 5},
                          of_blue[] = {1, 4, 2};
    offer_list o = {0};

    assert_int_equal(rc_offers_number(&o, carriers, 2), RC_OK);
    assert_int_equal(o.n, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_spelling(&o, i, expected[i]);
        assert_int_equal(o.carriers[i], owners[i]);
    }
    assert_memory_equal(offers_of_carrier(&o, 0), of_red, sizeof of_red);
    assert_memory_equal(offers_of_carrier(&o, 1), of_blue, sizeof of_blue);
    assert_null(o.values); /* nothing is carried */
    assert_int_equal(offers_values(&o), 6);
    rc_offers_free(&o);
    rc_carrier_free(&carriers[0]);
    rc_carrier_free(&carriers[1]);
}

TEST(blocked_routes_are_a_value_and_no_offer)
{
    static const char *const red[] = {"0.2", ""}, *const blue[] = {"0.1"};
    carrier_routes carriers[] = {carrier_of("red", red, 2, NULL, 0),
                                 carrier_of("blue", blue, 1, NULL, 0)};
    static const uint32_t of_red[] = {1, TRIE_NO_VALUE}, of_blue[] = {0};
    offer_list o = {0};

    assert_int_equal(rc_offers_number(&o, carriers, 2), RC_OK);
    assert_int_equal(o.n, 2);
    assert_int_equal(offers_values(&o), 3);
    assert_memory_equal(offers_of_carrier(&o, 0), of_red, sizeof of_red);
    assert_memory_equal(offers_of_carrier(&o, 1), of_blue, sizeof of_blue);
    rc_offers_free(&o);
    rc_carrier_free(&carriers[0]);
    rc_carrier_free(&carriers[1]);
}

TEST(offers_of_one_carrier_are_its_costs)
{
    static const char *const red[] = {"0.10", "0.02"};
    carrier_routes carrier = carrier_of("red", red, 2, NULL, 0);
    offer_list o = {0};

    assert_int_equal(rc_offers_number(&o, &carrier, 1), RC_OK);
    assert_int_equal(o.n, 2);
    assert_spelling(&o, 0, "0.10");
    assert_spelling(&o, 1, "0.02");
    assert_null(offers_of_carrier(&o, 0));
    assert_null(carrier.spellings.bytes); /* moved */
    rc_offers_free(&o);
    rc_carrier_free(&carrier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            offers_ascend_with_costs_and_of_equal_ones_the_earlier_carrier_comes_first),
        cmocka_unit_test(blocked_routes_are_a_value_and_no_offer),
        cmocka_unit_test(offers_of_one_carrier_are_its_costs),
    };
    return RUN_TESTS(tests);
}
