/* Tests of route/cost_set.h: each spelling once, named by an id. */
#include "route/cost_set.h"

#include "base/thread.h"
#include "support_oracle.h"
#include "support_random.h"
#include "support_test.h"

static rc_code add(cost_set *set, const char *spelling, uint32_t *id)
{
    cost_value value;

    if (cost_parse(TEXT(spelling), &value) != COST_OK)
        abort();
    return cost_set_add(set, TEXT(spelling), value, id);
}

static uint32_t add_fine(cost_set *set, const char *spelling)
{
    uint32_t id = COST_NONE;
    assert_int_equal(add(set, spelling, &id), RC_OK);
    return id;
}

static uint32_t find(const cost_set *set, const char *spelling)
{
    uint64_t words[2] = {0, 0};

    for (size_t i = 0; spelling[i]; i++)
        words[i / 8] |= (uint64_t)(unsigned char)spelling[i] << 8 * (i % 8);
    return cost_set_find(set, words[0], words[1]);
}

static void assert_spelt(const cost_set *set, uint32_t id, const char *spelling)
{
    char bytes[RC_COST_LENGTH_MAX];

    assert_int_equal(cost_set_spell(set, id, bytes), strlen(spelling));
    assert_memory_equal(bytes, spelling, strlen(spelling));
}

TEST(one_spelling_has_one_id)
{
    cost_set *set = cost_set_new(100);
    uint32_t id = add_fine(set, "0.04"), other = add_fine(set, "0.05");

    assert_int_not_equal(id, other);
    assert_int_equal(add_fine(set, "0.04"), id);
    assert_int_equal(cost_set_size(set), 2);
    cost_set_free(set);
}

TEST(equal_values_spelt_otherwise_have_other_ids)
{
    cost_set *set = cost_set_new(100);
    uint32_t a = add_fine(set, "0.4"), b = add_fine(set, "0.40");

    assert_int_not_equal(a, b);
    assert_spelt(set, a, "0.4");
    assert_spelt(set, b, "0.40");
    assert_int_equal(cost_compare(cost_set_value(set, a), cost_set_value(set, b)), 0);
    cost_set_free(set);
}

TEST(added_words_are_found_and_others_are_not)
{
    static const char *const spellings[] = {"0",
                                            "00",
                                            "5.",
                                            ".5",
                                            "1234567",
                                            "12345678",
                                            "123456789",
                                            "0.0000000000001",
                                            "0.00000000000012"};
    cost_set *set = cost_set_new(100);

    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        assert_int_equal(find(set, spellings[i]), COST_NONE);
        uint32_t id = add_fine(set, spellings[i]);
        assert_int_equal(find(set, spellings[i]), id);
    }
    assert_int_equal(find(set, "000"), COST_NONE);
    assert_int_equal(cost_set_find(set, 0, 0), COST_NONE);
    cost_set_free(set);
}

TEST(long_spellings_are_kept_as_they_are)
{
    cost_set *set = cost_set_new(1000);
    char spelling[RC_COST_LENGTH_MAX + 1];
    uint32_t ids[RC_COST_LENGTH_MAX + 1];

    for (int round = 0; round < 2; round++)
        for (size_t length = 1; length <= RC_COST_LENGTH_MAX; length++) {
            memset(spelling, '0', length);
            spelling[length] = '\0';
            spelling[length - 1] = '7';
            uint32_t id = add_fine(set, spelling);
            if (round == 0)
                ids[length] = id;
            assert_int_equal(id, ids[length]);
            assert_spelt(set, id, spelling);
        }
    assert_int_equal(cost_set_size(set), RC_COST_LENGTH_MAX);
    cost_set_free(set);
}

TEST(set_takes_no_more_than_its_limit)
{
    cost_set *set = cost_set_new(3);
    uint32_t id;

    add_fine(set, "1");
    add_fine(set, "2");
    uint32_t third = add_fine(set, "3");
    assert_int_equal(add(set, "4", &id), RC_ERROR_LIMIT);
    assert_int_equal(add_fine(set, "3"), third);
    assert_int_equal(cost_set_size(set), 3);
    cost_set_free(set);
}

TEST(ids_stay_while_the_set_grows)
{
    enum { N_COSTS = 200000 };
    cost_set *set = cost_set_new(N_COSTS);
    uint32_t *ids = calloc(N_COSTS, sizeof *ids);
    char spelling[32];

    for (unsigned i = 0; i < N_COSTS; i++) {
        sprintf(spelling, "0.%06u", i);
        ids[i] = add_fine(set, spelling);
    }
    assert_int_equal(cost_set_size(set), N_COSTS);
    for (unsigned i = 0; i < N_COSTS; i++) {
        sprintf(spelling, "0.%06u", i);
        if (find(set, spelling) != ids[i] || (i % 97 == 0 && add_fine(set, spelling) != ids[i]))
            fail_msg("%s has another id", spelling);
    }
    free(ids);
    cost_set_free(set);
}

TEST(empty_set_sorts_to_nothing)
{
    cost_set *set = cost_set_new(10);
    uint32_t *ids = cost_set_sorted(set);

    assert_non_null(ids);
    assert_int_equal(cost_set_size(set), 0);
    free(ids);
    cost_set_free(set);
}

TEST(sorted_ids_ascend_by_value_then_by_spelling)
{
    prng p = prng_start();
    cost_set *set = cost_set_new(10000);
    char before[RC_COST_LENGTH_MAX + 1] = "", spelling[RC_COST_LENGTH_MAX + 1];

    for (int i = 0; i < 3000; i++) {
        sprintf(spelling, "%.*s%u.%0*u", (int)prng_below(&p, 3), "00", (unsigned)prng_below(&p, 3),
                1 + (int)prng_below(&p, 12), (unsigned)prng_below(&p, 10));
        add_fine(set, spelling);
    }
    uint32_t *ids = cost_set_sorted(set);
    assert_non_null(ids);
    for (uint32_t i = 0; i < cost_set_size(set); i++) {
        spelling[cost_set_spell(set, ids[i], spelling)] = '\0';
        if (i > 0) {
            int order = oracle_compare(before, spelling);
            assert_true(order < 0 || (order == 0 && strcmp(before, spelling) < 0));
        }
        strcpy(before, spelling);
    }
    free(ids);
    cost_set_free(set);
}

#if HAVE_THREADS

enum { N_ADDERS = 4, N_SHARED = 5000 };

typedef struct adder {
    cost_set *set;
    unsigned first;
    unsigned n_wrong; /* finds and adds that did not agree */
    uint32_t ids[N_SHARED];
} adder;

static void spell_shared(char *spelling, unsigned i)
{
    sprintf(spelling, i % 10 == 0 ? "0.000000000000%06u" : "0.%06u", i);
}

static int add_shared(void *context)
{
    adder *a = context;
    char spelling[32];
    uint32_t id;

    for (unsigned k = 0; k < N_SHARED; k++) {
        unsigned i = (a->first + k) % N_SHARED;
        spell_shared(spelling, i);
        uint32_t found = i % 10 == 0 ? COST_NONE : find(a->set, spelling);
        if (add(a->set, spelling, &id) != RC_OK || (found != COST_NONE && found != id))
            a->n_wrong++;
        a->ids[i] = id;
    }
    return 0;
}

TEST(threads_that_add_the_same_get_the_same_ids)
{
    static adder adders[N_ADDERS];
    thrd_t threads[N_ADDERS];
    cost_set *set = cost_set_new(N_SHARED);
    char spelling[32];

    for (unsigned i = 0; i < N_ADDERS; i++) {
        adders[i] = (adder){.set = set, .first = i * (N_SHARED / N_ADDERS)};
        assert_int_equal(thrd_create(&threads[i], add_shared, &adders[i]), thrd_success);
    }
    for (unsigned i = 0; i < N_ADDERS; i++)
        thrd_join(threads[i], NULL);
    assert_int_equal(cost_set_size(set), N_SHARED);
    for (unsigned i = 0; i < N_ADDERS; i++) {
        assert_int_equal(adders[i].n_wrong, 0);
        assert_memory_equal(adders[i].ids, adders[0].ids, sizeof adders[0].ids);
    }
    for (unsigned i = 0; i < N_SHARED; i++) {
        spell_shared(spelling, i);
        assert_spelt(set, adders[0].ids[i], spelling);
    }
    cost_set_free(set);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_spelling_has_one_id),
        cmocka_unit_test(equal_values_spelt_otherwise_have_other_ids),
        cmocka_unit_test(added_words_are_found_and_others_are_not),
        cmocka_unit_test(long_spellings_are_kept_as_they_are),
        cmocka_unit_test(set_takes_no_more_than_its_limit),
        cmocka_unit_test(ids_stay_while_the_set_grows),
        cmocka_unit_test(empty_set_sorts_to_nothing),
        cmocka_unit_test(sorted_ids_ascend_by_value_then_by_spelling),
#if HAVE_THREADS
        cmocka_unit_test(threads_that_add_the_same_get_the_same_ids),
#endif
    };
    return RUN_TESTS(tests);
}
