/* Tests of sort/words.h: routes sorted as words against routes sorted by key and payload. */
#include "sort/words.h"

#include "support_random.h"
#include "support_test.h"

typedef struct reference_route {
    prefix_key key;
    uint32_t payload;
} reference_route;

static int compare_routes(const void *a, const void *b)
{
    const reference_route *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->payload > y->payload) - (x->payload < y->payload);
}

/* Keys that differ in key_bits bits from key_low up, payloads in payload_bits from payload_low. */
typedef struct shape {
    unsigned key_low, key_bits, payload_low, payload_bits;
} shape;

static uint64_t random_bits(prng *p, unsigned low, unsigned n_bits)
{
    return n_bits > 0 ? prng_next(p) >> (64 - n_bits) << low : 0;
}

static void fill(batch *b, prng *p, size_t n, const shape *s)
{
    prefix_key common_key = prng_next(p);
    uint32_t common_payload = (uint32_t)prng_next(p);

    common_key &= ~((UINT64_MAX >> (64 - s->key_bits)) << s->key_low);
    if (s->payload_bits > 0)
        common_payload &= ~((UINT32_MAX >> (32 - s->payload_bits)) << s->payload_low);
    b->n = n;
    for (size_t i = 0; i < n; i++) {
        bool repeats = i > 0 && prng_below(p, 3) == 0;
        b->keys[i] = repeats ? b->keys[prng_below(p, i)]
                             : common_key | random_bits(p, s->key_low, s->key_bits);
        b->payloads[i] = common_payload | (uint32_t)random_bits(p, s->payload_low, s->payload_bits);
    }
    if (n > 1) { /* all bits differ, and the batch is not in order */
        b->keys[0] = common_key | (UINT64_MAX >> (64 - s->key_bits)) << s->key_low;
        b->keys[1] = common_key;
        b->payloads[0] = common_payload;
        b->payloads[1] =
            common_payload |
            (s->payload_bits > 0 ? (UINT32_MAX >> (32 - s->payload_bits)) << s->payload_low : 0);
    }
}

/* Leaves the least payload of each key. */
static size_t sort_plainly(reference_route *routes, size_t n)
{
    size_t n_kept = 0;

    qsort(routes, n, sizeof *routes, compare_routes);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || routes[i].key != routes[i - 1].key)
            routes[n_kept++] = routes[i];
    return n_kept;
}

static void check(prng *p, batch *b, size_t n, const shape *s)
{
    static reference_route expected[BATCH_ROUTES];

    fill(b, p, n, s);
    for (size_t i = 0; i < n; i++)
        expected[i] = (reference_route){b->keys[i], b->payloads[i]};
    bool fits = s->key_bits <= SORT_WINDOW_BITS * SORT_WINDOWS &&
                s->key_bits + s->payload_bits <= 64 && n >= 48;
    assert_int_equal(rc_words_sort_least(b, rc_batch_differ(b)), fits);
    size_t n_expected = fits ? sort_plainly(expected, n) : n;
    assert_int_equal(b->n, n_expected);
    for (size_t i = 0; i < n_expected; i++)
        if (b->keys[i] != expected[i].key || b->payloads[i] != expected[i].payload)
            fail_msg("route %zu of %zu: key bits %u+%u, payload bits %u+%u", i, n, s->key_low,
                     s->key_bits, s->payload_low, s->payload_bits);
}

TEST(least_payload_of_each_key_is_left_in_order)
{
    static const size_t sizes[] = {2, 47, 48, 49, 51, 1000};
    prng p = prng_start();
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    for (unsigned round = 0; round < 300; round++) {
        shape s = {.key_bits = 1 + (unsigned)prng_below(&p, 64),
                   .payload_bits = (unsigned)prng_below(&p, 33)};
        s.key_low = (unsigned)prng_below(&p, 65 - s.key_bits);
        s.payload_low = (unsigned)prng_below(&p, 33 - s.payload_bits);
        for (size_t i = 0; i < N_ELEMENTS(sizes); i++)
            check(&p, &b, sizes[i], &s);
    }
    rc_batch_free(&b);
}

TEST(a_full_batch_is_sorted_by_any_number_of_windows)
{
    prng p = prng_start();
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    for (unsigned key_bits = 1; key_bits <= 60; key_bits++)
        for (unsigned payload_bits = 0; key_bits + payload_bits <= 64 && payload_bits <= 28;
             payload_bits += 7)
            check(&p, &b, BATCH_ROUTES,
                  &(shape){4, key_bits, 4 * (payload_bits > 0), payload_bits});
    rc_batch_free(&b);
}

TEST(a_batch_in_order_or_of_one_key_is_left_alone)
{
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    b.n = 0;
    assert_false(rc_words_sort_least(&b, rc_batch_differ(&b)));
    b.n = 100;
    for (size_t i = 0; i < b.n; i++) {
        b.keys[i] = i / 2 + 1;
        b.payloads[i] = 7;
    }
    assert_false(rc_words_sort_least(&b, rc_batch_differ(&b)));
    assert_int_equal(b.n, 100);
    for (size_t i = 0; i < b.n; i++)
        assert_true(b.keys[i] == i / 2 + 1 && b.payloads[i] == 7);
    rc_batch_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_payload_of_each_key_is_left_in_order),
        cmocka_unit_test(a_full_batch_is_sorted_by_any_number_of_windows),
        cmocka_unit_test(a_batch_in_order_or_of_one_key_is_left_alone),
    };
    return RUN_TESTS(tests);
}
