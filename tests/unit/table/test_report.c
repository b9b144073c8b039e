/* Tests of what there is to know of a list: rc_table_report, and the duplicates that
 * rc_builder_stats counts. */
#include "support_table.h"
#include "support_test.h"

typedef struct checked {
    rc_load_stats stats;
    rc_report report;
    char costs[2][40]; /* of the cheapest and the dearest */
} checked;

static checked check(const char *list, rc_load_options options)
{
    checked c;

    options.compare_duplicates = 1;
    rc_table *table = load_list(TEXT(list), &options, &c.stats, NULL);
    assert_non_null(table);
    assert_int_equal(rc_table_report(table, 0, &c.report), RC_OK);
    snprintf(c.costs[0], sizeof c.costs[0], "%.*s", (int)c.report.cheapest.cost.length,
             c.report.cheapest.cost.bytes);
    snprintf(c.costs[1], sizeof c.costs[1], "%.*s", (int)c.report.dearest.cost.length,
             c.report.dearest.cost.bytes);
    assert_int_equal(c.report.table_bytes, c.stats.table_bytes);
    assert_int_equal(c.report.n_prefixes, c.stats.n_prefixes);
    rc_table_free(table);
    return c;
}

/* ---- By hand ---- */

TEST(cheapest_dearest_shortest_and_longest_prefix_are_found)
{
    checked c = check("44,0.5\n4,0.04\n+1234,12\n9,0.040\n+12,12.0\n", (rc_load_options){0});

    assert_string_equal(c.report.cheapest.prefix, "4");
    assert_string_equal(c.costs[0], "0.04");
    assert_string_equal(c.report.dearest.prefix, "+12");
    assert_string_equal(c.costs[1], "12.0");
    assert_string_equal(c.report.shortest.prefix, "4");
    assert_string_equal(c.report.longest.prefix, "+1234");
}

TEST(prefix_is_redundant_where_the_next_shorter_one_costs_the_same)
{
    assert_int_equal(check("4,1\n44,1.0\n", (rc_load_options){0}).report.n_redundant, 1);
    assert_int_equal(check("4,1\n44,2\n441,1\n", (rc_load_options){0}).report.n_redundant, 0);
    assert_int_equal(
        check("4,1\n44,2\n441,2\n4411,02\n45,1\n451,2\n", (rc_load_options){0}).report.n_redundant,
        3);
    assert_int_equal(check("4,1\n+44,1\n5,1\n", (rc_load_options){0}).report.n_redundant, 0);
    assert_int_equal(
        check("4,1\n+44,1\n", (rc_load_options){.plus_optional = 1}).report.n_redundant, 1);
}

TEST(zero_has_many_spellings)
{
    assert_int_equal(
        check("1,0\n2,0.00\n3,00.\n4,0.01\n", (rc_load_options){0}).report.n_zero_costs, 3);
}

TEST(duplicates_and_those_that_disagree_are_counted)
{
    static const char list[] = "1,1\n2,2\n1,1.0\n2,3\n2,2\n3,1\n3,1\n4,1\n";

    for (int policy = 0; policy < 4; policy++) {
        checked c =
            check(list, (rc_load_options){.duplicates = (rc_duplicates)policy, .skip_bad_rows = 1});
        assert_int_equal(c.stats.n_duplicates, 4);
        assert_int_equal(c.stats.n_disagreeing, 1);
    }
}

TEST(duplicates_of_all_carriers_are_added_up)
{
    rc_text lists[] = {TEXT("1,1\n1,2\n2,1\n2,1\n"), TEXT("1,1\n"), TEXT("1,1\n1,2\n3,1\n3,2\n")};

    for (int policy = 0; policy < 4; policy++) {
        rc_load_options options = {
            .duplicates = (rc_duplicates)policy, .skip_bad_rows = 1, .compare_duplicates = 1};
        rc_load_stats stats;
        rc_table *table = load_carriers(lists, NULL, 3, &options, &stats, NULL);
        assert_non_null(table);
        assert_int_equal(stats.n_prefixes, 5);
        assert_int_equal(stats.n_duplicates, 4);
        assert_int_equal(stats.n_disagreeing, 3);
        assert_int_equal(stats.n_bad_rows, policy == RC_DUPLICATES_ERROR ? 4 : 0);
        rc_table_free(table);
    }
}

TEST(row_counts_for_each_of_its_prefixes)
{
    checked c = check("\"1;1;2-3\",1\n2,2\n", (rc_load_options){0});

    assert_int_equal(c.stats.n_rows, 2);
    assert_int_equal(c.stats.n_prefixes, 3);
    assert_int_equal(c.stats.n_duplicates, 2);
    assert_int_equal(c.stats.n_disagreeing, 1);
}

TEST(rows_of_other_days_never_disagree)
{
    rc_load_options options = {.at = 20260301, .effective_column = {.number = 3}};

    for (int policy = 0; policy < 4; policy++) {
        options.duplicates = (rc_duplicates)policy;
        options.skip_bad_rows = 1;
        checked c = check("1,1,2026-01-01\n1,2,2026-02-01\n1,3,2027-01-01\n2,1,2026-01-01\n"
                          "3,1,2026-01-01\n3,2,2026-01-01\n3,7,2026-02-01\n3,7.0,2026-02-01\n"
                          "4,1,2026-02-01\n4,2,2026-02-01\n4,1,2026-01-01\n",
                          options);
        assert_int_equal(c.stats.n_duplicates, 6);
        assert_int_equal(c.stats.n_disagreeing, 1);
    }
}

TEST(disagreeing_is_counted_only_where_it_is_wanted)
{
    rc_load_stats stats;
    rc_table *table = load_list(TEXT("1,1\n1,2\n"), NULL, &stats, NULL);

    assert_int_equal(stats.n_duplicates, 1);
    assert_int_equal(stats.n_disagreeing, 0);
    rc_table_free(table);
}

TEST(each_carrier_has_a_report_of_its_own)
{
    rc_text lists[] = {TEXT("1,1\n12,1\n1,1\n"), TEXT("+5,0\n"), TEXT("1,0.12345678901\n2,3\n")};
    rc_load_options options = {.keep_carriers = 1, .compare_duplicates = 1};
    rc_load_stats stats;
    rc_report report;
    rc_table *table = load_carriers(lists, NULL, 3, &options, &stats, NULL);

    assert_non_null(table);
    assert_int_equal(stats.n_duplicates, 1);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rc_table_report(table, i, &report), RC_OK);
        rc_table *alone = load_list(lists[i], NULL, &stats, NULL);
        assert_int_equal(report.n_prefixes, stats.n_prefixes);
        assert_int_equal(report.table_bytes,
                         stats.table_bytes + rc_table_carrier_name(table, i).length);
        rc_table_free(alone);
    }
    assert_string_equal(report.dearest.prefix, "2");
    rc_table_free(table);
}

TEST(bytes_of_a_carrier_alone_count_what_its_routes_carry)
{
    const rc_column zone = {.name = TEXT("zone")};
    static const char list[] = "prefix,cost,zone,fee\n44,1,near,0.1\n45,2,far,0.2\n";
    size_t plain = check(list, (rc_load_options){0}).report.table_bytes;
    size_t with_zones =
        check(list, (rc_load_options){.carried_columns = &zone, .n_carried_columns = 1})
            .report.table_bytes;
    size_t with_fees =
        check(list, (rc_load_options){.fee_column = {.name = TEXT("fee")}}).report.table_bytes;

    assert_true(with_zones > plain && with_fees > plain);
}

TEST(table_without_its_carriers_has_no_report)
{
    rc_text lists[] = {TEXT("1,1\n"), TEXT("2,1\n")};
    rc_report report;
    rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, NULL);

    assert_int_equal(rc_table_report(table, 0, &report), RC_ERROR_NOT_KEPT);
    rc_table_free(table);
}

/* ---- Any list ---- */

typedef struct counts {
    uint64_t n_disagreeing, n_redundant, n_zero;
    const oracle_row *cheapest, *dearest;
    size_t shortest, longest;
} counts;

static int is_prefix_of(const char *shorter, const char *longer)
{
    return strlen(shorter) < strlen(longer) && strncmp(shorter, longer, strlen(shorter)) == 0;
}

/* The row of the longest prefix that the row's prefix begins with, itself not counted, or NULL. */
static const oracle_row *next_shorter(const oracle *o, const char *prefix)
{
    const oracle_row *next = NULL;

    for (size_t i = 0; i < o->n_rows; i++)
        if (is_prefix_of(oracle_prefix(o, &o->rows[i]), prefix) &&
            (!next || strlen(oracle_prefix(o, &o->rows[i])) > strlen(oracle_prefix(o, next))))
            next = &o->rows[i];
    return next ? oracle_match(o, next->prefix) : NULL;
}

static int disagree(const oracle *o, const char *prefix, const char *cost)
{
    for (size_t i = 0; i < o->n_rows; i++)
        if (strcmp(oracle_prefix(o, &o->rows[i]), prefix) == 0 &&
            oracle_compare(o->rows[i].cost, cost) != 0)
            return 1;
    return 0;
}

/* Counts by looking at all rows for each. */
static counts count(const oracle *o)
{
    counts c = {.shortest = SIZE_MAX};

    for (size_t i = 0; i < o->n_rows; i++) {
        const oracle_row *row = &o->rows[i];
        const char *prefix = oracle_prefix(o, row);
        if (oracle_match(o, row->prefix) != row)
            continue; /* another row of the prefix stays */
        const oracle_row *shorter = next_shorter(o, prefix);
        c.n_disagreeing += (uint64_t)disagree(o, prefix, row->cost);
        c.n_redundant += shorter && oracle_compare(shorter->cost, row->cost) == 0;
        c.n_zero += oracle_compare(row->cost, "0") == 0;
        if (!c.cheapest || oracle_compare(row->cost, c.cheapest->cost) < 0)
            c.cheapest = row;
        if (!c.dearest || oracle_compare(row->cost, c.dearest->cost) > 0)
            c.dearest = row;
        c.shortest = strlen(prefix) < c.shortest ? strlen(prefix) : c.shortest;
        c.longest = strlen(prefix) > c.longest ? strlen(prefix) : c.longest;
    }
    return c;
}

static void expect_counts(const oracle *o, const checked *got)
{
    counts c = count(o);

    assert_int_equal(got->stats.n_rows, o->n_rows);
    assert_int_equal(got->stats.n_duplicates, o->n_rows - oracle_count(o));
    assert_int_equal(got->stats.n_disagreeing, c.n_disagreeing);
    assert_int_equal(got->report.n_prefixes, oracle_count(o));
    assert_int_equal(got->report.n_redundant, c.n_redundant);
    assert_int_equal(got->report.n_zero_costs, c.n_zero);
    assert_int_equal(oracle_compare(got->costs[0], c.cheapest->cost), 0);
    assert_int_equal(oracle_compare(got->costs[1], c.dearest->cost), 0);
    assert_string_equal(oracle_price(o, got->report.cheapest.prefix), got->costs[0]);
    assert_string_equal(oracle_price(o, got->report.dearest.prefix), got->costs[1]);
    assert_int_equal(strlen(got->report.shortest.prefix), c.shortest);
    assert_int_equal(strlen(got->report.longest.prefix), c.longest);
}

TEST(counts_of_any_list_are_those_of_looking_at_all_rows)
{
    prng p = prng_start();

    for (int round = 0; round < 400; round++) {
        oracle_row rows[300];
        size_t n_rows = 1 + prng_below(&p, round % 8 ? 40 : N_ELEMENTS(rows));
        row_kind kind = {1 + (unsigned)prng_below(&p, 10), 1 + (unsigned)prng_below(&p, 15),
                         prng_below(&p, 3) > 0, 0};
        rc_load_options options = {.duplicates = (rc_duplicates)prng_below(&p, 4),
                                   .plus_optional = (int)prng_below(&p, 2),
                                   .n_threads = 1 + (unsigned)prng_below(&p, 3),
                                   .skip_bad_rows = 1};
        for (size_t i = 0; i < n_rows; i++)
            random_row(&p, &kind, &rows[i]);
        oracle o = {rows, n_rows, options.duplicates, options.plus_optional};
        buffer list = list_of(rows, n_rows);
        checked got = check(list.bytes, options);
        expect_counts(&o, &got);
        buffer_free(&list);
    }
}

/* So many rows that they go through runs and merges; the costs of prefix i follow from i. */
TEST(duplicates_of_a_long_list_disagree_wherever_they_stand)
{
    enum { N_ROWS = 400000, N_PREFIXES = 70000 };
    static const char *const costs[] = {"1", "1.0", "0.123456789", "2"};
    prng p = prng_start();
    unsigned char *seen = calloc(N_PREFIXES, 1);
    buffer list = {0};
    uint64_t n_prefixes = 0, n_disagreeing = 0;

    assert_non_null(seen);
    for (int i = 0; i < N_ROWS; i++) {
        char row[48];
        size_t prefix = prng_below(&p, N_PREFIXES), of = prng_below(&p, prng_below(&p, 9) ? 2 : 4);
        seen[prefix] |= (unsigned char)(1 << of);
        snprintf(row, sizeof row, "1%05zu,%s\n", prefix, costs[of]);
        buffer_string(&list, row);
    }
    for (int i = 0; i < N_PREFIXES; i++) {
        int n_values = ((seen[i] & 3) != 0) + ((seen[i] & 4) != 0) + ((seen[i] & 8) != 0);
        n_prefixes += n_values > 0;
        n_disagreeing += n_values > 1;
    }
    for (unsigned i = 0; i < 8; i++) {
        checked c = check(list.bytes, (rc_load_options){.duplicates = (rc_duplicates)(i % 4),
                                                        .n_threads = i < 4 ? 1 : 4,
                                                        .skip_bad_rows = 1});
        assert_int_equal(c.stats.n_duplicates, N_ROWS - n_prefixes);
        assert_int_equal(c.stats.n_disagreeing, n_disagreeing);
    }
    buffer_free(&list);
    free(seen);
}

TEST(comparing_duplicates_changes_no_answer)
{
    prng p = prng_start();

    for (int round = 0; round < 60; round++) {
        oracle_row rows[120];
        row_kind kind = {4, 6, 1, 0};
        buffer numbers = {0};
        rc_load_options options = {.duplicates = (rc_duplicates)(round % 3)};
        for (size_t i = 0; i < N_ELEMENTS(rows); i++)
            random_row(&p, &kind, &rows[i]);
        for (int i = 0; i < 100; i++) {
            char number[48];
            random_number(&p, rows, N_ELEMENTS(rows), number);
            buffer_string(&numbers, number);
            buffer_string(&numbers, "\n");
        }
        buffer list = list_of(rows, N_ELEMENTS(rows)), answers[2];
        for (int i = 0; i < 2; i++) {
            options.compare_duplicates = i;
            rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, NULL, NULL);
            answers[i] = answer_all(table, (rc_text){numbers.bytes, numbers.n_bytes}, 1);
            rc_table_free(table);
        }
        assert_string_equal(answers[0].bytes, answers[1].bytes);
        buffer_free(&answers[0]);
        buffer_free(&answers[1]);
        buffer_free(&list);
        buffer_free(&numbers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cheapest_dearest_shortest_and_longest_prefix_are_found),
        cmocka_unit_test(prefix_is_redundant_where_the_next_shorter_one_costs_the_same),
        cmocka_unit_test(zero_has_many_spellings),
        cmocka_unit_test(duplicates_and_those_that_disagree_are_counted),
        cmocka_unit_test(duplicates_of_all_carriers_are_added_up),
        cmocka_unit_test(row_counts_for_each_of_its_prefixes),
        cmocka_unit_test(rows_of_other_days_never_disagree),
        cmocka_unit_test(disagreeing_is_counted_only_where_it_is_wanted),
        cmocka_unit_test(each_carrier_has_a_report_of_its_own),
        cmocka_unit_test(bytes_of_a_carrier_alone_count_what_its_routes_carry),
        cmocka_unit_test(table_without_its_carriers_has_no_report),
        cmocka_unit_test(counts_of_any_list_are_those_of_looking_at_all_rows),
        cmocka_unit_test(duplicates_of_a_long_list_disagree_wherever_they_stand),
        cmocka_unit_test(comparing_duplicates_changes_no_answer),
    };
    return RUN_TESTS(tests);
}
