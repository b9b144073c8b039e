/* Tests of route/terms.h: terms of calls as texts. */
#include "route/terms.h"

#include "support_test.h"

static void assert_both_ways(call_terms terms, const char *spelt)
{
    char text[TERMS_BYTES];
    call_terms read;

    assert_int_equal(rc_terms_spell(&terms, text), strlen(spelt));
    assert_memory_equal(text, spelt, strlen(spelt));
    assert_true(rc_terms_parse(TEXT(spelt), &read));
    assert_int_equal(read.increment.first, terms.increment.first);
    assert_int_equal(read.increment.next, terms.increment.next);
    assert_int_equal(read.fee.length, terms.fee.length);
    assert_memory_equal(read.fee.bytes ? read.fee.bytes : "", terms.fee.bytes, terms.fee.length);
}

TEST(terms_come_back_from_their_text)
{
    assert_both_ways((call_terms){{60, 6}, TEXT("0.01")}, "60/6 0.01");
    assert_both_ways((call_terms){{60, 6}, TEXT("")}, "60/6 ");
    assert_both_ways((call_terms){{0, 0}, TEXT("0.010")}, " 0.010");
    assert_both_ways((call_terms){{0, 0}, TEXT("")}, "");
    assert_both_ways((call_terms){{999999999, 999999999}, TEXT(".5")}, "999999999/999999999 .5");
}

TEST(other_texts_are_no_terms)
{
    static const char *const texts[] = {" ",      "60/6",     "60 ",   "060/6 ",  "60/6  1",
                                        "60/6 x", "0/6 ",     "60/0 ", "60/6 1 ", "60/6 -1",
                                        "x 1",    "60/6 1e3", "60/ 1", "/6 1",    "1/1000000000 "};
    call_terms read;

    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        if (rc_terms_parse(TEXT(texts[i]), &read))
            fail_msg("\"%s\" is read as terms", texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_come_back_from_their_text),
        cmocka_unit_test(other_texts_are_no_terms),
    };
    return RUN_TESTS(tests);
}
