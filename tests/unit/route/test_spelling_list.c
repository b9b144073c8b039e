/* Tests of route/spelling_list.h: each spelling once, named by an id. */
#include "route/spelling_list.h"

#include "base/thread.h"
#include "support_random.h"
#include "support_test.h"

static spelling_list *new_list(uint32_t n_max)
{
    spelling_list *list = malloc(sizeof *list);

    if (!list || rc_spelling_list_init(list, n_max))
        abort();
    return list;
}

static void free_list(spelling_list *list)
{
    rc_spelling_list_free(list);
    free(list);
}

static rc_code add(spelling_list *list, const char *spelling, uint32_t *id)
{
    cost_value value;

    if (rc_cost_parse(TEXT(spelling), &value) != COST_OK)
        abort();
    return rc_spelling_list_add(list, TEXT(spelling), value, id);
}

static uint32_t add_fine(spelling_list *list, const char *spelling)
{
    uint32_t id = SPELLING_NONE;
    assert_int_equal(add(list, spelling, &id), RC_OK);
    return id;
}

static uint32_t find(const spelling_list *list, const char *spelling)
{
    uint64_t words[2] = {0, 0};

    for (size_t i = 0; spelling[i]; i++)
        words[i / 8] |= (uint64_t)(unsigned char)spelling[i] << 8 * (i % 8);
    return rc_spelling_list_find(list, words[0], words[1]);
}

static void assert_spelt(const spelling_list *list, uint32_t id, const char *spelling)
{
    char words[SPELLING_WORD_BYTES];
    rc_text text = rc_spelling_list_get(list, id, words);

    assert_int_equal(text.length, strlen(spelling));
    assert_memory_equal(text.bytes, spelling, strlen(spelling));
}

TEST(one_spelling_has_one_id)
{
    spelling_list *list = new_list(100);
    uint32_t id = add_fine(list, "0.04"), other = add_fine(list, "0.05");

    assert_int_not_equal(id, other);
    assert_int_equal(add_fine(list, "0.04"), id);
    assert_int_equal(rc_spelling_list_size(list), 2);
    free_list(list);
}

/* Texts are compared by words, which may end behind them. */
TEST(what_stands_behind_a_long_spelling_does_not_count)
{
    static const char digits[] = "0.1234567890123456789012345678901234567890";
    spelling_list *list = new_list(100);

    for (size_t n = 1; n < 40; n++) {
        char text[64];
        uint32_t ids[3] = {SPELLING_NONE};
        for (size_t i = 0; i < N_ELEMENTS(ids); i++) {
            memset(text, "\n,5"[i], sizeof text);
            memcpy(text, digits, n);
            assert_int_equal(
                rc_spelling_list_add(list, (rc_text){text, n}, (cost_value){.digits = 0}, &ids[i]),
                RC_OK);
        }
        assert_int_equal(ids[1], ids[0]);
        assert_int_equal(ids[2], ids[0]);
        assert_int_equal(rc_spelling_list_size(list), n);
    }
    free_list(list);
}

/* Pairs whose hashes are alike in the bits that a slot holds and in those of its place: in one
 * pair the first eight characters differ, in the other the last. */
TEST(spellings_of_one_hash_are_told_apart)
{
    static const char *const pairs[][2] = {{"2.611478", "4.091074"},
                                           {"0.12345600561065", "0.12345600634847"}};

    for (size_t i = 0; i < N_ELEMENTS(pairs); i++) {
        spelling_list *list = new_list(100);
        uint32_t a = add_fine(list, pairs[i][0]);

        assert_int_equal(find(list, pairs[i][1]), SPELLING_NONE);
        uint32_t b = add_fine(list, pairs[i][1]);
        assert_int_not_equal(a, b);
        assert_int_equal(find(list, pairs[i][0]), a);
        assert_int_equal(find(list, pairs[i][1]), b);
        free_list(list);
    }
}

TEST(equal_values_spelt_otherwise_have_other_ids)
{
    spelling_list *list = new_list(100);
    uint32_t a = add_fine(list, "0.4"), b = add_fine(list, "0.40");

    assert_int_not_equal(a, b);
    assert_spelt(list, a, "0.4");
    assert_spelt(list, b, "0.40");
    assert_int_equal(cost_compare(rc_spelling_list_value(list, a), rc_spelling_list_value(list, b)),
                     0);
    free_list(list);
}

/* Each would take as long as all before it if hashes did not depend on what differs. */
TEST(many_spellings_that_begin_or_end_alike_are_added_in_time)
{
    enum { N = 300000 };
    static const char *const forms[] = {"0.123456%06u", "%06u.123456", "%06u12345678901234567",
                                        "12345678901234567.%06u"};

    for (size_t i = 0; i < N_ELEMENTS(forms); i++) {
        spelling_list *list = new_list(N);
        for (uint32_t k = 0; k < N; k++) {
            char spelling[40];
            uint32_t id;
            sprintf(spelling, forms[i], k);
            rc_text text = {spelling, strlen(spelling)};
            assert_int_equal(rc_spelling_list_add(list, text, (cost_value){0, 0}, &id), RC_OK);
            assert_int_equal(id, k);
        }
        free_list(list);
    }
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
    spelling_list *list = new_list(100);

    for (size_t i = 0; i < N_ELEMENTS(spellings); i++) {
        assert_int_equal(find(list, spellings[i]), SPELLING_NONE);
        uint32_t id = add_fine(list, spellings[i]);
        assert_int_equal(find(list, spellings[i]), id);
    }
    assert_int_equal(find(list, "000"), SPELLING_NONE);
    assert_int_equal(rc_spelling_list_find(list, 0, 0), SPELLING_NONE);
    free_list(list);
}

TEST(long_spellings_are_kept_as_they_are)
{
    spelling_list *list = new_list(1000);
    char spelling[RC_COST_LENGTH_MAX + 1];
    uint32_t ids[RC_COST_LENGTH_MAX + 1];

    for (int round = 0; round < 2; round++)
        for (size_t length = 1; length <= RC_COST_LENGTH_MAX; length++) {
            memset(spelling, '0', length);
            spelling[length] = '\0';
            spelling[length - 1] = '7';
            uint32_t id = add_fine(list, spelling);
            if (round == 0)
                ids[length] = id;
            assert_int_equal(id, ids[length]);
            assert_spelt(list, id, spelling);
        }
    assert_int_equal(rc_spelling_list_size(list), RC_COST_LENGTH_MAX);
    free_list(list);
}

TEST(list_takes_no_more_than_its_limit)
{
    spelling_list *list = new_list(3);
    uint32_t id;

    add_fine(list, "1");
    add_fine(list, "2");
    uint32_t third = add_fine(list, "3");
    assert_int_equal(add(list, "4", &id), RC_ERROR_LIMIT);
    assert_int_equal(add_fine(list, "3"), third);
    assert_int_equal(rc_spelling_list_size(list), 3);
    free_list(list);
}

TEST(ids_stay_while_the_list_grows)
{
    enum { N_COSTS = 200000 };
    spelling_list *list = new_list(N_COSTS);
    uint32_t *ids = calloc(N_COSTS, sizeof *ids);
    char spelling[32];

    for (unsigned i = 0; i < N_COSTS; i++) {
        sprintf(spelling, "0.%06u", i);
        ids[i] = add_fine(list, spelling);
    }
    assert_int_equal(rc_spelling_list_size(list), N_COSTS);
    for (unsigned i = 0; i < N_COSTS; i++) {
        sprintf(spelling, "0.%06u", i);
        if (find(list, spelling) != ids[i] || (i % 97 == 0 && add_fine(list, spelling) != ids[i]))
            fail_msg("%s has another id", spelling);
    }
    free(ids);
    free_list(list);
}

TEST(empty_list_sorts_to_nothing)
{
    spelling_list *list = new_list(10);
    uint32_t *ids = rc_spelling_list_sort(list);

    assert_non_null(ids);
    assert_int_equal(rc_spelling_list_size(list), 0);
    free(ids);
    free_list(list);
}

TEST(sorted_ids_ascend_by_spelling)
{
    prng p = prng_start();
    spelling_list *list = new_list(10000);
    char before[RC_COST_LENGTH_MAX + 1] = "", spelling[RC_COST_LENGTH_MAX + 1];

    for (int i = 0; i < 3000; i++) {
        sprintf(spelling, "%.*s%u.%0*u", (int)prng_below(&p, 3), "00", (unsigned)prng_below(&p, 3),
                1 + (int)prng_below(&p, 12), (unsigned)prng_below(&p, 10));
        add_fine(list, spelling);
    }
    uint32_t *ids = rc_spelling_list_sort(list);
    assert_non_null(ids);
    for (uint32_t i = 0; i < rc_spelling_list_size(list); i++) {
        char words[SPELLING_WORD_BYTES];
        rc_text text = rc_spelling_list_get(list, ids[i], words);
        memcpy(spelling, text.bytes, text.length);
        spelling[text.length] = '\0';
        assert_true(strcmp(before, spelling) < 0);
        strcpy(before, spelling);
    }
    free(ids);
    free_list(list);
}

#if HAVE_THREADS

enum { N_ADDERS = 4, N_SHARED = 5000 };

typedef struct adder {
    spelling_list *list;
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
        uint32_t found = i % 10 == 0 ? SPELLING_NONE : find(a->list, spelling);
        if (add(a->list, spelling, &id) != RC_OK || (found != SPELLING_NONE && found != id))
            a->n_wrong++;
        a->ids[i] = id;
    }
    return 0;
}

TEST(threads_that_add_the_same_get_the_same_ids)
{
    static adder adders[N_ADDERS];
    thrd_t threads[N_ADDERS];
    spelling_list *list = new_list(N_SHARED);
    char spelling[32];

    for (unsigned i = 0; i < N_ADDERS; i++) {
        adders[i] = (adder){.list = list, .first = i * (N_SHARED / N_ADDERS)};
        assert_int_equal(thrd_create(&threads[i], add_shared, &adders[i]), thrd_success);
    }
    for (unsigned i = 0; i < N_ADDERS; i++)
        thrd_join(threads[i], NULL);
    assert_int_equal(rc_spelling_list_size(list), N_SHARED);
    for (unsigned i = 0; i < N_ADDERS; i++) {
        assert_int_equal(adders[i].n_wrong, 0);
        assert_memory_equal(adders[i].ids, adders[0].ids, sizeof adders[0].ids);
    }
    for (unsigned i = 0; i < N_SHARED; i++) {
        spell_shared(spelling, i);
        assert_spelt(list, adders[0].ids[i], spelling);
    }
    free_list(list);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_spelling_has_one_id),
        cmocka_unit_test(what_stands_behind_a_long_spelling_does_not_count),
        cmocka_unit_test(spellings_of_one_hash_are_told_apart),
        cmocka_unit_test(equal_values_spelt_otherwise_have_other_ids),
        cmocka_unit_test(many_spellings_that_begin_or_end_alike_are_added_in_time),
        cmocka_unit_test(added_words_are_found_and_others_are_not),
        cmocka_unit_test(long_spellings_are_kept_as_they_are),
        cmocka_unit_test(list_takes_no_more_than_its_limit),
        cmocka_unit_test(ids_stay_while_the_list_grows),
        cmocka_unit_test(empty_list_sorts_to_nothing),
        cmocka_unit_test(sorted_ids_ascend_by_spelling),
#if HAVE_THREADS
        cmocka_unit_test(threads_that_add_the_same_get_the_same_ids),
#endif
    };
    return RUN_TESTS(tests);
}
