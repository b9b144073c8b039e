/* Tests of table/name_set.h. */
#include "table/name_set.h"

#include "support_test.h"

/* Returns how many slots in a row are taken. */
static size_t find_longest_run(const name_set *s)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < s->capacity; i++) {
        run = s->slots[i].bytes ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

TEST(names_are_found_once_they_are_added)
{
    enum { N = 3000, LENGTH_MAX = 12 };
    static char names[N][LENGTH_MAX];
    name_set s = {.n = 0};

    for (size_t i = 0; i < N; i++) {
        rc_text name = {names[i], (size_t)snprintf(names[i], LENGTH_MAX, "c%zu", i)};
        assert_false(rc_name_set_has(&s, name));
        assert_int_equal(rc_name_set_add(&s, name), RC_OK);
    }
    for (size_t i = 0; i < N; i++)
        assert_true(rc_name_set_has(&s, TEXT(names[i])));
    assert_false(rc_name_set_has(&s, TEXT("c3000")));
    assert_true(find_longest_run(&s) < 100); /* so many slots are looked at */
    rc_name_set_free(&s);
}

TEST(names_differ_by_length_and_case)
{
    name_set s = {.n = 0};

    assert_int_equal(rc_name_set_add(&s, TEXT("acme")), RC_OK);
    assert_int_equal(rc_name_set_add(&s, TEXT("")), RC_OK);
    assert_true(rc_name_set_has(&s, TEXT("")));
    assert_true(rc_name_set_has(&s, (rc_text){"acmes", 4}));
    assert_false(rc_name_set_has(&s, TEXT("acm")));
    assert_false(rc_name_set_has(&s, TEXT("acmes")));
    assert_false(rc_name_set_has(&s, TEXT("Acme")));
    rc_name_set_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_once_they_are_added),
        cmocka_unit_test(names_differ_by_length_and_case),
    };
    return RUN_TESTS(tests);
}
