/* Tests of trie/prefix.h; test_cursor.c compares the lengths with a search of all routes. */
#include "trie/prefix.h"

#include "support_routes.h"
#include "support_test.h"

TEST(lengths_are_those_of_the_longest_prefixes)
{
    static const text_route routes[] = {{"1", 0}, {"1415", 1}, {"1415234", 2}, {"+1415", 3}};
    static const struct {
        const char *number;
        unsigned length;
    } cases[] = {{"14152345678", 7}, {"1415235", 4}, {"141", 1},  {"2", 0},
                 {"+14152345", 5},   {"+141", 0},    {"1415", 4}, {"", 0}};
    trie t = trie_of(routes, N_ELEMENTS(routes));
    prefix_key keys[N_ELEMENTS(cases)];
    unsigned lengths[N_ELEMENTS(cases)];

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        keys[i] = key_of(cases[i].number);
    rc_trie_match_lengths(&t, keys, N_ELEMENTS(cases), lengths);
    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        assert_int_equal(lengths[i], cases[i].length);
    rc_trie_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_those_of_the_longest_prefixes),
    };
    return RUN_TESTS(tests);
}
