/* Tests of base/text_list.h: texts by number. */
#include "base/text_list.h"

#include "support_test.h"

static void assert_text(const text_list *list, size_t n, const char *expected)
{
    rc_text text = text_list_get(list, n);

    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

TEST(texts_come_back_by_their_numbers)
{
    text_list list = {0};

    rc_text_list_add(&list, TEXT("one"));
    rc_text_list_end(&list);
    rc_text_list_end(&list);
    rc_text_list_add(&list, TEXT("th"));
    rc_text_list_add(&list, TEXT(""));
    rc_text_list_add(&list, TEXT("ree"));
    rc_text_list_end(&list);
    assert_int_equal(list.n, 3);
    assert_int_equal(list.length_max, 5);
    assert_false(list.no_memory);
    assert_text(&list, 0, "one");
    assert_text(&list, 1, "");
    assert_text(&list, 2, "three");
    rc_text_list_free(&list);
    assert_int_equal(list.n, 0);
}

TEST(empty_text_alone_has_bytes)
{
    text_list list = {0};

    rc_text_list_end(&list);
    assert_non_null(list.bytes);
    assert_text(&list, 0, "");
    rc_text_list_free(&list);
}

TEST(list_grows_and_ends_with_zeros_to_be_read)
{
    text_list list = {0};
    char text[16];

    for (unsigned i = 0; i < 5000; i++) {
        sprintf(text, "%u", i);
        rc_text_list_add(&list, TEXT(text));
        rc_text_list_end(&list);
        for (unsigned k = 0; k < TEXT_PADDING; k++)
            assert_int_equal(list.bytes[list.n_bytes + k], 0);
    }
    for (unsigned i = 0; i < 5000; i++) {
        sprintf(text, "%u", i);
        assert_text(&list, i, text);
    }
    rc_text_list_free(&list);
}

TEST(shrunk_list_holds_what_it_says_and_can_grow_again)
{
    text_list list = {0};

    rc_text_list_shrink(&list);
    assert_int_equal(rc_text_list_size(&list), 0);
    for (int round = 0; round < 3; round++) {
        rc_text_list_add(&list, TEXT("abc"));
        rc_text_list_end(&list);
        rc_text_list_shrink(&list);
        assert_int_equal(list.capacity + list.starts_capacity * sizeof *list.starts,
                         rc_text_list_size(&list));
    }
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(text_list_get(&list, i).bytes, "abc", 3);
    rc_text_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_come_back_by_their_numbers),
        cmocka_unit_test(empty_text_alone_has_bytes),
        cmocka_unit_test(list_grows_and_ends_with_zeros_to_be_read),
        cmocka_unit_test(shrunk_list_holds_what_it_says_and_can_grow_again),
    };
    return RUN_TESTS(tests);
}
