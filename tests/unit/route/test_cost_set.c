/* Tests of route/cost_set.h: plain and listed costs side by side, numbered in one order. */
#include "route/cost_set.h"

#include "base/thread.h"
#include "support_oracle.h"
#include "support_random.h"
#include "support_test.h"

enum {
    SPELLING_BYTES = 48, /* more than random_spelling writes */
    WORDS_LENGTH = 16    /* of the longest spelling that is found by its words */
};

static rc_code add(cost_set *set, const char *spelling, cost_ref *ref)
{
    cost_value value;

    if (rc_cost_parse(TEXT(spelling), &value) != COST_OK)
        abort();
    return rc_cost_set_add(set, TEXT(spelling), value, ref);
}

static cost_ref add_fine(cost_set *set, const char *spelling)
{
    cost_ref ref = COST_REF_NONE;

    assert_int_equal(add(set, spelling, &ref), RC_OK);
    assert_int_not_equal(ref, COST_REF_NONE);
    return ref;
}

static cost_ref find(const cost_set *set, const char *spelling)
{
    uint64_t words[2] = {0, 0};

    for (size_t i = 0; spelling[i]; i++)
        words[i / 8] |= (uint64_t)(unsigned char)spelling[i] << 8 * (i % 8);
    return rc_cost_set_find(set, words[0], words[1]);
}

static void assert_spelt(const cost_set *set, cost_ref ref, const char *spelling)
{
    char bytes[RC_COST_LENGTH_MAX];

    assert_int_equal(rc_cost_set_spell(set, ref, bytes), strlen(spelling));
    assert_memory_equal(bytes, spelling, strlen(spelling));
}

/* Short and long ones, plain or not, many of them equal in value. */
static void random_spelling(prng *p, char spelling[SPELLING_BYTES])
{
    static const char *const wholes[] = {
        "", "0", "00", "1", "01", "12", "1234", "1000000", "0000000000000000000000"};
    size_t n_decimals = prng_below(p, prng_below(p, 4) ? 5 : 11), n;

    strcpy(spelling, wholes[prng_below(p, N_ELEMENTS(wholes))]);
    n = strlen(spelling);
    if (n == 0)
        n_decimals++;
    if (n_decimals > 0 || prng_below(p, 4) == 0)
        spelling[n++] = '.';
    while (n_decimals-- > 0)
        spelling[n++] = "0015"[prng_below(p, 4)];
    spelling[n] = '\0';
}

typedef struct spelling_case {
    const char *spelling;
    int is_listed;
} spelling_case;

static const spelling_case cases[] = {
    {"0", 0},
    {"0.0", 0},
    {"0.00", 0},
    {"0.4", 0},
    {"0.40", 0},
    {"7", 0},
    {"63", 0},
    {"64", 0},
    {"4095", 0},
    {"4096", 0},
    {"0.4095", 0},
    {"0.4096", 0},
    {"1234567", 0},
    {"9999999", 0},
    {"0.000000", 0},
    {"0.000001", 0},
    {"9.999999", 0},
    {"999999.9", 0},
    {"00", 1},
    {".4", 1},
    {"4.", 1},
    {"00.4", 1},
    {"04", 1},
    {"12345678", 1},
    {"12345678.5", 1},
    {"0.0000001", 1},
    {"10.000000", 1},
    {"0.00000000000001", 1},
    {"0.000000000000001", 1},
    {"0.1234567890123456", 1},
    {"00000000000000000000000000000000.4", 1},
};

TEST(plain_and_listed_costs_stand_side_by_side)
{
    cost_set *set = rc_cost_set_new(100);
    cost_ref refs[N_ELEMENTS(cases)];

    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
            cost_ref ref = add_fine(set, cases[i].spelling);
            if (round == 0)
                refs[i] = ref;
            assert_int_equal(ref, refs[i]);
            assert_int_equal(cost_ref_is_listed(ref) != 0, cases[i].is_listed);
        }
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        assert_spelt(set, refs[i], cases[i].spelling);
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(refs[i], refs[k]);
    }
    rc_cost_set_free(set);
}

TEST(only_listed_costs_are_found_by_their_words)
{
    cost_set *set = rc_cost_set_new(100);

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        if (strlen(cases[i].spelling) > WORDS_LENGTH)
            continue;
        assert_int_equal(find(set, cases[i].spelling), COST_REF_NONE);
        cost_ref ref = add_fine(set, cases[i].spelling);
        assert_int_equal(find(set, cases[i].spelling), cases[i].is_listed ? ref : COST_REF_NONE);
    }
    assert_int_equal(rc_cost_set_find(set, 0, 0), COST_REF_NONE);
    rc_cost_set_free(set);
}

TEST(pages_have_the_plain_costs_that_were_added_and_no_others)
{
    static const uint32_t digits[] = {0,    1,    62,   63,   64,      65,
                                      4094, 4095, 4096, 4097, 9999998, 9999999};
    cost_set *set = rc_cost_set_new(100);
    const cost_pages *plain = rc_cost_set_plain(set);
    unsigned n_added = 0;

    for (unsigned n_decimals = 0; n_decimals < COST_REF_PLAIN_DIGITS; n_decimals += 2)
        for (size_t i = 0; i < N_ELEMENTS(digits); i += 2, n_added++) {
            char spelling[RC_COST_LENGTH_MAX + 1];
            cost_ref ref = cost_ref_plain(digits[i], n_decimals);
            spelling[rc_cost_ref_spell(ref, spelling)] = '\0';
            assert_false(cost_pages_have(plain, ref));
            assert_int_equal(add_fine(set, spelling), ref);
            assert_true(cost_pages_have(plain, ref));
        }
    for (unsigned n_decimals = 0; n_decimals < COST_REF_PLAIN_DIGITS; n_decimals++)
        for (size_t i = 0; i < N_ELEMENTS(digits); i++)
            assert_int_equal(cost_pages_have(plain, cost_ref_plain(digits[i], n_decimals)),
                             n_decimals % 2 == 0 && i % 2 == 0);
    add_fine(set, ".5");
    assert_false(cost_pages_have(plain, cost_ref_plain(5, 1)));
    rc_cost_set_free(set);
}

TEST(limit_holds_for_listed_costs_only)
{
    cost_set *set = rc_cost_set_new(2);
    cost_ref ref;

    add_fine(set, ".1");
    cost_ref second = add_fine(set, ".2");
    assert_int_equal(add(set, ".3", &ref), RC_ERROR_LIMIT);
    assert_int_equal(add_fine(set, ".2"), second);
    for (unsigned i = 0; i < 1000; i++) {
        char spelling[16];
        sprintf(spelling, "0.%03u", i);
        add_fine(set, spelling);
    }
    assert_int_equal(add(set, "00000000000000000000.3", &ref), RC_ERROR_LIMIT);
    rc_cost_set_free(set);
}

/* Checks that numbers go from 0 to n - 1 and lead back; returns the references. */
static cost_ref *number_all(cost_set *set, uint32_t n_expected)
{
    uint32_t n = UINT32_MAX;
    cost_ref *refs = rc_cost_set_number_all(set, &n);

    assert_non_null(refs);
    assert_int_equal(n, n_expected);
    for (uint32_t i = 0; i < n; i++)
        if (rc_cost_set_number(set, refs[i]) != i)
            fail_msg("number %lu is another's", (unsigned long)i);
    return refs;
}

TEST(empty_set_has_no_numbers)
{
    cost_set *set = rc_cost_set_new(10);

    free(number_all(set, 0));
    rc_cost_set_free(set);
}

TEST(numbers_lead_to_references_and_spellings_and_back)
{
    cost_set *set = rc_cost_set_new(100);
    cost_ref added[N_ELEMENTS(cases)];

    for (size_t i = 0; i < N_ELEMENTS(cases); i++)
        added[i] = add_fine(set, cases[i].spelling);
    cost_ref *refs = number_all(set, N_ELEMENTS(cases));
    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        uint32_t number = rc_cost_set_number(set, added[i]);
        assert_true(number < N_ELEMENTS(cases));
        assert_int_equal(refs[number], added[i]);
        assert_spelt(set, refs[number], cases[i].spelling);
    }
    cost_ref *again = number_all(set, N_ELEMENTS(cases));
    assert_memory_equal(again, refs, sizeof added);
    free(again);
    free(refs);
    rc_cost_set_free(set);
}

TEST(only_plain_and_only_listed_costs_are_numbered)
{
    for (int listed = 0; listed < 2; listed++) {
        cost_set *set = rc_cost_set_new(10000);
        for (unsigned i = 0; i < 10000; i++) {
            char spelling[16];
            sprintf(spelling, listed ? ".%04u" : "%u", i);
            add_fine(set, spelling);
        }
        free(number_all(set, 10000));
        rc_cost_set_free(set);
    }
}

enum { N_SPELLINGS = 3000 };

static void shuffle(prng *p, char (*spellings)[SPELLING_BYTES], size_t n)
{
    char moved[SPELLING_BYTES];

    for (size_t i = n; i > 1; i--) {
        size_t k = prng_below(p, i);
        memcpy(moved, spellings[i - 1], sizeof moved);
        memcpy(spellings[i - 1], spellings[k], sizeof moved);
        memcpy(spellings[k], moved, sizeof moved);
    }
}

TEST(numbers_do_not_depend_on_the_order_of_adding)
{
    static char spellings[N_SPELLINGS][SPELLING_BYTES];
    prng p = prng_start();
    cost_set *first = rc_cost_set_new(N_SPELLINGS);
    uint32_t n;

    for (size_t i = 0; i < N_SPELLINGS; i++) {
        random_spelling(&p, spellings[i]);
        add_fine(first, spellings[i]);
    }
    cost_ref *first_refs = rc_cost_set_number_all(first, &n);
    assert_non_null(first_refs);
    for (int round = 0; round < 5; round++) {
        cost_set *other = rc_cost_set_new(N_SPELLINGS);
        shuffle(&p, spellings, N_SPELLINGS);
        for (size_t i = 0; i < N_SPELLINGS; i++)
            add_fine(other, spellings[i]);
        cost_ref *refs = number_all(other, n);
        for (uint32_t i = 0; i < n; i++) {
            char spelling[RC_COST_LENGTH_MAX + 1];
            spelling[rc_cost_set_spell(first, first_refs[i], spelling)] = '\0';
            assert_spelt(other, refs[i], spelling);
        }
        free(refs);
        rc_cost_set_free(other);
    }
    free(first_refs);
    rc_cost_set_free(first);
}

TEST(costs_compare_by_value_however_they_are_spelt)
{
    static const struct {
        const char *a, *b;
        int order;
    } pairs[] = {{"0.4", "0.40", 0},
                 {"0.4", ".4", 0},
                 {".4", "00.4", 0},
                 {"0", "0.000", 0},
                 {"0", "0.", 0},
                 {"0.0", "00", 0},
                 {"9", "10", -1},
                 {"0.9", "0.10", 1},
                 {"0.09", "0.1", -1},
                 {"1", "0.999999", 1},
                 {"1.", "0.999999", 1},
                 {"1234567", "12345678", -1},
                 {"12345678", "9", 1},
                 {"0.0000001", "0", 1},
                 {"0.0000001", "0.000001", -1},
                 {"9.999999", "10", -1},
                 {".9", "0.90000000", 0},
                 {"0.00", "0.0000000000000000000000000001", -1},
                 {"9999999", "0.000001", 1}};
    cost_set *set = rc_cost_set_new(100);

    for (size_t i = 0; i < N_ELEMENTS(pairs); i++) {
        cost_ref a = add_fine(set, pairs[i].a), b = add_fine(set, pairs[i].b);
        assert_int_equal(rc_cost_set_compare(set, a, b), pairs[i].order);
        assert_int_equal(rc_cost_set_compare(set, b, a), -pairs[i].order);
        assert_int_equal(rc_cost_set_compare(set, a, a), 0);
        assert_int_equal(rc_cost_set_compare(set, b, b), 0);
    }
    rc_cost_set_free(set);
}

TEST(random_costs_compare_as_their_spellings_do)
{
    prng p = prng_start();
    cost_set *set = rc_cost_set_new(100000);

    for (int i = 0; i < 50000; i++) {
        char a[SPELLING_BYTES], b[SPELLING_BYTES];
        random_spelling(&p, a);
        random_spelling(&p, b);
        int order = rc_cost_set_compare(set, add_fine(set, a), add_fine(set, b));
        if ((order > 0) - (order < 0) != oracle_compare(a, b))
            fail_msg("%s and %s compare as %d", a, b, order);
    }
    rc_cost_set_free(set);
}

TEST(nothing_to_free_is_fine)
{
    rc_cost_set_free(NULL);
}

#if HAVE_THREADS

enum { N_ADDERS = 4, N_SHARED = 20000 };

typedef struct adder {
    cost_set *set;
    unsigned first;
    unsigned n_wrong; /* costs that were not there once they were added */
    cost_ref refs[N_SHARED];
} adder;

/* Plain costs in many pages, and every tenth one listed. */
static void spell_shared(char *spelling, unsigned i)
{
    if (i % 10 == 0)
        sprintf(spelling, ".%05u", i);
    else if (i % 2 == 0)
        sprintf(spelling, "%u", i * 499);
    else
        sprintf(spelling, "0.%0*u", 5 + (int)(i / 2 % 2), i);
}

static int add_shared(void *context)
{
    adder *a = context;
    const cost_pages *plain = rc_cost_set_plain(a->set);
    char spelling[32];

    for (unsigned k = 0; k < N_SHARED; k++) {
        unsigned i = (a->first + k) % N_SHARED;
        cost_ref ref = COST_REF_NONE;
        spell_shared(spelling, i);
        rc_code code = add(a->set, spelling, &ref);
        int found =
            cost_ref_is_listed(ref) ? find(a->set, spelling) == ref : cost_pages_have(plain, ref);
        a->n_wrong += code != RC_OK || !found;
        a->refs[i] = ref;
    }
    return 0;
}

TEST(threads_that_add_the_same_get_the_same_references)
{
    static adder adders[N_ADDERS];
    thrd_t threads[N_ADDERS];
    cost_set *set = rc_cost_set_new(N_SHARED);
    cost_set *alone = rc_cost_set_new(N_SHARED);
    char spelling[32];
    uint32_t n;

    for (unsigned i = 0; i < N_ADDERS; i++) {
        adders[i] = (adder){.set = set, .first = i * (N_SHARED / N_ADDERS)};
        assert_int_equal(thrd_create(&threads[i], add_shared, &adders[i]), thrd_success);
    }
    for (unsigned i = 0; i < N_ADDERS; i++)
        thrd_join(threads[i], NULL);
    for (unsigned i = 0; i < N_ADDERS; i++) {
        assert_int_equal(adders[i].n_wrong, 0);
        assert_memory_equal(adders[i].refs, adders[0].refs, sizeof adders[0].refs);
    }
    for (unsigned i = 0; i < N_SHARED; i++) {
        spell_shared(spelling, i);
        assert_spelt(set, adders[0].refs[i], spelling);
        add_fine(alone, spelling);
    }
    free(rc_cost_set_number_all(alone, &n));
    free(number_all(set, n));
    rc_cost_set_free(alone);
    rc_cost_set_free(set);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_listed_costs_stand_side_by_side),
        cmocka_unit_test(only_listed_costs_are_found_by_their_words),
        cmocka_unit_test(pages_have_the_plain_costs_that_were_added_and_no_others),
        cmocka_unit_test(limit_holds_for_listed_costs_only),
        cmocka_unit_test(empty_set_has_no_numbers),
        cmocka_unit_test(numbers_lead_to_references_and_spellings_and_back),
        cmocka_unit_test(only_plain_and_only_listed_costs_are_numbered),
        cmocka_unit_test(numbers_do_not_depend_on_the_order_of_adding),
        cmocka_unit_test(costs_compare_by_value_however_they_are_spelt),
        cmocka_unit_test(random_costs_compare_as_their_spellings_do),
        cmocka_unit_test(nothing_to_free_is_fine),
#if HAVE_THREADS
        cmocka_unit_test(threads_that_add_the_same_get_the_same_references),
#endif
    };
    return RUN_TESTS(tests);
}
