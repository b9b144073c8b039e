/* Tests of trie/union.h: what each of several tries finds for every prefix of any. */
#include "trie/union.h"

#include "support_routes.h"
#include "support_test.h"

static const text_route red[] = {{"44", 0}, {"4420", 1}, {"+9", 2}};
static const text_route blue[] = {{"442", 0}, {"4420", 1}, {"5", 0}};

typedef struct step {
    const char *prefix;
    unsigned level;
    uint32_t red, blue;
} step;

static void check_steps(trie_union *u, bool with_plus, const step *steps, size_t n)
{
    rc_trie_union_begin(u, with_plus);
    for (size_t i = 0; i < n; i++) {
        assert_true(rc_trie_union_next(u));
        assert_true(u->key == key_of(steps[i].prefix));
        assert_int_equal(u->level, steps[i].level);
        assert_int_equal(union_values(u, u->level)[0], steps[i].red);
        assert_int_equal(union_values(u, u->level)[1], steps[i].blue);
    }
    assert_false(rc_trie_union_next(u));
}

TEST(values_of_shorter_prefixes_hold_below)
{
    static const uint32_t offers[] = {10, 11};
    static const step without[] = {{"44", 1, 0, TRIE_NO_VALUE},
                                   {"442", 2, 0, 10},
                                   {"4420", 3, 1, 11},
                                   {"5", 1, TRIE_NO_VALUE, 10}};
    static const step with[] = {{"+9", 1, 2, TRIE_NO_VALUE}};
    trie tries[] = {trie_of(red, N_ELEMENTS(red)), trie_of(blue, N_ELEMENTS(blue))};
    trie_union u;

    assert_int_equal(rc_trie_union_init(&u, 2, true), RC_OK);
    u.sources[0] = (union_source){&tries[0], NULL};
    u.sources[1] = (union_source){&tries[1], offers};
    check_steps(&u, false, without, N_ELEMENTS(without));
    check_steps(&u, true, with, N_ELEMENTS(with));
    rc_trie_union_begin(&u, false);
    for (int i = 0; i < 2; i++)
        assert_true(rc_trie_union_next(&u));
    assert_int_equal(union_lengths(&u, u.level)[0], 2); /* 442: red matches 44 */
    assert_int_equal(union_lengths(&u, u.level)[1], 3);
    rc_trie_union_free(&u);
    rc_trie_free(&tries[0]);
    rc_trie_free(&tries[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_shorter_prefixes_hold_below),
    };
    return RUN_TESTS(tests);
}
