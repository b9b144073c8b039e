/* Tests of base/array.h: growing arrays. */
#include "base/array.h"

#include "support_test.h"

TEST(an_array_keeps_its_items_while_it_grows)
{
    size_t capacity = 0;
    uint32_t *items = NULL;

    for (uint32_t i = 0; i < 10000; i++) {
        items = rc_array_grow(items, &capacity, i + (size_t)1, sizeof *items);
        assert_non_null(items);
        assert_true(capacity > i);
        items[i] = i;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(items[i], i);
    free(items);
}

TEST(an_array_grows_rarely)
{
    size_t capacity = 0, before = 0;
    char *items = NULL;
    unsigned n_moves = 0;

    for (size_t n = 1; n <= 1000000; n++, before = capacity) {
        items = rc_array_grow(items, &capacity, n, 1);
        n_moves += capacity != before;
    }
    assert_in_range(n_moves, 1, 30);
    free(items);
}

TEST(an_array_grows_to_what_is_wanted_at_once)
{
    size_t capacity = 0;
    uint64_t *items = rc_array_grow(NULL, &capacity, 5000, sizeof *items);

    assert_non_null(items);
    assert_true(capacity >= 5000);
    free(items);
}

TEST(an_array_with_room_stays_where_it_is)
{
    size_t capacity = 0;
    uint64_t *items = rc_array_grow(NULL, &capacity, 100, sizeof *items);
    size_t before = capacity;

    assert_ptr_equal(rc_array_grow(items, &capacity, 100, sizeof *items), items);
    assert_int_equal(capacity, before);
    free(items);
}

TEST(a_size_that_overflows_is_refused_and_changes_nothing)
{
    const size_t too_many[] = {SIZE_MAX / 8 + 2, SIZE_MAX / 2, SIZE_MAX};
    size_t capacity = 0;
    uint64_t *items = rc_array_grow(NULL, &capacity, 1, sizeof *items);
    size_t before = capacity;

    for (size_t i = 0; i < N_ELEMENTS(too_many); i++) {
        assert_null(rc_array_grow(items, &capacity, too_many[i], sizeof *items));
        assert_int_equal(capacity, before);
    }
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_array_keeps_its_items_while_it_grows),
        cmocka_unit_test(an_array_grows_rarely),
        cmocka_unit_test(an_array_grows_to_what_is_wanted_at_once),
        cmocka_unit_test(an_array_with_room_stays_where_it_is),
        cmocka_unit_test(a_size_that_overflows_is_refused_and_changes_nothing),
    };
    return RUN_TESTS(tests);
}
