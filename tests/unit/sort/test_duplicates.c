/* Tests of sort/duplicates.h: which of several routes with one prefix stays. */
#include "sort/duplicates.h"

#include "support_oracle.h"
#include "support_random.h"
#include "support_test.h"

static cost_ref add_cost(cost_set *costs, const char *spelling)
{
    cost_value value;
    cost_ref ref = COST_REF_NONE;

    assert_int_equal(rc_cost_parse(TEXT(spelling), &value), COST_OK);
    assert_int_equal(rc_cost_set_add(costs, TEXT(spelling), value, &ref), RC_OK);
    return ref;
}

static const prefix_key key = 0x1000000000000000u;

/* What stays of two routes. */
static uint32_t resolve(duplicates *d, uint32_t earlier, uint32_t later)
{
    prefix_key keys[] = {key, key};
    uint32_t payloads[] = {earlier, later};
    batch routes = {.n = 2, .keys = keys, .payloads = payloads};

    rc_duplicates_sort(d, &routes);
    assert_int_equal(routes.n, 1);
    assert_true(keys[0] == key);
    return payloads[0];
}

/* Finishes one route. Returns the reference of its cost. */
static cost_ref finish(duplicates *d, uint32_t payload)
{
    prefix_key keys[] = {key};
    batch routes = {.n = 1, .keys = keys, .payloads = &payload};

    rc_duplicates_finish(d, &routes);
    return payload;
}

TEST(cheapest_route_stays_wherever_it_stands)
{
    cost_set *costs = rc_cost_set_new(10);
    duplicates d = {.policy = RC_DUPLICATES_CHEAPEST, .costs = costs};
    cost_ref dear = add_cost(costs, "0.5"), cheap = add_cost(costs, "0.40");
    cost_ref same = add_cost(costs, ".4");

    assert_int_equal(resolve(&d, dear, cheap), cheap);
    assert_int_equal(resolve(&d, cheap, dear), cheap);
    assert_int_equal(resolve(&d, cheap, cheap), cheap);
    assert_int_equal(resolve(&d, cheap, same), cheap);
    assert_int_equal(resolve(&d, same, cheap), same);
    assert_int_equal(finish(&d, same), same);
    rc_duplicates_free(&d);
    rc_cost_set_free(costs);
}

/* A cost that is one of n_kinds alike; with listed ones from COST_REF_PLAIN_DIGITS kinds up. */
static cost_ref random_cost(prng *p, cost_set *costs, unsigned n_kinds, unsigned first_kind)
{
    unsigned kind = first_kind + (unsigned)prng_below(p, n_kinds);
    uint32_t digits = (uint32_t)prng_below(p, prng_below(p, 2) ? 30 : 10000000);
    char spelling[RC_COST_LENGTH_MAX + 2] = "0";

    if (kind < COST_REF_PLAIN_DIGITS)
        return cost_ref_plain(digits, kind);
    size_t length = rc_cost_ref_spell(cost_ref_plain(digits, kind % 3), spelling + 1);
    spelling[1 + length] = '\0';
    return add_cost(costs, spelling);
}

/* Which payload stays, by spellings. */
static uint32_t choose_cheapest(void *costs, uint32_t earlier, uint32_t later)
{
    char spelt_earlier[RC_COST_LENGTH_MAX + 1], spelt_later[RC_COST_LENGTH_MAX + 1];

    spelt_earlier[rc_cost_set_spell(costs, earlier, spelt_earlier)] = '\0';
    spelt_later[rc_cost_set_spell(costs, later, spelt_later)] = '\0';
    return oracle_compare(spelt_later, spelt_earlier) < 0 ? later : earlier;
}

static void check_cheapest(prng *p, batch *routes, batch *expected, unsigned n_kinds,
                           unsigned first_kind)
{
    cost_set *costs = rc_cost_set_new(1000000);
    duplicates d = {.policy = RC_DUPLICATES_CHEAPEST, .costs = costs};
    size_t n_repeated = 1 + prng_below(p, 20);
    prefix_key last_key = key;

    routes->n = expected->n = prng_below(p, prng_below(p, 2) ? 4 : 500);
    for (size_t i = 0; i < routes->n; i++) {
        last_key += prng_below(p, n_repeated) == 0 ? 1u << prng_below(p, 20) : 0;
        routes->keys[i] = expected->keys[i] = last_key;
        routes->payloads[i] = expected->payloads[i] = random_cost(p, costs, n_kinds, first_kind);
    }
    rc_duplicates_sort(&d, routes);
    rc_batch_unite(expected, choose_cheapest, costs);
    assert_int_equal(routes->n, expected->n);
    assert_memory_equal(routes->keys, expected->keys, routes->n * sizeof *routes->keys);
    assert_memory_equal(routes->payloads, expected->payloads, routes->n * sizeof *routes->payloads);
    rc_cost_set_free(costs);
}

TEST(cheapest_routes_stay_whether_costs_are_alike_or_not)
{
    prng p = prng_start();
    batch routes, expected;

    assert_int_equal(rc_batch_init(&routes), 0);
    assert_int_equal(rc_batch_init(&expected), 0);
    for (int round = 0; round < 30; round++) {
        for (unsigned kind = 0; kind < COST_REF_PLAIN_DIGITS; kind++)
            check_cheapest(&p, &routes, &expected, 1, kind); /* plain and all alike */
        check_cheapest(&p, &routes, &expected, 2, 3);
        check_cheapest(&p, &routes, &expected, COST_REF_PLAIN_DIGITS, 0);
        check_cheapest(&p, &routes, &expected, COST_REF_PLAIN_DIGITS + 3, 0);
        check_cheapest(&p, &routes, &expected, 3, COST_REF_PLAIN_DIGITS); /* all listed */
    }
    rc_batch_free(&routes);
    rc_batch_free(&expected);
}

TEST(routes_without_a_duplicate_stay_under_every_policy)
{
    static const rc_duplicates policies[] = {RC_DUPLICATES_CHEAPEST, RC_DUPLICATES_FIRST,
                                             RC_DUPLICATES_LAST, RC_DUPLICATES_ERROR};

    for (size_t i = 0; i < N_ELEMENTS(policies); i++)
        for (size_t n = 0; n <= 3; n++) {
            duplicates d = {.policy = policies[i]};
            prefix_key keys[] = {key, key + 1, key + 2};
            uint32_t payloads[] = {0, UINT32_MAX - 2, 16};
            batch routes = {.n = n, .keys = keys, .payloads = payloads};
            rc_duplicates_sort(&d, &routes);
            assert_int_equal(routes.n, n);
            assert_true(keys[0] == key && keys[1] == key + 1 && keys[2] == key + 2);
            assert_true(payloads[0] == 0 && payloads[1] == UINT32_MAX - 2 && payloads[2] == 16);
            assert_int_equal(d.n_faults, 0);
        }
}

TEST(first_and_last_do_not_look_at_costs)
{
    duplicates first = {.policy = RC_DUPLICATES_FIRST};
    duplicates last = {.policy = RC_DUPLICATES_LAST};

    assert_int_equal(resolve(&first, 7, 8), 7);
    assert_int_equal(resolve(&last, 7, 8), 8);
    assert_int_equal(resolve(&first, 32, 16), 32);
    assert_int_equal(resolve(&last, 16, 32), 32);
    assert_int_equal(finish(&last, 8), 8);
    assert_int_equal(first.n_faults + last.n_faults, 0);
}

/* Enters n routes, route i on line 10 * (i + 1) at cost 1000 + i. */
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
        assert_int_equal(rc_duplicates_enter(d, payloads, lines, n_entered), RC_OK);
        for (uint32_t k = 0; k < n_entered; k++)
            assert_int_equal(payloads[k], i + k);
    }
}

TEST(ledger_knows_cost_and_lines_of_every_route)
{
    duplicates d = {.policy = RC_DUPLICATES_ERROR};

    enter(&d, 5000);
    assert_int_equal(resolve(&d, 3, 4), 3);
    for (uint32_t i = 0; i < 5000; i++)
        if (i != 4)
            assert_int_equal(finish(&d, i), 1000 + i);
    rc_duplicates_find_faults(&d);
    assert_int_equal(d.n_faults, 1);
    assert_true(d.faults[0].key == key);
    assert_int_equal(d.faults[0].line, 50);
    assert_int_equal(d.faults[0].earlier_line, 40);
    rc_duplicates_free(&d);
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
            resolve(&d, 0, order[i] + 1);
        finish(&d, 0);
        rc_duplicates_find_faults(&d);
        assert_int_equal(d.n_faults, n);
        for (uint32_t i = 0; i < n && i < RC_FAULTS_SHOWN; i++)
            assert_int_equal(d.faults[i].line, 10 * (i + 2));
        rc_duplicates_free(&d);
    }
}

static uint32_t add_dated(cost_set *costs, bundles *dates, const char *spelling, rc_date day)
{
    uint32_t payload = 0;

    assert_int_equal(rc_bundles_add(dates, (bundle){day, add_cost(costs, spelling), 0}, &payload),
                     RC_OK);
    return payload;
}

TEST(later_day_wins_under_every_policy_and_the_policy_decides_within_a_day)
{
    cost_set *costs = rc_cost_set_new(10);
    bundles dates;
    assert_int_equal(rc_bundles_init(&dates), 0);
    uint32_t old_cheap = add_dated(costs, &dates, "0.1", 20250101);
    uint32_t new_dear = add_dated(costs, &dates, "0.50", 20260101);
    uint32_t new_cheap = add_dated(costs, &dates, "0.4", 20260101);
    static const rc_duplicates policies[] = {RC_DUPLICATES_CHEAPEST, RC_DUPLICATES_FIRST,
                                             RC_DUPLICATES_LAST};

    for (size_t i = 0; i < N_ELEMENTS(policies); i++) {
        duplicates d = {.policy = policies[i], .costs = costs, .bundles = &dates};
        assert_int_equal(resolve(&d, old_cheap, new_dear), new_dear);
        assert_int_equal(resolve(&d, new_dear, old_cheap), new_dear);
        assert_int_equal(resolve(&d, new_dear, new_cheap),
                         policies[i] == RC_DUPLICATES_FIRST ? new_dear : new_cheap);
        assert_int_equal(finish(&d, new_dear), new_dear);
    }
    assert_int_equal(add_dated(costs, &dates, "0.4", 20260101), new_cheap);
    assert_int_equal(rc_bundles_get(&dates, new_cheap).day, 20260101);
    rc_bundles_free(&dates);
    rc_cost_set_free(costs);
}

/* Rows of one prefix, resolved in runs that are cut anywhere: only those of the day that wins are
 * duplicates of the first of it. */
static void check_dated_faults(prng *p, const uint32_t *payloads, const rc_date *days, size_t n,
                               const bundles *dates)
{
    duplicates d = {.policy = RC_DUPLICATES_ERROR, .bundles = dates};
    uint32_t routes[40], left = 0;
    uint64_t lines[40], first_line = 0;
    rc_date last_day = 0;
    size_t n_expected = 0;

    for (size_t i = 0; i < n; i++) {
        routes[i] = payloads[i];
        lines[i] = i + 1;
        if (days[i] > last_day) {
            last_day = days[i];
            first_line = i + 1;
            n_expected = 0;
        } else {
            n_expected += days[i] == last_day;
        }
    }
    assert_int_equal(rc_duplicates_enter(&d, routes, lines, n), RC_OK);
    for (size_t from = 0, to; from < n; from = to) {
        to = from + 1 + prng_below(p, n - from);
        uint32_t run = routes[from];
        for (size_t i = from + 1; i < to; i++)
            run = resolve(&d, run, routes[i]);
        left = from == 0 ? run : resolve(&d, left, run);
    }
    finish(&d, left);
    rc_duplicates_find_faults(&d);
    assert_int_equal(d.n_faults, n_expected);
    for (size_t i = 0; i < n_expected && i < RC_FAULTS_SHOWN; i++) {
        assert_int_equal(d.faults[i].earlier_line, first_line);
        assert_int_equal(days[d.faults[i].line - 1], last_day);
        assert_true(d.faults[i].key == key);
    }
    rc_duplicates_free(&d);
}

TEST(only_duplicates_of_the_day_that_wins_are_faults)
{
    prng p = prng_start();
    bundles dates;

    assert_int_equal(rc_bundles_init(&dates), 0);
    for (int round = 0; round < 2000; round++) {
        uint32_t payloads[40];
        rc_date days[40];
        size_t n = 1 + prng_below(&p, 40), n_days = 1 + prng_below(&p, 4);
        for (size_t i = 0; i < n; i++) {
            days[i] = 20260101 + (rc_date)prng_below(&p, n_days);
            cost_ref cost = cost_ref_plain((uint32_t)prng_below(&p, 3), 2);
            assert_int_equal(rc_bundles_add(&dates, (bundle){days[i], cost, 0}, &payloads[i]),
                             RC_OK);
        }
        check_dated_faults(&p, payloads, days, n, &dates);
    }
    rc_bundles_free(&dates);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cheapest_route_stays_wherever_it_stands),
        cmocka_unit_test(cheapest_routes_stay_whether_costs_are_alike_or_not),
        cmocka_unit_test(routes_without_a_duplicate_stay_under_every_policy),
        cmocka_unit_test(first_and_last_do_not_look_at_costs),
        cmocka_unit_test(ledger_knows_cost_and_lines_of_every_route),
        cmocka_unit_test(later_day_wins_under_every_policy_and_the_policy_decides_within_a_day),
        cmocka_unit_test(only_duplicates_of_the_day_that_wins_are_faults),
        cmocka_unit_test(faults_kept_are_those_of_the_lowest_lines_in_order),
    };
    return RUN_TESTS(tests);
}
