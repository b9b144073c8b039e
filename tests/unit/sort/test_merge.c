/* Tests of sort/merge.h; test_run_store.c merges runs of any number and size. */
#include "sort/merge.h"

#include "support_test.h"

enum { N_RUNS = 3, N_ROUTES = 50000 };

typedef struct collected {
    uint64_t n, n_wrong;
    prefix_key last;
    rc_code code; /* what collect returns */
    rc_code work_code;
} collected;

static rc_code work(void *context, slice *s)
{
    const collected *c = context;

    (void)s;
    return c->work_code;
}

/* Run r has the keys r + 1, r + 2, ... times 2^40; the route of the earliest run stays. */
static rc_code collect(void *context, slice *s)
{
    collected *c = context;
    const batch *routes = s->routes;

    for (size_t i = 0; i < routes->n; i++, c->n++) {
        uint64_t n = routes->keys[i] >> 40;
        c->n_wrong += routes->keys[i] <= c->last;
        c->n_wrong += routes->payloads[i] != (n > N_ROUTES ? n - N_ROUTES : 0);
        c->last = routes->keys[i];
    }
    return c->code;
}

static rc_code merge_runs(collected *c)
{
    static batch batches[2];
    batch *const places[] = {&batches[0], &batches[1]};
    chunk_pool pool;
    run runs[N_RUNS] = {0};
    duplicates d = {.policy = RC_DUPLICATES_FIRST};

    assert_int_equal(rc_chunk_pool_init(&pool), RC_OK);
    assert_int_equal(rc_batch_init(&batches[0]), RC_OK);
    assert_int_equal(rc_batch_init(&batches[1]), RC_OK);
    for (uint32_t r = 0; r < N_RUNS; r++)
        for (uint64_t i = 1; i <= N_ROUTES; i++) {
            prefix_key key = (r + i) << 40;
            assert_int_equal(
                rc_run_append(&runs[r], &pool, &(batch){.n = 1, .keys = &key, .payloads = &r}),
                RC_OK);
        }
    rc_code code = rc_merge_runs(&(merge){.runs = runs,
                                          .n_runs = N_RUNS,
                                          .pool = &pool,
                                          .batches = places,
                                          .n_batches = 2,
                                          .n_workers = 2,
                                          .duplicates = &d,
                                          .work = work,
                                          .give = collect,
                                          .context = c});
    assert_int_equal(pool.n_taken, 0); /* the runs are used up */
    rc_batch_free(&batches[0]);
    rc_batch_free(&batches[1]);
    rc_chunk_pool_free(&pool);
    return code;
}

TEST(merged_runs_ascend_and_the_earlier_run_comes_first)
{
    collected c = {.code = RC_OK};

    assert_int_equal(merge_runs(&c), RC_OK);
    assert_int_equal(c.n, N_ROUTES + N_RUNS - 1);
    assert_int_equal(c.n_wrong, 0);
}

/* Appends n routes to a run. */
static void append(run *r, chunk_pool *pool, prefix_key *keys, size_t n)
{
    uint32_t *payloads = calloc(n, sizeof *payloads);

    assert_non_null(payloads);
    assert_int_equal(rc_run_append(r, pool, &(batch){.n = n, .keys = keys, .payloads = payloads}),
                     RC_OK);
    free(payloads);
}

static rc_code count(void *context, slice *s)
{
    collected *c = context;
    c->n += s->routes->n;
    return RC_OK;
}

/* One run has a sample for every SAMPLE_ROUTES routes. The others have theirs at the start, and as
 * many routes as they can without another one where a slice has as many samples as a batch. */
TEST(slice_fits_a_batch_though_runs_have_routes_without_samples)
{
    enum { N_LONG = 3 * BATCH_ROUTES, OTHERS_AT = BATCH_ROUTES + BATCH_ROUTES / 2 };
    static batch room;
    batch *const places[] = {&room};
    static run runs[MERGE_RUNS_MAX];
    static prefix_key keys[N_LONG];
    chunk_pool pool;
    collected c = {.code = RC_OK};
    duplicates d = {.policy = RC_DUPLICATES_FIRST};

    assert_int_equal(rc_chunk_pool_init(&pool), RC_OK);
    assert_int_equal(rc_batch_init(&room), RC_OK);
    memset(runs, 0, sizeof runs);
    for (uint64_t i = 0; i < N_LONG; i++)
        keys[i] = (i + 1) * MERGE_RUNS_MAX << 40;
    append(&runs[0], &pool, keys, N_LONG);
    for (uint64_t r = 1; r < MERGE_RUNS_MAX; r++) {
        keys[0] = (MERGE_RUNS_MAX + r) << 40;
        for (uint64_t i = 1; i < SAMPLE_ROUTES; i++)
            keys[i] = ((OTHERS_AT + i) * MERGE_RUNS_MAX + r) << 40;
        append(&runs[r], &pool, keys, SAMPLE_ROUTES);
    }
    assert_int_equal(rc_merge_runs(&(merge){.runs = runs,
                                            .n_runs = MERGE_RUNS_MAX,
                                            .pool = &pool,
                                            .batches = places,
                                            .n_batches = 1,
                                            .n_workers = 1,
                                            .duplicates = &d,
                                            .work = work,
                                            .give = count,
                                            .context = &c}),
                     RC_OK);
    assert_int_equal(c.n, N_LONG + (MERGE_RUNS_MAX - 1) * SAMPLE_ROUTES);
    rc_batch_free(&room);
    rc_chunk_pool_free(&pool);
}

TEST(code_of_give_ends_the_merge_and_is_returned)
{
    collected c = {.code = RC_ERROR_LIMIT};

    assert_int_equal(merge_runs(&c), RC_ERROR_LIMIT);
    assert_true(c.n > 0 && c.n <= BATCH_ROUTES);
}

TEST(code_of_work_ends_the_merge_and_is_returned)
{
    collected c = {.work_code = RC_ERROR_LIMIT};

    assert_int_equal(merge_runs(&c), RC_ERROR_LIMIT);
    assert_int_equal(c.n, 0); /* that slice is not given */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merged_runs_ascend_and_the_earlier_run_comes_first),
        cmocka_unit_test(slice_fits_a_batch_though_runs_have_routes_without_samples),
        cmocka_unit_test(code_of_give_ends_the_merge_and_is_returned),
        cmocka_unit_test(code_of_work_ends_the_merge_and_is_returned),
    };
    return RUN_TESTS(tests);
}
