/* Tests of what becomes of a run when its streams fail: every byte of every stream, in turn, is
 * where a read or a write fails, reads come in pieces of any size, flushes fail. */
#include "routecost_calls.h"
#include "routecost_compare.h"
#include "support_table.h"
#include "support_test.h"

#include <errno.h>

static const char red[] = "prefix,cost\n+1,0.5\n\"+14\",.25\n2,1\n33,\"0.123456789012345678901\"\n"
                          "33,0.12345678901234567\n# end\n";
static const char blue[] =
    "\xef\xbb\xbfRate;Codes;\"two\nlines\"\r\n0.4;\"1, 14-15\"\r\n0.4;+1\r\n";
static const char numbers[] = "+14155551234\n 2 \nabc\n\n+1\r\n1234567890123456789\n33";
static const char calls[] = "id,number\n\"a,\"\"b\",+1415\n\n3,\"14\",\"x\ny\"\n4,none\n";

/* What a run does; the streams that do not fail are whole. */
typedef struct plan {
    size_t fail_red, fail_blue, fail_numbers, fail_out; /* bytes before the failure, or NEVER */
    size_t n_at_once;
    int flush_fails, is_calls;
    unsigned n_threads, rank;
} plan;

typedef struct outcome {
    rc_code code;
    rc_error error;
    memory_sink sink;
} outcome;

static memory_source failing_source(const char *text, size_t fail_at, const plan *p)
{
    memory_source source = memory_source_of(text, strlen(text));

    source.fail_at = fail_at;
    source.os_error = EIO;
    source.n_at_once = p->n_at_once;
    return source;
}

static rc_code read_carrier(rc_builder *builder, const char *name, memory_source source,
                            rc_error *error)
{
    rc_code code = rc_builder_begin_carrier(builder, TEXT(name), error);

    if (code == RC_OK)
        code = rc_builder_read(builder, memory_reader(&source), error);
    assert_int_equal(source.n_reads_behind_end, 0);
    return code;
}

static rc_table *load(const plan *p, outcome *o)
{
    rc_load_options options = {.skip_bad_rows = 1, .keep_carriers = 1, .n_threads = p->n_threads};
    rc_table *table = NULL;
    rc_builder *builder = rc_builder_new(&options);

    assert_non_null(builder);
    o->code = read_carrier(builder, "red", failing_source(red, p->fail_red, p), &o->error);
    if (o->code == RC_OK)
        o->code = read_carrier(builder, "blue", failing_source(blue, p->fail_blue, p), &o->error);
    if (o->code == RC_OK)
        o->code = rc_builder_seal(builder, &table, &o->error);
    else
        assert_int_not_equal(rc_builder_seal(builder, &table, NULL), RC_OK);
    rc_builder_free(builder);
    assert_int_equal(table == NULL, o->code != RC_OK);
    return table;
}

static outcome run(const plan *p)
{
    outcome o = {.error = {.code = RC_OK}, .sink = {.fail_at = p->fail_out, .os_error = ENOSPC}};
    memory_source source = failing_source(p->is_calls ? calls : numbers, p->fail_numbers, p);
    rc_answer_options options = {.n_threads = p->n_threads, .rank = p->rank};
    rc_table *table = load(p, &o);

    rc_call_options call_options = {.number_column.name = TEXT("Number")};
    o.sink.flush_fails = p->flush_fails;
    if (table)
        o.code = p->is_calls
                     ? rc_answer_calls(table, memory_reader(&source), memory_writer(&o.sink),
                                       &options, &call_options, NULL, &o.error)
                     : rc_answer_numbers(table, memory_reader(&source), memory_writer(&o.sink),
                                         &options, NULL, &o.error);
    assert_int_equal(source.n_reads_behind_end, 0);
    assert_int_equal(o.sink.n_writes_behind_failure, 0);
    rc_table_free(table);
    buffer_string(&o.sink.taken, "");
    assert_int_equal(o.code, o.error.code);
    return o;
}

static const plan whole = {.fail_red = NEVER,
                           .fail_blue = NEVER,
                           .fail_numbers = NEVER,
                           .fail_out = NEVER,
                           .n_threads = 1};

/* A run with these is what the same without failures is, up to some byte. */
static size_t n_failed; /* reads and writes, of all tests */

static void expect_failure(plan p, int code, int os_error)
{
    plan fine = whole;
    fine.is_calls = p.is_calls;
    fine.rank = p.rank;
    outcome expected = run(&fine), o = run(&p);

    assert_int_equal(expected.code, RC_OK);
    assert_int_equal(o.code, code);
    assert_int_equal(o.error.os_error, os_error);
    n_failed++;
    assert_true(o.sink.taken.n_bytes <= expected.sink.taken.n_bytes);
    assert_memory_equal(o.sink.taken.bytes, expected.sink.taken.bytes, o.sink.taken.n_bytes);
    if (code == RC_ERROR_READ && o.sink.taken.n_bytes > 0)
        assert_int_equal(o.sink.taken.bytes[o.sink.taken.n_bytes - 1], '\n');
    buffer_free(&expected.sink.taken);
    buffer_free(&o.sink.taken);
}

TEST(read_of_a_list_may_fail_at_every_byte)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2) {
        plan p = whole;
        p.n_threads = n_threads;
        for (p.fail_red = 0; p.fail_red < sizeof red; p.fail_red++)
            expect_failure(p, RC_ERROR_READ, EIO);
        p.fail_red = NEVER;
        for (p.fail_blue = 0; p.fail_blue < sizeof blue; p.fail_blue++)
            expect_failure(p, RC_ERROR_READ, EIO);
    }
}

TEST(read_of_numbers_may_fail_at_every_byte)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2)
        for (int is_calls = 0; is_calls < 2; is_calls++) {
            plan p = whole;
            p.n_threads = n_threads;
            p.is_calls = is_calls;
            p.rank = 2;
            size_t n_bytes = strlen(is_calls ? calls : numbers);
            for (p.fail_numbers = 0; p.fail_numbers <= n_bytes; p.fail_numbers++)
                expect_failure(p, RC_ERROR_READ, EIO);
        }
}

TEST(write_may_fail_at_every_byte)
{
    for (unsigned n_threads = 1; n_threads <= 3; n_threads += 2)
        for (int is_calls = 0; is_calls < 2; is_calls++) {
            plan p = whole;
            p.is_calls = is_calls;
            p.rank = 2;
            outcome o = run(&p);
            p.n_threads = n_threads;
            for (p.fail_out = 0; p.fail_out < o.sink.taken.n_bytes; p.fail_out++)
                expect_failure(p, RC_ERROR_WRITE, ENOSPC);
            p.fail_out = NEVER;
            p.flush_fails = 1;
            expect_failure(p, RC_ERROR_WRITE, ENOSPC);
            buffer_free(&o.sink.taken);
        }
}

TEST(reads_may_be_of_any_size)
{
    for (int is_calls = 0; is_calls < 2; is_calls++) {
        plan p = whole;
        p.is_calls = is_calls;
        p.rank = 3;
        outcome expected = run(&p);
        for (p.n_at_once = 1; p.n_at_once < sizeof red; p.n_at_once++) {
            p.n_threads = 1 + (unsigned)p.n_at_once % 3;
            outcome o = run(&p);
            assert_int_equal(o.code, RC_OK);
            assert_string_equal(o.sink.taken.bytes, expected.sink.taken.bytes);
            buffer_free(&o.sink.taken);
        }
        buffer_free(&expected.sink.taken);
    }
}

/* ---- Compiled tables ---- */

static buffer save_whole(const rc_table *table)
{
    memory_sink sink = {.fail_at = NEVER};

    assert_int_equal(rc_table_save(table, memory_writer(&sink), NULL), RC_OK);
    return sink.taken;
}

TEST(write_of_a_table_may_fail_at_every_byte)
{
    outcome o = {.error = {.code = RC_OK}};
    rc_table *table = load(&whole, &o);
    buffer compiled = save_whole(table);

    for (size_t at = 0; at <= compiled.n_bytes; at++) {
        memory_sink sink = {.fail_at = at, .os_error = ENOSPC, .flush_fails = 1};
        rc_error error = {.code = RC_OK};
        assert_int_equal(rc_table_save(table, memory_writer(&sink), &error), RC_ERROR_WRITE);
        assert_int_equal(error.os_error, ENOSPC);
        assert_int_equal(sink.n_writes_behind_failure, 0);
        assert_int_equal(sink.taken.n_bytes, at);
        assert_memory_equal(sink.taken.bytes ? sink.taken.bytes : "", compiled.bytes, at);
        n_failed++;
        buffer_free(&sink.taken);
    }
    buffer_free(&compiled);
    rc_table_free(table);
}

TEST(read_of_a_table_may_fail_at_every_byte)
{
    outcome o = {.error = {.code = RC_OK}};
    rc_table *table = load(&whole, &o);
    buffer compiled = save_whole(table);

    for (size_t at = 0; at <= compiled.n_bytes; at++) {
        memory_source source = memory_source_of(compiled.bytes, compiled.n_bytes);
        rc_builder *builder = rc_builder_new(NULL);
        rc_error error = {.code = RC_OK};
        source.fail_at = at;
        source.os_error = EIO;
        source.n_at_once = at % 5;
        assert_int_equal(rc_builder_read(builder, memory_reader(&source), &error), RC_ERROR_READ);
        assert_int_equal(error.os_error, EIO);
        n_failed++;
        rc_builder_free(builder);
    }
    buffer_free(&compiled);
    rc_table_free(table);
}

/* ---- Streams that do not say why they fail ---- */

/* Reads well, and leaves errno set all the same, as some functions do. */
static size_t read_well(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    errno = EINTR;
    return memory_reader(context).read(context, bytes, n_bytes, failed);
}

/* Does so up to the end of the source, and fails there. */
static size_t read_and_fail(void *context, void *bytes, size_t n_bytes, bool *failed)
{
    const memory_source *source = context;

    *failed = source->at == source->n_bytes;
    return *failed ? 0 : read_well(context, bytes, n_bytes, failed);
}

static bool fail_to_write(void *context, const void *bytes, size_t n_bytes)
{
    (void)context, (void)bytes, (void)n_bytes;
    return false;
}

static void assert_unknown(rc_code code, rc_code expected, const rc_error *error)
{
    assert_int_equal(code, expected);
    assert_int_equal(error->os_error, 0);
    errno = EINTR; /* of something else, before */
}

static void check_read(const char *bytes, size_t n_bytes)
{
    memory_source source = memory_source_of(bytes, n_bytes);
    rc_builder *builder = rc_builder_new(NULL);
    rc_error error;

    assert_unknown(rc_builder_read(builder, (rc_reader){&source, read_and_fail}, &error),
                   RC_ERROR_READ, &error);
    rc_builder_free(builder);
}

TEST(stream_that_fails_without_errno_has_no_os_error)
{
    const rc_writer out = {.write = fail_to_write};
    memory_source source = memory_source_of(numbers, strlen(numbers));
    memory_sink sink = {.fail_at = NEVER};
    outcome o = {.error = {.code = RC_OK}};
    rc_table *table = load(&whole, &o);
    buffer compiled = save_whole(table);
    rc_error error;

    errno = EINTR;
    check_read("", 0);
    check_read(red, strlen(red));
    check_read(compiled.bytes, compiled.n_bytes / 2);
    assert_unknown(rc_answer_numbers(table, (rc_reader){&source, read_and_fail},
                                     memory_writer(&sink), NULL, NULL, &error),
                   RC_ERROR_READ, &error);
    source = memory_source_of(numbers, strlen(numbers));
    assert_unknown(
        rc_answer_numbers(table, (rc_reader){&source, read_well}, out, NULL, NULL, &error),
        RC_ERROR_WRITE, &error);
    assert_unknown(rc_table_save(table, out, &error), RC_ERROR_WRITE, &error);
    assert_unknown(rc_export(table, out, NULL, NULL, &error), RC_ERROR_WRITE, &error);
    buffer_free(&sink.taken);
    buffer_free(&compiled);
    rc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_of_a_list_may_fail_at_every_byte),
        cmocka_unit_test(read_of_numbers_may_fail_at_every_byte),
        cmocka_unit_test(write_may_fail_at_every_byte),
        cmocka_unit_test(reads_may_be_of_any_size),
        cmocka_unit_test(write_of_a_table_may_fail_at_every_byte),
        cmocka_unit_test(read_of_a_table_may_fail_at_every_byte),
        cmocka_unit_test(stream_that_fails_without_errno_has_no_os_error),
    };
    int n_wrong = RUN_TESTS(tests);
    PRINT_COUNTED(n_failed, "reads and writes that failed");
    return n_wrong;
}
