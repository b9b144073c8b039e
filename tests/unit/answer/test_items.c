/* Tests of answer/items.h: the first faults of a block are described, in the order of their lines;
 * and the lines of items. */
#include "answer/items.h"

#include "support_random.h"
#include "support_test.h"

enum { N_LINES = 3 * RC_FAULTS_SHOWN };

/* Inserts faults of these lines, and expects those of the lowest lines, in order. */
static void check_order(const uint64_t *lines, size_t n)
{
    static item_block b;
    bool is_bad[N_LINES + 1] = {false};
    size_t n_shown = 0;

    b = (item_block){0};
    for (size_t i = 0; i < n; i++) {
        rc_error *fault = rc_items_insert_fault(&b, lines[i]);
        if (fault)
            *fault = (rc_error){.code = RC_FAULT_NUMBER, .line = lines[i]};
        is_bad[lines[i]] = true;
    }
    assert_true(b.stats.n_invalid == n);
    for (uint64_t line = 1; line <= N_LINES && n_shown < RC_FAULTS_SHOWN; line++)
        if (is_bad[line])
            assert_true(b.faults[n_shown++].line == line);
    assert_true(n_shown == (n < RC_FAULTS_SHOWN ? n : RC_FAULTS_SHOWN));
}

TEST(inserted_faults_stay_in_order_and_the_last_fall_out)
{
    prng p = prng_start();
    uint64_t lines[N_LINES];

    for (int round = 0; round < 300; round++) {
        for (size_t i = 0; i < N_LINES; i++)
            lines[i] = i + 1;
        for (size_t i = N_LINES - 1; i > 0; i--) { /* in any order */
            size_t other = (size_t)prng_below(&p, i + 1);
            uint64_t line = lines[i];
            lines[i] = lines[other];
            lines[other] = line;
        }
        check_order(lines, (size_t)prng_below(&p, N_LINES + 1));
    }
}

TEST(a_fault_before_the_last_that_is_shown_takes_its_place)
{
    uint64_t lines[RC_FAULTS_SHOWN + 1];

    for (size_t i = 0; i < RC_FAULTS_SHOWN; i++)
        lines[i] = 2 * i + 1;
    lines[RC_FAULTS_SHOWN] = lines[RC_FAULTS_SHOWN - 1] - 1;
    check_order(lines, RC_FAULTS_SHOWN + 1);
}

TEST(line_of_an_item_counts_the_line_ends_before_it)
{
    static const char text[] = "1,\"a\nb\"\n2,c\n3,d\n";
    const group g = {.n = 3,
                     .first_line = 5,
                     .items = {{.bytes = text}, {.bytes = text + 8}, {.bytes = text + 12}}};

    assert_true(rc_items_find_line(&g, 0) == 5);
    assert_true(rc_items_find_line(&g, 1) == 7);
    assert_true(rc_items_find_line(&g, 2) == 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inserted_faults_stay_in_order_and_the_last_fall_out),
        cmocka_unit_test(a_fault_before_the_last_that_is_shown_takes_its_place),
        cmocka_unit_test(line_of_an_item_counts_the_line_ends_before_it),
    };
    return RUN_TESTS(tests);
}
