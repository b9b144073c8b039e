/* Tests of route/dialled.h: what is dialled, and what becomes of it. */
#include "route/dialled.h"

#include "support_random.h"
#include "support_test.h"

static void check_text(dialled d, const char *expected)
{
    char symbols[DIALLED_SYMBOLS];
    unsigned n = rc_dialled_unpack(symbols, d);

    assert_int_equal(d.n, strlen(expected));
    assert_int_equal(n, d.n < DIALLED_SYMBOLS ? d.n : DIALLED_SYMBOLS);
    assert_memory_equal(symbols, expected, n);
}

TEST(joining_appends_symbol_by_symbol)
{
    prng p = prng_start();

    for (int i = 0; i < 20000; i++) {
        char a[40], b[40], both[80];
        prng_digits(&p, a, prng_below(&p, DIALLED_SYMBOLS + 1));
        prng_digits(&p, b, prng_below(&p, DIALLED_SYMBOLS + 1 - strlen(a)));
        strcat(strcpy(both, a), b);
        check_text(rc_dialled_join(rc_dialled_pack(TEXT(a)), rc_dialled_pack(TEXT(b))), both);
    }
}

TEST(direct_dial_prefix_becomes_a_plus)
{
    static const struct {
        const char *list, *text, *expected;
    } cases[] = {
        {"00", "0049", "+49"},
        {"00", "49", "49"},
        {"00", "+0049", "+0049"},
        {"00", "0", "0"},
        {"00", "00", "+"},
        {"00,011", "01149", "+49"},
        {"0,00", "0049", "+49"},
        {"00,0", "0149", "+149"},
        {"00", "00123456789012345", "+123456789012345"},
        {"123456789012345", "123456789012345987654321098765", "+987654321098765"},
        {"", "0049", "0049"},
    };

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        idd_list list;
        dialled d = rc_dialled_pack(TEXT(cases[i].text));
        assert_true(rc_idd_parse(&list, TEXT(cases[i].list)));
        check_text(rc_idd_apply(&list, d), cases[i].expected);
        assert_true(idd_key(&list, d.first, d.more) == rc_idd_apply(&list, d).first);
    }
}

TEST(prefixes_have_1_to_15_digits_and_a_plus_in_front_only)
{
    static const char *const good[] = {"1", "+1", "123456789012345", "+123456789012345"};
    static const char *const bad[] = {"",    "+",   "1234567890123456", "+1234567890123456",
                                      "1+2", "++1", "12345678901234+"};

    for (size_t i = 0; i < N_ELEMENTS(good); i++)
        assert_true(rc_dialled_is_prefix(rc_dialled_pack(TEXT(good[i]))));
    for (size_t i = 0; i < N_ELEMENTS(bad); i++)
        assert_false(rc_dialled_is_prefix(rc_dialled_pack(TEXT(bad[i]))));
}

TEST(lists_of_direct_dial_prefixes_have_one_form)
{
    static const char *const bad[] = {
        ",",     "00,", ",00", "00,,011",          "+",
        "00 11", "0a0", "00;", "1234567890123456", "1,2,3,4,5,6,7,8,9"};
    char text[IDD_TEXT_BYTES];
    idd_list a, b;

    assert_true(rc_idd_parse(&a, TEXT("00,011,00,8")));
    assert_true(rc_idd_parse(&b, TEXT("8,011,00")));
    assert_true(rc_idd_is_same(&a, &b));
    assert_string_equal(rc_idd_write(&a, text), "011,00,8");
    assert_true(rc_idd_parse(&b, TEXT("8,011")));
    assert_false(rc_idd_is_same(&a, &b));
    for (size_t i = 0; i < N_ELEMENTS(bad); i++)
        if (rc_idd_parse(&a, TEXT(bad[i])))
            fail_msg("\"%s\" is accepted", bad[i]);
}

TEST(longest_list_of_direct_dial_prefixes_has_room)
{
    char longest[300] = "", text[300];
    idd_list list, read;

    for (int i = 0; i < RC_IDD_MAX; i++)
        sprintf(longest + strlen(longest), "%s%d%0*d", i > 0 ? "," : "", i,
                RC_PREFIX_DIGITS_MAX - 1, 0);
    assert_int_equal(strlen(longest) + 1, IDD_TEXT_BYTES);
    assert_true(rc_idd_parse(&list, TEXT(longest)));
    assert_int_equal(strlen(rc_idd_write(&list, text)) + 1, IDD_TEXT_BYTES);
    assert_true(rc_idd_parse(&read, TEXT(text)));
    assert_true(rc_idd_is_same(&list, &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joining_appends_symbol_by_symbol),
        cmocka_unit_test(direct_dial_prefix_becomes_a_plus),
        cmocka_unit_test(prefixes_have_1_to_15_digits_and_a_plus_in_front_only),
        cmocka_unit_test(lists_of_direct_dial_prefixes_have_one_form),
        cmocka_unit_test(longest_list_of_direct_dial_prefixes_has_room),
    };
    return RUN_TESTS(tests);
}
