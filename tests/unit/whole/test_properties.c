/* What must hold for any list and any numbers, checked against the oracle. */
#include "support_table.h"
#include "support_test.h"

static size_t n_compared; /* answers, of all tests */

/* Loads rows and compares the answers to numbers, a line each, with the oracle's. */
static void check_answers(const oracle *o, const buffer *numbers, unsigned n_threads)
{
    rc_load_options options = {.duplicates = o->duplicates,
                               .plus_optional = o->plus_optional,
                               .n_threads = n_threads,
                               .skip_bad_rows = 1};
    buffer list = list_of(o->rows, o->n_rows), expected = {0};
    rc_load_stats stats;
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, &stats, NULL);
    size_t n_prefixes = o->n_rows <= 1000 ? oracle_count(o) : (size_t)stats.n_prefixes;

    assert_non_null(table);
    assert_int_equal(stats.n_rows, o->n_rows);
    assert_int_equal(stats.n_prefixes, n_prefixes);
    assert_int_equal(stats.n_bad_rows,
                     o->duplicates == RC_DUPLICATES_ERROR ? o->n_rows - n_prefixes : 0);
    for (const char *at = numbers->bytes; *at; at += strcspn(at, "\n") + 1) {
        char number[64];
        sprintf(number, "%.*s", (int)strcspn(at, "\n"), at);
        add_expected(&expected, o, number);
        n_compared++;
    }
    buffer answers = answer_all(table, (rc_text){numbers->bytes, numbers->n_bytes}, n_threads);
    if (strcmp(answers.bytes, expected.bytes) != 0) {
        size_t at = 0;
        while (answers.bytes[at] == expected.bytes[at])
            at++;
        while (at > 0 && expected.bytes[at - 1] != '\n')
            at--;
        fail_msg("policy %d, plus %d, %u threads: %.*s, not %.*s", (int)o->duplicates,
                 o->plus_optional, n_threads, (int)strcspn(answers.bytes + at, "\n"),
                 answers.bytes + at, (int)strcspn(expected.bytes + at, "\n"), expected.bytes + at);
    }
    rc_table_free(table);
    buffer_free(&list);
    buffer_free(&expected);
    buffer_free(&answers);
}

static buffer random_numbers(prng *p, const oracle_row *rows, size_t n_rows, size_t n)
{
    buffer numbers = {0};

    for (size_t i = 0; i < n; i++) {
        char number[48];
        random_number(p, rows, n_rows, number);
        buffer_string(&numbers, number);
        buffer_add(&numbers, "\n", 1);
    }
    return numbers;
}

static const rc_duplicates policies[] = {RC_DUPLICATES_CHEAPEST, RC_DUPLICATES_FIRST,
                                         RC_DUPLICATES_LAST, RC_DUPLICATES_ERROR};

static void check_random_list(prng *p, size_t n_rows, size_t n_numbers, unsigned n_threads)
{
    row_kind kind = {1 + (unsigned)prng_below(p, 10), 1 + (unsigned)prng_below(p, 15),
                     prng_below(p, 3) > 0, 0};
    oracle_row *rows = calloc(n_rows, sizeof *rows);

    for (size_t i = 0; i < n_rows; i++)
        random_row(p, &kind, &rows[i]);
    buffer numbers = random_numbers(p, rows, n_rows, n_numbers);
    for (size_t i = 0; i < N_ELEMENTS(policies); i++)
        for (int plus_optional = 0; plus_optional < 2; plus_optional++) {
            oracle o = {rows, n_rows, policies[i], plus_optional};
            check_answers(&o, &numbers, n_threads);
        }
    buffer_free(&numbers);
    free(rows);
}

TEST(small_random_lists_price_as_the_oracle_does)
{
    prng p = prng_start();

    for (int round = 0; round < 250; round++)
        check_random_list(&p, 1 + prng_below(&p, 60), 60, 1 + (unsigned)prng_below(&p, 3));
}

TEST(larger_random_lists_price_as_the_oracle_does)
{
    prng p = prng_start();

    for (unsigned n_threads = 1; n_threads <= 8; n_threads *= 2)
        check_random_list(&p, 900, 400, n_threads);
    check_random_list(&p, 15000, 200, 3);
}

/* ---- Every number of up to five symbols ---- */

static buffer all_numbers(void)
{
    buffer numbers = {0};

    for (int plus = 0; plus < 2; plus++)
        for (unsigned n_digits = 1, n = 10; n_digits <= 5 - (unsigned)plus; n_digits++, n *= 10)
            for (unsigned i = 0; i < n; i++) {
                char line[16];
                sprintf(line, "%s%0*u\n", plus ? "+" : "", (int)n_digits, i);
                buffer_string(&numbers, line);
            }
    return numbers;
}

TEST(every_number_of_up_to_five_symbols_is_priced_as_the_oracle_does)
{
    prng p = prng_start();
    buffer numbers = all_numbers();

    for (unsigned round = 0; round < 8; round++) {
        row_kind kind = {round % 2 ? 10 : 3, 1 + round % 5, 1, 0};
        oracle_row rows[40];
        for (size_t i = 0; i < N_ELEMENTS(rows); i++)
            random_row(&p, &kind, &rows[i]);
        oracle o = {rows, N_ELEMENTS(rows), policies[round % 4], round / 4 % 2};
        check_answers(&o, &numbers, 1 + round % 3);
    }
    buffer_free(&numbers);
}

/* ---- Every list of two rows over two digits ---- */

enum { N_SHORT = 28 }; /* prefixes of 1..3 digits out of 0 and 1, with and without '+' */

static void spell_short(unsigned no, char *prefix)
{
    unsigned n_digits = 1, n = 2;

    if (no >= N_SHORT / 2)
        *prefix++ = '+';
    for (no %= N_SHORT / 2; no >= n; n *= 2, n_digits++)
        no -= n;
    for (unsigned i = n_digits; i-- > 0;)
        *prefix++ = (char)('0' + (no >> i & 1));
    *prefix = '\0';
}

TEST(every_list_of_two_short_rows_prices_as_the_oracle_does)
{
    static const char *const costs[][2] = {{"1", "2"}, {"2", "1"}, {"1.0", "1"}};
    buffer numbers = {0};

    for (unsigned i = 0; i < N_SHORT; i++) {
        char number[8];
        spell_short(i, number);
        buffer_string(&numbers, number);
        buffer_string(&numbers, "\n");
        buffer_string(&numbers, number);
        buffer_string(&numbers, "0\n");
    }
    for (unsigned i = 0; i < N_SHORT * N_SHORT; i++)
        for (unsigned k = 0; k < N_ELEMENTS(costs); k++) {
            oracle_row rows[2];
            oracle o = {rows, 2, policies[i % 3], (int)(i / 3 % 2)};
            spell_short(i / N_SHORT, rows[0].prefix);
            spell_short(i % N_SHORT, rows[1].prefix);
            strcpy(rows[0].cost, costs[k][0]);
            strcpy(rows[1].cost, costs[k][1]);
            check_answers(&o, &numbers, 1);
        }
    buffer_free(&numbers);
}

/* ---- Orders ---- */

static void shuffle(prng *p, oracle_row *rows, size_t n_rows)
{
    for (size_t i = n_rows; i > 1; i--) {
        size_t k = prng_below(p, i);
        oracle_row row = rows[i - 1];
        rows[i - 1] = rows[k];
        rows[k] = row;
    }
}

static buffer price(const oracle_row *rows, size_t n_rows, const buffer *numbers,
                    rc_duplicates policy, unsigned n_threads)
{
    rc_load_options options = {.duplicates = policy, .n_threads = n_threads};
    buffer list = list_of(rows, n_rows);
    rc_table *table = load_list((rc_text){list.bytes, list.n_bytes}, &options, NULL, NULL);

    assert_non_null(table);
    buffer answers = answer_all(table, (rc_text){numbers->bytes, numbers->n_bytes}, n_threads);
    rc_table_free(table);
    buffer_free(&list);
    return answers;
}

TEST(order_of_the_rows_never_changes_a_byte_when_the_cheapest_stays)
{
    prng p = prng_start();

    for (int round = 0; round < 60; round++) {
        oracle_row rows[200];
        row_kind kind = {2 + (unsigned)prng_below(&p, 9), 1 + (unsigned)prng_below(&p, 12), 1, 1};
        size_t n_rows = 1 + prng_below(&p, N_ELEMENTS(rows));
        for (size_t i = 0; i < n_rows; i++)
            random_row(&p, &kind, &rows[i]);
        buffer numbers = random_numbers(&p, rows, n_rows, 200);
        buffer before = price(rows, n_rows, &numbers, RC_DUPLICATES_CHEAPEST, 1);
        for (int k = 0; k < 4; k++) {
            shuffle(&p, rows, n_rows);
            buffer after =
                price(rows, n_rows, &numbers, RC_DUPLICATES_CHEAPEST, 1 + (unsigned)k % 2);
            assert_string_equal(after.bytes, before.bytes);
            buffer_free(&after);
        }
        buffer_free(&before);
        buffer_free(&numbers);
    }
}

/* Lists of many blocks, so that threads come in all orders. */
TEST(threads_never_change_a_byte_of_a_large_list)
{
    enum { N_ROWS = 150000 };
    static const unsigned n_threads[] = {2, 3, 8, 64};
    prng p = prng_start();
    row_kind kind = {10, 7, 1, 0};
    oracle_row *rows = calloc(N_ROWS, sizeof *rows);

    for (size_t i = 0; i < N_ROWS; i++)
        random_row(&p, &kind, &rows[i]);
    buffer numbers = random_numbers(&p, rows, N_ROWS, 50000);
    for (size_t i = 0; i < 3; i++) {
        buffer one = price(rows, N_ROWS, &numbers, policies[i], 1);
        for (size_t k = 0; k < N_ELEMENTS(n_threads); k++) {
            buffer many = price(rows, N_ROWS, &numbers, policies[i], n_threads[k]);
            assert_int_equal(many.n_bytes, one.n_bytes);
            assert_memory_equal(many.bytes, one.bytes, one.n_bytes);
            buffer_free(&many);
        }
        buffer_free(&one);
    }
    buffer_free(&numbers);
    free(rows);
}

/* The rows that stay under a policy, found by the oracle, price as all rows do. */
TEST(rows_that_never_win_can_be_left_out)
{
    prng p = prng_start();

    for (int round = 0; round < 60; round++) {
        oracle_row rows[150], kept[150];
        row_kind kind = {3, 6, 1, 0};
        rc_duplicates policy = policies[round % 3];
        size_t n_kept = 0;
        for (size_t i = 0; i < N_ELEMENTS(rows); i++)
            random_row(&p, &kind, &rows[i]);
        oracle o = {rows, N_ELEMENTS(rows), policy, 0};
        for (size_t i = 0; i < N_ELEMENTS(rows); i++)
            if (oracle_price(&o, rows[i].prefix) == rows[i].cost)
                kept[n_kept++] = rows[i];
        buffer numbers = random_numbers(&p, rows, N_ELEMENTS(rows), 300);
        buffer all = price(rows, N_ELEMENTS(rows), &numbers, policy, 2);
        shuffle(&p, kept, n_kept);
        buffer few = price(kept, n_kept, &numbers, RC_DUPLICATES_ERROR, 2);
        assert_string_equal(few.bytes, all.bytes);
        buffer_free(&numbers);
        buffer_free(&all);
        buffer_free(&few);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_random_lists_price_as_the_oracle_does),
        cmocka_unit_test(larger_random_lists_price_as_the_oracle_does),
        cmocka_unit_test(every_number_of_up_to_five_symbols_is_priced_as_the_oracle_does),
        cmocka_unit_test(every_list_of_two_short_rows_prices_as_the_oracle_does),
        cmocka_unit_test(order_of_the_rows_never_changes_a_byte_when_the_cheapest_stays),
        cmocka_unit_test(threads_never_change_a_byte_of_a_large_list),
        cmocka_unit_test(rows_that_never_win_can_be_left_out),
    };
    int n_wrong = RUN_TESTS(tests);
    PRINT_COUNTED(n_compared, "answers compared with an oracle's");
    return n_wrong;
}
