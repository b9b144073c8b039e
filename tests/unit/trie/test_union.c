/* Tests of trie/union.h: what each of several tries finds for every prefix of any. */
#include "trie/union.h"

#include "support_random.h"
#include "support_routes.h"
#include "support_test.h"

#include <stdio.h>

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

    assert_int_equal(rc_trie_union_init(&u, 2, UNION_LENGTHS), RC_OK);
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

enum { N_MANY = 150, N_ROUTES = 40, VALUES_BELOW = 30 };

/* Returns a trie of random prefixes, many of which begin with others. */
static trie random_trie(prng *p)
{
    char texts[N_ROUTES][8];
    text_route routes[N_ROUTES];
    size_t n = 0;

    for (unsigned number = 1; number < 3000 && n < N_ROUTES; number++) {
        if (prng_below(p, 60) > 0)
            continue;
        snprintf(texts[n], sizeof texts[n], "%04u", number);
        for (size_t length = 4; length > 1 && texts[n][length - 1] == '0'; length--)
            texts[n][length - 1] = '\0'; /* 0120 becomes 012, before 0121 */
        routes[n] = (text_route){texts[n], (uint32_t)prng_below(p, VALUES_BELOW)};
        n++;
    }
    return trie_of(routes, n);
}

/* Goes through the rest of two unions of the same tries, which have to find the same. */
static void check_least(trie_union *many, trie_union *plain)
{
    size_t n = 0;

    while (rc_trie_union_next(plain)) {
        assert_true(rc_trie_union_next(many));
        assert_true(many->key == plain->key && many->next_key == plain->next_key);
        assert_int_equal(many->level, plain->level);
        for (unsigned level = 0; level <= plain->level; level++)
            assert_int_equal(union_least(many, level), union_least(plain, level));
        n++;
    }
    assert_false(rc_trie_union_next(many));
    assert_true(n > 0);
}

TEST(least_of_many_sources_is_that_of_all_values)
{
    prng p = prng_start();
    trie tries[N_MANY];
    trie_union many, plain;

    assert_int_equal(rc_trie_union_init(&many, N_MANY, UNION_LEAST), RC_OK);
    assert_int_equal(rc_trie_union_init(&plain, N_MANY, UNION_VALUES), RC_OK);
    assert_true(many.is_many && !plain.is_many);
    for (size_t i = 0; i < N_MANY; i++) {
        tries[i] = random_trie(&p);
        many.sources[i] = plain.sources[i] = (union_source){&tries[i], NULL};
    }
    rc_trie_union_begin(&many, false);
    rc_trie_union_begin(&plain, false);
    check_least(&many, &plain);
    rc_trie_union_begin_from(&many, key_of("01"));
    rc_trie_union_begin_from(&plain, key_of("01"));
    check_least(&many, &plain);
    rc_trie_union_free(&many);
    rc_trie_union_free(&plain);
    for (size_t i = 0; i < N_MANY; i++)
        rc_trie_free(&tries[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_shorter_prefixes_hold_below),
        cmocka_unit_test(least_of_many_sources_is_that_of_all_values),
    };
    return RUN_TESTS(tests);
}
