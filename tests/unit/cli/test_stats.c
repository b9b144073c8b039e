/* Tests of cli/stats.h: the sizes of tables add up. What is printed is in tests/cli/cases/stats. */
#include "cli/stats.h"

#include "support_test.h"

TEST(every_size_of_another_table_is_added)
{
    rc_table_sizes sum = {1, 2, 3, 4, 5, 6};
    const rc_table_sizes other = {10, 200, 3000, 40000, 500000, 6000000};

    stats_add_sizes(&sum, &other);
    assert_int_equal(sum.index, 11);
    assert_int_equal(sum.nodes, 202);
    assert_int_equal(sum.lists, 3003);
    assert_int_equal(sum.costs, 40004);
    assert_int_equal(sum.names, 500005);
    assert_int_equal(sum.carried, 6000006);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_size_of_another_table_is_added),
    };
    return RUN_TESTS(tests);
}
