/* Tests of sort/run_store.h and sort/merge.h: many runs become one sequence. */
#include "sort/run_store.h"

#include "support_random.h"
#include "support_test.h"

typedef struct reference_row {
    prefix_key key;
    uint32_t payload;
    size_t run_no;
} reference_row;

typedef struct row_list {
    size_t n, capacity;
    reference_row *rows;
} row_list;

static void add_row(row_list *l, reference_row row)
{
    if (l->n == l->capacity) {
        l->capacity = 2 * l->capacity + 1024;
        l->rows = realloc(l->rows, l->capacity * sizeof *l->rows);
        if (!l->rows)
            abort();
    }
    l->rows[l->n++] = row;
}

static int compare_rows(const void *a, const void *b)
{
    const reference_row *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->run_no > y->run_no) - (x->run_no < y->run_no);
}

static const rc_duplicates policies[] = {RC_DUPLICATES_FIRST, RC_DUPLICATES_LAST,
                                         RC_DUPLICATES_CHEAPEST};

/* A plain cost as a number of millionths. */
static uint64_t in_millionths(cost_ref plain)
{
    uint64_t n = cost_ref_digits(plain);
    for (unsigned i = cost_ref_decimals(plain); i < 6; i++)
        n *= 10;
    return n;
}

static uint32_t choose(rc_duplicates policy, uint32_t earlier, uint32_t later)
{
    if (policy == RC_DUPLICATES_CHEAPEST)
        return in_millionths(later) < in_millionths(earlier) ? later : earlier;
    return policy == RC_DUPLICATES_LAST ? later : earlier;
}

/* Sorts the rows and leaves one a key. */
static void resolve_all(row_list *l, rc_duplicates policy)
{
    size_t n = 0;

    if (l->n > 0)
        qsort(l->rows, l->n, sizeof *l->rows, compare_rows);
    for (size_t i = 0; i < l->n; i++)
        if (n > 0 && l->rows[n - 1].key == l->rows[i].key)
            l->rows[n - 1].payload = choose(policy, l->rows[n - 1].payload, l->rows[i].payload);
        else
            l->rows[n++] = l->rows[i];
    l->n = n;
}

/* Whether costs have as many decimals each, or not. */
typedef enum cost_kinds { ALIKE, MOSTLY_ALIKE, MIXED } cost_kinds;

typedef struct store_case {
    size_t n_runs, n_rows_max;
    unsigned n_digit_kinds, n_digits;
    unsigned n_batches;
    rc_duplicates policy;
    int merges; /* merges now and then, as a builder does */
    cost_kinds kinds;
} store_case;

/* A plain cost, or anything where costs are not looked at. */
static uint32_t random_payload(prng *p, const store_case *c)
{
    uint32_t digits = (uint32_t)prng_below(p, prng_below(p, 2) ? 20 : 10000000);
    unsigned n_decimals = (unsigned)prng_below(p, COST_REF_PLAIN_DIGITS);

    if (c->policy != RC_DUPLICATES_CHEAPEST && prng_below(p, 10) == 0)
        return UINT32_MAX / 2 - (uint32_t)prng_below(p, 100); /* bit 31 is the mark */
    if (c->kinds == ALIKE || (c->kinds == MOSTLY_ALIKE && prng_below(p, 100) > 0))
        n_decimals = 4;
    return cost_ref_plain(digits, n_decimals);
}

enum { N_BATCHES_MAX = 4 };

static batch batches[N_BATCHES_MAX];
static batch *const batch_places[N_BATCHES_MAX] = {&batches[0], &batches[1], &batches[2],
                                                   &batches[3]};

static int make_batches(void **state)
{
    (void)state;
    for (int i = 0; i < N_BATCHES_MAX; i++)
        if (rc_batch_init(&batches[i]))
            return 1;
    return 0;
}

static int free_batches(void **state)
{
    (void)state;
    for (int i = 0; i < N_BATCHES_MAX; i++)
        rc_batch_free(&batches[i]);
    return 0;
}

/* Adds a run of random rows to the store and to the reference. */
static void add_random_run(run_store *s, row_list *expected, const store_case *c, prng *p,
                           size_t run_no)
{
    batch *b = &batches[0];
    run young = {0};
    row_list rows = {0};
    size_t n = 1 + prng_below(p, c->n_rows_max);

    for (size_t i = 0; i < n; i++) {
        char symbols[KEY_SYMBOLS];
        size_t n_symbols = 1 + prng_below(p, c->n_digits);
        for (size_t k = 0; k < n_symbols; k++)
            symbols[k] = (char)('0' + prng_below(p, c->n_digit_kinds));
        add_row(&rows,
                (reference_row){rc_key_pack(symbols, n_symbols), random_payload(p, c), run_no});
    }
    resolve_all(&rows, RC_DUPLICATES_FIRST); /* a run has no key twice */
    for (b->n = 0; b->n < rows.n; b->n++) {
        b->keys[b->n] = rows.rows[b->n].key;
        b->payloads[b->n] = rows.rows[b->n].payload;
        add_row(expected, rows.rows[b->n]);
    }
    assert_int_equal(rc_run_append(&young, &s->pool, b), RC_OK);
    assert_int_equal(rc_run_store_add(s, &young), RC_OK);
    free(rows.rows);
}

/* What a drained store gives. */
typedef struct drain {
    row_list rows;
    prefix_key bound; /* of the slice before */
    size_t n_works[N_BATCHES_MAX];
} drain;

/* Marks the payloads of a slice by its place, so that collect can see that this was called. */
static rc_code work(void *context, slice *s)
{
    drain *d = context;

    d->n_works[s->place]++;
    for (size_t i = 0; i < s->routes->n; i++)
        s->routes->payloads[i] ^= s->place + 1;
    return RC_OK;
}

static rc_code collect(void *context, slice *s)
{
    drain *d = context;
    const batch *rows = s->routes;

    assert_true(s->from == d->bound && s->until > s->from);
    assert_true(rows->n == 0 || (rows->keys[0] >= s->from && rows->keys[rows->n - 1] < s->until));
    d->bound = s->until;
    for (size_t i = 0; i < rows->n; i++)
        add_row(&d->rows, (reference_row){rows->keys[i], rows->payloads[i] ^ (s->place + 1), 0});
    return RC_OK;
}

static void check_case(const store_case *c, prng *p)
{
    row_list expected = {0};
    drain drained = {.bound = 0};
    duplicates d = {.policy = c->policy};
    run_store s;

    assert_int_equal(rc_run_store_init(&s, batch_places, c->n_batches, c->n_batches, &d), 0);
    for (size_t i = 0; i < c->n_runs; i++) {
        add_random_run(&s, &expected, c, p, i);
        if (c->merges && (rc_run_store_is_full(&s) || prng_below(p, 10) == 0))
            assert_int_equal(rc_run_store_merge(&s), RC_OK);
    }
    assert_int_equal(rc_run_store_drain(&s, work, collect, &drained), RC_OK);
    resolve_all(&expected, c->policy);
    assert_int_equal(drained.rows.n, expected.n);
    for (size_t i = 0; i < expected.n; i++)
        if (drained.rows.rows[i].key != expected.rows[i].key ||
            drained.rows.rows[i].payload != expected.rows[i].payload)
            fail_msg("row %zu of %zu is another", i, expected.n);
    assert_true(drained.bound == KEY_END);
    rc_run_store_free(&s);
    free(expected.rows);
    free(drained.rows.rows);
}

TEST(merged_runs_are_the_sorted_rows_under_every_policy)
{
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(policies); i++)
        for (unsigned n_batches = 1; n_batches <= N_BATCHES_MAX; n_batches++)
            for (int merges = 0; merges < 2; merges++) {
                cost_kinds kinds = n_batches % 3;
                store_case sparse = {20, 3000, 10, 9, n_batches, policies[i], merges, kinds};
                store_case dense = {40, 1000, 2, 8, n_batches, policies[i], merges, kinds};
                check_case(&sparse, &p);
                check_case(&dense, &p);
            }
}

/* The store's array grows by half: 180 runs fill it to its end. */
TEST(more_runs_than_one_merge_takes_are_merged)
{
    static const size_t n_runs[] = {
        MERGE_RUNS_MAX - 2,     MERGE_RUNS_MAX - 1,     MERGE_RUNS_MAX,    MERGE_RUNS_MAX + 1,
        3 * MERGE_RUNS_MAX / 2, 2 * MERGE_RUNS_MAX - 2, 3 * MERGE_RUNS_MAX};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_runs); i++) {
        store_case c = {n_runs[i], 300, 10, 6, 2, policies[i % 3], 0, i / 3 ? ALIKE : MIXED};
        check_case(&c, &p);
    }
}

TEST(many_runs_of_the_same_keys_are_merged)
{
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(policies); i++) {
        store_case c = {MERGE_RUNS_MAX - 1, 4000, 2, 9, 2, policies[i], 0, ALIKE};
        check_case(&c, &p);
    }
}

TEST(full_runs_are_merged)
{
    prng p = prng_start();
    store_case c = {12, BATCH_ROUTES, 10, 12, 2, RC_DUPLICATES_LAST, 1, MIXED};
    check_case(&c, &p);
}

/* Adds runs of one row until the store is full, and returns how many. */
static size_t fill_store(run_store *s)
{
    size_t n = 0;

    for (; !rc_run_store_is_full(s); n++) {
        prefix_key key = (prefix_key)(n + 1) << 48;
        uint32_t payload = 0;
        run young = {0};
        assert_int_equal(
            rc_run_append(&young, &s->pool, &(batch){.n = 1, .keys = &key, .payloads = &payload}),
            RC_OK);
        assert_int_equal(rc_run_store_add(s, &young), RC_OK);
    }
    return n;
}

/* As many big runs as there may be, and the young ones, are what one merge takes. */
TEST(store_is_full_before_it_has_more_runs_than_one_merge_takes)
{
    enum { BIG_RUNS = 8 };
    duplicates d = {.policy = RC_DUPLICATES_FIRST};
    run_store s;

    assert_int_equal(rc_run_store_init(&s, batch_places, 2, 2, &d), 0);
    assert_int_equal(fill_store(&s), MERGE_RUNS_MAX - BIG_RUNS);
    assert_int_equal(rc_run_store_merge(&s), RC_OK);
    assert_int_equal(fill_store(&s), MERGE_RUNS_MAX - BIG_RUNS);
    rc_run_store_free(&s);
}

/* Returns how many runs of 1 MiB make the store full. */
static size_t fill_with_mebibytes(run_store *s)
{
    size_t n = 0;

    for (; !rc_run_store_is_full(s); n++) {
        run young = {.n_bytes = 1 << 20}; /* nobody reads them */
        assert_int_equal(rc_run_store_add(s, &young), RC_OK);
    }
    return n;
}

/* From 8 MiB up to 16; 16 where prefixes do not repeat, so that big runs stay as they are. */
TEST(young_runs_may_take_as_much_as_the_big_ones_within_limits)
{
    static const struct {
        bool has_repetitions;
        size_t big_mib, young_mib;
    } cases[] = {{true, 0, 8},   {true, 8, 8},     {true, 9, 9},     {true, 15, 15},
                 {true, 16, 16}, {true, 17, 16},   {true, 1000, 16}, {false, 0, 16},
                 {false, 9, 16}, {false, 1000, 16}};

    for (size_t i = 0; i < N_ELEMENTS(cases); i++) {
        duplicates d = {.policy = RC_DUPLICATES_FIRST};
        run_store s;
        assert_int_equal(rc_run_store_init(&s, batch_places, 2, 2, &d), 0);
        s.has_repetitions = cases[i].has_repetitions;
        s.big_bytes = cases[i].big_mib << 20;
        assert_int_equal(fill_with_mebibytes(&s), cases[i].young_mib);
        rc_run_store_free(&s);
    }
}

TEST(empty_store_drains_to_nothing)
{
    drain drained = {.bound = 0};
    duplicates d = {.policy = RC_DUPLICATES_FIRST};
    run_store s;

    assert_int_equal(rc_run_store_init(&s, batch_places, 2, 2, &d), 0);
    assert_int_equal(rc_run_store_merge(&s), RC_OK);
    assert_int_equal(rc_run_store_drain(&s, work, collect, &drained), RC_OK);
    assert_int_equal(drained.rows.n, 0);
    rc_run_store_free(&s);
    free(drained.rows.rows);
}

static rc_code accept(void *context, slice *s)
{
    (void)context, (void)s;
    return RC_OK;
}

static rc_code refuse(void *context, slice *s)
{
    (void)context, (void)s;
    return RC_ERROR_LIMIT;
}

static void check_failure(rc_code (*at_work)(void *context, slice *s),
                          rc_code (*give)(void *context, slice *s))
{
    prng p = prng_start();

    for (unsigned n_batches = 1; n_batches <= N_BATCHES_MAX; n_batches++) {
        store_case c = {30, 5000, 10, 9, n_batches, RC_DUPLICATES_FIRST, 0, MIXED};
        row_list expected = {0};
        duplicates d = {.policy = c.policy};
        run_store s;
        assert_int_equal(rc_run_store_init(&s, batch_places, n_batches, n_batches, &d), 0);
        for (size_t i = 0; i < c.n_runs; i++)
            add_random_run(&s, &expected, &c, &p, i);
        assert_int_equal(rc_run_store_drain(&s, at_work, give, NULL), RC_ERROR_LIMIT);
        rc_run_store_free(&s);
        free(expected.rows);
    }
}

TEST(failure_of_the_work_or_the_taker_is_handed_back)
{
    check_failure(refuse, accept);
    check_failure(accept, refuse);
}

/* Every second prefix has two costs; slices are finished on all threads. */
TEST(marked_prefixes_are_counted_once)
{
    enum { N_KEYS = 50000 };
    cost_set *costs = rc_cost_set_new(10);

    assert_non_null(costs);
    for (unsigned n_batches = 1; n_batches <= N_BATCHES_MAX; n_batches++) {
        duplicates d = {.policy = RC_DUPLICATES_FIRST, .costs = costs, .compares = true};
        run_store s;
        assert_int_equal(rc_run_store_init(&s, batch_places, n_batches, n_batches, &d), 0);
        for (uint32_t r = 0; r < 2; r++) {
            run young = {0};
            for (uint64_t i = 0; i < N_KEYS; i++) {
                prefix_key key = (i + 1) << 40;
                uint32_t payload = cost_ref_plain(r * (i % 2), 2);
                batch one = {.n = 1, .keys = &key, .payloads = &payload};
                assert_int_equal(rc_run_append(&young, &s.pool, &one), RC_OK);
            }
            assert_int_equal(rc_run_store_add(&s, &young), RC_OK);
        }
        assert_int_equal(rc_run_store_drain(&s, accept, accept, NULL), RC_OK);
        assert_int_equal(d.n_disagreeing, N_KEYS / 2);
        rc_run_store_free(&s);
    }
    rc_cost_set_free(costs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merged_runs_are_the_sorted_rows_under_every_policy),
        cmocka_unit_test(more_runs_than_one_merge_takes_are_merged),
        cmocka_unit_test(many_runs_of_the_same_keys_are_merged),
        cmocka_unit_test(full_runs_are_merged),
        cmocka_unit_test(store_is_full_before_it_has_more_runs_than_one_merge_takes),
        cmocka_unit_test(young_runs_may_take_as_much_as_the_big_ones_within_limits),
        cmocka_unit_test(empty_store_drains_to_nothing),
        cmocka_unit_test(failure_of_the_work_or_the_taker_is_handed_back),
        cmocka_unit_test(marked_prefixes_are_counted_once),
    };
    return cmocka_run_group_tests(tests, make_batches, free_batches);
}
