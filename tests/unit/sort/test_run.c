/* Tests of sort/run.h, run_cursor.h and chunk.h: sorted rows packed, copied and read back. */
#include "sort/run_cursor.h"

#include "support_random.h"
#include "support_test.h"

typedef struct rows {
    size_t n;
    prefix_key *keys;
    uint32_t *payloads;
} rows;

static int compare_keys(const void *a, const void *b)
{
    prefix_key x = *(const prefix_key *)a, y = *(const prefix_key *)b;
    return (x > y) - (x < y);
}

/* What the low bits of payloads are: a run packs those that are alike in less room. */
typedef enum payload_kinds { ALIKE, MOSTLY_ALIKE, MIXED, EXTREME } payload_kinds;

/* A payload of any width; kind is what those that are alike have. */
static uint32_t random_payload(prng *p, payload_kinds kinds, uint32_t kind)
{
    static const uint32_t extremes[] = {
        0,          1,          15,         16,         126 << 4,
        127 << 4,   128 << 4,   0x7ffffffu, 0xfffffffu, INT32_MAX,
        0x80000000, 0xffffffef, 0xfffffff0, UINT32_MAX, UINT32_MAX - 1};
    uint32_t any = (uint32_t)(prng_next(p) >> (32 + prng_below(p, 32)));

    if (kinds == EXTREME)
        return extremes[prng_below(p, N_ELEMENTS(extremes))];
    if (kinds == MIXED || (kinds == MOSTLY_ALIKE && prng_below(p, 10) == 0))
        return any;
    return (any & ~(uint32_t)15) | kind;
}

/* Up to n rows of different keys, ascending. */
static rows random_rows(prng *p, size_t n, size_t n_digits_max, payload_kinds kinds)
{
    uint32_t kind = (uint32_t)prng_below(p, 16);
    rows r = {.keys = calloc(n, sizeof *r.keys), .payloads = calloc(n, sizeof *r.payloads)};

    for (size_t i = 0; i < n; i++) {
        char symbols[32];
        size_t n_digits = 1 + prng_below(p, n_digits_max), n_plus = prng_below(p, 2);
        symbols[0] = '+';
        prng_digits(p, symbols + n_plus, n_digits);
        r.keys[i] = rc_key_pack(symbols, n_plus + n_digits);
        r.payloads[i] = random_payload(p, kinds, kind);
    }
    qsort(r.keys, n, sizeof *r.keys, compare_keys);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || r.keys[i] != r.keys[r.n - 1])
            r.keys[r.n++] = r.keys[i];
    return r;
}

static void rows_free(rows *r)
{
    free(r->keys);
    free(r->payloads);
}

/* Appends the rows in batches of random sizes. */
static void append_all(run *to, chunk_pool *pool, const rows *r, prng *p)
{
    batch b;

    assert_int_equal(rc_batch_init(&b), 0);
    for (size_t at = 0; at < r->n; at += b.n) {
        b.n = prng_below(p, 3000);
        if (b.n > r->n - at)
            b.n = r->n - at;
        memcpy(b.keys, r->keys + at, b.n * sizeof *b.keys);
        memcpy(b.payloads, r->payloads + at, b.n * sizeof *b.payloads);
        assert_int_equal(rc_run_append(to, pool, &b), RC_OK);
    }
    rc_batch_free(&b);
}

/* Every sample is a row, every chunk begins with one, and no more than SAMPLE_ROUTES rows pass
 * without one. */
static void check_samples(const run *packed, const rows *r)
{
    size_t at = 0;

    for (size_t i = 0; i < packed->n_samples; i++) {
        size_t before = at;
        while (at < r->n && r->keys[at] != packed->samples[i])
            at++;
        assert_true(at < r->n && (i == 0 ? at == 0 : at > before && at <= before + SAMPLE_ROUTES));
    }
    assert_true(r->n <= at + SAMPLE_ROUTES);
    for (const chunk *c = packed->first; c; c = c->next)
        assert_int_equal(packed->sample_places[c->first_sample], 0);
}

/* Opens a cursor at the first row of a run. */
static void open_at_start(run_cursor *c, const run *packed)
{
    run_place start;

    rc_run_find_places(packed, NULL, 0, &start, 1);
    rc_run_cursor_open(c, packed, &start, 0);
}

/* Reads the rows from the one at first on, in stretches of random lengths. */
static void check_rows(prng *p, run_cursor *cursor, const rows *r, size_t first)
{
    batch b;
    size_t at = first;

    assert_int_equal(rc_batch_init(&b), 0);
    while (at < r->n) {
        size_t to = at + prng_below(p, 2000);
        prefix_key bound = to < r->n ? r->keys[to] : KEY_END;
        assert_true(cursor->key == r->keys[at]);
        b.n = prng_below(p, 10);
        size_t n_before = b.n, n_expected = (to < r->n ? to : r->n) - at;
        rc_run_cursor_move(cursor, bound, &b);
        assert_int_equal(b.n, n_before + n_expected);
        if (n_expected > 0) {
            assert_memory_equal(b.keys + n_before, r->keys + at, n_expected * sizeof *b.keys);
            assert_memory_equal(b.payloads + n_before, r->payloads + at,
                                n_expected * sizeof *b.payloads);
        }
        at += n_expected;
    }
    assert_true(cursor->key == KEY_END);
    rc_batch_free(&b);
}

static void check_run(prng *p, const run *packed, const rows *r)
{
    run_cursor cursor;

    assert_int_equal(packed->n_routes, r->n);
    assert_true(packed->n_bytes <= r->n * ROUTE_BYTES_MAX);
    check_samples(packed, r);
    open_at_start(&cursor, packed);
    check_rows(p, &cursor, r, 0);
}

static void check_round_trip(prng *p, const rows *r, size_t chunk_bytes)
{
    run packed = {.chunk_bytes = chunk_bytes};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, r, p);
    check_run(p, &packed, r);
    rc_run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    rc_chunk_pool_free(&pool);
}

TEST(rows_come_back_as_they_were_appended)
{
    static const size_t n_rows[] = {1, 2, SAMPLE_ROUTES, SAMPLE_ROUTES + 1, 500, 5000, 60000};
    static const size_t n_digits_max[] = {1, 2, 6, 15};
    static const size_t chunk_bytes[] = {0, 64, 5000, 256 << 10};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_rows); i++)
        for (size_t k = 0; k < N_ELEMENTS(n_digits_max); k++)
            for (payload_kinds kinds = ALIKE; kinds <= EXTREME; kinds++) {
                rows r = random_rows(&p, n_rows[i], n_digits_max[k], kinds);
                for (size_t c = 0; c < N_ELEMENTS(chunk_bytes); c++)
                    check_round_trip(&p, &r, chunk_bytes[c]);
                rows_free(&r);
            }
}

/* The least chunk that holds a row has room for it and three words, and for the 8 bytes behind
 * that a row is read or written by. */
TEST(rows_come_back_from_chunks_of_every_small_size)
{
    prng p = prng_start();

    for (size_t chunk_bytes = 3 * sizeof(void *) + 8 + ROUTE_BYTES_MAX; chunk_bytes < 128;
         chunk_bytes++)
        for (payload_kinds kinds = ALIKE; kinds <= EXTREME; kinds++) {
            rows r = random_rows(&p, 300, 15, kinds);
            check_round_trip(&p, &r, chunk_bytes);
            rows_free(&r);
        }
}

TEST(longest_rows_fill_chunks_of_every_small_size)
{
    prng p = prng_start();
    enum { N_ROWS = 64 };
    prefix_key keys[N_ROWS];
    uint32_t payloads[N_ROWS];

    for (size_t i = 0; i < N_ROWS; i++) {
        char symbols[32];
        sprintf(symbols, "+%02zu9999999999999", i);
        keys[i] = rc_key_pack(symbols, KEY_SYMBOLS);
        payloads[i] = i == 0 ? 0 : UINT32_MAX;
    }
    for (size_t chunk_bytes = 3 * sizeof(void *) + 8 + ROUTE_BYTES_MAX; chunk_bytes < 128;
         chunk_bytes++)
        check_round_trip(&p, &(rows){N_ROWS, keys, payloads}, chunk_bytes);
}

/* Appends a row and returns how many bytes that took. */
static size_t append_row(run *r, chunk_pool *pool, const char *prefix, uint32_t payload)
{
    size_t n_bytes = r->n_bytes;
    prefix_key key = rc_key_pack(prefix, strlen(prefix));
    batch row = {.n = 1, .keys = &key, .payloads = &payload};

    assert_int_equal(rc_run_append(r, pool, &row), RC_OK);
    return r->n_bytes - n_bytes;
}

TEST(rows_take_as_many_bytes_as_their_symbols_and_payloads_need)
{
    run packed = {.has_form = true, .form = {.kind = 7, .kind_bits = 4, .n_bits = 8}};
    run wide = {.has_form = true, .form = {.n_bits = 32}};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    assert_int_equal(append_row(&packed, &pool, "1", 7), 1 + 1 + 2);
    assert_int_equal(append_row(&packed, &pool, "12", 254 << 4 | 7), 1 + 1 + 2);
    assert_int_equal(append_row(&packed, &pool, "123", 255 << 4 | 7), 1 + 1 + 2 + 4);
    assert_int_equal(append_row(&packed, &pool, "12345", 254 << 4 | 6), 1 + 1 + 2 + 4);
    assert_int_equal(append_row(&packed, &pool, "2234", 7), 1 + 1 + 3);
    assert_int_equal(append_row(&packed, &pool, "+123456789012345", 7), 1 + 1 + 9);
    assert_int_equal(append_row(&wide, &pool, "1", UINT32_MAX - 1), 1 + 1 + 5);
    assert_int_equal(append_row(&wide, &pool, "+123456789012345", UINT32_MAX), ROUTE_BYTES_MAX);
    rc_run_free(&packed, &pool);
    rc_run_free(&wide, &pool);
    rc_chunk_pool_free(&pool);
}

/* A group is cut short only by the end of its chunk. */
TEST(rows_of_a_batch_have_few_samples)
{
    prng p = prng_start();
    rows r = random_rows(&p, 20000, 15, MOSTLY_ALIKE);
    run packed = {0};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    assert_int_equal(
        rc_run_append(&packed, &pool, &(batch){.n = r.n, .keys = r.keys, .payloads = r.payloads}),
        RC_OK);
    check_run(&p, &packed, &r);
    assert_true(packed.n_samples <= r.n / SAMPLE_ROUTES + 1 + pool.n_taken);
    assert_true(packed.n_bytes >= (pool.n_taken - 1) * (SMALL_CHUNK_BYTES - 64));
    rc_run_free(&packed, &pool);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

TEST(empty_run_ends_at_once)
{
    run packed = {0};
    run_cursor cursor;
    chunk_pool pool;
    batch b;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    assert_int_equal(rc_batch_init(&b), 0);
    assert_int_equal(rc_run_append(&packed, &pool, &b), RC_OK);
    open_at_start(&cursor, &packed);
    assert_true(cursor.key == KEY_END);
    rc_run_cursor_move(&cursor, KEY_END, &b);
    assert_int_equal(b.n, 0);
    rc_run_free(&packed, &pool);
    rc_batch_free(&b);
    rc_chunk_pool_free(&pool);
}

TEST(moving_stops_when_the_batch_is_full)
{
    prng p = prng_start();
    rows r = random_rows(&p, 3000, 15, MIXED);
    run packed = {0};
    run_cursor cursor;
    chunk_pool pool;
    batch b;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    assert_int_equal(rc_batch_init(&b), 0);
    append_all(&packed, &pool, &r, &p);
    open_at_start(&cursor, &packed);
    b.n = BATCH_ROUTES - 100;
    rc_run_cursor_move(&cursor, KEY_END, &b);
    assert_int_equal(b.n, BATCH_ROUTES);
    assert_true(b.keys[BATCH_ROUTES - 1] == r.keys[99]);
    assert_true(cursor.key == r.keys[100]);
    rc_run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    rc_batch_free(&b);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

/* Returns the form for the payloads of all rows. */
static payload_form form_of(const rows *r)
{
    payload_counts counts = {.kind = r->payloads[0] & 15};

    rc_payload_form_count(&counts, r->payloads, r->n);
    return rc_payload_form_choose(&counts);
}

/* Copies the rows, in slices that are packed by themselves, into a run of big chunks. */
static void check_copies(prng *p, const rows *r, size_t slice_chunk_bytes, size_t chunk_bytes)
{
    run whole = {.chunk_bytes = chunk_bytes, .has_form = true, .form = form_of(r)};
    run slice = {.chunk_bytes = slice_chunk_bytes, .has_form = true, .form = form_of(r)};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    for (size_t at = 0, n; at < r->n; at += n) {
        n = prng_below(p, 4000);
        n = n < r->n - at ? n : r->n - at;
        rc_run_clear(&slice, &pool);
        assert_int_equal(slice.n_routes, 0);
        assert_true(slice.first == slice.last);
        append_all(&slice, &pool, &(rows){n, r->keys + at, r->payloads + at}, p);
        assert_int_equal(rc_run_append_run(&whole, &pool, &slice), RC_OK);
        if (prng_below(p, 2) && at + n < r->n) { /* and a row that is packed into the run itself */
            append_all(&whole, &pool, &(rows){1, r->keys + at + n, r->payloads + at + n}, p);
            n++;
        }
    }
    check_run(p, &whole, r);
    rc_run_free(&slice, &pool);
    rc_run_free(&whole, &pool);
    assert_int_equal(pool.n_taken, 0);
    rc_chunk_pool_free(&pool);
}

TEST(copied_rows_come_back)
{
    static const size_t slice_chunk_bytes[] = {0, 100, 3000, 64 << 10};
    static const size_t chunk_bytes[] = {2 * SAMPLE_ROUTES * ROUTE_BYTES_MAX, 5000, 256 << 10};
    prng p = prng_start();

    for (payload_kinds kinds = ALIKE; kinds <= EXTREME; kinds++) {
        rows r = random_rows(&p, 30000, 15, kinds);
        for (size_t i = 0; i < N_ELEMENTS(slice_chunk_bytes); i++)
            for (size_t k = 0; k < N_ELEMENTS(chunk_bytes); k++)
                check_copies(&p, &r, slice_chunk_bytes[i], chunk_bytes[k]);
        rows_free(&r);
    }
}

TEST(run_that_lost_its_first_chunks_is_as_new_when_cleared)
{
    prng p = prng_start();
    rows r = random_rows(&p, 3000, 15, ALIKE);
    run whole = {.chunk_bytes = 256 << 10, .has_form = true, .form = form_of(&r)};
    run part = {.chunk_bytes = 1000, .has_form = true, .form = form_of(&r)};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&part, &pool, &r, &p);
    rc_run_drop_before(&part, &pool, part.last);
    rc_run_clear(&part, &pool);
    append_all(&part, &pool, &r, &p);
    check_run(&p, &part, &r);
    assert_int_equal(rc_run_append_run(&whole, &pool, &part), RC_OK);
    check_run(&p, &whole, &r);
    rc_run_free(&part, &pool);
    rc_run_free(&whole, &pool);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

enum { N_PLACES = 20 };

/* Returns a key of a row, or one near it; above the keys before. */
static prefix_key draw_bound(prng *p, const rows *r, size_t i)
{
    size_t first = r->n / N_PLACES * i;
    return r->keys[first + prng_below(p, r->n / N_PLACES)] + prng_below(p, 3) - 1;
}

/* Reads from each place in another order than that of the places, then drops what is before it. */
static void check_places(prng *p, const rows *r, size_t chunk_bytes)
{
    run packed = {.chunk_bytes = chunk_bytes};
    run_place places[2 * (N_PLACES + 1)];
    prefix_key bounds[N_PLACES];
    run_cursor cursor;
    chunk_pool pool;
    size_t first = 0;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, r, p);
    for (size_t i = 0; i < N_PLACES; i++)
        bounds[i] = draw_bound(p, r, i);
    rc_run_find_places(&packed, bounds, N_PLACES, places, 2);
    rc_run_drop_samples(&packed);
    rc_run_cursor_open(&cursor, &packed, &places[2 * N_PLACES], bounds[N_PLACES - 1]);
    assert_true(cursor.key >= bounds[N_PLACES - 1]);
    for (size_t i = 0; i < N_PLACES; i++) {
        rc_run_drop_before(&packed, &pool, places[2 * (i + 1)].source);
        assert_true(packed.first == places[2 * (i + 1)].source);
        rc_run_cursor_open(&cursor, &packed, &places[2 * (i + 1)], bounds[i]);
        while (first < r->n && r->keys[first] < bounds[i])
            first++;
        check_rows(p, &cursor, r, first);
    }
    rc_run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    rc_chunk_pool_free(&pool);
}

TEST(run_is_read_from_any_place)
{
    static const size_t chunk_bytes[] = {0, 64, 1000, 256 << 10};
    prng p = prng_start();

    for (size_t n = 100; n <= 60000; n *= 8)
        for (payload_kinds kinds = ALIKE; kinds <= EXTREME; kinds++)
            for (size_t i = 0; i < N_ELEMENTS(chunk_bytes); i++) {
                rows r = random_rows(&p, n, 15, kinds);
                check_places(&p, &r, chunk_bytes[i]);
                rows_free(&r);
            }
}

TEST(place_is_less_than_a_sample_before_its_bound)
{
    prng p = prng_start();
    rows r = random_rows(&p, 5000, 15, ALIKE);
    run packed = {0};
    run_place places[2];
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, &r, &p);
    for (size_t i = 0; i < r.n; i++) {
        size_t at = i;
        rc_run_find_places(&packed, &r.keys[i], 1, places, 1);
        while (at > 0 && r.keys[at] > places[1].key)
            at--;
        assert_true(r.keys[at] == places[1].key && i - at < SAMPLE_ROUTES);
    }
    rc_run_free(&packed, &pool);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

TEST(freed_run_of_big_chunks_takes_none_of_the_pool)
{
    prng p = prng_start();
    rows r = random_rows(&p, 3000, 15, MIXED);
    run packed = {.chunk_bytes = 4096};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, &r, &p);
    assert_int_equal(pool.n_taken, 0);
    rc_run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

TEST(freed_run_gives_its_chunks_back)
{
    prng p = prng_start();
    rows r = random_rows(&p, 30000, 15, MIXED);
    run packed = {0};
    chunk_pool pool;

    assert_int_equal(rc_chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, &r, &p);
    assert_true(pool.n_taken > 0);
    rc_run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    assert_int_equal(packed.n_routes, 0);
    rc_chunk_pool_free(&pool);
    rows_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_appended),
        cmocka_unit_test(rows_come_back_from_chunks_of_every_small_size),
        cmocka_unit_test(longest_rows_fill_chunks_of_every_small_size),
        cmocka_unit_test(rows_take_as_many_bytes_as_their_symbols_and_payloads_need),
        cmocka_unit_test(rows_of_a_batch_have_few_samples),
        cmocka_unit_test(empty_run_ends_at_once),
        cmocka_unit_test(moving_stops_when_the_batch_is_full),
        cmocka_unit_test(copied_rows_come_back),
        cmocka_unit_test(run_that_lost_its_first_chunks_is_as_new_when_cleared),
        cmocka_unit_test(run_is_read_from_any_place),
        cmocka_unit_test(place_is_less_than_a_sample_before_its_bound),
        cmocka_unit_test(freed_run_of_big_chunks_takes_none_of_the_pool),
        cmocka_unit_test(freed_run_gives_its_chunks_back),
    };
    return RUN_TESTS(tests);
}
