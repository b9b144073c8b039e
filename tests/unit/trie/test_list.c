/* Tests of trie/list.h. */
#include "trie/list.h"

#include "support_random.h"
#include "support_test.h"

#include <stdio.h>
#include <stdlib.h>

enum { LIST_BYTES_MAX = LIST_HEAD_BYTES + LIST_ROUTES_MAX * 8 + LIST_READ_BYTES };

static int compare_keys(const void *a, const void *b)
{
    prefix_key x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Writes the list of n different keys, sorted, none of which has more than width bytes. What stands
 * behind it is all ones or random. */
static void write_list(unsigned char *list, const prefix_key *keys, unsigned n, unsigned width,
                       prng *p)
{
    unsigned char *to = list + LIST_HEAD_BYTES;

    for (unsigned i = 0; i < LIST_BYTES_MAX; i++)
        list[i] = prng_below(p, 2) ? 0xff : (unsigned char)prng_next(p);
    list[0] = (unsigned char)((n - 1) << LIST_COUNT_SHIFT | (width - 1) << LIST_WIDTH_SHIFT);
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < width; k++)
            *to++ = (unsigned char)(keys[i] >> (56 - 8 * k));
}

/* Fails if the list finds another key than a comparison one by one. */
static void check_find(const unsigned char *list, const prefix_key *keys, unsigned n,
                       unsigned width, prefix_key rest)
{
    list_match match = list_find(list, rest);
    unsigned expected = n;

    for (unsigned i = 0; i < n; i++)
        if ((rest & key_mask(key_length(keys[i]))) == keys[i])
            expected = i;
    if ((match.found > 0) != (expected < n) || match.place != expected % n)
        fail_msg("%u of %u suffixes of %u bytes: found %u, place %u", expected, n, width,
                 match.found > 0, match.place);
    assert_ptr_equal(match.values, list + LIST_HEAD_BYTES + n * width);
}

static prefix_key key_of(const char *digits)
{
    return rc_key_pack(digits, strlen(digits));
}

/* Returns up to n_digits random digits, few of them different. */
static prefix_key random_key(prng *p, size_t n_digits)
{
    char digits[KEY_SYMBOLS];
    size_t n = 1 + prng_below(p, n_digits), n_different = 1 + prng_below(p, 4);

    for (size_t i = 0; i < n; i++)
        digits[i] = (char)('0' + prng_below(p, n_different) * 3);
    return rc_key_pack(digits, n);
}

TEST(random_lists_find_what_a_comparison_one_by_one_finds)
{
    prng p = prng_start();

    for (int round = 0; round < 100000; round++) {
        unsigned char list[LIST_BYTES_MAX];
        prefix_key keys[LIST_ROUTES_MAX];
        unsigned width = 1 + (unsigned)prng_below(&p, 8), n = 0;
        size_t n_drawn = 1 + prng_below(&p, LIST_ROUTES_MAX);

        for (size_t i = 0; i < n_drawn; i++)
            keys[i] = random_key(&p, width * 2 < 15 ? width * 2 : 15);
        qsort(keys, n_drawn, sizeof *keys, compare_keys);
        for (size_t i = 0; i < n_drawn; i++)
            if (i == 0 || keys[i] != keys[n - 1])
                keys[n++] = keys[i];
        write_list(list, keys, n, width, &p);
        for (int k = 0; k < 8; k++)
            check_find(list, keys, n, width, random_key(&p, 15));
        check_find(list, keys, n, width, keys[n - 1]);
        check_find(list, keys, n, width, 0);
    }
}

TEST(longest_of_prefixes_that_begin_each_other_is_found)
{
    prng p = prng_start();
    const prefix_key keys[] = {key_of("1"), key_of("15"), key_of("152"), key_of("1523")};

    for (unsigned width = 2; width <= 8; width++) {
        unsigned char list[LIST_BYTES_MAX];
        write_list(list, keys, N_ELEMENTS(keys), width, &p);
        assert_int_equal(list_find(list, key_of("15234")).place, 3);
        assert_int_equal(list_find(list, key_of("1529")).place, 2);
        assert_int_equal(list_find(list, key_of("15")).place, 1);
        assert_int_equal(list_find(list, key_of("19")).place, 0);
        assert_int_equal(list_find(list, key_of("25")).found, 0);
    }
}

TEST(routes_suffixes_and_values_are_where_the_head_says)
{
    static const unsigned char list[LIST_BYTES_MAX] = {0x11, 0x25, 0, 0x26, 0x34, 7, 8};

    assert_int_equal(list_routes(list), 2);
    assert_int_equal(list_suffix_bytes(list), 2);
    assert_true(list_suffix(list, 1) == key_of("1523"));
    assert_int_equal(*list_find(list, key_of("14")).values, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_lists_find_what_a_comparison_one_by_one_finds),
        cmocka_unit_test(longest_of_prefixes_that_begin_each_other_is_found),
        cmocka_unit_test(routes_suffixes_and_values_are_where_the_head_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
