/* Tests of trie/trie.h and trie/writer.h against a search in a sorted array of strings. */
#include "trie/trie.h"
#include "trie/writer.h"

#include "support_random.h"
#include "support_test.h"

typedef struct route {
    char prefix[KEY_SYMBOLS + 1];
    uint32_t cost;
} route;

/* Routes, sorted as strings once they are complete; none twice. */
typedef struct route_set {
    size_t n, capacity;
    route *routes;
} route_set;

static void add_route(route_set *s, const char *prefix, uint32_t cost)
{
    if (s->n == s->capacity) {
        s->capacity = 2 * s->capacity + 256;
        s->routes = realloc(s->routes, s->capacity * sizeof *s->routes);
        if (!s->routes)
            abort();
    }
    s->routes[s->n].cost = cost;
    strcpy(s->routes[s->n++].prefix, prefix);
}

static int compare_routes(const void *a, const void *b)
{
    return strcmp(((const route *)a)->prefix, ((const route *)b)->prefix);
}

static void complete(route_set *s)
{
    size_t n = 0;

    if (s->n > 0)
        qsort(s->routes, s->n, sizeof *s->routes, compare_routes);
    for (size_t i = 0; i < s->n; i++)
        if (n == 0 || strcmp(s->routes[n - 1].prefix, s->routes[i].prefix) != 0)
            s->routes[n++] = s->routes[i];
    s->n = n;
}

/* The cost of the longest prefix and its length, by asking for every beginning. */
static uint32_t expected_cost(const route_set *s, const char *number, size_t *n_symbols)
{
    for (size_t length = strlen(number); length > 0; length--) {
        route wanted = {.cost = 0};
        if (length > KEY_SYMBOLS)
            length = KEY_SYMBOLS;
        memcpy(wanted.prefix, number, length);
        const route *found =
            s->n ? bsearch(&wanted, s->routes, s->n, sizeof wanted, compare_routes) : NULL;
        *n_symbols = length;
        if (found)
            return found->cost;
    }
    *n_symbols = 0;
    return TRIE_NO_VALUE;
}

/* The trie of the routes: '+' stands first as a string, last as a key. */
static rc_code build(const route_set *s, uint32_t n_costs, size_t n_bytes_max, trie *t)
{
    trie_writer *w = rc_trie_writer_new(n_costs, n_bytes_max);
    rc_code code = w ? RC_OK : RC_ERROR_MEMORY;

    for (int plus = 0; plus < 2; plus++)
        for (size_t i = 0; i < s->n && code == RC_OK; i++)
            if ((s->routes[i].prefix[0] == '+') == plus)
                code = rc_trie_writer_add(
                    w, rc_key_pack(s->routes[i].prefix, strlen(s->routes[i].prefix)),
                    s->routes[i].cost);
    if (code == RC_OK)
        code = rc_trie_writer_finish(w, t);
    rc_trie_writer_free(w);
    return code;
}

static void build_fine(const route_set *s, uint32_t n_costs, trie *t)
{
    assert_int_equal(build(s, n_costs, UINT32_MAX, t), RC_OK);
    assert_int_equal(rc_trie_index(t), RC_OK);
}

/* Numbers that wait to be looked up together. */
typedef struct question {
    const route_set *set;
    const trie *t;
    size_t n;
    char numbers[TRIE_GROUP][48];
} question;

static void answer(question *q)
{
    prefix_key keys[TRIE_GROUP];
    uint32_t costs[TRIE_GROUP], same_costs[TRIE_GROUP];
    unsigned lengths[TRIE_GROUP];

    for (size_t i = 0; i < q->n; i++) {
        keys[i] = rc_key_pack(q->numbers[i], strlen(q->numbers[i]));
        lengths[i] = KEY_SYMBOLS + 1; /* what is there before counts for nothing */
    }
    rc_trie_find_group(q->t, keys, q->n, costs);
    rc_trie_find_group_lengths(q->t, keys, q->n, same_costs, lengths);
    for (size_t i = 0; i < q->n; i++) {
        size_t n_symbols;
        uint32_t cost = expected_cost(q->set, q->numbers[i], &n_symbols);
        if (costs[i] != cost || same_costs[i] != cost || lengths[i] != n_symbols)
            fail_msg("%s costs %lx or %lx by %u symbols, not %lx by %u", q->numbers[i],
                     (unsigned long)costs[i], (unsigned long)same_costs[i], lengths[i],
                     (unsigned long)cost, (unsigned)n_symbols);
    }
    q->n = 0;
}

static void ask(question *q, const char *number)
{
    if (number[number[0] == '+'] == '\0')
        return; /* no digits */
    strcpy(q->numbers[q->n++], number);
    if (q->n == TRIE_GROUP)
        answer(q);
}

/* Asks for a prefix, all its beginnings, what is beside it and what is below it. */
static void ask_around(question *q, prng *p, const char *prefix)
{
    char number[48];
    size_t length = strlen(prefix);

    for (size_t n = 1; n <= length; n++) {
        sprintf(number, "%.*s", (int)n, prefix);
        ask(q, number);
    }
    for (int change = -1; change <= 1; change += 2) {
        strcpy(number, prefix);
        number[length - 1] = (char)(number[length - 1] + change);
        if (number[length - 1] >= '0' && number[length - 1] <= '9')
            ask(q, number);
    }
    strcpy(number, prefix);
    prng_digits(p, number + length, 1 + prng_below(p, 18));
    ask(q, number);
    ask(q, prefix[0] == '+' ? number + 1 : prefix);
}

/* Checks a trie by numbers around about n_places of its routes and by random numbers. */
static void check_trie(const route_set *s, const trie *t, prng *p, size_t n_places)
{
    question q = {.set = s, .t = t};
    size_t step = s->n / n_places + 1;
    char number[48];

    for (size_t i = 0; i < s->n; i += 1 + prng_below(p, 2 * step - 1))
        ask_around(&q, p, s->routes[i].prefix);
    for (size_t i = 0; i < n_places; i++) {
        strcpy(number, "+");
        prng_digits(p, number + prng_below(p, 2), 1 + prng_below(p, 20));
        ask(&q, number);
        if (prng_below(p, 8) == 0)
            answer(&q); /* groups of every size */
    }
    answer(&q);
}

static void check_set(route_set *s, prng *p, uint32_t n_costs)
{
    trie t = {0};

    complete(s);
    build_fine(s, n_costs, &t);
    check_trie(s, &t, p, 3000);
    rc_trie_free(&t);
    free(s->routes);
    *s = (route_set){0};
}

static void add_random(route_set *s, prng *p, size_t n, unsigned n_digit_kinds, size_t n_digits_min,
                       size_t n_digits_max, int with_plus)
{
    for (size_t i = 0; i < n; i++) {
        char prefix[KEY_SYMBOLS + 1] = "+";
        size_t n_plus = with_plus ? prng_below(p, 2) : 0;
        size_t n_digits = n_digits_min + prng_below(p, n_digits_max - n_digits_min + 1);
        for (size_t k = 0; k < n_digits; k++)
            prefix[n_plus + k] = (char)('0' + prng_below(p, n_digit_kinds));
        prefix[n_plus + n_digits] = '\0';
        add_route(s, prefix, (uint32_t)prng_below(p, 200));
    }
}

TEST(empty_trie_prices_nothing)
{
    route_set s = {0};
    prng p = prng_start();
    check_set(&s, &p, 0);
}

TEST(single_route_of_every_depth_is_found)
{
    prng p = prng_start();

    for (size_t n_digits = 1; n_digits <= RC_PREFIX_DIGITS_MAX; n_digits++)
        for (int plus = 0; plus < 2; plus++) {
            char prefix[KEY_SYMBOLS + 1] = "+";
            route_set s = {0};
            prng_digits(&p, prefix + plus, n_digits);
            add_route(&s, prefix, 7);
            check_set(&s, &p, 8);
        }
}

TEST(random_sets_of_every_density_are_found)
{
    prng p = prng_start();

    for (size_t n = 1; n <= 30000; n *= 5)
        for (unsigned kinds = 2; kinds <= 10; kinds += 4)
            for (size_t n_digits_max = 2; n_digits_max <= 15; n_digits_max += 4) {
                route_set s = {0};
                add_random(&s, &p, n, kinds, 1, n_digits_max, 1);
                check_set(&s, &p, 200);
            }
}

TEST(sets_of_one_length_are_found)
{
    prng p = prng_start();

    for (size_t n_digits = 1; n_digits <= RC_PREFIX_DIGITS_MAX; n_digits++) {
        route_set s = {0};
        add_random(&s, &p, 2000, 10, n_digits, n_digits, 1);
        check_set(&s, &p, 200);
    }
}

TEST(all_prefixes_up_to_four_digits_are_found)
{
    prng p = prng_start();

    for (int plus = 0; plus < 2; plus++) {
        route_set s = {0};
        for (unsigned n_digits = 1, n = 10; n_digits <= 4; n_digits++, n *= 10)
            for (unsigned i = 0; i < n; i++) {
                char prefix[KEY_SYMBOLS + 1];
                sprintf(prefix, "%s%0*u", plus ? "+" : "", (int)n_digits, i);
                add_route(&s, prefix, i % 251);
            }
        check_set(&s, &p, 251);
    }
}

/* n routes below one prefix of n_digits digits, whose suffixes have up to n_more digits. */
TEST(places_of_any_number_of_routes_at_any_depth_are_found)
{
    static const size_t n_routes[] = {1, 2, 3, 4, 9, 10, 11, 15, 16, 17, 18, 31, 32, 33, 34};
    prng p = prng_start();

    for (size_t n_digits = 0; n_digits <= 13; n_digits++)
        for (size_t i = 0; i < N_ELEMENTS(n_routes); i++) {
            char prefix[48] = "+";
            size_t n_plus = prng_below(&p, 2);
            route_set s = {0};
            for (size_t k = 0; k < n_routes[i]; k++) {
                size_t n_suffix = 1 + prng_below(&p, RC_PREFIX_DIGITS_MAX - n_digits);
                memset(prefix + n_plus, '4', n_digits);
                prng_digits(&p, prefix + n_plus + n_digits, n_suffix > 2 ? n_suffix : 2);
                add_route(&s, prefix, (uint32_t)k);
            }
            if (prng_below(&p, 2) && n_digits > 0) {
                prefix[n_plus + n_digits] = '\0';
                add_route(&s, prefix, 99);
            }
            check_set(&s, &p, 100);
        }
}

TEST(chain_of_prefixes_of_one_number_is_found)
{
    prng p = prng_start();

    for (unsigned skipped = 0; skipped < RC_PREFIX_DIGITS_MAX; skipped++)
        for (int crowded = 0; crowded < 2; crowded++) {
            route_set s = {0};
            char digits[RC_PREFIX_DIGITS_MAX + 1], prefix[KEY_SYMBOLS + 1];
            prng_digits(&p, digits, RC_PREFIX_DIGITS_MAX);
            for (unsigned n = 1; n <= RC_PREFIX_DIGITS_MAX; n++) {
                if (n - 1 == skipped)
                    continue;
                sprintf(prefix, "%.*s", (int)n, digits);
                add_route(&s, prefix, n);
                for (int d = 0; crowded && d < 10; d++) {
                    prefix[n - 1] = (char)('0' + d);
                    add_route(&s, prefix, 20u + n);
                }
            }
            check_set(&s, &p, 40);
        }
}

TEST(costs_of_every_width_are_kept)
{
    static const uint32_t n_costs[] = {1,        255,
                                       256,      257,
                                       65535,    65536,
                                       65537,    (1u << 24) - 1,
                                       1u << 24, (1u << 24) + 1,
                                       1u << 28, TRIE_VALUES_MAX};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_costs); i++) {
        route_set s = {0};
        add_random(&s, &p, 5000, 10, 1, 8, 1);
        for (size_t k = 0; k < s.n; k++)
            s.routes[k].cost = (uint32_t)(k % 3 == 0   ? n_costs[i] - 1
                                          : k % 3 == 1 ? 0
                                                       : prng_below(&p, n_costs[i]));
        check_set(&s, &p, n_costs[i]);
    }
}

/* Sizes at which an index begins to pay, one root large and the other small or empty. */
TEST(tries_of_all_sizes_are_found_by_both_roots)
{
    static const size_t n_routes[] = {2000, 8000, 40000, 120000, 600000};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_routes); i++)
        for (unsigned shape = 0; shape < 3; shape++) {
            route_set s = {0};
            if (i + 1 == N_ELEMENTS(n_routes) && shape != 2)
                continue; /* enough time spent */
            add_random(&s, &p, n_routes[i], 10, 1, 11, 0);
            for (size_t k = 0; shape != 0 && k < s.n; k++)
                if (shape == 1 || k % 50 > 0) {
                    memmove(s.routes[k].prefix + 1, s.routes[k].prefix, KEY_SYMBOLS - 1);
                    s.routes[k].prefix[0] = '+';
                }
            check_set(&s, &p, 200);
        }
}

/* n routes of 15 digits, which take most room, and a few of every shorter length. */
static void add_long_routes(route_set *s, prng *p, size_t n, int plus)
{
    char prefix[KEY_SYMBOLS + 1] = "+";

    for (size_t i = 0; i < n; i++) {
        prng_digits(p, prefix + plus, RC_PREFIX_DIGITS_MAX);
        add_route(s, prefix, (uint32_t)prng_below(p, TRIE_VALUES_MAX));
    }
    for (size_t n_digits = 1; n_digits < RC_PREFIX_DIGITS_MAX; n_digits++)
        for (size_t i = 0; i < 5 * n_digits; i++) {
            prng_digits(p, prefix + plus, n_digits);
            add_route(s, prefix, (uint32_t)prng_below(p, TRIE_VALUES_MAX));
        }
}

/* Asks for all numbers of up to four digits. */
static void ask_short(question *q, int plus)
{
    char number[48];

    for (unsigned n_digits = 1, n = 10; n_digits <= 4; n_digits++, n *= 10)
        for (unsigned i = 0; i < n; i++) {
            sprintf(number, "%s%0*u", plus ? "+" : "", (int)n_digits, i);
            ask(q, number);
        }
}

/* Asks for random numbers of n_digits digits and for some that begin as routes do. */
static void ask_of_length(question *q, prng *p, int plus, size_t n_digits)
{
    char number[48];

    for (unsigned i = 0; i < 1000; i++) {
        const char *prefix = q->set->routes[prng_below(p, q->set->n)].prefix;
        size_t n_alike = prng_below(p, n_digits + 1);
        strcpy(number, "+");
        prng_digits(p, number + plus, n_digits);
        prefix += *prefix == '+';
        memcpy(number + plus, prefix, n_alike < strlen(prefix) ? n_alike : strlen(prefix));
        ask(q, number);
    }
}

TEST(numbers_of_every_length_are_found_beside_an_index_of_every_size)
{
    static const struct {
        size_t n_routes[2]; /* without and with '+' */
        unsigned index_digits[2];
    } cases[] = {
        {{0, 0}, {0, 0}},        {{500, 0}, {0, 0}},      {{0, 500}, {0, 0}},
        {{8000, 10}, {3, 0}},    {{10, 8000}, {0, 3}},    {{40000, 8000}, {4, 3}},
        {{0, 40000}, {0, 4}},    {{500000, 500}, {5, 0}}, {{500, 500000}, {0, 5}},
        {{8000, 40000}, {3, 4}},
    };
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        route_set s = {0};
        trie t = {0};
        question q = {.set = &s, .t = &t};
        for (int plus = 0; plus < 2; plus++)
            add_long_routes(&s, &p, cases[i].n_routes[plus], plus);
        complete(&s);
        build_fine(&s, TRIE_VALUES_MAX, &t);
        for (int plus = 0; plus < 2; plus++) {
            assert_int_equal(t.index_digits[plus], cases[i].index_digits[plus]);
            ask_short(&q, plus);
            for (size_t n_digits = 1; n_digits <= 20; n_digits++)
                ask_of_length(&q, &p, plus, n_digits);
        }
        answer(&q);
        rc_trie_free(&t);
        free(s.routes);
    }
}

TEST(numbers_are_found_where_only_one_root_has_routes)
{
    static const size_t n_routes[] = {1, 20, 3000, 100000};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_routes); i++)
        for (int plus = 0; plus < 2; plus++) {
            route_set s = {0};
            trie t = {0};
            question q = {.set = &s, .t = &t};
            char prefix[KEY_SYMBOLS + 1] = "+";
            for (size_t k = 0; k < n_routes[i]; k++) {
                prng_digits(&p, prefix + plus, 1 + prng_below(&p, RC_PREFIX_DIGITS_MAX));
                add_route(&s, prefix, (uint32_t)prng_below(&p, 200));
            }
            complete(&s);
            build_fine(&s, 200, &t);
            for (int asked = 0; asked < 2; asked++)
                for (size_t n_digits = 1; n_digits <= 20; n_digits++)
                    ask_of_length(&q, &p, asked, n_digits);
            answer(&q);
            rc_trie_free(&t);
            free(s.routes);
        }
}

TEST(limit_on_bytes_is_kept)
{
    prng p = prng_start();
    route_set s = {0};
    trie whole = {0};
    int was_fine = 0;

    add_random(&s, &p, 400, 10, 1, 8, 1);
    complete(&s);
    build_fine(&s, 200, &whole);
    for (size_t n_bytes_max = 1; n_bytes_max < whole.n_bytes + 4096; n_bytes_max += 13) {
        trie t = {0};
        rc_code code = build(&s, 200, n_bytes_max, &t);
        assert_int_equal(code, was_fine || code == RC_OK ? RC_OK : RC_ERROR_LIMIT);
        was_fine |= code == RC_OK;
        if (code == RC_OK) {
            assert_true(t.n_bytes <= n_bytes_max);
            assert_int_equal(t.n_bytes, whole.n_bytes);
        }
        rc_trie_free(&t);
    }
    assert_true(was_fine);
    rc_trie_free(&whole);
    free(s.routes);
}

/* Appends a value of so many digits, and a NUL. */
static void append_digits(char *to, unsigned value, unsigned n_digits)
{
    to += strlen(to);
    to[n_digits] = '\0';
    for (unsigned i = n_digits; i-- > 0; value /= 10)
        to[i] = (char)('0' + value % 10);
}

/* Notes the kinds of all blobs below one. */
static void note_kinds(const trie *t, uint32_t blob, unsigned *kinds)
{
    unsigned n_digits = node_digits[blob & BLOB_KIND_MASK];
    unsigned n_places = n_digits == 0 ? 0 : n_digits == 1 ? 10 : n_digits == 2 ? 100 : 1000;

    if (blob == 0)
        return;
    *kinds |= 1u << (blob & BLOB_KIND_MASK);
    for (unsigned i = 0; i < n_places; i++) {
        char digits[4] = "";
        append_digits(digits, i, n_digits);
        const unsigned char *place = trie_place(t, blob, rc_key_pack(digits, n_digits));
        note_kinds(t, trie_read_slot(t, blob, place).child, kinds);
    }
}

/* All prefixes of n_digits digits behind a beginning, of which one in n_skipped is left out; with
 * tail, each has a route so much longer. */
static void add_all(route_set *s, const char *start, unsigned n_digits, unsigned n_skipped,
                    const char *tail)
{
    unsigned n = n_digits == 1 ? 10 : n_digits == 2 ? 100 : 1000;

    for (unsigned i = 0; i < n; i++) {
        char prefix[KEY_SYMBOLS + 1] = "";
        if (i % n_skipped == n_skipped - 1)
            continue;
        strcat(prefix, start);
        append_digits(prefix, i, n_digits);
        add_route(s, prefix, i % 200);
        strcat(prefix, tail);
        add_route(s, prefix, i % 190);
    }
}

TEST(blobs_of_every_kind_are_found)
{
    static const struct {
        unsigned n_digits, n_skipped;
        const char *tail;
        unsigned kind;
    } cases[] = {
        {1, 1000, "1234567", LIST},       {2, 1000, "", NODE_2_LEAF},
        {2, 1000, "123456", NODE_2_NEAR}, {3, 1000, "", NODE_3_LEAF},
        {3, 1000, "1", NODE_3_NEAR},      {3, 1001, "1", NODE_3_NEAR},
        {3, 2, "1234567", NODE_1_NEAR},
    };
    prng p = prng_start();
    unsigned kinds = 0;

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        route_set s = {0};
        trie t;
        unsigned seen = 0;
        add_all(&s, "+49", cases[i].n_digits, cases[i].n_skipped, cases[i].tail);
        complete(&s);
        build_fine(&s, 200, &t);
        note_kinds(&t, t.roots[1], &seen);
        if (!(seen >> cases[i].kind & 1))
            fail_msg("case %zu: no blob of kind %u, but %#x", i, cases[i].kind, seen);
        rc_trie_free(&t);
        check_set(&s, &p, 200);
        kinds |= seen;
    }
    route_set s = {0};
    trie t;
    for (unsigned i = 0; i < 300000; i++) {
        char prefix[KEY_SYMBOLS + 1] = "+";
        prng_digits(&p, prefix + 1, 1 + prng_below(&p, i < 1000 ? 5 : 12));
        add_route(&s, prefix, i % 200);
    }
    complete(&s);
    build_fine(&s, 200, &t);
    note_kinds(&t, t.roots[1], &kinds);
    rc_trie_free(&t);
    check_set(&s, &p, 200);
    assert_int_equal(kinds, (1u << BLOB_KINDS) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_trie_prices_nothing),
        cmocka_unit_test(single_route_of_every_depth_is_found),
        cmocka_unit_test(random_sets_of_every_density_are_found),
        cmocka_unit_test(sets_of_one_length_are_found),
        cmocka_unit_test(all_prefixes_up_to_four_digits_are_found),
        cmocka_unit_test(places_of_any_number_of_routes_at_any_depth_are_found),
        cmocka_unit_test(chain_of_prefixes_of_one_number_is_found),
        cmocka_unit_test(costs_of_every_width_are_kept),
        cmocka_unit_test(tries_of_all_sizes_are_found_by_both_roots),
        cmocka_unit_test(numbers_of_every_length_are_found_beside_an_index_of_every_size),
        cmocka_unit_test(numbers_are_found_where_only_one_root_has_routes),
        cmocka_unit_test(limit_on_bytes_is_kept),
        cmocka_unit_test(blobs_of_every_kind_are_found),
    };
    return RUN_TESTS(tests);
}
