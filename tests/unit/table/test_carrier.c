/* Tests of table/carrier.h: names and costs of carriers. */
#include "table/carrier.h"

#include "support_test.h"

TEST(names_hold_nothing_that_a_terminal_obeys)
{
    static const char *const refused[] = {"a\033[31m",    "a\233",          "\302\233b",
                                          "\330\234",     "\342\200\216",   "\342\200\217",
                                          "\342\200\250", "a\342\200\256b", "\342\201\246",
                                          "\342\201\257", "\200",           "\237"};
    static const char *const taken[] = {"\304\233",     "\302\240",         "M\374ller",
                                        "\342\202\254", "\360\237\230\200", "\342\200\247",
                                        "\342\200\257"};
    rc_error error;

    for (size_t i = 0; i < N_ELEMENTS(refused); i++) {
        assert_int_equal(rc_carrier_check_name(TEXT(refused[i]), &error), RC_ERROR_NAME);
        assert_non_null(strstr(error.reason, "holds a control character"));
    }
    for (size_t i = 0; i < N_ELEMENTS(taken); i++)
        assert_int_equal(rc_carrier_check_name(TEXT(taken[i]), &error), RC_OK);
}

TEST(names_are_not_empty_and_hold_no_control_characters)
{
    rc_error error;

    assert_int_equal(rc_carrier_check_name(TEXT("Red & Co."), &error), RC_OK);
    assert_int_equal(rc_carrier_check_name(TEXT("\303\251"), &error), RC_OK);
    assert_int_equal(rc_carrier_check_name(TEXT(""), &error), RC_ERROR_NAME);
    assert_int_equal(rc_carrier_check_name(TEXT("a\nb"), &error), RC_ERROR_NAME);
    assert_int_equal(rc_carrier_check_name(TEXT("a\177"), &error), RC_ERROR_NAME);
    assert_int_equal(rc_carrier_check_name(TEXT(""), NULL), RC_ERROR_NAME);
}

static rc_code check_names(size_t n_before, const char *a, const char *b, const char *c)
{
    rc_text names[] = {TEXT(a), TEXT(b), TEXT(c)};
    rc_error error;

    return rc_carrier_check_names(names, n_before, 3, &error);
}

TEST(no_two_names_are_the_same)
{
    assert_int_equal(check_names(0, "b", "a", "c"), RC_OK);
    assert_int_equal(check_names(0, "b", "a", "b"), RC_ERROR_NAME);
    assert_int_equal(check_names(3, "b", "b", "a"), RC_ERROR_NAME);
    assert_int_equal(check_names(0, "b", "B", "bb"), RC_OK);
    assert_int_equal(check_names(1, "b", "", "a"), RC_OK); /* a carrier without a name */
    assert_int_equal(check_names(1, "", "a", ""), RC_ERROR_NAME);
    assert_int_equal(check_names(1, "a\n", "b", "c"), RC_OK); /* checked before */
    assert_int_equal(check_names(1, "b", "a\n", "c"), RC_ERROR_NAME);
}

TEST(costs_are_copied_in_the_order_of_their_numbers)
{
    static const char *const spellings[] = {"0.02", "00.5", "1.234567890123"};
    cost_set *costs = rc_cost_set_new(10);
    carrier_routes c;
    uint32_t n;

    assert_non_null(costs);
    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        cost_value value;
        cost_ref ref;
        assert_int_equal(rc_cost_parse(TEXT(spellings[i]), &value), COST_OK);
        assert_int_equal(rc_cost_set_add(costs, TEXT(spellings[i]), value, &ref), RC_OK);
    }
    cost_ref *refs = rc_cost_set_number_all(costs, &n);
    assert_non_null(refs);
    assert_int_equal(rc_carrier_init(&c, TEXT("red")), RC_OK);
    assert_int_equal(rc_carrier_set_costs(&c, costs, refs, n), RC_OK);
    assert_int_equal(c.spellings.n, N_ELEMENTS(spellings));
    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        rc_text spelling = text_list_get(&c.spellings, i); /* plain first, then by spelling */
        assert_int_equal(spelling.length, strlen(spellings[i]));
        assert_memory_equal(spelling.bytes, spellings[i], spelling.length);
    }
    rc_carrier_free(&c);
    free(refs);
    rc_cost_set_free(costs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_hold_nothing_that_a_terminal_obeys),
        cmocka_unit_test(names_are_not_empty_and_hold_no_control_characters),
        cmocka_unit_test(no_two_names_are_the_same),
        cmocka_unit_test(costs_are_copied_in_the_order_of_their_numbers),
    };
    return RUN_TESTS(tests);
}
