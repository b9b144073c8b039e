/* Tests of table/duplicates.h: which of several rows with one prefix stays. */
#include "table/duplicates.h"

#include "support_random.h"
#include "support_test.h"

static uint32_t add_cost(cost_set *costs, const char *spelling)
{
    cost_value value;
    uint32_t id = COST_NONE;

    assert_int_equal(cost_parse(TEXT(spelling), &value), COST_OK);
    assert_int_equal(cost_set_add(costs, TEXT(spelling), value, &id), RC_OK);
    return id;
}

static const prefix_key key = 0x1000000000000000u;

TEST(cheapest_row_stays_wherever_it_stands)
{
    cost_set *costs = cost_set_new(10);
    duplicates d = {.policy = RC_DUPLICATES_CHEAPEST, .costs = costs};
    uint32_t dear = add_cost(costs, "0.5"), cheap = add_cost(costs, "0.40");
    uint32_t same = add_cost(costs, ".4");

    assert_int_equal(duplicates_resolve(&d, key, dear, cheap), cheap);
    assert_int_equal(duplicates_resolve(&d, key, cheap, dear), cheap);
    assert_int_equal(duplicates_resolve(&d, key, cheap, cheap), cheap);
    assert_int_equal(duplicates_resolve(&d, key, cheap, same), cheap);
    assert_int_equal(duplicates_resolve(&d, key, same, cheap), same);
    assert_int_equal(duplicates_cost(&d, same), same);
    duplicates_free(&d);
    cost_set_free(costs);
}

TEST(first_and_last_do_not_look_at_costs)
{
    duplicates first = {.policy = RC_DUPLICATES_FIRST};
    duplicates last = {.policy = RC_DUPLICATES_LAST};

    assert_int_equal(duplicates_resolve(&first, key, 7, 8), 7);
    assert_int_equal(duplicates_resolve(&last, key, 7, 8), 8);
    assert_int_equal(duplicates_cost(&last, 8), 8);
    assert_int_equal(first.n_faults + last.n_faults, 0);
}

/* Enters n rows, row i on line 10 * (i + 1) at cost 1000 + i. */
static void enter(duplicates *d, uint32_t n)
{
    for (uint32_t i = 0; i < n; i += 7) {
        uint32_t payloads[7];
        uint64_t lines[7];
        uint32_t n_entered = n - i < 7 ? n - i : 7;
        for (uint32_t k = 0; k < n_entered; k++) {
            payloads[k] = 1000 + i + k;
            lines[k] = 10 * (uint64_t)(i + k + 1);
        }
        assert_int_equal(duplicates_enter(d, payloads, lines, n_entered), RC_OK);
        for (uint32_t k = 0; k < n_entered; k++)
            assert_int_equal(payloads[k], i + k);
    }
}

TEST(ledger_knows_cost_and_lines_of_every_row)
{
    duplicates d = {.policy = RC_DUPLICATES_ERROR};

    enter(&d, 5000);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(duplicates_cost(&d, i), 1000 + i);
    assert_int_equal(duplicates_resolve(&d, key, 3, 4), 3);
    assert_int_equal(d.n_faults, 1);
    assert_true(d.faults[0].key == key);
    assert_int_equal(d.faults[0].line, 50);
    assert_int_equal(d.faults[0].earlier_line, 40);
    duplicates_free(&d);
}

TEST(faults_kept_are_those_of_the_lowest_lines_in_order)
{
    prng p = prng_start();

    for (uint32_t n = 1; n <= 40; n++) {
        duplicates d = {.policy = RC_DUPLICATES_ERROR};
        uint32_t order[40];
        enter(&d, 41);
        for (uint32_t i = 0; i < n; i++) {
            size_t k = prng_below(&p, i + 1);
            order[i] = order[k];
            order[k] = i;
        }
        for (uint32_t i = 0; i < n; i++)
            duplicates_resolve(&d, key, 0, order[i] + 1);
        assert_int_equal(d.n_faults, n);
        for (uint32_t i = 0; i < n && i < RC_FAULTS_SHOWN; i++)
            assert_int_equal(d.faults[i].line, 10 * (i + 2));
        duplicates_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cheapest_row_stays_wherever_it_stands),
        cmocka_unit_test(first_and_last_do_not_look_at_costs),
        cmocka_unit_test(ledger_knows_cost_and_lines_of_every_row),
        cmocka_unit_test(faults_kept_are_those_of_the_lowest_lines_in_order),
    };
    return RUN_TESTS(tests);
}
