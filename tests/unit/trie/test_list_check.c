/* Tests of trie/list_check.h: what it says of random lists is what the plainest check says. */
#include "trie/list_check.h"

#include "support_random.h"
#include "support_test.h"

enum { N_LISTS = 300, LIST_BYTES_MAX = 1 + 16 * (8 + 4), N_DIGITS_LEFT = 9 };

/* Lists one after the other from byte 1 on, in memory that ends behind their padding. */
typedef struct lists {
    trie t;
    uint32_t blobs[N_LISTS];
    unsigned n;
    uint32_t n_values;
    uint64_t n_routes;
} lists;

static int compare_suffixes(const void *one, const void *other)
{
    const prefix_key *a = one, *b = other;
    return (*a > *b) - (*a < *b);
}

/* Appends a list with routes whose suffixes have up to two digits for each byte of width. */
static void add_list(prng *p, lists *l, unsigned width)
{
    prefix_key suffixes[16];
    unsigned char *at = l->t.bytes + l->t.n_bytes, *head = at++;
    unsigned n = 0, n_drawn = 1 + (unsigned)prng_below(p, 16), value_width = l->t.value_width;

    for (unsigned i = 0; i < n_drawn; i++) {
        char digits[16];
        unsigned n_digits = i == 0 ? 2 * width - 1 : 1 + (unsigned)prng_below(p, 2 * width);
        n_digits = n_digits < N_DIGITS_LEFT ? n_digits : N_DIGITS_LEFT;
        prng_digits(p, digits, n_digits);
        suffixes[i] = rc_key_pack(digits, n_digits);
    }
    qsort(suffixes, n_drawn, sizeof *suffixes, compare_suffixes);
    for (unsigned i = 0; i < n_drawn; i++)
        if (i == 0 || suffixes[i] != suffixes[i - 1])
            suffixes[n++] = suffixes[i];
    *head = (unsigned char)((n - 1) << LIST_COUNT_SHIFT | (width - 1) << LIST_WIDTH_SHIFT);
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < width; k++)
            *at++ = (unsigned char)(suffixes[i] >> (56 - 8 * k));
    for (unsigned i = 0; i < n; i++, at += value_width)
        store_bytes(at, 1 + prng_below(p, l->n_values), value_width);
    l->blobs[l->n++] = (uint32_t)l->t.n_bytes << BLOB_KIND_BITS | LIST;
    l->t.n_bytes = (size_t)(at - l->t.bytes);
    l->n_routes += n;
}

static void make_lists(prng *p, lists *l)
{
    static const uint32_t n_values[] = {200, 40000, 9000000, 500000000};
    unsigned value_width = 1 + (unsigned)prng_below(p, 4);
    bool are_short = prng_below(p, 4) > 0;

    *l = (lists){.t = {.value_width = value_width, .n_bytes = 1}};
    l->n_values = n_values[value_width - 1];
    l->t.bytes = malloc(1 + N_LISTS * LIST_BYTES_MAX);
    assert_non_null(l->t.bytes);
    l->t.bytes[0] = 0;
    for (unsigned n = (unsigned)prng_below(p, N_LISTS + 1); l->n < n;)
        add_list(p, l, are_short ? 1 : 1 + (unsigned)prng_below(p, 5));
    l->t.bytes = realloc(l->t.bytes, l->t.n_bytes + TRIE_PADDING);
    assert_non_null(l->t.bytes);
    memset(l->t.bytes + l->t.n_bytes, 0, TRIE_PADDING);
    rc_trie_shape_blobs(&l->t);
}

/* The plainest check of a suffix: digits, then nothing. */
static bool is_suffix(prefix_key suffix)
{
    unsigned n = 0;

    for (; n < 16 && suffix >> 60 > 0 && suffix >> 60 <= 10; n++)
        suffix <<= SYMBOL_BITS;
    return n > 0 && n <= N_DIGITS_LEFT && suffix == 0;
}

/* The plainest check of a list. Adds its bytes to *n_bytes. */
static bool is_list(const lists *l, size_t at, size_t *n_bytes)
{
    const unsigned char *list = l->t.bytes + at;
    unsigned n = list_routes(list), width = list_suffix_bytes(list);
    size_t n_list_bytes = 1 + n * (width + l->t.value_width);

    *n_bytes += n_list_bytes;
    if (*list >= 128 || at + n_list_bytes > l->t.n_bytes)
        return 0;
    for (unsigned i = 0; i < n; i++)
        if (!is_suffix(list_suffix(list, i)) || trie_list_value(&l->t, list, i) >= l->n_values ||
            (i > 0 && list_suffix(list, i) <= list_suffix(list, i - 1)))
            return 0;
    return 1;
}

static bool are_lists(const lists *l, size_t *n_bytes)
{
    bool are_sound = true;

    for (unsigned i = 0; i < l->n; i++)
        are_sound &= is_list(l, l->blobs[i] >> BLOB_KIND_BITS, n_bytes);
    return are_sound;
}

static list_check begin_check(const lists *l)
{
    return (list_check){.t = &l->t,
                        .n_values = l->n_values,
                        .end = l->t.n_bytes,
                        .beyond = ~key_mask(N_DIGITS_LEFT)};
}

TEST(lists_are_sound_and_counted)
{
    prng p = prng_start();

    for (int round = 0; round < 200; round++) {
        lists l;
        make_lists(&p, &l);
        list_check c = begin_check(&l);
        assert_true(rc_list_check(&c, l.blobs, &l.n));
        assert_int_equal(l.n, 0);
        assert_true(c.n_visited == l.t.n_bytes - 1 && c.n_routes == l.n_routes);
        free(l.t.bytes);
    }
}

TEST(list_with_a_changed_byte_is_refused_if_the_plain_check_refuses_it)
{
    prng p = prng_start();

    for (int round = 0; round < 200; round++) {
        lists l;
        make_lists(&p, &l);
        for (int change = 0; change < 100 && l.n > 0; change++) {
            uint32_t blobs[N_LISTS];
            size_t at = 1 + prng_below(&p, l.t.n_bytes - 1), n_bytes = 0;
            unsigned char before = l.t.bytes[at];
            unsigned n = l.n;
            static const unsigned char steps[] = {1, 255, 16, 240, 128};
            l.t.bytes[at] = (unsigned char)(before + steps[prng_below(&p, N_ELEMENTS(steps))]);
            memcpy(blobs, l.blobs, sizeof blobs);
            list_check c = begin_check(&l);
            bool is_sound = are_lists(&l, &n_bytes);
            assert_int_equal(rc_list_check(&c, blobs, &n), is_sound);
            assert_true(!is_sound || c.n_visited == n_bytes);
            l.t.bytes[at] = before;
        }
        free(l.t.bytes);
    }
}

TEST(blobs_that_are_no_lists_are_left)
{
    prng p = prng_start();
    lists l;
    uint32_t blobs[3];
    unsigned n = 3;

    do {
        make_lists(&p, &l);
        if (l.n == 0)
            free(l.t.bytes);
    } while (l.n == 0);
    blobs[0] = 8 << BLOB_KIND_BITS | NODE_1_NEAR;
    blobs[1] = l.blobs[0];
    blobs[2] = UINT32_MAX << BLOB_KIND_BITS | NODE_3_NEAR;
    list_check c = begin_check(&l);
    assert_true(rc_list_check(&c, blobs, &n));
    assert_int_equal(n, 2);
    assert_int_equal(blobs[0], 8 << BLOB_KIND_BITS | NODE_1_NEAR);
    assert_true(blobs[1] == (UINT32_MAX << BLOB_KIND_BITS | NODE_3_NEAR));
    free(l.t.bytes);
}

TEST(list_beyond_the_end_or_at_0_is_refused)
{
    unsigned char bytes[1 + 3 + TRIE_PADDING] = {0, 0, 0x11, 1};
    trie t = {.bytes = bytes, .n_bytes = 4, .value_width = 1};
    static const struct {
        uint32_t at;
        size_t end;
        bool is_sound;
    } cases[] = {{1, 4, 1}, {1, 3, 0}, {0, 4, 0}, {4, 4, 0}, {1 << 20, 4, 0}};

    rc_trie_shape_blobs(&t);
    for (unsigned i = 0; i < N_ELEMENTS(cases); i++) {
        list_check c = {&t, 1, cases[i].end, ~key_mask(N_DIGITS_LEFT), 0, 0};
        uint32_t blob = cases[i].at << BLOB_KIND_BITS;
        unsigned n = 1;
        assert_int_equal(rc_list_check(&c, &blob, &n), cases[i].is_sound);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_sound_and_counted),
        cmocka_unit_test(list_with_a_changed_byte_is_refused_if_the_plain_check_refuses_it),
        cmocka_unit_test(blobs_that_are_no_lists_are_left),
        cmocka_unit_test(list_beyond_the_end_or_at_0_is_refused),
    };
    return RUN_TESTS(tests);
}
