/* Tests of table/cheapest.h; test_least_cost.c compares large tables with the oracle. */
#include "table/cheapest.h"

#include "support_routes.h"
#include "support_test.h"
#include "trie/cursor.h"

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
    assert_int_equal(rc_cheapest_write(&o, carriers, 2, &cheapest), RC_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefix_with_the_answer_of_a_shorter_one_is_left_out),
    };
    return RUN_TESTS(tests);
}
