/* Tests of answer/tails.h: spelling all offers in advance changes nothing. */
#include "answer/tails.h"

#include "support_stream.h"
#include "support_table.h"
#include "support_test.h"

static rc_table *make_table(void)
{
    static const char *const names[] = {"plain", "with;semicolon", "with\"quote"};
    static const char *const lists[] = {"1,0.5\n2,0.25\n", "1,0.5\n3,7\n", "4,.1\n"};
    rc_builder *builder = rc_builder_new(&(rc_load_options){.keep_carriers = true});
    rc_table *table = NULL;

    for (size_t i = 0; i < N_ELEMENTS(lists); i++) {
        memory_source source = memory_source_of(lists[i], strlen(lists[i]));
        assert_int_equal(rc_builder_begin_carrier(builder, TEXT(names[i]), NULL), RC_OK);
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), NULL), RC_OK);
    }
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    rc_builder_free(builder);
    return table;
}

TEST(offers_spelt_in_advance_are_those_written_field_by_field)
{
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST}};
    rc_table *table = make_table();
    answer_tails tails;

    assert_int_equal(rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ';'}, NULL),
                     RC_OK);
    assert_int_equal(rc_tails_spell_offers(&tails), RC_OK);
    for (uint32_t i = 0; i < table->offers.n; i++) {
        ranked_offer offer = {.offer = i};
        ranking r = {.n_ranked = 1, .offers = &offer, .n = {1}};
        char written[200];
        size_t length = rc_tails_spell_ranked(&tails, &r, 0, 0, NULL, written);
        rc_text spelt = spelt_get(&tails.offers, i);
        assert_int_equal(length, spelt.length);
        assert_true(length <= tails.length_max);
        assert_memory_equal(written, spelt.bytes, length);
    }
    rc_tails_free(&tails);
    rc_table_free(table);
}

TEST(tail_of_unrouted_numbers_is_in_the_slot_behind_the_last_offer)
{
    enum { N_FIELDS = 30 }; /* so that it is longer than those of offers */
    rc_answer_options options = {.fields = {RC_FIELD_COST}};
    rc_table *table = make_table();
    answer_tails tails;

    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(
            rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ';'}, NULL), RC_OK);
        if (i == 1) {
            char text[N_FIELDS + 1];
            memset(text, ';', N_FIELDS);
            text[N_FIELDS] = '\n';
            rc_text_list_free(&tails.fixed);
            rc_text_list_add(&tails.fixed, (rc_text){text, sizeof text});
            rc_text_list_end(&tails.fixed);
        }
        assert_int_equal(rc_tails_spell_offers(&tails), RC_OK);
        rc_text expected = text_list_get(&tails.fixed, TAIL_UNROUTED);
        rc_text spelt = spelt_get(&tails.offers, table->offers.n);
        assert_int_equal(spelt.length, expected.length);
        assert_memory_equal(spelt.bytes, expected.bytes, expected.length);
        rc_tails_free(&tails);
    }
    rc_table_free(table);
}

/* Names of carriers around the sizes of a slot. */
TEST(offers_of_any_length_are_spelt)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    rc_answer_options options = {.fields = {RC_FIELD_CARRIER}};

    for (size_t length = 1; length < sizeof name; length++) {
        answer_tails tails;
        rc_table *table = NULL;
        rc_builder *builder = rc_builder_new(NULL);
        memory_source source = memory_source_of("1,2\n", 4);

        assert_int_equal(rc_builder_begin_carrier(builder, (rc_text){name, length}, NULL), RC_OK);
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), NULL), RC_OK);
        assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
        assert_int_equal(
            rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ','}, NULL), RC_OK);
        assert_int_equal(rc_tails_spell_offers(&tails), RC_OK);
        assert_true(tails.offers.slot_bytes >= SPELT_SLOT_STEP);
        rc_text spelt = spelt_get(&tails.offers, 0);
        assert_int_equal(spelt.length, length + 2);
        assert_true(spelt.bytes[0] == ',' && spelt.bytes[length + 1] == '\n');
        assert_memory_equal(spelt.bytes + 1, name, length);
        rc_tails_free(&tails);
        rc_table_free(table);
        rc_builder_free(builder);
    }
}

TEST(offers_are_spelt_once_the_numbers_are_many)
{
    rc_answer_options costs = {.n_threads = 1};
    rc_table *table = make_table();
    answer_tails tails;

    assert_int_equal(rc_tails_init(&tails, table, &costs, &(tail_form){.delimiter = ','}, NULL),
                     RC_OK);
    assert_false(rc_tails_pay(&tails, 5 * 16 - 1));
    assert_true(rc_tails_pay(&tails, 5 * 16));
    rc_tails_free(&tails);
    rc_table_free(table);
}

TEST(offers_of_ranks_are_spelt_if_each_begins_with_a_delimiter)
{
    rc_answer_options ranks = {.rank = 2, .fields = {RC_FIELD_COST}};
    tail_form form = {.delimiter = ','};
    rc_table *table = make_table();
    answer_tails tails;

    assert_int_equal(rc_tails_init(&tails, table, &ranks, &form, NULL), RC_OK);
    assert_true(rc_tails_pay(&tails, 5 * 16));
    assert_int_equal(rc_tails_spell_offers(&tails), RC_OK);
    rc_text cheapest = spelt_get(&tails.offers, 0);
    assert_true(cheapest.bytes[0] == ',' &&
                memchr(cheapest.bytes + 1, ',', cheapest.length) == NULL);
    assert_true(cheapest.bytes[cheapest.length - 1] == '\n');
    rc_tails_free(&tails);
    form.answers_only = true;
    assert_int_equal(rc_tails_init(&tails, table, &ranks, &form, NULL), RC_OK);
    assert_false(rc_tails_pay(&tails, 5 * 16));
    rc_tails_free(&tails);
    rc_table_free(table);
}

static bool tails_pay(const rc_table *table, rc_text no_route)
{
    answer_tails tails;

    assert_int_equal(rc_tails_init(&tails, table, &(rc_answer_options){.no_route = no_route},
                                   &(tail_form){.delimiter = ','}, NULL),
                     RC_OK);
    bool pays = rc_tails_pay(&tails, 1 << 30);
    rc_tails_free(&tails);
    return pays;
}

/* Returns a table of n costs. */
static rc_table *make_costs(unsigned n)
{
    static char list[1 << 14];
    size_t n_bytes = 0;
    rc_table *table = NULL;

    for (unsigned i = 0; i < n; i++)
        n_bytes += (size_t)snprintf(list + n_bytes, sizeof list - n_bytes, "%u,%u\n", i + 1, i + 1);
    memory_source source = memory_source_of(list, n_bytes);
    rc_builder *builder = rc_builder_new(NULL);
    assert_int_equal(rc_builder_read(builder, memory_reader(&source), NULL), RC_OK);
    assert_int_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    rc_builder_free(builder);
    return table;
}

TEST(tails_that_would_take_too_much_memory_are_not_spelt)
{
    static char no_route[70000];
    rc_table *few = make_table(), *many = make_costs(200);

    memset(no_route, 'x', sizeof no_route);
    assert_true(tails_pay(many, (rc_text){no_route, 40000})); /* 200 times that are 8 MB */
    assert_false(tails_pay(many, (rc_text){no_route, 42000}));
    assert_true(tails_pay(few, (rc_text){no_route, 65000}));
    assert_false(tails_pay(few, (rc_text){no_route, 66000})); /* has no length of two bytes */
    rc_table_free(few);
    rc_table_free(many);
}

TEST(charges_are_written_with_their_decimals)
{
    rc_answer_options options = {.rank = 1};
    const tail_form form = {.delimiter = ',', .has_charges = true, .decimals = 3};
    ranked_offer offer = {.offer = 0};
    ranking r = {.n_ranked = 1, .offers = &offer, .n = {1}};
    rc_table *table = make_table();
    answer_tails tails;
    char written[200];

    assert_int_equal(rc_tails_init(&tails, table, &options, &form, NULL), RC_OK);
    assert_false(rc_tails_pay(&tails, 1 << 20));
    size_t length = rc_tails_spell_ranked(&tails, &r, 0, 0, &(amount){.low = 12345}, written);
    assert_true(length > 8 && length <= tails.length_max);
    assert_memory_equal(written + length - 8, ",12.345\n", 8);
    rc_text unrouted = text_list_get(&tails.fixed, TAIL_UNROUTED);
    assert_memory_equal(unrouted.bytes, ",0,\n", 4);
    rc_tails_free(&tails);
    rc_table_free(table);
}

TEST(charges_need_a_duration)
{
    rc_answer_options options = {.fields = {RC_FIELD_CHARGE}};
    rc_table *table = make_table();
    answer_tails tails;

    assert_int_equal(rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ','}, NULL),
                     RC_ERROR_OPTIONS);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_spelt_in_advance_are_those_written_field_by_field),
        cmocka_unit_test(tail_of_unrouted_numbers_is_in_the_slot_behind_the_last_offer),
        cmocka_unit_test(offers_of_any_length_are_spelt),
        cmocka_unit_test(offers_are_spelt_once_the_numbers_are_many),
        cmocka_unit_test(offers_of_ranks_are_spelt_if_each_begins_with_a_delimiter),
        cmocka_unit_test(tails_that_would_take_too_much_memory_are_not_spelt),
        cmocka_unit_test(charges_are_written_with_their_decimals),
        cmocka_unit_test(charges_need_a_duration),
    };
    return RUN_TESTS(tests);
}
