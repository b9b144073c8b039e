/* Tests of trie/index.c: slots by digits, and how many digits an index has. */
#include "trie/trie.h"
#include "trie/writer.h"

#include "support_random.h"
#include "support_test.h"

TEST(every_combination_of_up_to_three_digits_has_its_slot)
{
    assert_int_equal(rc_trie_slots[0], 0);
    for (unsigned a = 0; a < 10; a++) {
        assert_int_equal(rc_trie_slots[(a + 1) << 8], 1101 + a);
        assert_int_equal(rc_trie_slots[a + 1], 1 + a);
        for (unsigned b = 0; b < 10; b++) {
            assert_int_equal(rc_trie_slots[(a + 1) << 8 | (b + 1) << 4], 1001 + 10 * a + b);
            assert_int_equal(rc_trie_slots[(a + 1) << 4 | (b + 1)], 1 + 10 * a + b);
            for (unsigned c = 0; c < 10; c++)
                assert_int_equal(rc_trie_slots[(a + 1) << 8 | (b + 1) << 4 | (c + 1)],
                                 1 + 100 * a + 10 * b + c);
        }
    }
}

/* A trie of n routes of eight digits each, evenly spread. */
static void make_trie(uint64_t n, trie *t)
{
    trie_writer *w = rc_trie_writer_new(10, TRIE_BYTES_MAX);

    assert_non_null(w);
    for (uint64_t i = 0; i < n; i++) {
        char digits[24];
        snprintf(digits, sizeof digits, "%08llu", (unsigned long long)(i * (100000000 / n)));
        assert_int_equal(rc_trie_writer_add(w, rc_key_pack(digits, 8), 1), RC_OK);
    }
    assert_int_equal(rc_trie_writer_finish(w, t), RC_OK);
    assert_int_equal(rc_trie_index(t), RC_OK);
    rc_trie_writer_free(w);
}

TEST(index_grows_with_the_trie_and_stays_small_beside_it)
{
    static const uint64_t n_routes[] = {1, 1000, 30000, 1000000};
    unsigned last = 0;

    for (size_t i = 0; i < N_ELEMENTS(n_routes); i++) {
        trie t;
        make_trie(n_routes[i], &t);
        assert_true(t.index_digits[0] >= last);
        assert_int_equal(t.index_digits[1], 0);
        assert_true(rc_trie_size(&t) <= t.n_bytes + t.n_bytes / 2 + 100);
        last = t.index_digits[0];
        rc_trie_free(&t);
        assert_null(t.bytes);
    }
    assert_true(last >= 4);
}

/* ---- What is found through an index ---- */

/* Routes are all texts of n_max of the first n_used digits, and of the shorter texts those of up to
 * three digits that end with an odd one; the same with a '+'. */
typedef struct index_case {
    uint32_t n_values; /* four bytes for each make a larger trie */
    size_t n_used, n_max;
    unsigned index_digits;
} index_case;

static bool is_route(const index_case *c, const char *digits, size_t n)
{
    return n == c->n_max || (n > 0 && n <= 3 && digits[n - 1] % 2 == 1);
}

static uint32_t value_of(const char *digits, size_t n, size_t n_plus)
{
    return (uint32_t)(100 * n_plus + 10 * n) + (uint32_t)(digits[n - 1] - '0');
}

/* Adds the routes that begin with the n_plus '+' and n digits of the text. */
static void add_routes(trie_writer *w, const index_case *c, char *text, size_t n_plus, size_t n)
{
    char *digits = text + n_plus;

    if (is_route(c, digits, n))
        assert_int_equal(
            rc_trie_writer_add(w, rc_key_pack(text, n_plus + n), value_of(digits, n, n_plus)),
            RC_OK);
    for (size_t i = 0; i < c->n_used && n < c->n_max; i++) {
        digits[n] = (char)('0' + i);
        add_routes(w, c, text, n_plus, n + 1);
    }
}

static void check_number(const trie *t, const index_case *c, const char *number)
{
    prefix_key key = rc_key_pack(number, strlen(number));
    size_t n_plus = *number == '+', longest = 0;
    const char *digits = number + n_plus;
    uint32_t value, same_value;
    unsigned length;

    while (longest < c->n_max && digits[longest] && (size_t)(digits[longest] - '0') < c->n_used)
        longest++;
    while (longest > 0 && !is_route(c, digits, longest))
        longest--;
    rc_trie_find_group(t, &key, 1, &value);
    rc_trie_find_group_lengths(t, &key, 1, &same_value, &length);
    uint32_t expected = longest > 0 ? value_of(digits, longest, n_plus) : TRIE_NO_VALUE;
    if (value != expected || same_value != expected ||
        length != (longest > 0 ? n_plus + longest : 0))
        fail_msg("%s: %u or %u by %u symbols, not %u by %zu digits", number, value, same_value,
                 length, expected, longest);
}

/* Asks for all numbers of up to five digits, some of them with digits behind. */
static void check_numbers(const trie *t, const index_case *c)
{
    for (unsigned n = 1, end = 10; n <= 5; n++, end *= 10)
        for (unsigned i = 0; i < end; i++) {
            char number[32] = "+";
            sprintf(number + 1, "%0*u%.*s", (int)n, i, n == 5 ? (int)(i % 4) : 0, "131");
            check_number(t, c, number);
            check_number(t, c, number + 1);
        }
}

TEST(longest_prefixes_above_and_below_the_end_of_an_index_are_found)
{
    static const index_case cases[] = {{200, 6, 6, 3}, {200, 6, 7, 4}, {1 << 24, 7, 7, 5}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        trie_writer *w = rc_trie_writer_new(cases[i].n_values, TRIE_BYTES_MAX);
        char text[16] = "+";
        trie t;
        assert_non_null(w);
        add_routes(w, &cases[i], text + 1, 0, 0);
        add_routes(w, &cases[i], text, 1, 0);
        assert_int_equal(rc_trie_writer_finish(w, &t), RC_OK);
        assert_int_equal(rc_trie_index(&t), RC_OK);
        assert_int_equal(t.index_digits[0], cases[i].index_digits);
        assert_int_equal(t.index_digits[1], cases[i].index_digits);
        check_numbers(&t, &cases[i]);
        rc_trie_free(&t);
        rc_trie_writer_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_of_up_to_three_digits_has_its_slot),
        cmocka_unit_test(index_grows_with_the_trie_and_stays_small_beside_it),
        cmocka_unit_test(longest_prefixes_above_and_below_the_end_of_an_index_are_found),
    };
    return RUN_TESTS(tests);
}
