/* Tests of answer/totals.h and answer/totals_write.h: sums of calls by value. */
#include "answer/totals_write.h"

#include "support_decimal.h"
#include "support_random.h"
#include "support_test.h"

enum { OUTPUT_BYTES = 1 << 20 };

/* What was written, and the faults. */
typedef struct output {
    char bytes[OUTPUT_BYTES];
    size_t n_bytes, n_writes;
    char fault[RC_ERROR_REASON_BYTES];
    uint64_t n_shown;
    int fails;
} output;

static bool write_output(void *context, const void *bytes, size_t n_bytes)
{
    output *o = context;

    o->n_writes++;
    assert_true(n_bytes < OUTPUT_BYTES - o->n_bytes);
    memcpy(o->bytes + o->n_bytes, bytes, n_bytes);
    o->n_bytes += n_bytes;
    o->bytes[o->n_bytes] = '\0';
    return !o->fails;
}

static void keep_fault(void *context, const rc_error *fault)
{
    output *o = context;

    if (o->n_shown++ == 0)
        strcpy(o->fault, fault->reason);
}

/* Writes the totals and frees them.  The caller frees the output. */
static output *finish(totals *t, unsigned decimals, uint64_t *n_faults)
{
    output *o = calloc(1, sizeof *o);
    rc_error error = {.line = 7};

    assert_non_null(o);
    assert_int_equal(rc_totals_write(t, &(totals_format){TEXT("value"), decimals, keep_fault, o},
                                     (rc_writer){o, write_output}, n_faults, &error),
                     RC_OK);
    assert_int_equal(error.line, 7); /* a success leaves it alone */
    rc_totals_free(t);
    return o;
}

static void assert_output(totals *t, unsigned decimals, const char *expected)
{
    uint64_t n_faults;
    output *o = finish(t, decimals, &n_faults);

    assert_string_equal(o->bytes, expected);
    assert_int_equal(n_faults, 0);
    free(o);
}

static void add(totals *t, const char *value, uint64_t n_seconds, uint64_t n_billed,
                uint64_t charge)
{
    total_call call = {TEXT(value), n_seconds, n_billed, {charge, 0, 0}};
    assert_int_equal(rc_totals_add(t, &call, 1), RC_OK);
}

TEST(totals_without_calls_are_a_header)
{
    assert_output(rc_totals_new(), 6, "value,calls,seconds,billed,charge\n");
}

TEST(calls_of_one_value_are_added_up)
{
    totals *t = rc_totals_new();

    add(t, "acme", 63, 66, 13125);
    add(t, "globex", 5, 60, 10000);
    add(t, "acme", 1, 60, 1);
    add(t, "", 9, 0, 0);
    assert_output(t, 6,
                  "value,calls,seconds,billed,charge\n"
                  ",1,9,0,0.000000\n"
                  "acme,2,64,126,0.013126\n"
                  "globex,1,5,60,0.010000\n");
}

TEST(values_are_sorted_as_bytes_and_quoted_where_needed)
{
    static const char *const values[] = {"b",        "a",          "aa",        "ab",        "B",
                                         "\xc3\xa4", "12345678",   "123456789", "123456780", "a,b",
                                         "a\"b",     "two\nlines", " blank ",   "+1",        "1"};
    totals *t = rc_totals_new();

    for (size_t i = 0; i < N_ELEMENTS(values); i++)
        add(t, values[i], 1, 1, 1);
    assert_output(t, 0,
                  "value,calls,seconds,billed,charge\n"
                  " blank ,1,1,1,1\n"
                  "+1,1,1,1,1\n"
                  "1,1,1,1,1\n"
                  "12345678,1,1,1,1\n"
                  "123456780,1,1,1,1\n"
                  "123456789,1,1,1,1\n"
                  "B,1,1,1,1\n"
                  "a,1,1,1,1\n"
                  "\"a\"\"b\",1,1,1,1\n"
                  "\"a,b\",1,1,1,1\n"
                  "aa,1,1,1,1\n"
                  "ab,1,1,1,1\n"
                  "b,1,1,1,1\n"
                  "\"two\nlines\",1,1,1,1\n"
                  "\xc3\xa4,1,1,1,1\n");
}

TEST(values_may_hold_zeros_and_be_long)
{
    static char value[200000];
    totals *t = rc_totals_new();
    uint64_t n_faults;

    memset(value, 'x', sizeof value);
    for (size_t i = 0; i < 3; i++) {
        total_call calls[] = {{{"a", 1}, 1, 1, {0}},
                              {{"a\0", 2}, 1, 1, {0}},
                              {{value, sizeof value}, 1, 1, {0}},
                              {{value, sizeof value - 1}, 1, 1, {0}}};
        assert_int_equal(rc_totals_add(t, calls, N_ELEMENTS(calls)), RC_OK);
    }
    assert_int_equal(rc_totals_count(t), 4);
    output *o = finish(t, 2, &n_faults);
    static const char start[] =
        "value,calls,seconds,billed,charge\na,3,3,3,0.00\na\0,3,3,3,0.00\nx";
    assert_memory_equal(o->bytes, start, sizeof start - 1);
    assert_int_equal(o->n_bytes, sizeof start - 2 + sizeof value * 2 - 1 + 2 * 12);
    free(o);
}

TEST(sums_beyond_a_word_are_exact)
{
    prng p = prng_start();
    totals *t = rc_totals_new();
    char seconds[DECIMAL_TEXT_BYTES] = "0", billed[DECIMAL_TEXT_BYTES] = "0",
         charge[DECIMAL_TEXT_BYTES] = "0", digits[32], expected[3 * DECIMAL_TEXT_BYTES];

    for (int i = 0; i < 2000; i++) {
        total_call call = {
            TEXT("x"), prng_next(&p), prng_next(&p), {prng_next(&p), prng_next(&p) >> 32, 0}};
        char product[DECIMAL_TEXT_BYTES], before[DECIMAL_TEXT_BYTES];
        assert_int_equal(rc_totals_add(t, &call, 1), RC_OK);
        sprintf(digits, "%llu", (unsigned long long)call.n_seconds);
        decimal_sum(strcpy(before, seconds), digits, seconds);
        sprintf(digits, "%llu", (unsigned long long)call.n_billed);
        decimal_sum(strcpy(before, billed), digits, billed);
        sprintf(digits, "%llu", (unsigned long long)call.charge.middle);
        decimal_product("18446744073709551616", digits, product);
        decimal_sum(strcpy(before, charge), product, charge);
        sprintf(digits, "%llu", (unsigned long long)call.charge.low);
        decimal_sum(strcpy(before, charge), digits, charge);
    }
    size_t n_whole = strlen(charge) - 12;
    sprintf(expected, "value,calls,seconds,billed,charge\nx,2000,%s,%s,%.*s.%s\n", seconds, billed,
            (int)n_whole, charge, charge + n_whole);
    assert_output(t, 12, expected);
}

TEST(a_sum_above_10_to_the_30th_is_a_fault)
{
    totals *t = rc_totals_new();
    wide w;
    amount highest;
    uint64_t n_faults;

    rc_wide_set(&w, 1);
    assert_int_equal(rc_wide_scale(&w, 42), RC_OK);
    assert_int_equal(rc_amount_from_wide(&w, 12, &highest), RC_OK);
    total_call calls[] = {
        {TEXT("a"), 1, 1, highest}, {TEXT("b"), 1, 1, highest}, {TEXT("b"), 1, 1, {1, 0, 0}}};
    assert_int_equal(rc_totals_add(t, calls, N_ELEMENTS(calls)), RC_OK);
    output *o = finish(t, 12, &n_faults);
    assert_string_equal(o->bytes, "value,calls,seconds,billed,charge\n"
                                  "a,1,1,1,1000000000000000000000000000000.000000000000\n"
                                  "b,2,2,2,\n");
    assert_int_equal(n_faults, 1);
    assert_string_equal(o->fault, "\"b\": the sum of charge is above 10^30");
    free(o);
}

TEST(ten_faults_are_shown_and_all_are_counted)
{
    for (size_t n = 9; n < 13; n++) {
        totals *t = rc_totals_new();
        wide w;
        amount highest;
        uint64_t n_faults;
        rc_wide_set(&w, 1);
        assert_int_equal(rc_wide_scale(&w, 42), RC_OK);
        assert_int_equal(rc_amount_from_wide(&w, 12, &highest), RC_OK);
        for (size_t i = 0; i < n; i++) {
            const char name[] = {(char)('a' + i), '\0'};
            total_call calls[] = {{TEXT(name), 1, 1, highest}, {TEXT(name), 1, 1, {1, 0, 0}}};
            assert_int_equal(rc_totals_add(t, calls, 2), RC_OK);
        }
        output *o = finish(t, 12, &n_faults);
        assert_int_equal(n_faults, n);
        assert_int_equal(o->n_shown, n < RC_FAULTS_SHOWN ? n : RC_FAULTS_SHOWN);
        free(o);
    }
}

TEST(a_failed_write_ends_the_writing)
{
    totals *t = rc_totals_new();
    output *o = calloc(1, sizeof *o);
    rc_error error;
    uint64_t n_faults;
    char value[16];

    for (int i = 0; i < 20000; i++) {
        sprintf(value, "%d", i);
        add(t, value, 1, 1, 1);
    }
    o->fails = 1;
    assert_int_equal(rc_totals_write(t, &(totals_format){.heading = TEXT("x")},
                                     (rc_writer){o, write_output}, &n_faults, &error),
                     RC_ERROR_WRITE);
    assert_string_equal(error.reason, "cannot write");
    assert_int_equal(o->n_writes, 1);
    assert_int_equal(rc_totals_write(t, &(totals_format){.heading = TEXT("x")},
                                     (rc_writer){o, write_output}, &n_faults, NULL),
                     RC_ERROR_WRITE);
    rc_totals_free(t);
    free(o);
}

/* ---- Many values ---- */

enum { N_VALUES = 5000, N_CALLS = 60000, N_WORKERS = 4, VALUE_BYTES = 24 };

static total_call many_calls[N_CALLS];
static char many_values[N_VALUES][VALUE_BYTES];

static void make_calls(void)
{
    prng p = prng_start();

    for (size_t i = 0; i < N_VALUES; i++)
        sprintf(many_values[i], "%0*u", 1 + (int)prng_below(&p, VALUE_BYTES - 1), (unsigned)i);
    for (size_t i = 0; i < N_CALLS; i++) {
        const char *value = many_values[prng_below(&p, N_VALUES)];
        many_calls[i] = (total_call){TEXT(value),
                                     prng_below(&p, 4000),
                                     prng_below(&p, 4000),
                                     {prng_below(&p, 100000), 0, 0}};
    }
}

/* The sums by the plainest means: a look through all calls for each value. */
static void assert_many(const totals *t)
{
    size_t n_seen = 0;

    for (size_t i = 0; i < TOTALS_SHARDS; i++)
        for (size_t k = 0; k < t->shards[i].n; k++) {
            const total *one = &t->shards[i].totals[k];
            total_sums sums = rc_totals_sums(t, one);
            uint64_t n_calls = 0, seconds = 0, billed = 0, charge = 0;
            n_seen++;
            if (n_seen % 16 != 0)
                continue;
            for (size_t c = 0; c < N_CALLS; c++) {
                const total_call *call = &many_calls[c];
                rc_text value = total_value(one);
                if (call->value.length != value.length ||
                    memcmp(call->value.bytes, value.bytes, value.length) != 0)
                    continue;
                n_calls++;
                seconds += call->n_seconds;
                billed += call->n_billed;
                charge += call->charge.low;
            }
            assert_int_equal(sums.n_calls, n_calls);
            assert_int_equal(sums.seconds.low, seconds);
            assert_int_equal(sums.billed.low, billed);
            assert_int_equal(sums.charge.low, charge);
        }
    assert_int_equal(n_seen, rc_totals_count(t));
}

TEST(many_values_have_their_own_sums)
{
    totals *t = rc_totals_new();
    size_t n_distinct = 0;

    make_calls();
    for (size_t done = 0, n; done < N_CALLS; done += n) {
        n = 1 + done % 777;
        n = n < N_CALLS - done ? n : N_CALLS - done;
        assert_int_equal(rc_totals_add(t, many_calls + done, n), RC_OK);
    }
    for (size_t i = 0; i < N_VALUES; i++) {
        int is_used = 0;
        for (size_t c = 0; c < N_CALLS && !is_used; c++)
            is_used = strcmp(many_calls[c].value.bytes, many_values[i]) == 0;
        n_distinct += (size_t)is_used;
    }
    assert_int_equal(rc_totals_count(t), n_distinct);
    assert_many(t);
    rc_totals_free(t);
}

TEST(long_values_share_pieces_of_memory)
{
    enum { LENGTH = TOTAL_SHORT_BYTES + 1 };
    totals *t = rc_totals_new();
    size_t n_pieces = 0;

    for (unsigned i = 0; i < N_VALUES; i++) {
        char value[LENGTH + 1];
        snprintf(value, sizeof value, "%0*u", LENGTH, i);
        add(t, value, 1, 1, 1);
    }
    for (size_t i = 0; i < TOTALS_SHARDS; i++) {
        const char *end = NULL;
        for (size_t k = 0; k < t->shards[i].n; k++) {
            rc_text value = total_value(&t->shards[i].totals[k]);
            n_pieces += value.bytes != end;
            end = value.bytes + value.length;
        }
    }
    assert_true(n_pieces < N_VALUES / 10);
    rc_totals_free(t);
}

#if HAVE_THREADS

typedef struct worker {
    thrd_t thread;
    totals *totals;
    size_t first;
} worker;

static int add_share(void *context)
{
    const worker *w = context;
    int failed = 0;

    for (size_t i = w->first; i < N_CALLS; i += N_WORKERS * 100)
        failed |=
            (int)rc_totals_add(w->totals, many_calls + i, i + 100 < N_CALLS ? 100 : N_CALLS - i);
    return failed;
}

TEST(threads_that_add_at_once_give_the_same_bytes)
{
    totals *alone = rc_totals_new(), *shared = rc_totals_new();
    worker workers[N_WORKERS];
    uint64_t n_faults;

    make_calls();
    assert_int_equal(rc_totals_add(alone, many_calls, N_CALLS), RC_OK);
    for (size_t i = 0; i < N_WORKERS; i++) {
        workers[i].totals = shared;
        workers[i].first = i * 100;
        assert_int_equal(thrd_create(&workers[i].thread, add_share, &workers[i]), thrd_success);
    }
    for (size_t i = 0; i < N_WORKERS; i++) {
        int failed;
        thrd_join(workers[i].thread, &failed);
        assert_int_equal(failed, 0);
    }
    output *a = finish(alone, 6, &n_faults), *b = finish(shared, 6, &n_faults);
    assert_string_equal(a->bytes, b->bytes);
    free(a);
    free(b);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_without_calls_are_a_header),
        cmocka_unit_test(calls_of_one_value_are_added_up),
        cmocka_unit_test(values_are_sorted_as_bytes_and_quoted_where_needed),
        cmocka_unit_test(values_may_hold_zeros_and_be_long),
        cmocka_unit_test(sums_beyond_a_word_are_exact),
        cmocka_unit_test(a_sum_above_10_to_the_30th_is_a_fault),
        cmocka_unit_test(ten_faults_are_shown_and_all_are_counted),
        cmocka_unit_test(a_failed_write_ends_the_writing),
        cmocka_unit_test(many_values_have_their_own_sums),
        cmocka_unit_test(long_values_share_pieces_of_memory),
#if HAVE_THREADS
        cmocka_unit_test(threads_that_add_at_once_give_the_same_bytes),
#endif
    };
    return RUN_TESTS(tests);
}
