/* Tests of route/carried_set.h: texts and their groups, each once. */
#include "route/carried_set.h"

#include "base/thread.h"
#include "support_random.h"
#include "support_test.h"

#include <stdlib.h>

static uint32_t add(carried_set *set, const char *a, const char *b)
{
    rc_text texts[] = {TEXT(a), TEXT(b)};
    uint32_t group = UINT32_MAX, found = UINT32_MAX;

    assert_int_equal(rc_carried_set_add(set, texts, &group), RC_OK);
    assert_true(rc_carried_set_find(set, texts, &found));
    assert_int_equal(found, group);
    return group;
}

static void assert_texts(const carried_numbers *n, uint32_t group, const char *a, const char *b)
{
    rc_text x = text_list_get(&n->texts, n->groups[2 * group]);
    rc_text y = text_list_get(&n->texts, n->groups[2 * group + 1]);

    assert_int_equal(x.length, strlen(a));
    assert_memory_equal(x.bytes, a, x.length);
    assert_int_equal(y.length, strlen(b));
    assert_memory_equal(y.bytes, b, y.length);
}

TEST(group_is_kept_once)
{
    carried_set set;
    assert_int_equal(rc_carried_set_init(&set, 2), RC_OK);
    uint32_t first = add(&set, "Germany", "a text of more than sixteen bytes");

    assert_int_equal(add(&set, "", ""), 0);
    assert_int_equal(add(&set, "Germany", "a text of more than sixteen bytes"), first);
    assert_int_not_equal(add(&set, "a text of more than sixteen bytes", "Germany"), first);
    assert_int_not_equal(add(&set, "Germany", "a text of more than sixteen bytes."), first);
    assert_int_not_equal(add(&set, "germany", "a text of more than sixteen bytes"), first);
    rc_carried_set_free(&set);
}

TEST(what_was_not_added_is_not_found)
{
    carried_set set;
    rc_text texts[] = {TEXT("b"), TEXT("a")};
    uint32_t group;

    assert_int_equal(rc_carried_set_init(&set, 2), RC_OK);
    add(&set, "a", "b");
    assert_false(rc_carried_set_find(&set, texts, &group));
    texts[0] = TEXT("c");
    assert_false(rc_carried_set_find(&set, texts, &group));
    rc_carried_set_free(&set);
}

TEST(numbers_ascend_with_the_texts)
{
    static const char *const texts[] = {
        "", "A", "a", "aa", "seventeen letters", "seventeen lettesr"};
    carried_set set;
    carried_numbers n;
    uint32_t groups[N_ELEMENTS(texts)][N_ELEMENTS(texts)], last_rank = 0;

    assert_int_equal(rc_carried_set_init(&set, 2), RC_OK);
    for (size_t i = N_ELEMENTS(texts); i-- > 0;)
        for (size_t k = 0; k < N_ELEMENTS(texts); k++)
            groups[i][k] = add(&set, texts[i], texts[k]);
    assert_int_equal(rc_carried_set_number(&set, &n), RC_OK);
    assert_int_equal(n.texts.n, N_ELEMENTS(texts));
    for (size_t i = 0; i < N_ELEMENTS(texts); i++)
        for (size_t k = 0; k < N_ELEMENTS(texts); k++) {
            assert_texts(&n, groups[i][k], texts[i], texts[k]);
            assert_int_equal(n.group_ranks[groups[i][k]], i + k > 0 ? last_rank + 1 : 0);
            last_rank = n.group_ranks[groups[i][k]];
        }
    rc_carried_numbers_free(&n);
    rc_carried_set_free(&set);
}

#if HAVE_THREADS

enum { N_ADDERS = 4, N_TEXTS = 400, N_ROUNDS = 40000 };

static int add_many(void *context)
{
    carried_set *set = context;
    prng p = {(uint64_t)(uintptr_t)&p};
    char a[40], b[40];

    for (int i = 0; i < N_ROUNDS; i++) {
        uint32_t group;
        snprintf(a, sizeof a, "%u", (unsigned)prng_below(&p, N_TEXTS));
        snprintf(b, sizeof b, "a long text with number %u", (unsigned)prng_below(&p, N_TEXTS));
        rc_text texts[] = {TEXT(a), TEXT(b)};
        if (!rc_carried_set_find(set, texts, &group) &&
            rc_carried_set_add(set, texts, &group) != RC_OK)
            return 1;
    }
    return 0;
}

TEST(threads_agree_on_what_is_there)
{
    carried_set set;
    carried_numbers n;
    thrd_t adders[N_ADDERS];
    int failed, n_failed = 0;

    assert_int_equal(rc_carried_set_init(&set, 2), RC_OK);
    for (int i = 0; i < N_ADDERS; i++)
        assert_int_equal(thrd_create(&adders[i], add_many, &set), thrd_success);
    for (int i = 0; i < N_ADDERS; i++) {
        thrd_join(adders[i], &failed);
        n_failed += failed;
    }
    assert_int_equal(n_failed, 0);
    assert_int_equal(rc_carried_set_number(&set, &n), RC_OK);
    assert_true(n.texts.n <= 2 * N_TEXTS + 1);
    for (size_t i = 1; i < n.texts.n; i++) {
        rc_text x = text_list_get(&n.texts, i - 1), y = text_list_get(&n.texts, i);
        size_t least = x.length < y.length ? x.length : y.length;
        int order = memcmp(x.bytes, y.bytes, least);
        assert_true(order < 0 || (order == 0 && x.length < y.length));
    }
    rc_carried_numbers_free(&n);
    rc_carried_set_free(&set);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(group_is_kept_once),
        cmocka_unit_test(what_was_not_added_is_not_found),
        cmocka_unit_test(numbers_ascend_with_the_texts),
#if HAVE_THREADS
        cmocka_unit_test(threads_agree_on_what_is_there),
#endif
    };
    return RUN_TESTS(tests);
}
