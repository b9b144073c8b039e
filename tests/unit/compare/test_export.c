/* Tests of rc_export: against the oracle for random tables, and that its list prices as the table
 * does. */
#include "routecost_compare.h"

#include "support_compare.h"
#include "support_family.h"
#include "support_test.h"

static buffer export_of(const rc_table *table, const rc_export_options *options)
{
    memory_sink sink = {.fail_at = NEVER};
    uint64_t n_rows;

    assert_int_equal(rc_export(table, memory_writer(&sink), options, &n_rows, NULL), RC_OK);
    assert_int_equal(sink.n_flushes, 1);
    buffer_add(&sink.taken, "", 0);
    assert_int_equal(n_rows + 1, count_text(&sink.taken, "\n"));
    return sink.taken;
}

/* Pricing with the exported list gives what pricing with the table gives. */
static void check_round_trip(const rc_table *table, const buffer *list, const buffer *numbers)
{
    rc_load_options options = {.plus_optional = rc_table_ignores_plus(table)};
    rc_error error = {.code = RC_OK};
    rc_text text = {numbers->bytes, numbers->n_bytes};
    rc_table *again = load_list((rc_text){list->bytes, list->n_bytes}, &options, NULL, &error);

    if (!again)
        fail_msg("code %d: %s", (int)error.code, error.reason);
    buffer expected = answer_all(table, text, 1), written = answer_all(again, text, 1);
    assert_same_text(&written, &expected);
    buffer_free(&expected);
    buffer_free(&written);
    rc_table_free(again);
}

static rc_export_options random_options(prng *p)
{
    static const rc_field all[] = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER};
    rc_export_options o = {.rank = (unsigned)prng_below(p, FAMILY_MAX + 2),
                           .prune = (int)prng_below(p, 2)};
    size_t n = prng_below(p, 4);

    for (size_t i = 0; i < n; i++)
        o.fields[i] = all[prng_below(p, N_ELEMENTS(all))];
    return o;
}

static void check_family(prng *p, size_t n_rows_max)
{
    row_kind kind = random_kind(p);
    random_family f = make_family(p, &kind, FAMILY_MAX, n_rows_max, (int)prng_below(p, 2));
    family side = family_of(&f);
    rc_table *table = load_family(&f, 1);
    buffer numbers = numbers_for(p, &f, 60);

    for (int prune = 0; prune < 2; prune++) {
        rc_export_options plain = {.prune = prune};
        buffer list = export_of(table, &plain);
        check_round_trip(table, &list, &numbers);
        buffer_free(&list);
    }
    for (int round = 0; round < 4; round++) {
        rc_export_options o = random_options(p);
        rc_field fields[RC_FIELDS_MAX + 1] = {RC_FIELD_NONE};
        memcpy(fields, o.fields, sizeof o.fields);
        if (fields[0] == RC_FIELD_NONE)
            fields[0] = RC_FIELD_COST;
        buffer written = export_of(table, &o);
        buffer expected =
            expect_export(&side, family_written_names, fields, o.rank > 0 ? o.rank : 1, o.prune);
        assert_same_text(&written, &expected);
        buffer_free(&written);
        buffer_free(&expected);
    }
    buffer_free(&numbers);
    rc_table_free(table);
    free_family(&f);
}

TEST(random_tables_are_exported_as_the_oracle_says_and_price_alike)
{
    prng p = prng_start();

    for (int round = 0; round < 1000; round++)
        check_family(&p, 1 + prng_below(&p, 40));
    for (int round = 0; round < 3; round++)
        check_family(&p, 300);
}

static void check_text(const char *const *lists, size_t n, const rc_export_options *options,
                       const char *expected)
{
    rc_load_options keeps = {.keep_carriers = 1};
    rc_text texts[FAMILY_MAX];

    for (size_t i = 0; i < n; i++)
        texts[i] = TEXT(lists[i]);
    rc_table *table = load_carriers(texts, NULL, n, &keeps, NULL, NULL);
    buffer written = export_of(table, options);
    assert_string_equal(written.bytes, expected);
    buffer_free(&written);
    rc_table_free(table);
}

TEST(list_is_sorted_and_names_the_cheapest_cost_of_every_prefix)
{
    const char *lists[] = {"44,0.02\n442011,0.05\n", "44,0.03\n442,0.01\n+44,.5\n"};

    check_text(lists, 2, NULL, "prefix,cost\n+44,.5\n44,0.02\n442,0.01\n442011,0.01\n");
}

TEST(pruned_list_has_no_row_that_the_shorter_one_says)
{
    const char *lists[] = {"44,0.02\n442011,0.05\n", "44,0.03\n442,0.01\n443,0.020\n"};
    rc_export_options pruned = {.prune = 1};

    check_text(lists, 2, &pruned, "prefix,cost\n44,0.02\n442,0.01\n");
}

TEST(ranks_have_numbered_names_and_empty_groups)
{
    const char *lists[] = {"44,0.02\n", "442,0.01\n"};
    rc_export_options ranked = {.rank = 2, .fields = {RC_FIELD_CARRIER, RC_FIELD_COST}};

    check_text(lists, 2, &ranked,
               "prefix,carrier_1,cost_1,carrier_2,cost_2\n44,A,0.02,,\n442,B,0.01,A,0.02\n");
}

TEST(table_that_has_not_kept_its_carriers_is_refused)
{
    rc_text lists[] = {TEXT("1,1\n"), TEXT("2,2\n")};
    rc_table *table = load_carriers(lists, NULL, 2, NULL, NULL, NULL);
    memory_sink sink = {.fail_at = NEVER};
    rc_error error = {.code = RC_OK};

    assert_int_equal(rc_export(table, memory_writer(&sink), NULL, NULL, &error), RC_ERROR_NOT_KEPT);
    assert_int_equal(error.code, RC_ERROR_NOT_KEPT);
    assert_int_equal(sink.taken.n_bytes, 0);
    rc_table_free(table);
}

TEST(failed_write_is_told)
{
    rc_table *table = load_list(TEXT("1,1\n"), NULL, NULL, NULL);
    memory_sink sink = {.fail_at = 5, .os_error = 28};
    rc_error error = {.code = RC_OK};

    assert_int_equal(rc_export(table, memory_writer(&sink), NULL, NULL, &error), RC_ERROR_WRITE);
    assert_int_equal(error.os_error, 28);
    assert_int_equal(sink.n_writes_behind_failure, 0);
    buffer_free(&sink.taken);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables_are_exported_as_the_oracle_says_and_price_alike),
        cmocka_unit_test(list_is_sorted_and_names_the_cheapest_cost_of_every_prefix),
        cmocka_unit_test(pruned_list_has_no_row_that_the_shorter_one_says),
        cmocka_unit_test(ranks_have_numbered_names_and_empty_groups),
        cmocka_unit_test(table_that_has_not_kept_its_carriers_is_refused),
        cmocka_unit_test(failed_write_is_told),
    };
    return RUN_TESTS(tests);
}
