/* Every allocation of a run fails once: the library tells, and leaks nothing.
 *
 * The linker puts the functions below in the place of malloc and the others. */
#include "base/thread.h"
#include "support_table.h"
#include "support_test.h"

void *__real_malloc(size_t n_bytes);
void *__real_calloc(size_t n, size_t n_bytes);
void *__real_realloc(void *bytes, size_t n_bytes);
void __real_free(void *bytes);
void *__wrap_malloc(size_t n_bytes);
void *__wrap_calloc(size_t n, size_t n_bytes);
void *__wrap_realloc(void *bytes, size_t n_bytes);
void __wrap_free(void *bytes);

#if HAVE_THREADS
typedef atomic_long counter;
#else
typedef long counter;
#endif

static counter n_till_failure; /* the allocation that fails: 1 the next, 0 or less none */
static counter n_live;         /* allocations not yet freed */

static int is_to_fail(void)
{
    return n_till_failure-- == 1;
}

static void *note(void *bytes)
{
    n_live += bytes != NULL;
    return bytes;
}

void *__wrap_malloc(size_t n_bytes)
{
    return is_to_fail() ? NULL : note(__real_malloc(n_bytes));
}

void *__wrap_calloc(size_t n, size_t n_bytes)
{
    return is_to_fail() ? NULL : note(__real_calloc(n, n_bytes));
}

void *__wrap_realloc(void *bytes, size_t n_bytes)
{
    if (is_to_fail())
        return NULL;
    return bytes ? __real_realloc(bytes, n_bytes) : note(__real_realloc(NULL, n_bytes));
}

void __wrap_free(void *bytes)
{
    n_live -= bytes != NULL;
    __real_free(bytes);
}

/* A scenario's input, and room for its output, so that only the library allocates. */
typedef struct scenario {
    buffer list, numbers;
    memory_sink sink;
    rc_load_options load_options;
    rc_answer_options answer_options;
} scenario;

/* Loads, seals and answers; returns the first code that is not RC_OK. */
static int run(scenario *s)
{
    memory_source list = memory_source_of(s->list.bytes, s->list.n_bytes);
    memory_source numbers = memory_source_of(s->numbers.bytes, s->numbers.n_bytes);
    rc_error error = {.code = RC_ERROR_MEMORY};
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(&s->load_options);
    int code = builder ? RC_OK : RC_ERROR_MEMORY;

    s->sink.taken.n_bytes = 0;
    if (code == RC_OK)
        code = rc_builder_read(builder, memory_reader(&list), &error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, &table, &error);
    rc_builder_free(builder);
    if (code == RC_OK)
        code = rc_answer(table, memory_reader(&numbers), memory_writer(&s->sink),
                         &s->answer_options, NULL, &error);
    rc_table_free(table);
    if (code != RC_OK && (int)error.code != code)
        code = -1;
    return code;
}

/* Fails the first allocation, then the second, and so on until a run asks for no more. */
static void fail_one_by_one(scenario *s)
{
    n_till_failure = 0;
    s->sink.fail_at = NEVER;
    buffer_fill(&s->sink.taken, ' ', 2 * s->numbers.n_bytes + 10000);
    assert_int_equal(run(s), RC_OK);
    buffer expected = {0};
    buffer_add(&expected, s->sink.taken.bytes, s->sink.taken.n_bytes);
    assert_true(expected.n_bytes > 0);

    long n_live_before = n_live;
    for (long n = 1;; n++) {
        n_till_failure = n;
        int code = run(s);
        int has_failed = n_till_failure <= 0;
        n_till_failure = 0;
        if (code != RC_OK && code != RC_ERROR_MEMORY)
            fail_msg("allocation %ld fails: code %d", n, code);
        if (n_live != n_live_before)
            fail_msg("allocation %ld fails: %ld are not freed", n, (long)n_live - n_live_before);
        if (code == RC_OK) {
            assert_int_equal(s->sink.taken.n_bytes, expected.n_bytes);
            assert_memory_equal(s->sink.taken.bytes, expected.bytes, expected.n_bytes);
        }
        if (!has_failed)
            break;
        assert_true(n < 100000);
    }
    buffer_free(&expected);
    buffer_free(&s->list);
    buffer_free(&s->numbers);
    buffer_free(&s->sink.taken);
}

static void add_small_list(scenario *s)
{
    buffer_string(&s->list, "prefix,cost\n+1,0.5\n2,x\n\"3\",\"0.000000000000000000000012\"\n"
                            "+1,0.4\n\"open\n4,1\n3,0.30\n");
    buffer_string(&s->numbers, "+15\n3\nabc\n\n4\r\n99");
    s->load_options.skip_bad_rows = 1;
}

/* Some blocks' worth of rows and numbers, many costs, rows and lines that need room. */
static void add_large_list(scenario *s)
{
    for (unsigned i = 0; i < 60000; i++) {
        char row[80];
        sprintf(row, "%u,%u.%04u\n", 1000 + i * 7919 % 1000000, i % 2, i % 3000);
        buffer_string(&s->list, row);
    }
    buffer_string(&s->list, "1,1,");
    buffer_fill(&s->list, 'x', 900000);
    buffer_string(&s->list, "\n2,0.0000000000000000000000000000001\n");
    for (unsigned i = 0; i < 60000; i++) {
        buffer_number(&s->numbers, i * 104729ull);
        buffer_string(&s->numbers, "\n");
    }
    buffer_fill(&s->numbers, '1', 300000);
    buffer_string(&s->numbers, "\n2\n");
}

TEST(small_run_survives_every_failure)
{
    for (int policy = 0; policy < 4; policy++) {
        scenario s = {0};
        add_small_list(&s);
        s.load_options.duplicates = (rc_duplicates)policy;
        fail_one_by_one(&s);
    }
}

TEST(small_run_on_threads_survives_every_failure)
{
    scenario s = {0};

    add_small_list(&s);
    s.load_options.n_threads = s.answer_options.n_threads = 3;
    fail_one_by_one(&s);
}

TEST(large_run_survives_every_failure)
{
    scenario s = {0};

    add_large_list(&s);
    fail_one_by_one(&s);
}

TEST(large_run_with_a_ledger_survives_every_failure)
{
    scenario s = {0};

    add_large_list(&s);
    s.load_options.duplicates = RC_DUPLICATES_ERROR;
    s.load_options.skip_bad_rows = 1;
    fail_one_by_one(&s);
}

TEST(large_run_on_threads_survives_every_failure)
{
    scenario s = {0};

    add_large_list(&s);
    s.load_options.n_threads = s.answer_options.n_threads = 3;
    fail_one_by_one(&s);
}

/* Ranges, dates and names of columns. */
TEST(run_over_a_dated_list_survives_every_failure)
{
    for (int policy = 0; policy < 4; policy++) {
        scenario s = {0};
        buffer_string(&s.list, "a;code;rate;from\n\"x;\n\";1-9;0,5;2026-01-01\n");
        for (unsigned i = 0; i < 40; i++)
            buffer_string(&s.list,
                          "y;\"100000000000001-999999999999998\";0,000000001;2026-01-02\n");
        buffer_string(&s.numbers, "15\n");
        s.load_options = (rc_load_options){.decimal_comma = 1,
                                           .effective_column = {.name = "from"},
                                           .at = 20260301,
                                           .skip_bad_rows = 1,
                                           .duplicates = (rc_duplicates)policy};
        fail_one_by_one(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_run_survives_every_failure),
        cmocka_unit_test(run_over_a_dated_list_survives_every_failure),
        cmocka_unit_test(small_run_on_threads_survives_every_failure),
        cmocka_unit_test(large_run_survives_every_failure),
        cmocka_unit_test(large_run_with_a_ledger_survives_every_failure),
        cmocka_unit_test(large_run_on_threads_survives_every_failure),
    };
    return RUN_TESTS(tests);
}
