/* Tests of load/gathering.h: how the routes of a carrier end. */
#include "load/gathering.h"

#include "support_test.h"

TEST(carrier_whose_trie_could_not_be_made_is_refused)
{
    static const struct {
        rc_code code;
        const char *reason;
    } cases[] = {
        {RC_ERROR_EMPTY, "no routes"},
        {RC_ERROR_MEMORY, "out of memory"},
        {RC_ERROR_LIMIT, "too many routes for one table"},
    };
    static const rc_load_options options = {0};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        gathering g = {.n_routes = 3, .n_prefixes = 2};
        rc_load_stats stats = {0};
        rc_error error = {.code = RC_OK};
        assert_int_equal(rc_gathering_finish(&g, cases[i].code, &options, &stats, &error),
                         cases[i].code);
        assert_int_equal(error.code, cases[i].code);
        assert_string_equal(error.reason, cases[i].reason);
        assert_int_equal(stats.n_duplicates, 0);
    }
}

TEST(carrier_adds_to_the_counts)
{
    static const rc_load_options options = {0};
    gathering g = {.n_routes = 30, .n_prefixes = 20, .duplicates = {.n_disagreeing = 4}};
    rc_load_stats stats = {.n_prefixes = 100, .n_duplicates = 200, .n_disagreeing = 300};
    rc_error error = {.code = RC_OK};

    assert_int_equal(rc_gathering_finish(&g, RC_OK, &options, &stats, &error), RC_OK);
    assert_int_equal(error.code, RC_OK);
    assert_int_equal(stats.n_prefixes, 120);
    assert_int_equal(stats.n_duplicates, 210);
    assert_int_equal(stats.n_disagreeing, 304);
    assert_int_equal(stats.n_bad_rows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carrier_whose_trie_could_not_be_made_is_refused),
        cmocka_unit_test(carrier_adds_to_the_counts),
    };
    return RUN_TESTS(tests);
}
