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
    buffer other; /* a second carrier's list, if it is not empty */
    memory_sink sink;
    rc_load_options load_options;
    rc_answer_options answer_options;
} scenario;

/* Reads a list, as a named carrier's if there are two. */
static int read_list(const scenario *s, rc_builder *builder, const buffer *text, const char *name,
                     rc_error *error)
{
    memory_source list = memory_source_of(text->bytes, text->n_bytes);
    int code = s->other.n_bytes > 0 ? rc_builder_begin(builder, TEXT(name), error) : RC_OK;

    return code == RC_OK ? rc_builder_read(builder, memory_reader(&list), error) : code;
}

/* Loads, seals and answers; returns the first code that is not RC_OK. */
static int run(scenario *s)
{
    memory_source numbers = memory_source_of(s->numbers.bytes, s->numbers.n_bytes);
    rc_error error = {.code = RC_ERROR_MEMORY};
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(&s->load_options);
    int code = builder ? RC_OK : RC_ERROR_MEMORY;

    s->sink.taken.n_bytes = 0;
    if (code == RC_OK)
        code = read_list(s, builder, &s->list, "acme, inc.", &error);
    if (code == RC_OK && s->other.n_bytes > 0)
        code = read_list(s, builder, &s->other, "globex", &error);
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
    buffer_fill(&s->sink.taken, ' ', 8 * s->numbers.n_bytes + 10000);
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
    buffer_free(&s->other);
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

static void add_other_list(scenario *s, unsigned n_rows)
{
    for (unsigned i = 0; i < n_rows; i++) {
        buffer_number(&s->other, 1 + i * 31337ull);
        buffer_string(&s->other, i % 3 ? ",0.5\n" : ",0.000000000000000000000011\n");
    }
}

/* Carriers are dropped, then kept for the fields that need them. */
static void fail_two_carriers(scenario s)
{
    scenario kept = s;

    kept.list = kept.other = kept.numbers = (buffer){0};
    buffer_add(&kept.list, s.list.bytes, s.list.n_bytes);
    buffer_add(&kept.other, s.other.bytes, s.other.n_bytes);
    buffer_add(&kept.numbers, s.numbers.bytes, s.numbers.n_bytes);
    s.answer_options.fields[0] = RC_FIELD_CARRIER;
    fail_one_by_one(&s);
    kept.load_options.keep_carriers = 1;
    kept.answer_options.rank = 3;
    memcpy(kept.answer_options.fields,
           (rc_field[]){RC_FIELD_PREFIX, RC_FIELD_CARRIER, RC_FIELD_COST},
           sizeof kept.answer_options.fields);
    fail_one_by_one(&kept);
}

TEST(small_run_of_two_carriers_survives_every_failure)
{
    for (int policy = 0; policy < 4; policy++) {
        scenario s = {0};
        add_small_list(&s);
        add_other_list(&s, 20);
        s.load_options.duplicates = (rc_duplicates)policy;
        fail_two_carriers(s);
    }
}

TEST(large_run_of_two_carriers_survives_every_failure)
{
    scenario s = {0};

    add_large_list(&s);
    add_other_list(&s, 40000);
    fail_two_carriers(s);
}

TEST(large_run_of_two_carriers_on_threads_survives_every_failure)
{
    scenario s = {0};

    add_large_list(&s);
    add_other_list(&s, 40000);
    s.load_options.n_threads = s.answer_options.n_threads = 3;
    fail_two_carriers(s);
}

/* Call records: a header longer than a block, and a record that is. */
TEST(call_records_survive_every_failure)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
        scenario s = {0};
        add_small_list(&s);
        s.numbers.n_bytes = 0;
        buffer_string(&s.numbers, "\n\"");
        buffer_fill(&s.numbers, '\n', 300000);
        buffer_string(&s.numbers, "\";dst\n");
        for (unsigned i = 0; i < 30000; i++)
            buffer_string(&s.numbers, i % 3 ? "\"a\"\"b\";+15\r\n" : "x\n");
        buffer_string(&s.numbers, "\"");
        buffer_fill(&s.numbers, 'y', 300000);
        buffer_string(&s.numbers, "\";\"3\"\n4;3");
        s.load_options.n_threads = s.answer_options.n_threads = n_threads;
        s.answer_options.number_column = (rc_column){.name = TEXT("dst")};
        fail_one_by_one(&s);
    }
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
                                           .effective_column = {.name = {"from", 4}},
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
        cmocka_unit_test(small_run_of_two_carriers_survives_every_failure),
        cmocka_unit_test(large_run_of_two_carriers_survives_every_failure),
        cmocka_unit_test(large_run_of_two_carriers_on_threads_survives_every_failure),
        cmocka_unit_test(call_records_survive_every_failure),
    };
    return RUN_TESTS(tests);
}
