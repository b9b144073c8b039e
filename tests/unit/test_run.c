/* Tests of table/run.h: sorted rows packed and read back. */
#include "table/run.h"

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

/* Up to n rows of different keys, ascending, payloads of all widths. */
static rows random_rows(prng *p, size_t n, size_t n_digits_max)
{
    rows r = {.keys = calloc(n, sizeof *r.keys), .payloads = calloc(n, sizeof *r.payloads)};

    for (size_t i = 0; i < n; i++) {
        char symbols[32];
        size_t n_digits = 1 + prng_below(p, n_digits_max), n_plus = prng_below(p, 2);
        symbols[0] = '+';
        prng_digits(p, symbols + n_plus, n_digits);
        r.keys[i] = key_pack(symbols, n_plus + n_digits);
        r.payloads[i] = (uint32_t)(prng_next(p) >> (32 + prng_below(p, 32)));
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

    assert_int_equal(batch_init(&b), 0);
    for (size_t at = 0; at < r->n; at += b.n) {
        b.n = prng_below(p, 3000);
        if (b.n > r->n - at)
            b.n = r->n - at;
        memcpy(b.keys, r->keys + at, b.n * sizeof *b.keys);
        memcpy(b.payloads, r->payloads + at, b.n * sizeof *b.payloads);
        assert_int_equal(run_append(to, pool, &b), RC_OK);
    }
    batch_free(&b);
}

static void check_round_trip(prng *p, size_t n_rows, size_t n_digits_max, int big)
{
    rows r = random_rows(p, n_rows, n_digits_max);
    run packed = {.big = big};
    run_cursor cursor;
    chunk_pool pool;
    batch b;
    size_t at = 0;

    assert_int_equal(chunk_pool_init(&pool), 0);
    assert_int_equal(batch_init(&b), 0);
    append_all(&packed, &pool, &r, p);
    assert_int_equal(packed.n_rows, r.n);
    run_cursor_open(&cursor, &packed, &pool);
    while (at < r.n) {
        size_t to = at + prng_below(p, 2000);
        prefix_key bound = to < r.n ? r.keys[to] : KEY_END;
        assert_true(cursor.key == r.keys[at]);
        b.n = prng_below(p, 10);
        size_t n_before = b.n, n_expected = (to < r.n ? to : r.n) - at;
        run_cursor_move(&cursor, bound, &b);
        assert_int_equal(b.n, n_before + n_expected);
        if (n_expected > 0) {
            assert_memory_equal(b.keys + n_before, r.keys + at, n_expected * sizeof *b.keys);
            assert_memory_equal(b.payloads + n_before, r.payloads + at,
                                n_expected * sizeof *b.payloads);
        }
        at += n_expected;
    }
    assert_true(cursor.key == KEY_END);
    run_cursor_close(&cursor);
    assert_int_equal(pool.n_taken, 0);
    batch_free(&b);
    chunk_pool_free(&pool);
    rows_free(&r);
}

TEST(rows_come_back_as_they_were_appended)
{
    static const size_t n_rows[] = {1, 2, SAMPLE_ROWS, SAMPLE_ROWS + 1, 500, 5000, 60000};
    static const size_t n_digits_max[] = {1, 2, 6, 15};
    prng p = prng_start();

    for (size_t i = 0; i < N_ELEMENTS(n_rows); i++)
        for (size_t k = 0; k < N_ELEMENTS(n_digits_max); k++)
            for (int big = 0; big < 2; big++)
                check_round_trip(&p, n_rows[i], n_digits_max[k], big);
}

TEST(empty_run_ends_at_once)
{
    run packed = {0};
    run_cursor cursor;
    chunk_pool pool;
    batch b;

    assert_int_equal(chunk_pool_init(&pool), 0);
    assert_int_equal(batch_init(&b), 0);
    assert_int_equal(run_append(&packed, &pool, &b), RC_OK);
    run_cursor_open(&cursor, &packed, &pool);
    assert_true(cursor.key == KEY_END);
    run_cursor_move(&cursor, KEY_END, &b);
    assert_int_equal(b.n, 0);
    run_cursor_close(&cursor);
    batch_free(&b);
    chunk_pool_free(&pool);
}

TEST(moving_stops_when_the_batch_is_full)
{
    prng p = prng_start();
    rows r = random_rows(&p, 3000, 15);
    run packed = {0};
    run_cursor cursor;
    chunk_pool pool;
    batch b;

    assert_int_equal(chunk_pool_init(&pool), 0);
    assert_int_equal(batch_init(&b), 0);
    append_all(&packed, &pool, &r, &p);
    run_cursor_open(&cursor, &packed, &pool);
    b.n = BATCH_ROUTES - 100;
    run_cursor_move(&cursor, KEY_END, &b);
    assert_int_equal(b.n, BATCH_ROUTES);
    assert_true(b.keys[BATCH_ROUTES - 1] == r.keys[99]);
    assert_true(cursor.key == r.keys[100]);
    run_cursor_close(&cursor);
    assert_int_equal(pool.n_taken, 0);
    batch_free(&b);
    chunk_pool_free(&pool);
    rows_free(&r);
}

TEST(freed_run_gives_its_chunks_back)
{
    prng p = prng_start();
    rows r = random_rows(&p, 30000, 15);
    run packed = {0};
    chunk_pool pool;

    assert_int_equal(chunk_pool_init(&pool), 0);
    append_all(&packed, &pool, &r, &p);
    assert_true(pool.n_taken > 0);
    run_free(&packed, &pool);
    assert_int_equal(pool.n_taken, 0);
    assert_int_equal(packed.n_rows, 0);
    chunk_pool_free(&pool);
    rows_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_appended),
        cmocka_unit_test(empty_run_ends_at_once),
        cmocka_unit_test(moving_stops_when_the_batch_is_full),
        cmocka_unit_test(freed_run_gives_its_chunks_back),
    };
    return RUN_TESTS(tests);
}
