/* Tests of answer/spelt.h: spelling all offers in advance changes nothing. */
#include "answer/spelt.h"

#include "support_table.h"
#include "support_test.h"

static const tail_form plain = {.delimiter = ','};

/* Returns a table of five offers. */
static rc_table *make_table(void)
{
    static const char *const names[] = {"plain", "with;semicolon", "with\"quote"};
    const rc_text lists[] = {TEXT("1,0.5\n2,0.25\n"), TEXT("1,0.5\n3,7\n"), TEXT("4,.1\n")};
    rc_load_options options = {.keep_carriers = true};

    return load_carriers(lists, names, N_ELEMENTS(lists), &options, NULL, NULL);
}

static void init_tails(answer_tails *tails, const rc_table *table, rc_answer_options options,
                       tail_form form)
{
    assert_int_equal(rc_tails_init(tails, table, &options, &form, NULL), RC_OK);
}

TEST(offers_spelt_in_advance_are_those_written_field_by_field)
{
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST}};
    rc_table *table = make_table();
    answer_tails tails;
    spelt_offers s;

    init_tails(&tails, table, options, (tail_form){.delimiter = ';'});
    assert_int_equal(rc_spelt_init(&s, &tails), RC_OK);
    for (uint32_t i = 0; i < table->offers.n; i++) {
        ranked_offer offer = {.offer = i};
        ranking r = {.n_ranked = 1, .offers = &offer, .n = {1}};
        char written[200];
        size_t length = rc_tails_spell_ranked(&tails, &r, 0, 0, NULL, written);
        rc_text spelt = spelt_get(&s, i);
        assert_int_equal(length, spelt.length);
        assert_true(length <= tails.length_max);
        assert_memory_equal(written, spelt.bytes, length);
    }
    rc_spelt_free(&s);
    rc_tails_free(&tails);
    rc_table_free(table);
}

TEST(tail_of_unrouted_numbers_is_in_the_slot_behind_the_last_offer)
{
    enum { N_FIELDS = 30 }; /* so that it is longer than those of offers */
    rc_answer_options options = {.fields = {RC_FIELD_COST}};
    rc_table *table = make_table();
    answer_tails tails;
    spelt_offers s;

    for (unsigned i = 0; i < 2; i++) {
        init_tails(&tails, table, options, (tail_form){.delimiter = ';'});
        if (i == 1) {
            char text[N_FIELDS + 1];
            memset(text, ';', N_FIELDS);
            text[N_FIELDS] = '\n';
            rc_text_list_free(&tails.fixed);
            rc_text_list_add(&tails.fixed, (rc_text){text, sizeof text});
            rc_text_list_end(&tails.fixed);
        }
        assert_int_equal(rc_spelt_init(&s, &tails), RC_OK);
        rc_text expected = text_list_get(&tails.fixed, TAIL_UNROUTED);
        rc_text spelt = spelt_get(&s, table->offers.n);
        assert_int_equal(spelt.length, expected.length);
        assert_memory_equal(spelt.bytes, expected.bytes, expected.length);
        rc_spelt_free(&s);
        rc_tails_free(&tails);
    }
    rc_table_free(table);
}

/* Names of carriers around the sizes of a slot. */
TEST(offers_of_any_length_are_spelt)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER}};

    for (size_t length = 1; length < sizeof letters; length++) {
        char bytes[sizeof letters] = {0};
        const char *name = memcpy(bytes, letters, length);
        rc_text list = TEXT("1,2\n");
        rc_table *table = load_carriers(&list, &name, 1, NULL, NULL, NULL);
        answer_tails tails;
        spelt_offers s;

        init_tails(&tails, table, options, plain);
        assert_int_equal(rc_spelt_init(&s, &tails), RC_OK);
        assert_true(s.slot_bytes >= SPELT_SLOT_STEP);
        rc_text spelt = spelt_get(&s, 0);
        assert_int_equal(spelt.length, length + 2);
        assert_true(spelt.bytes[0] == ',' && spelt.bytes[length + 1] == '\n');
        assert_memory_equal(spelt.bytes + 1, letters, length);
        rc_spelt_free(&s);
        rc_tails_free(&tails);
        rc_table_free(table);
    }
}

static bool pays(const rc_table *table, rc_answer_options options, tail_form form, uint64_t n_bytes)
{
    answer_tails tails;

    init_tails(&tails, table, options, form);
    bool does_pay = rc_spelt_pays(&tails, n_bytes);
    rc_tails_free(&tails);
    return does_pay;
}

TEST(offers_are_spelt_once_the_numbers_are_many)
{
    rc_table *table = make_table();

    assert_false(pays(table, (rc_answer_options){.rank = 1}, plain, 5 * 16 - 1));
    assert_true(pays(table, (rc_answer_options){.rank = 1}, plain, 5 * 16));
    rc_table_free(table);
}

TEST(tails_that_depend_on_the_number_are_not_spelt)
{
    rc_answer_options options = {.fields = {RC_FIELD_COST, RC_FIELD_PREFIX}};
    rc_table *table = make_table();

    assert_false(pays(table, options, plain, 1 << 20));
    options.fields[1] = RC_FIELD_NONE;
    assert_true(pays(table, options, plain, 1 << 20));
    assert_false(pays(table, options, (tail_form){.delimiter = ',', .has_charges = true}, 1 << 20));
    assert_false(pays(table, options, (tail_form){.delimiter = ',', .finds_only = true}, 1 << 20));
    rc_table_free(table);
}

TEST(offers_of_ranks_are_spelt_if_each_begins_with_a_delimiter)
{
    rc_answer_options ranks = {.rank = 2, .fields = {RC_FIELD_COST}};
    rc_table *table = make_table();
    answer_tails tails;
    spelt_offers s;

    init_tails(&tails, table, ranks, plain);
    assert_true(rc_spelt_pays(&tails, 5 * 16));
    assert_int_equal(rc_spelt_init(&s, &tails), RC_OK);
    rc_text cheapest = spelt_get(&s, 0);
    assert_true(cheapest.bytes[0] == ',' &&
                memchr(cheapest.bytes + 1, ',', cheapest.length) == NULL);
    assert_true(cheapest.bytes[cheapest.length - 1] == '\n');
    rc_spelt_free(&s);
    rc_tails_free(&tails);
    assert_false(pays(table, ranks, (tail_form){.delimiter = ',', .answers_only = true}, 5 * 16));
    rc_table_free(table);
}

/* Returns a table of n costs. */
static rc_table *make_costs(unsigned n)
{
    static char list[1 << 14];
    size_t n_bytes = 0;

    for (unsigned i = 0; i < n; i++)
        n_bytes += (size_t)snprintf(list + n_bytes, sizeof list - n_bytes, "%u,%u\n", i + 1, i + 1);
    return load_list((rc_text){list, n_bytes}, NULL, NULL, NULL);
}

TEST(tails_that_would_take_too_much_memory_are_not_spelt)
{
    static char no_route[70000];
    rc_table *few = make_table(), *many = make_costs(200);
    rc_answer_options options = {.no_route = {no_route, 40000}}; /* 200 times that are 8 MB */

    memset(no_route, 'x', sizeof no_route);
    assert_true(pays(many, options, plain, 1 << 30));
    options.no_route.length = 42000;
    assert_false(pays(many, options, plain, 1 << 30));
    options.no_route.length = 65000;
    assert_true(pays(few, options, plain, 1 << 30));
    options.no_route.length = 66000; /* has no length of two bytes */
    assert_false(pays(few, options, plain, 1 << 30));
    rc_table_free(few);
    rc_table_free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_spelt_in_advance_are_those_written_field_by_field),
        cmocka_unit_test(tail_of_unrouted_numbers_is_in_the_slot_behind_the_last_offer),
        cmocka_unit_test(offers_of_any_length_are_spelt),
        cmocka_unit_test(offers_are_spelt_once_the_numbers_are_many),
        cmocka_unit_test(tails_that_depend_on_the_number_are_not_spelt),
        cmocka_unit_test(offers_of_ranks_are_spelt_if_each_begins_with_a_delimiter),
        cmocka_unit_test(tails_that_would_take_too_much_memory_are_not_spelt),
    };
    return RUN_TESTS(tests);
}
