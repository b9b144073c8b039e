/* Every allocation of a run fails once: the library tells, and leaks nothing.
 *
 * The linker puts the functions below in the place of malloc and the others. */
#include "answer/spelt.h"
#include "base/array.h"
#include "base/portable.h"
#include "base/thread.h"
#include "routecost_calls.h"
#include "routecost_compare.h"
#include "routecost_explain.h"
#include "support_compiled.h"
#include "support_table.h"
#include "support_test.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *bytes, size_t n);
void __real_free(void *bytes);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *bytes, size_t n);
void __wrap_free(void *bytes);

#if HAVE_THREADS
typedef atomic_long counter;
#else
typedef long counter;
#endif

static counter n_failed;       /* allocations, of all tests */
static counter n_till_failure; /* the allocation that fails: 1 the next, 0 or less none */
static counter n_live;         /* allocations not yet freed */
static counter n_held;         /* that they have */
static counter n_held_most;    /* that they had at a time */

/* Before what is handed out stands how long it is. */
typedef union front {
    size_t n_bytes;
    max_align_t alignment;
} front;

static int is_to_fail(void)
{
    int fails = n_till_failure-- == 1;

    n_failed += fails;
    return fails;
}

/* Notes an allocation; returns what is handed out. */
static void *note(front *f, size_t n)
{
    if (!f)
        return NULL;
    f->n_bytes = n;
    n_held += (long)n;
    if (n_held > n_held_most)
        n_held_most = n_held;
    return f + 1;
}

static void *hand_out(front *f, size_t n)
{
    n_live += f != NULL;
    return note(f, n);
}

void *__wrap_malloc(size_t n)
{
    if (is_to_fail() || n > PTRDIFF_MAX)
        return NULL;
    return hand_out(__real_malloc(sizeof(front) + n), n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    if (is_to_fail() || (size > 0 && n > PTRDIFF_MAX / size))
        return NULL;
    return hand_out(__real_calloc(1, sizeof(front) + n * size), n * size);
}

void *__wrap_realloc(void *bytes, size_t n)
{
    if (!bytes)
        return __wrap_malloc(n);
    if (is_to_fail() || n > PTRDIFF_MAX)
        return NULL;
    front *f = (front *)bytes - 1;
    size_t n_before = f->n_bytes;
    f = __real_realloc(f, sizeof(front) + n);
    n_held -= f ? (long)n_before : 0;
    return note(f, n);
}

void __wrap_free(void *bytes)
{
    if (!bytes)
        return;
    n_live--;
    n_held -= (long)((front *)bytes - 1)->n_bytes;
    __real_free((front *)bytes - 1);
}

/* A scenario's input, and room for its output, so that only the library allocates. */
typedef struct scenario {
    buffer list, numbers;
    buffer other; /* a second carrier's list, if it is not empty */
    memory_sink sink;
    int is_compiled; /* the table is saved, and read again */
    memory_sink compiled;
    rc_load_options load_options;
    rc_answer_options answer_options;
    rc_call_options call_options; /* no column: lines */
} scenario;

/* Reads a list, as a named carrier's if there are two. */
static rc_code read_list(const scenario *s, rc_builder *builder, const buffer *text,
                         const char *name, rc_error *error)
{
    memory_source list = memory_source_of(text->bytes, text->n_bytes);
    rc_code code =
        s->other.n_bytes > 0 ? rc_builder_begin_carrier(builder, TEXT(name), error) : RC_OK;

    return code == RC_OK ? rc_builder_read(builder, memory_reader(&list), error) : code;
}

/* Saves the table and reads it again. */
static rc_code compile(scenario *s, rc_table **table, rc_error *error)
{
    s->compiled.taken.n_bytes = 0;
    rc_code code = rc_table_save(*table, memory_writer(&s->compiled), error);
    rc_table_free(*table);
    *table = NULL;
    if (code != RC_OK)
        return code;
    memory_source compiled = memory_source_of(s->compiled.taken.bytes, s->compiled.taken.n_bytes);
    rc_builder *builder = rc_builder_new(&s->load_options);
    if (!builder)
        return RC_ERROR_MEMORY;
    code = rc_builder_read(builder, memory_reader(&compiled), error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, table, error);
    rc_builder_free(builder);
    return code;
}

/* Loads, seals and answers; returns the first code that is not RC_OK. */
static rc_code run(scenario *s)
{
    memory_source numbers = memory_source_of(s->numbers.bytes, s->numbers.n_bytes);
    rc_error error = {.code = RC_ERROR_MEMORY};
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(&s->load_options);
    rc_code code = builder ? RC_OK : RC_ERROR_MEMORY;

    s->sink.taken.n_bytes = 0;
    if (code == RC_OK)
        code = read_list(s, builder, &s->list, "acme, inc.", &error);
    if (code == RC_OK && s->other.n_bytes > 0)
        code = read_list(s, builder, &s->other, "globex", &error);
    if (code == RC_OK)
        code = rc_builder_seal(builder, &table, &error);
    rc_builder_free(builder);
    if (code == RC_OK && s->is_compiled) {
        error.code = RC_ERROR_MEMORY;
        code = compile(s, &table, &error);
    }
    if (code == RC_OK && s->call_options.number_column.name.bytes)
        code = rc_answer_calls(table, memory_reader(&numbers), memory_writer(&s->sink),
                               &s->answer_options, &s->call_options, NULL, &error);
    else if (code == RC_OK)
        code = rc_answer_numbers(table, memory_reader(&numbers), memory_writer(&s->sink),
                                 &s->answer_options, NULL, &error);
    rc_table_free(table);
    if (code != RC_OK)
        assert_int_equal(error.code, code);
    return code;
}

/* Fails the first allocation, then the second, and so on until a run asks for no more. */
static void fail_one_by_one(scenario *s)
{
    n_till_failure = 0;
    s->sink.fail_at = s->compiled.fail_at = NEVER;
    if (s->is_compiled)
        buffer_fill(&s->compiled.taken, ' ', 4 * s->list.n_bytes + 10000);
    buffer_fill(&s->sink.taken, ' ', 8 * s->numbers.n_bytes + 10000);
    assert_int_equal(run(s), RC_OK);
    buffer expected = {0};
    buffer_add(&expected, s->sink.taken.bytes, s->sink.taken.n_bytes);
    assert_true(expected.n_bytes > 0);

    long n_live_before = n_live;
    for (long n = 1;; n++) {
        n_till_failure = n;
        rc_code code = run(s);
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
    buffer_free(&s->compiled.taken);
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
    kept.answer_options.fields[0] = RC_FIELD_PREFIX;
    kept.answer_options.fields[1] = RC_FIELD_CARRIER;
    kept.answer_options.fields[2] = RC_FIELD_COST;
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
        s.call_options.number_column = (rc_column){.name = TEXT("dst")};
        fail_one_by_one(&s);
    }
}

/* Calls that are charged, and totals of them. */
TEST(charged_calls_survive_every_failure)
{
    static const rc_field summaries[] = {RC_FIELD_NONE, RC_FIELD_CARRIER, RC_FIELD_PREFIX};

    for (size_t i = 0; i < N_ELEMENTS(summaries); i++) {
        scenario s = {0};
        add_small_list(&s);
        add_other_list(&s, 50);
        s.load_options.keep_carriers = 1;
        s.answer_options.n_threads = 1;
        s.numbers.n_bytes = 0;
        buffer_string(&s.numbers, "dst;secs\n");
        for (int n = 0; n < 1200; n++) {
            buffer_number(&s.numbers, 100 + (unsigned)n);
            buffer_string(&s.numbers, ";60\n");
        }
        s.call_options.number_column = (rc_column){.name = TEXT("dst")};
        s.call_options.duration_column = (rc_column){.name = TEXT("secs")};
        s.call_options.summary = summaries[i];
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

/* ---- Comparing and exporting ---- */

/* Exports a table, and compares it with another, with numbers. Returns the first failure. */
static rc_code compare(const rc_table *a, const rc_table *b, const buffer *numbers,
                       memory_sink *sink, unsigned n_threads)
{
    memory_source source = memory_source_of(numbers->bytes, numbers->n_bytes);
    rc_reader reader = memory_reader(&source);
    rc_export_options export_options = {.fields = {RC_FIELD_CARRIER, RC_FIELD_COST}, .rank = 2};
    rc_diff_options diff_options = {.n_threads = n_threads};
    rc_error error = {.code = RC_OK};

    sink->taken.n_bytes = 0;
    rc_code code = rc_export(a, memory_writer(sink), &export_options, NULL, &error);
    if (code == RC_OK)
        code = rc_diff(a, b, &reader, memory_writer(sink), &diff_options, NULL, &error);
    assert_int_equal(code, error.code);
    return code;
}

TEST(comparing_and_exporting_survive_every_failure)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
        scenario s = {0};
        add_large_list(&s);
        add_other_list(&s, 40000);
        rc_text lists[] = {{s.list.bytes, s.list.n_bytes}, {s.other.bytes, s.other.n_bytes}};
        rc_load_options options = {.skip_bad_rows = 1, .keep_carriers = 1};
        rc_table *a = load_carriers(lists, NULL, 2, &options, NULL, NULL);
        rc_table *b = load_list(lists[1], &options, NULL, NULL);
        memory_sink sink = {.fail_at = NEVER};
        buffer_fill(&sink.taken, ' ', 16 * 1000000);
        long n_live_before = n_live, n = 0;
        bool has_failed = true;
        while (has_failed) {
            n_till_failure = ++n;
            rc_code code = compare(a, b, &s.numbers, &sink, n_threads);
            has_failed = n_till_failure <= 0;
            n_till_failure = 0;
            assert_true(code == RC_OK || code == RC_ERROR_MEMORY);
            assert_true(code == RC_OK || has_failed);
            assert_int_equal(n_live, n_live_before);
        }
        assert_in_range(n, 15, 1000);
        buffer_free(&sink.taken);
        buffer_free(&s.list);
        buffer_free(&s.other);
        buffer_free(&s.numbers);
        rc_table_free(a);
        rc_table_free(b);
    }
}

/* ---- Compiled tables ---- */

TEST(small_compiled_table_survives_every_failure)
{
    scenario s = {.is_compiled = 1};

    add_small_list(&s);
    s.load_options.keep_carriers = 1;
    fail_one_by_one(&s);
}

TEST(large_compiled_table_survives_every_failure)
{
    scenario s = {.is_compiled = 1};

    add_large_list(&s);
    s.load_options.keep_carriers = 1;
    fail_one_by_one(&s);
}

TEST(compiled_table_of_two_carriers_survives_every_failure)
{
    scenario s = {.is_compiled = 1};

    add_small_list(&s);
    add_other_list(&s, 200);
    s.load_options.keep_carriers = 1;
    s.answer_options.rank = 2;
    fail_one_by_one(&s);
}

/* The most memory that reading a compiled table takes besides the builder's own. */
static long measure_reading(const buffer *compiled)
{
    memory_source source = memory_source_of(compiled->bytes, compiled->n_bytes);
    rc_builder *builder = rc_builder_new(&(rc_load_options){.keep_carriers = 1});
    rc_table *table = NULL;
    long n_before = (long)n_held;

    n_held_most = n_before;

    if (rc_builder_read(builder, memory_reader(&source), NULL) == RC_OK)
        rc_builder_seal(builder, &table, NULL);
    rc_builder_free(builder);
    rc_table_free(table);
    return (long)n_held_most - n_before;
}

enum {
    FIRST_BYTES = 1 << 20, /* that a size is believed before anything came */
    MULTIPLE_MAX = 20      /* of a table that is nothing but costs of one digit */
};

static void assert_small(const buffer *compiled, const char *what)
{
    long n = measure_reading(compiled),
         n_most = FIRST_BYTES + 4096 + MULTIPLE_MAX * (long)compiled->n_bytes;

    if (n > n_most)
        fail_msg("%s: %ld bytes for a table of %zu", what, n, compiled->n_bytes);
}

/* A table of two carriers, in which every row has a cost of its own, of few characters. */
static buffer many_costs(unsigned n)
{
    buffer lists[2] = {{0}, {0}};

    for (unsigned i = 0; i < n; i++) {
        char row[40];
        sprintf(row, "%u,%u\n", i + 1, i);
        buffer_string(&lists[i % 2], row);
    }
    rc_table *table = load_carriers(
        (rc_text[]){{lists[0].bytes, lists[0].n_bytes}, {lists[1].bytes, lists[1].n_bytes}}, NULL,
        2, &(rc_load_options){.keep_carriers = 1}, NULL, NULL);
    buffer compiled = compiled_of(table);
    rc_table_free(table);
    buffer_free(&lists[0]);
    buffer_free(&lists[1]);
    return compiled;
}

TEST(reading_a_table_takes_a_small_multiple_of_its_size)
{
    for (unsigned n = 2; n < 300000; n *= 10) {
        buffer compiled = many_costs(n);
        assert_small(&compiled, "whole");
        for (size_t n_bytes = compiled.n_bytes; n_bytes > 0; n_bytes /= 2) {
            compiled.n_bytes = n_bytes;
            assert_small(&compiled, "cut");
        }
        buffer_free(&compiled);
    }
}

TEST(reading_a_table_of_costs_alone_takes_a_small_multiple_of_its_size)
{
    buffer costs = {0};

    for (unsigned n = 1; n < 1000000; n++)
        buffer_string(&costs, "\1"
                              "7");
    buffer compiled =
        compiled_from((rc_text){"x", 1}, (rc_text){costs.bytes, costs.n_bytes},
                      (uint32_t)(costs.n_bytes / 2), (rc_text){"\0\0\040\1", 4}, 1 << 3);
    assert_small(&compiled, "costs");
    buffer_free(&costs);
    buffer_free(&compiled);
}

TEST(sizes_that_are_not_true_cost_no_memory)
{
    buffer compiled = many_costs(20);

    for (size_t at = 12; at < 32 + 3 * 40; at += 4)
        for (unsigned shift = 0; shift < 32; shift++) {
            buffer changed = {0};
            buffer_add(&changed, compiled.bytes, compiled.n_bytes);
            store_bytes(changed.bytes + at, load32(changed.bytes + at) ^ 1u << shift, 4);
            assert_small(&changed, "size");
            mend_compiled(&changed);
            assert_small(&changed, "mended size");
            /* The body as long as the sizes make it, so that they are believed. */
            uint64_t n_body = 0;
            for (size_t i = 32; i < 32 + 3 * 40; i += 40)
                n_body += load32(changed.bytes + i) + load64(changed.bytes + i + 8) +
                          load64(changed.bytes + i + 16);
            store_bytes(changed.bytes + 24, n_body, 8);
            mend_compiled(&changed);
            assert_small(&changed, "size that adds up");
            buffer_free(&changed);
        }
    buffer_free(&compiled);
}

/* ---- Explaining ---- */

/* Explains a number by streams one after the other; returns the first code that is not RC_OK. */
static rc_code explain(const rc_load_options *options, const buffer *streams, size_t n)
{
    rc_error error = {.code = RC_OK};
    rc_explainer *e = rc_explainer_new(options, TEXT("+15"), &error);
    rc_code code = error.code;

    for (size_t i = 0; e && code == RC_OK && i < n; i++) {
        memory_source source = memory_source_of(streams[i].bytes, streams[i].n_bytes);
        char name[] = {(char)('a' + i), '\0'};
        code = rc_explainer_read(e, TEXT(name), memory_reader(&source), &error);
    }
    rc_explainer_free(e);
    assert_int_equal(error.code, code);
    return code;
}

TEST(explanation_survives_every_failure)
{
    scenario s = {0};
    buffer streams[3] = {many_costs(3000), {0}, {0}};

    add_large_list(&s);
    buffer_add(&streams[1], s.list.bytes, s.list.n_bytes);
    for (int i = 0; i < 40; i++)
        buffer_string(&streams[2], "+1,0.000000001\n\"+15\",2\n");
    assert_int_equal(explain(NULL, streams, 3), RC_OK);
    long n_live_before = n_live;
    for (long n = 1, has_failed = 1; has_failed; n++) {
        n_till_failure = n;
        rc_code code = explain(NULL, streams, 3);
        has_failed = n_till_failure <= 0;
        n_till_failure = 0;
        assert_int_equal(code, has_failed ? RC_ERROR_MEMORY : RC_OK);
        assert_int_equal(n_live, n_live_before);
    }
    for (int i = 0; i < 3; i++)
        buffer_free(&streams[i]);
    buffer_free(&s.list);
    buffer_free(&s.numbers);
}

/* The most memory that an explanation by a list of n rows takes: all match the number, or none
 * does; no two of their costs are alike, and all are long. */
static long measure_explanation(unsigned n, const char *prefix)
{
    buffer list = {0};

    for (unsigned i = 0; i < n; i++) {
        buffer_string(&list, prefix);
        buffer_string(&list, ",0.000000000");
        buffer_number(&list, i);
        buffer_string(&list, "\n");
    }
    long n_before = (long)n_held;

    n_held_most = n_before;
    assert_int_equal(explain(NULL, &list, 1), RC_OK);
    buffer_free(&list);
    return (long)n_held_most - n_before;
}

TEST(explanation_takes_as_much_memory_by_a_long_list_as_by_a_short_one)
{
    static const char *const prefixes[] = {"+1", "7", "\"1-9;+15\""};

    for (size_t i = 0; i < N_ELEMENTS(prefixes); i++) {
        long by_short = measure_explanation(30000, prefixes[i]);
        long by_long = measure_explanation(600000, prefixes[i]);
        if (by_long > by_short + 1000 || by_long > 1 << 20)
            fail_msg("%s: %ld bytes, then %ld", prefixes[i], by_short, by_long);
    }
}

TEST(array_that_cannot_grow_stays_as_it_is)
{
    size_t capacity = 0;
    char *items = rc_array_grow(NULL, &capacity, 100, 1);
    size_t before = capacity;

    assert_non_null(items);
    n_till_failure = 1;
    assert_null(rc_array_grow(items, &capacity, before + 1, 1));
    assert_int_equal(capacity, before);
    memset(items, 'x', before);
    free(items);
}

TEST(offers_that_cannot_be_spelt_are_an_error)
{
    const rc_answer_options options = {.fields = {RC_FIELD_COST}};
    rc_table *table = load_list(TEXT("44,0.2\n"), NULL, NULL, NULL);
    answer_tails tails;
    spelt_offers s;

    assert_non_null(table);
    assert_int_equal(rc_tails_init(&tails, table, &options, &(tail_form){.delimiter = ','}, NULL),
                     RC_OK);
    for (int i = 1; i <= 2; i++) {
        n_till_failure = i;
        assert_int_equal(rc_spelt_init(&s, &tails), RC_ERROR_MEMORY);
        assert_null(s.slots);
    }
    rc_tails_free(&tails);
    rc_table_free(table);
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
        cmocka_unit_test(charged_calls_survive_every_failure),
        cmocka_unit_test(explanation_survives_every_failure),
        cmocka_unit_test(explanation_takes_as_much_memory_by_a_long_list_as_by_a_short_one),
        cmocka_unit_test(comparing_and_exporting_survive_every_failure),
        cmocka_unit_test(small_compiled_table_survives_every_failure),
        cmocka_unit_test(large_compiled_table_survives_every_failure),
        cmocka_unit_test(compiled_table_of_two_carriers_survives_every_failure),
        cmocka_unit_test(reading_a_table_takes_a_small_multiple_of_its_size),
        cmocka_unit_test(reading_a_table_of_costs_alone_takes_a_small_multiple_of_its_size),
        cmocka_unit_test(sizes_that_are_not_true_cost_no_memory),
        cmocka_unit_test(array_that_cannot_grow_stays_as_it_is),
        cmocka_unit_test(offers_that_cannot_be_spelt_are_an_error),
    };
    int n_wrong = RUN_TESTS(tests);
    PRINT_COUNTED(n_failed, "allocations that failed");
    return n_wrong;
}
