/* Tests of answer/tails.h: what is written behind a number with offers. */
#include "answer/tails.h"

#include "support_table.h"
#include "support_test.h"

static rc_table *make_table(void)
{
    const rc_text lists[] = {TEXT("1,0.5\n2,0.25\n"), TEXT("1,0.5\n3,7\n"), TEXT("4,.1\n")};
    rc_load_options options = {.keep_carriers = true};

    return load_carriers(lists, NULL, N_ELEMENTS(lists), &options, NULL, NULL);
}

TEST(fields_of_missing_ranks_are_empty)
{
    rc_answer_options options = {.rank = 3, .fields = {RC_FIELD_COST, RC_FIELD_CARRIER}};
    ranked_offer offers[] = {{.offer = 0}, {.offer = 0}, {.offer = 0}};
    ranking r = {.n_ranked = 3, .offers = offers, .n = {2}};
    tail_form form = {.delimiter = ';'};
    rc_table *table = make_table();
    answer_tails tails;
    char written[200];

    for (unsigned i = 0; i < 2; i++) {
        static const char expected[] = ";.1;C;.1;C;;\n";
        form.answers_only = i == 1; /* then no delimiter begins the row */
        assert_int_equal(rc_tails_init(&tails, table, &options, &form, NULL), RC_OK);
        size_t length = rc_tails_spell_ranked(&tails, &r, 0, 0, NULL, written);
        assert_int_equal(length, sizeof expected - 1 - i);
        assert_memory_equal(written, expected + i, length);
        rc_tails_free(&tails);
    }
    rc_table_free(table);
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
        cmocka_unit_test(fields_of_missing_ranks_are_empty),
        cmocka_unit_test(charges_are_written_with_their_decimals),
        cmocka_unit_test(charges_need_a_duration),
    };
    return RUN_TESTS(tests);
}
