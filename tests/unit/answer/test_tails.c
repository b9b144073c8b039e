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

/* Returns a table whose only offer has a cost of so many digits, a prefix of as many symbols as
 * there can be, and a carrier's name and a carried text of nothing but quotes. */
static rc_table *make_long(int n_digits)
{
    static char name[121], text[301], list[1000];
    const char *names[] = {name};
    const rc_column note = {.name = {"note", 4}};
    rc_load_options options = {.carried_columns = &note, .n_carried_columns = 1};

    memset(name, '"', sizeof name - 1);
    memset(text, '"', sizeof text - 1);
    sprintf(list, "prefix,cost,note\n+123456789012345,%0*d,\"%s%s\"\n", n_digits, 1, text, text);
    return load_carriers(&TEXT(list), names, 1, &options, NULL, NULL);
}

/* Spells the tail of the table's only offer with n times one field. */
static void check_length(const rc_table *table, rc_field field, unsigned n)
{
    static const tail_form form = {.delimiter = ',', .has_charges = true, .decimals = 12};
    static const amount charge = {0, 0, 2047}; /* close to 10^30 */
    rc_answer_options options = {.columns = &TEXT("note"), .n_columns = field == RC_FIELD_COLUMN};
    ranked_offer offer = {.prefix_length = KEY_SYMBOLS};
    ranking r = {.n_ranked = 1, .offers = &offer, .n = {1}};
    answer_tails tails;
    char written[4096];

    for (unsigned i = 0; i < n; i++)
        options.fields[i] = field;
    assert_int_equal(rc_tails_init(&tails, table, &options, &form, NULL), RC_OK);
    size_t length = rc_tails_spell_ranked(
        &tails, &r, 0, rc_key_pack("+123456789012345", KEY_SYMBOLS), &charge, written);
    if (length > tails.length_max || tails.length_max > sizeof written)
        fail_msg("field %d, %u times: %zu bytes, not %zu", (int)field, n, length, tails.length_max);
    rc_tails_free(&tails);
}

TEST(no_tail_is_longer_than_the_longest)
{
    static const rc_field fields[] = {RC_FIELD_COST, RC_FIELD_PREFIX, RC_FIELD_CARRIER,
                                      RC_FIELD_CHARGE, RC_FIELD_COLUMN};

    for (int n_digits = 1; n_digits <= 40; n_digits += 39) {
        rc_table *table = make_long(n_digits);
        assert_non_null(table);
        for (size_t i = 0; i < N_ELEMENTS(fields); i++)
            for (unsigned n = 1; n <= 5; n++)
                check_length(table, fields[i], n);
        rc_table_free(table);
    }
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

TEST(columns_have_to_be_kept_by_all_carriers)
{
    const rc_text lists[] = {TEXT("prefix,cost,note,zone\n1,1,x,y\n"),
                             TEXT("prefix,cost,note,zone\n2,1,x,y\n")};
    static const char *const reasons[] = {"carrier \"A\" has not kept the column \"zone\"",
                                          "carrier \"A\" has not kept the column \"note\""};
    const rc_column note = {.name = {"note", 4}};
    const rc_text columns[] = {TEXT("note"), TEXT("zone")};
    const rc_answer_options options = {
        .fields = {RC_FIELD_COLUMN}, .columns = columns, .n_columns = 2};

    for (size_t n_kept = 0; n_kept < 2; n_kept++) {
        rc_load_options load = {.carried_columns = &note, .n_carried_columns = n_kept};
        rc_table *table = load_carriers(lists, NULL, 2, &load, NULL, NULL);
        answer_tails tails;
        rc_error error;
        assert_int_equal(
            rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ','}, &error),
            RC_ERROR_NOT_KEPT);
        assert_string_equal(error.reason, reasons[n_kept == 0]);
        rc_table_free(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_missing_ranks_are_empty),
        cmocka_unit_test(charges_are_written_with_their_decimals),
        cmocka_unit_test(no_tail_is_longer_than_the_longest),
        cmocka_unit_test(charges_need_a_duration),
        cmocka_unit_test(columns_have_to_be_kept_by_all_carriers),
    };
    return RUN_TESTS(tests);
}
