/* Tests of deck/blocked.c. */
#include "deck/blocked.h"
#include "support_test.h"

TEST(the_word_and_the_texts_mean_blocked)
{
    const rc_text texts[] = {TEXT(" N/A\t"), TEXT("")};

    assert_true(rc_blocked_is_cost(NULL, 0, TEXT("bLOCKED")));
    assert_false(rc_blocked_is_cost(NULL, 0, TEXT("blocked!")));
    assert_false(rc_blocked_is_cost(NULL, 0, TEXT("")));
    assert_true(rc_blocked_is_cost(texts, 2, TEXT("N/A")));
    assert_true(rc_blocked_is_cost(texts, 2, TEXT("")));
    assert_false(rc_blocked_is_cost(texts, 2, TEXT("n/a")));
}

TEST(words_and_signs_look_blocked)
{
    const rc_text likely[] = {TEXT(""), TEXT("-"), TEXT("--"), TEXT("n/a"), TEXT("Closed")};
    const rc_text unlikely[] = {TEXT("0"), TEXT("x"), TEXT("Rate"), TEXT("----")};

    for (size_t i = 0; i < N_ELEMENTS(likely); i++)
        assert_true(rc_blocked_is_likely(likely[i]));
    for (size_t i = 0; i < N_ELEMENTS(unlikely); i++)
        assert_false(rc_blocked_is_likely(unlikely[i]));
}

TEST(texts_with_digits_may_be_costs)
{
    const rc_text texts[] = {TEXT("closed"), TEXT("9.99")};

    assert_false(rc_blocked_may_be_costs(texts, 1));
    assert_true(rc_blocked_may_be_costs(texts, 2));
}

TEST(marks_are_yes_or_no_or_unclear)
{
    assert_int_equal(rc_blocked_read_mark(TEXT("X")), BLOCKED_YES);
    assert_int_equal(rc_blocked_read_mark(TEXT("True")), BLOCKED_YES);
    assert_int_equal(rc_blocked_read_mark(TEXT("")), BLOCKED_NO);
    assert_int_equal(rc_blocked_read_mark(TEXT("No")), BLOCKED_NO);
    assert_int_equal(rc_blocked_read_mark(TEXT("maybe")), BLOCKED_UNCLEAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_and_the_texts_mean_blocked),
        cmocka_unit_test(words_and_signs_look_blocked),
        cmocka_unit_test(texts_with_digits_may_be_costs),
        cmocka_unit_test(marks_are_yes_or_no_or_unclear),
    };
    return RUN_TESTS(tests);
}
