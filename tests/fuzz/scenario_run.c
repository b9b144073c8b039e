/* Runs a scenario through the library: see scenario.h. */
#include "scenario.h"

#include <stdlib.h>
#include <string.h>

static memory_source source_of(const buffer *b, size_t n_at_once)
{
    memory_source source = memory_source_of(b->bytes, b->n_bytes);
    source.n_at_once = n_at_once;
    return source;
}

/* Reads a stream as a named carrier's list, or, without a name, as a compiled table. */
static void read_list(rc_builder *builder, const char *name, const buffer *text, size_t n_at_once,
                      rc_error *error)
{
    memory_source source = source_of(text, n_at_once);

    if (name)
        EXPECT(rc_builder_begin_carrier(builder, (rc_text){name, strlen(name)}, error) == RC_OK);
    if (rc_builder_read(builder, memory_reader(&source), error) == RC_OK)
        rc_builder_end_carrier(builder, error);
    EXPECT(error->code == RC_OK || error->code == RC_ERROR_LIST || error->code == RC_ERROR_EMPTY);
}

static rc_builder *new_builder(const scenario *s, bool with_factor, fault_count *faults)
{
    rc_load_options options = s->load_options;

    if (!with_factor)
        options.factor = (rc_text){NULL, 0};
    faults->may_go_back = 1;
    options.on_fault = count_fault;
    options.fault_context = faults;
    rc_builder *builder = rc_builder_new(&options);
    if (!builder)
        abort();
    return builder;
}

static buffer save(const rc_table *table)
{
    memory_sink sink = {.fail_at = NEVER};

    EXPECT(rc_table_save(table, memory_writer(&sink), NULL) == RC_OK);
    return sink.taken;
}

/* A list as a compiled table. */
static buffer compile(const scenario *s, const scenario_list *list, size_t n_at_once)
{
    fault_count faults = {0};
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    rc_builder *builder = new_builder(s, true, &faults);

    read_list(builder, list->name, &list->text, n_at_once, &error);
    EXPECT(rc_builder_seal(builder, &table, &error) == RC_OK);
    rc_builder_free(builder);
    buffer compiled = save(table);
    rc_table_free(table);
    return compiled;
}

static rc_table *load_compiled(const scenario *s, const buffer *compiled, size_t n_at_once)
{
    fault_count faults = {0};
    rc_error error = {.code = RC_OK};
    rc_table *table = NULL;
    rc_builder *builder = new_builder(s, false, &faults);

    read_list(builder, NULL, compiled, n_at_once, &error);
    EXPECT(rc_builder_seal(builder, &table, &error) == RC_OK);
    rc_builder_free(builder);
    return table;
}

/* The table, or NULL where there should be none. */
static rc_table *load(const scenario *s, size_t n_at_once)
{
    fault_count faults = {0};
    rc_table *table = NULL;
    rc_error error = {.code = RC_OK};
    rc_builder *builder = new_builder(s, true, &faults);

    for (size_t i = 0; i < s->n_lists; i++) {
        const scenario_list *list = &s->lists[i];
        rc_error read_error = {.code = RC_OK};
        if (s->load_code == RC_OK && (s->compiled >> i & 1)) {
            buffer compiled = compile(s, list, n_at_once);
            read_list(builder, NULL, &compiled, n_at_once, &read_error);
            buffer_free(&compiled);
        } else {
            read_list(builder, list->name, &list->text, n_at_once, &read_error);
        }
    }
    if (rc_builder_seal(builder, &table, &error) != s->load_code) {
        fprintf(stderr, "code %d, not %d: %s\n", (int)error.code, (int)s->load_code, error.reason);
        EXPECT(0 /* loading comes to what it should */);
    }
    EXPECT((table != NULL) == (s->load_code == RC_OK));
    EXPECT(table || is_showable(&error));
    rc_builder_free(builder);
    if (!table || !(s->compiled >> s->n_lists & 1))
        return table;
    buffer compiled = save(table);
    rc_table_free(table);
    table = load_compiled(s, &compiled, n_at_once);
    buffer_free(&compiled);
    return table;
}

/* Shows the first line that differs. */
static void show_difference(const buffer *got, const buffer *expected)
{
    size_t at = 0;

    while (at < got->n_bytes && at < expected->n_bytes && got->bytes[at] == expected->bytes[at])
        at++;
    while (at > 0 && expected->bytes[at - 1] != '\n')
        at--;
    fprintf(stderr, "got      %.*s\nexpected %.*s\n", (int)strcspn(got->bytes + at, "\n"),
            got->bytes + at, (int)strcspn(expected->bytes + at, "\n"), expected->bytes + at);
}

void scenario_run(const scenario *s, size_t n_at_once)
{
    rc_table *table = load(s, n_at_once);
    memory_source source = source_of(&s->numbers, n_at_once);
    memory_sink sink = {.fail_at = NEVER};
    rc_answer_stats stats;

    if (!table)
        return;
    EXPECT(rc_answer_numbers(table, memory_reader(&source), memory_writer(&sink),
                             &s->answer_options, &stats, NULL) == RC_OK);
    buffer expected = s->expected;
    if (sink.taken.n_bytes != expected.n_bytes ||
        (expected.n_bytes > 0 && memcmp(sink.taken.bytes, expected.bytes, expected.n_bytes) != 0)) {
        buffer_string(&sink.taken, "");
        if (expected.bytes)
            show_difference(&sink.taken, &expected);
        EXPECT(0 /* the answer is the oracle's */);
    }
    EXPECT(stats.n_numbers == s->stats.n_numbers && stats.n_routed == s->stats.n_routed);
    EXPECT(stats.n_invalid == s->stats.n_invalid);
    EXPECT(stats.n_plus_numbers == s->stats.n_plus_numbers);
    rc_table_free(table);
    buffer_free(&sink.taken);
}
